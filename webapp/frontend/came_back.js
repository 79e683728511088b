/** What leads out of Hallway with a letter. */
const WAYS_OUT = "[data-mailto], [data-share], [data-letter-file], [data-linkedin]";

/**
 * Asks in `question` whether the letter went out, once the person comes back from where they took
 * it; also when the phone dropped the page meanwhile. "Sent" presses the page's own button.
 */
export function askWhenBack(question, path) {
  if (!question) return;
  const left = `hallway-left:${path}`;
  const show = () => {
    if (document.visibilityState === "visible" && sessionStorage.getItem(left)) question.hidden = false;
  };
  const settle = () => {
    sessionStorage.removeItem(left);
    question.hidden = true;
  };
  document.addEventListener("click", ({ target }) => {
    if (target.closest(WAYS_OUT)) sessionStorage.setItem(left, "1");
  });
  // A mail program on a computer opens beside the page, which stays visible but loses the focus.
  addEventListener("focus", show);
  document.addEventListener("visibilitychange", show);
  question.querySelector("[data-not-yet]").addEventListener("click", settle);
  question.querySelector("[data-yes]").addEventListener("click", () => {
    settle();
    document.querySelector('[data-note="sent"]')?.click();
  });
  show();
}
