import assert from "node:assert/strict";
import { test } from "node:test";

import { putPending } from "../../webapp/frontend/pending.js";
import { followUpOf, peopleOf, shelve, todayOf } from "../../webapp/frontend/shelf.js";

const AT = "2026-03-02T20:30:00-06:00";

/** A phone that knows Ngozi, met once, with a follow-up; and the event at which that was. */
function shelf() {
  const met = {
    id: "met",
    at: "2026-03-01T17:00:00Z",
    time_zone: "America/Chicago",
    event_id: "acp",
  };
  const texts = { detail: "twin daughters", place: "Poster 214", talk: "", promise: "" };
  const value = {
    ...{ name: "Ngozi", organisation: "", title: "", school: "", note: "", stage: "contact" },
    ...{ emails: [], phones: [], links: [], encounters: [{ ...met, ...texts, clicked: false }] },
  };
  const owed = {
    kind: "nice_to_meet_you",
    contact: { id: "ngozi", name: "Ngozi" },
    encounter_id: "met",
  };
  const state = { state: "queued", state_at: "2026-03-01T17:00:00Z", snoozed_until: null };
  const event = {
    name: "ACP",
    starts_on: "2026-03-01",
    ends_on: "2026-03-03",
    time_zone: "America/Chicago",
    tasks: [
      { event_id: "acp", kind: "targets", state: "open" },
      { event_id: "acp", kind: "thanks", state: "open" },
    ],
  };
  return shelve([
    { kind: "account", id: "me", rev: 1, value: { time_zone: "Asia/Kolkata" } },
    { kind: "event", id: "acp", rev: 1, value: event },
    { kind: "contact", id: "ngozi", rev: 3, value },
    {
      kind: "follow_up",
      id: "owed",
      rev: 3,
      value: { ...owed, ...state, detail: "twin daughters" },
    },
    { kind: "target", id: "booth", rev: 3, value: { name: "Booth 40", done: false, met: [] } },
    { kind: "target", id: "lena", rev: 3, value: planned("Lena Vogt") },
  ]);
}

function planned(name) {
  const tied = { event_id: "acp", contact_id: null, program_id: null };
  return { kind: "person", name, who: "", place: "", done: false, met: [], ...tied };
}

let made = 0;

function op(type, fields, more = {}) {
  made += 1;
  return { op_id: `op-${made}`, type, captured_at: AT, fields, ...more };
}

function done(...ops) {
  return putPending(shelf(), ops);
}

test("a person taken down is there, on top, with what will be owed", () => {
  const taken = op("capture", {
    name: "Marcus",
    detail: "climbs",
    event_id: "acp",
    promise: "the paper",
  });
  const after = done(taken);
  const [marcus] = peopleOf(after);
  assert.deepEqual([marcus.id, marcus.name, marcus.pending], [taken.op_id, "Marcus", "waiting"]);
  const [met] = marcus.encounters;
  assert.deepEqual([met.detail, met.time_zone, met.id], ["climbs", "America/Chicago", taken.op_id]);
  const promise = followUpOf(after, `${taken.op_id}.promise`);
  assert.deepEqual([promise.due_on, promise.where], ["2026-03-03", "ACP. You promised: the paper"]);
  assert.equal(followUpOf(after, `${taken.op_id}.nice_to_meet_you`).due_on, "2026-03-05");
});

test("without an event it falls to the one that was on, and with null to none", () => {
  const eventOf = (fields, more) => {
    const [newest] = peopleOf(done(op("capture", { name: "Marcus", detail: "climbs", ...fields }, more)));
    return newest.encounters[0].event_id;
  };
  assert.equal(eventOf({}), "acp");
  assert.equal(eventOf({ event_id: null }), null);
  assert.equal(eventOf({}, { captured_at: "2026-03-04T20:30:00-06:00" }), null);
});

test("somebody met again keeps what was known and gains what was not", () => {
  const fields = {
    contact_id: "ngozi",
    name: "Ngozi A.",
    detail: "cello",
    organisation: "Mercy",
    email: "n@x.org",
  };
  const after = done(op("capture", fields));
  const ngozi = after.contact.get("ngozi");
  assert.equal(after.contact.size, 1);
  assert.deepEqual(
    ngozi.encounters.map(({ detail }) => detail),
    ["cello", "twin daughters"],
  );
  assert.deepEqual(
    [ngozi.name, ngozi.organisation, ngozi.emails[0].value],
    ["Ngozi", "Mercy", "n@x.org"],
  );
});

test("a first letter that is still open moves to the newer meeting, with the day it gives", () => {
  const taken = op("capture", { contact_id: "ngozi", name: "Ngozi", detail: "cello", clicked: true });
  const after = done(taken);
  assert.equal(after.follow_up.size, 1);
  const [owed] = after.follow_up.values();
  assert.deepEqual([owed.id, owed.encounter_id, owed.detail], ["owed", taken.op_id, "cello"]);
  assert.equal(owed.due_on, owed.opens_on);
  assert.equal(owed.draft, undefined);
});

test("after a call comes a thank-you", () => {
  const before = shelf();
  before.event.set("acp", { ...before.event.get("acp"), kind: "call" });
  const taken = op("capture", { name: "Marcus", detail: "climbs", event_id: "acp" });
  const after = putPending(before, [taken]);
  assert.equal(followUpOf(after, `${taken.op_id}.thank_you`).where, "ACP. Say thank you");
});

test("what the server has by now is not there twice", () => {
  const taken = op("capture", { contact_id: "ngozi", name: "Ngozi", detail: "cello" });
  const after = putPending(putPending(shelf(), [taken]), [taken]);
  assert.equal(after.contact.get("ngozi").encounters.length, 2);
});

test("an edit is seen, also in the letters about that meeting", () => {
  const encounters = [{ id: "met", detail: "twin sons" }];
  const after = done(
    op("edit_contact", { contact_id: "ngozi", title: "Dean", note_was: "", encounters }),
  );
  const ngozi = after.contact.get("ngozi");
  assert.deepEqual(
    [ngozi.title, ngozi.encounters[0].detail, ngozi.encounters[0].place],
    ["Dean", "twin sons", "Poster 214"],
  );
  assert.equal("note_was" in ngozi, false);
  assert.equal(after.follow_up.get("owed").detail, "twin sons");
});

test("somebody deleted is nowhere", () => {
  const after = done(op("delete_contact", { contact_id: "ngozi" }));
  assert.deepEqual([after.contact.size, after.follow_up.size], [0, 0]);
});

test("a capture taken back takes with it only its own meeting", () => {
  const taken = op("capture", { contact_id: "ngozi", name: "Ngozi", detail: "cello" });
  const after = done(taken, op("undo_capture", { capture_id: taken.op_id }));
  assert.deepEqual(
    after.contact.get("ngozi").encounters.map(({ id }) => id),
    ["met"],
  );
  assert.equal(after.follow_up.size, 1);
});

for (const [types, state] of [
  [["follow_up_sent"], "sent"],
  [["follow_up_replied", "follow_up_sent"], "replied"],
  [["follow_up_sent", "follow_up_skipped"], "sent"],
  [["follow_up_sent", "follow_up_reopened"], "queued"],
  [["follow_up_sent", "follow_up_reopened", "follow_up_skipped"], "skipped"],
]) {
  test(`${types.join(", then ")} makes it ${state}`, () => {
    const after = done(...types.map((type) => op(type, { follow_up_id: "owed" })));
    assert.deepEqual(
      [after.follow_up.get("owed").state, after.follow_up.get("owed").pending],
      [state, "waiting"],
    );
  });
}

test("put off, and opened again, it is as before", () => {
  const off = op("follow_up_snoozed", { follow_up_id: "owed", until: "2026-03-09" });
  assert.equal(done(off).follow_up.get("owed").snoozed_until, "2026-03-09");
  const back = op("follow_up_reopened", { follow_up_id: "owed" });
  assert.equal(done(off, back).follow_up.get("owed").snoozed_until, null);
  const sent = op("follow_up_sent", { follow_up_id: "owed" });
  assert.equal(done(sent, off).follow_up.get("owed").snoozed_until, null);
});

test("what a capture opens can be marked before the server knows it, and is found there later", () => {
  const taken = op("capture", { name: "Marcus", detail: "climbs" });
  const named = { encounter_id: taken.op_id, kind: "nice_to_meet_you" };
  const after = done(taken, op("follow_up_sent", named));
  assert.equal(followUpOf(after, `${taken.op_id}.nice_to_meet_you`).state, "sent");
  const met = op("follow_up_sent", { encounter_id: "met", kind: "nice_to_meet_you" });
  assert.equal(done(met).follow_up.get("owed").state, "sent");
  assert.equal(followUpOf(shelf(), "met.nice_to_meet_you").id, "owed");
});

test("what an event asks is done, dropped and opened again", () => {
  const asks = (state) => op("event_task_settled", { event_id: "acp", kind: "targets", state });
  const stateOf = (shelf) => shelf.event.get("acp").tasks.map(({ state, pending }) => [state, pending]);
  assert.deepEqual(stateOf(done(asks("done"))), [["done", "waiting"], ["open", undefined]]);
  assert.deepEqual(stateOf(done(asks("skipped"), asks("open")))[0], ["open", "waiting"]);
  const gone = op("event_task_settled", { event_id: "gone", kind: "targets", state: "done" });
  assert.deepEqual(stateOf(done(gone)), [["open", undefined], ["open", undefined]]);
});

test("a target is ticked, and its tick comes off", () => {
  const ticked = op("target_ticked", { target_id: "booth" });
  const visited = done(ticked).target.get("booth");
  assert.deepEqual([visited.done, visited.pending], [true, "waiting"]);
  const after = done(ticked, op("target_unticked", { target_id: "booth" }));
  assert.equal(after.target.get("booth").done, false);
});

test("what the server refused is shown, and marked so", () => {
  const after = done(op("capture", { name: "Marcus", detail: "climbs" }, { errors: [] }));
  assert.equal(peopleOf(after)[0].pending, "attention");
});

test("operations about what is gone, or of a later version, change nothing", () => {
  const strange = op("act_logged", { contact_id: "ngozi" });
  const after = done(
    op("follow_up_sent", { follow_up_id: "gone" }),
    op("edit_contact", { contact_id: "gone" }),
    op("target_ticked", { target_id: "gone" }),
    strange,
  );
  assert.deepEqual(after, shelf());
});

test("today is that of the event that is on, else that of home", () => {
  const evening = new Date("2026-03-03T04:30:00Z");
  assert.equal(todayOf(shelf(), evening), "2026-03-02");
  assert.equal(todayOf(shelf(), new Date("2026-03-20T20:30:00Z")), "2026-03-21");
});

test("whoever was to be met at this event, and was, is ticked", () => {
  const met = op("capture", { name: "Dr. Lena Vogt", detail: "sails" });
  const { done: isDone, met: people, pending } = done(met).target.get("lena");
  assert.deepEqual([isDone, pending], [true, "waiting"]);
  assert.deepEqual(people, [{ contact_id: met.op_id, name: "Dr. Lena Vogt" }]);
  const elsewhere = op("capture", { name: "Lena Vogt", detail: "sails", event_id: null });
  assert.equal(done(elsewhere).target.get("lena").done, false);
});
