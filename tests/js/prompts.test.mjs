import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { kindFor, knownPrompts, refreshPrompts, somePrompts, withTopic } from "../../webapp/frontend/prompts.js";

const ASK = { kind: "poster", question: "Who paid?", topic: "Who paid" };
const PROMPTS = {
  places: { poster: "poster", booth: "program" },
  events: { call: "alum" },
  items: ["a", "b", "c"].map((topic) => ({ kind: "poster", question: `${topic}?`, topic })),
};

const HOUSES = { places: { poster: "poster" }, events: {}, items: [ASK] };
const kept = new Map();

beforeEach(() => {
  kept.clear();
  globalThis.localStorage = {
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => kept.set(name, value),
  };
});

/** A page that lists `prompts`; the shell is signed in for nobody. */
function open(prompts, { signedIn = false } = {}) {
  globalThis.document = {
    getElementById: () => prompts && { textContent: JSON.stringify(prompts) },
    querySelector: () => (signedIn ? { content: "asha" } : null),
  };
}

test("the shell shows what everybody begins with until the person's own are known", () => {
  open(HOUSES);
  assert.deepEqual(knownPrompts("asha").items, [ASK]);
  open({ ...HOUSES, items: PROMPTS.items }, { signedIn: true });
  knownPrompts("asha");
  open(HOUSES);
  assert.deepEqual(knownPrompts("asha").items, PROMPTS.items);
  assert.deepEqual(knownPrompts("someone else").items, [ASK]);
});

test("what the server says now is kept, and a captive portal's page is not", async () => {
  open(HOUSES);
  const answer = (headers) => async () => Response.json({ items: PROMPTS.items }, { headers });
  await refreshPrompts("asha", answer({}));
  assert.deepEqual(knownPrompts("asha").items, [ASK]);
  await refreshPrompts("asha", answer({ Hallway: "1" }));
  assert.deepEqual(knownPrompts("asha").items, PROMPTS.items);
  await refreshPrompts("asha", () => Promise.reject(new TypeError("no network")));
  assert.deepEqual(knownPrompts("asha").items, PROMPTS.items);
});

test("the place chooses the questions, and where it says nothing the event does", () => {
  assert.equal(kindFor(PROMPTS, "Poster 214", "call"), "poster");
  assert.equal(kindFor(PROMPTS, "BOOTH 40", undefined), "program");
  assert.equal(kindFor(PROMPTS, "Lunch", "call"), "alum");
  assert.equal(kindFor(PROMPTS, "", undefined), "anyone");
});

test("two at a time go round", () => {
  const topics = (turn) => somePrompts(PROMPTS, "poster", turn).map(({ topic }) => topic);
  assert.deepEqual([0, 1, 2].map(topics), [["a", "b"], ["c", "a"], ["b", "c"]]);
  assert.deepEqual(somePrompts(PROMPTS, "talk", 5), []);
});

test("a question asked begins the note of the talk", () => {
  assert.equal(withTopic("", ASK), "Who paid: ");
  assert.equal(withTopic("  ", { ...ASK, topic: "" }), "Who paid?: ");
});

test("what was noted before stays, and nothing is begun twice", () => {
  assert.equal(withTopic("lactate", ASK), "lactate\nWho paid: ");
  assert.equal(withTopic("Who paid: the NIH", ASK), "Who paid: the NIH");
});
