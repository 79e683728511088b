import { make } from "./make.js";

const WORDS = {
  waiting: "On this phone only",
  attention: "Needs attention",
};

/** The mark of what is not on the server yet, or nothing. */
export function marked({ pending }) {
  if (!pending) return null;
  const words = WORDS[pending];
  const text = pending === "attention" ? make("a", { href: "/capture#attention" }, words) : words;
  return make("p", { class: "where mark", "data-mark": pending }, text);
}
