import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { bestDayWords, rowDay, urgency, windowWords } from "../../webapp/frontend/follow_up_words.js";
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
  for (const { kind, met_on, clicked, promise_by, window } of agreed.window) {
    const found = windowOf(kind, met_on, { clicked, promiseBy: promise_by });
    assert.deepEqual(Object.values(found), window, `${kind} ${met_on}`);
  }
});

test("the better day is named while it lies ahead", () => {
  const row = { best_on: "2026-10-19", best_why: "Best written on Monday 19: a weekend", snoozed_until: null };
  assert.equal(bestDayWords({ row, group: "coming" }, "2026-10-16"), row.best_why);
  assert.equal(bestDayWords({ row, group: "due" }, "2026-10-17"), row.best_why);
  assert.equal(bestDayWords({ row, group: "due" }, "2026-10-19"), "");
  assert.equal(bestDayWords({ row, group: "late" }, "2026-10-16"), "");
  const putOff = { ...row, snoozed_until: "2026-10-20" };
  assert.equal(bestDayWords({ row: putOff, group: "coming" }, "2026-10-16"), "");
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
