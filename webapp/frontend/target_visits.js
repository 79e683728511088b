import { sameName } from "./same_person.js";

const STAND = /([a-z]*)[\s#.:-]*0*(\d+)/g;
const NUMBER_WORDS = ["no", "nr", "num", "number"];
const WORDS_FOR = {
  poster: ["", "p", "poster", "board", ...NUMBER_WORDS],
  booth: ["", "b", "booth", "stand", "table", ...NUMBER_WORDS],
};
const BETWEEN_NAMES = /[;,&/]|\band\b|\bwith\b/;

/**
 * Whether a meeting `{contact_id, program_id, name, place}` was the visit of a target, as far as the
 * phone is sure: the same person, program, stand or name. The server's targets/match.py also knows
 * names that are only alike, and organisations.
 */
export function visits(target, met) {
  if (target.contact_id && target.contact_id === met.contact_id) return true;
  if (target.program_id && target.program_id === met.program_id) return true;
  if (target.kind === "program") return false;
  const words = WORDS_FOR[target.kind];
  if (words && sameStand(words, target.place, met.place)) return true;
  const names = target.kind === "person" ? target.name : target.who;
  return [names, ...names.split(BETWEEN_NAMES)].some((name) => sameName(name, met.name));
}

function sameStand(words, planned, stood) {
  const number = standNumber(words, planned);
  return number !== undefined && number === standNumber(words, stood);
}

function standNumber(words, place) {
  const named = [...place.toLowerCase().matchAll(STAND)];
  return named.find(([, word]) => words.includes(word))?.[2];
}
