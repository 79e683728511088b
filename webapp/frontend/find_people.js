const LETTERS = { ø: "o", đ: "d", ł: "l", ı: "i", æ: "ae", œ: "oe", ß: "ss", ς: "σ" };

/** Lower case, without accents, white space single, as the server's contacts/search.py does. */
export function fold(text) {
  const plain = text.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "");
  return plain
    .replace(/[øđłıæœßς]/g, (letter) => LETTERS[letter])
    .split(/\s+/)
    .join(" ")
    .trim();
}

const AT_ONCE = 250;

/**
 * Finds people by pieces of words in any order. Each is folded once: some at a time after `warm`,
 * or when they are first looked for.
 */
export class Finder {
  #people;
  #texts = [];

  /** From `people`, in the order in which they are to be found. */
  constructor(people) {
    this.#people = people;
  }

  /** Those who hold every word of the query, in their order. */
  find(query) {
    const words = fold(query).split(" ").filter(Boolean);
    if (!words.length) return this.#people;
    this.#fold(this.#people.length);
    return this.#people.filter((_, place) => words.every((word) => this.#texts[place].includes(word)));
  }

  /** Folds everybody in the pauses, before the first letter is typed. */
  warm() {
    this.#fold(AT_ONCE);
    if (this.#texts.length < this.#people.length) setTimeout(() => this.warm());
  }

  #fold(most) {
    const next = this.#people.slice(this.#texts.length, this.#texts.length + most);
    this.#texts.push(...next.map(textOf));
  }
}

function textOf({ name, organisation, title, school, encounters }) {
  const met = encounters.flatMap(({ detail, place, talk }) => [detail, place, talk]);
  return fold([name, organisation, title, school, ...met].join("\n"));
}

/** The meeting that a row of the list tells of: the newest of those that were looked for. */
export function meetingShown({ encounters }, { q = "", event }) {
  const there = encounters.filter((met) => !event || met.event_id === event);
  const words = fold(q).split(" ").filter(Boolean);
  const tells = (met) =>
    words.some((word) => fold(`${met.detail} ${met.place} ${met.talk}`).includes(word));
  return there.find(tells) ?? there[0];
}
