import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { rowDay, urgency, whyMoved, windowWords } from "../../webapp/frontend/follow_up_words.js";
import { nextOnes } from "../../webapp/frontend/queue.js";
import { group, GROUPS, windowOf } from "../../webapp/frontend/windows.js";

const file = new URL("../followups/day_cases.json", import.meta.url);
const cases = JSON.parse(readFileSync(file, "utf8"));

for (const { name, row, on, ...said } of cases) {
  test(`the phone sees it as the server does: ${name}`, () => {
    const found = group(row, on);
    assert.deepEqual(
      {
        group: found,
        words: windowWords(row, found, on),
        day: rowDay(row, found, on),
        urgency: urgency(row, found, on),
      },
      said,
    );
  });
}

test("the cases know every group", () => {
  assert.deepEqual(new Set(cases.map((one) => one.group)), new Set(GROUPS));
});

const agreed = JSON.parse(
  readFileSync(new URL("../followups/windows_cases.json", import.meta.url), "utf8"),
);

test("the phone puts each day's follow-ups where the server puts them", () => {
  for (const one of agreed.group) assert.equal(group(one.row, one.on), one.group, one.on);
});

test("the phone opens the windows that the server opens", () => {
  for (const { kind, met_on, clicked, promise_by, event_ends_on, window } of agreed.window) {
    const given = { clicked, promiseBy: promise_by, eventEndsOn: event_ends_on };
    const found = windowOf(kind, met_on, given);
    assert.deepEqual(Object.values(found), window, `${kind} ${met_on}`);
  }
});

test("why a day moved is said while it is worth knowing", () => {
  const row = { due_why: "Moved from Saturday 17: a weekend", snoozed_until: null };
  assert.equal(whyMoved({ row, group: "coming" }), row.due_why);
  assert.equal(whyMoved({ row, group: "late" }), "");
  assert.equal(whyMoved({ row: { ...row, snoozed_until: "2026-10-20" }, group: "coming" }), "");
  assert.equal(whyMoved({ row: {}, group: "coming" }), "");
});

test("one person has one next thing, the same as on the server", () => {
  for (const { rows, first } of agreed.next) {
    const items = rows.map(({ group: inGroup, ...row }, id) => {
      return { row: { ...row, id, contact: { id: "ngozi" } }, group: inGroup };
    });
    const [next] = nextOnes(items).filter((item) => item.group !== "done");
    assert.equal(next.row.kind, first);
    assert.equal(next.behind, items.filter((item) => item.group !== "done").length - 1);
  }
});
