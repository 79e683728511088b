/**
 * Asks in a modal dialog and gives the chosen value. `choices` is `[{value, label}]`; the first
 * is the safe one, and is also what Escape gives.
 */
export function ask({ title, text, choices }) {
  const dialog = document.createElement("dialog");
  const form = document.createElement("form");
  form.method = "dialog";
  dialog.ariaLabel = title;
  const buttons = element("div");
  buttons.className = "buttons";
  buttons.append(...choices.map(button));
  form.append(element("h2", title), element("p", text), buttons);
  dialog.append(form);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue || choices[0].value);
    });
  });
}

function element(name, text = "") {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

function button({ value, label }, place) {
  const made = element("button", label);
  made.className = place ? "button button-small button-quiet" : "button button-small";
  made.value = value;
  return made;
}
