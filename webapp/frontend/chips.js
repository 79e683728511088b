const SHOWN = { event_id: "event", place: "place" };

/** Opens the panel that a control of the capture form stands in, by way of its chip. */
export function openPanelOf(control) {
  const panel = control.closest("[data-panel]")?.dataset.panel;
  const chip = panel && control.form.querySelector(`[data-chip="${panel}"]`);
  if (chip) chip.checked = true;
}

/** Closes all panels of the capture form. */
export function closePanels(form) {
  for (const chip of form.querySelectorAll("[data-chip]")) chip.checked = false;
}

/** Writes the chosen event and place on their chips, which stand for the closed panels. */
export function labelChips(form) {
  for (const [field, panel] of Object.entries(SHOWN)) {
    const text = form.querySelector(`[data-chip-text="${panel}"]`);
    const control = form.elements[field];
    if (!text || !control) continue;
    text.dataset.words ??= text.textContent;
    const value = control.selectedOptions ? control.selectedOptions[0]?.text : control.value;
    text.textContent = control.value ? value : text.dataset.words;
    text.dataset.filled = String(Boolean(control.value));
  }
}
