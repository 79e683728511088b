const TITLES = new Set(["dr", "md", "do", "mr", "mrs", "ms", "phd", "prof"]);

/**
 * True when a changed name may still be the same person's: the names are equal or share a word
 * that is no title. Somebody met again must not be taken for whoever was typed over them.
 */
export function maybeSamePerson(one, other) {
  const words = new Set(split(one));
  return one === other || split(other).some((word) => words.has(word));
}

/** True when two names, neither of them empty, are one but for order, titles, case and accents. */
export function sameName(one, other) {
  const words = split(one).sort().join(" ");
  return words !== "" && words === split(other).sort().join(" ");
}

function split(name) {
  const plain = name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word && !TITLES.has(word));
}
