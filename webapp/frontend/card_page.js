import { startRehearsal } from "./rehearsal.js";
import { offerSharing } from "./share.js";
import { keepScreenAwake } from "./wake_lock.js";

/** My card: the screen stays on, the code fits the other phone, the pitch has a clock. */
export function start() {
  keepScreenAwake();
  switchCodes();
  const share = document.querySelector("[data-share]");
  offerSharing(share, () => ({ title: share.dataset.shareTitle, url: share.dataset.share }));
  const rehearse = document.querySelector("[data-rehearse]");
  const clock = document.querySelector("[data-rehearse-clock]");
  if (rehearse && clock) startRehearsal(rehearse, clock);
}

function switchCodes() {
  const panels = document.querySelectorAll("[data-code]");
  const choices = [...document.querySelectorAll('input[type="radio"][name="code"]')];
  const show = () => {
    const chosen = choices.find((choice) => choice.checked);
    if (chosen) for (const panel of panels) panel.hidden = panel.dataset.code !== chosen.value;
  };
  for (const choice of choices) choice.addEventListener("change", show);
  show();
}
