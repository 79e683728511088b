import { button, make, part } from "./make.js";

/** The round button at a target's left that notes it as visited, or takes that back. */
export function tickButton(target, hall) {
  const words = `${target.name}: visited`;
  const tick = button(part("icon-ok"), "", async () => {
    await hall.act(typeFor(target), { target_id: target.id });
    hall.redraw();
    const ticks = [...document.querySelectorAll(".tick button")];
    ticks.find((one) => one.ariaLabel === words)?.focus({ preventScroll: true });
  });
  tick.ariaLabel = words;
  tick.ariaPressed = String(Boolean(target.done));
  return make("div", { class: "tick" }, tick);
}

/** Notes a target as visited, where that takes it off the page. */
export async function visit(target, hall) {
  const undo = await hall.act(typeFor(target), { target_id: target.id });
  hall.redraw({ text: `Visited: ${target.name}`, undo });
}

function typeFor({ done }) {
  return done ? "target_unticked" : "target_ticked";
}
