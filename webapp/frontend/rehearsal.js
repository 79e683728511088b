const GOOD_FROM = 20;
const GOOD_UNTIL = 30;

/** Whether a pitch of so many seconds is still "short", "good" or already "long". */
export function band(seconds) {
  if (seconds < GOOD_FROM) return "short";
  return seconds <= GOOD_UNTIL ? "good" : "long";
}

/** Seconds as a clock shows them: 0:07, 1:05. */
export function clockFace(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** Makes `button` start and stop a clock for speaking the pitch aloud. */
export function startRehearsal(button, clock) {
  let began = null;
  let timer;
  // An <output> would read out every second into the pitch.
  clock.ariaLive = "off";

  function show() {
    const seconds = Math.floor((performance.now() - began) / 1000);
    clock.textContent = clockFace(seconds);
    clock.dataset.band = band(seconds);
  }

  button.addEventListener("click", () => {
    clearInterval(timer);
    const isStarting = button.ariaPressed !== "true";
    button.ariaPressed = String(isStarting);
    if (!isStarting) return show();
    began = performance.now();
    timer = setInterval(show, 250);
    show();
  });
}
