/**
 * Says something quietly in a live region, with at most one thing to do about it:
 * `action` is `{label, run}`. An empty text clears the region.
 */
export function say(region, text, action) {
  if (!region) return;
  region.replaceChildren(text);
  if (!action) return;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = action.label;
  button.addEventListener("click", action.run, { once: true });
  region.append(" ", button);
}
