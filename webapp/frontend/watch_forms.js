const SURE = 3_000;

/**
 * Lets a form of the server's pages go only when Hallway has just answered; else it is looked
 * whether it answers now, and what the phone can keep of the form is kept where it does not.
 */
export function watchForms(context) {
  let reached = -Infinity;
  context.changes.listen(({ offline }) => {
    if (offline !== undefined) reached = offline ? -Infinity : performance.now();
  });
  document.addEventListener("submit", async (event) => {
    const { target: form, submitter, defaultPrevented } = event;
    if (defaultPrevented || form.method !== "post" || performance.now() - reached < SURE) return;
    event.preventDefault();
    if (form.ariaBusy === "true") return;
    form.ariaBusy = "true";
    const { sendForm } = await import("./pocket_app.js");
    const letGo = () => {
      reached = performance.now();
      form.requestSubmit(submitter);
    };
    await sendForm(form, submitter, letGo, context);
  });
}
