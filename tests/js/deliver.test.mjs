import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { backoff, Delivery, HOLD } from "../../webapp/frontend/deliver.js";
import * as journal from "../../webapp/frontend/journal.js";
import {
  answered,
  capture,
  captures,
  killDatabase,
  newPhone,
  openOutbox,
  openPocket,
  USER,
} from "./phone.mjs";

beforeEach(newPhone);

/**
 * A tab whose network answers as `answer(op)` says of each operation, or of the whole batch where
 * that is no result of one; `sent` are the names it let go, `batches` how many went together.
 */
function openTab(t, answer = accept) {
  const tab = { outbox: openOutbox(), pocket: openPocket(), sent: [], batches: [], news: {} };
  const send = async ({ ops }) => {
    tab.sent.push(...ops.map((op) => op.fields.name));
    tab.batches.push(ops.length);
    const answers = await Promise.all(ops.map((op) => answer(op, ops)));
    return answers.find((one) => !("op_id" in one)) ?? answered(answers);
  };
  const onNews = (news) => Object.assign(tab.news, news);
  tab.delivery = new Delivery({ outbox: tab.outbox, pocket: tab.pocket, send, onNews });
  t.after(() => tab.delivery.stop());
  return tab;
}

function accept({ op_id }) {
  return { status: "accepted", op_id };
}

function reject({ op_id }, errors) {
  return { status: "rejected", op_id, errors };
}

async function fill(outbox, count) {
  const ops = captures(count);
  for (const op of ops) await outbox.add(op);
  return ops;
}

test("everything due is sent, oldest first, and removed", async (t) => {
  const tab = openTab(t);
  const ops = await fill(tab.outbox, 3);
  assert.equal(await tab.delivery.run(), "done");
  assert.deepEqual(
    tab.sent,
    ops.map((op) => op.fields.name),
  );
  assert.deepEqual(await tab.outbox.count(), { waiting: 0, rejected: 0 });
});

test("only what the answer lists is removed", async (t) => {
  let listed;
  const tab = openTab(t, () => accept(listed));
  const [first, second] = await fill(tab.outbox, 2);
  listed = second;
  await tab.delivery.run();
  assert.deepEqual(await tab.outbox.all(), [first]);
});

test("a refused one is kept with its reasons, and the next goes on", async (t) => {
  const errors = [{ field: "name", message: "is needed." }];
  let refused;
  const answer = (op) => (op.op_id === refused ? reject(op, errors) : accept(op));
  const tab = openTab(t, answer);
  const ops = await fill(tab.outbox, 3);
  refused = ops[1].op_id;
  assert.equal(await tab.delivery.run(), "done");
  assert.deepEqual(await tab.outbox.all(), [{ ...ops[1], errors }]);
  await tab.delivery.run();
  assert.equal(tab.sent.length, 3);
});

test("a dead network ends the round and keeps everything", async (t) => {
  const tab = openTab(t, () => ({ status: "retry", reached: false }));
  const ops = await fill(tab.outbox, 3);
  assert.equal(await tab.delivery.run(), "retry");
  assert.equal(tab.batches.length, 1);
  assert.equal(tab.news.offline, true);
  assert.deepEqual(await tab.outbox.all(), ops);
});

test("what does not get through in time goes in halves, and whole once one arrived", async (t) => {
  const tab = openTab(t, (op, ops) =>
    ops.length > 20 ? { status: "retry", reached: false } : accept(op),
  );
  await fill(tab.outbox, 100);
  for (let round = 0; round < 3; round += 1) await tab.delivery.run();
  assert.deepEqual(tab.batches, [50, 25, 13, 50]);
});

test("one that the server stumbles over does not keep the others back", async (t) => {
  let bad;
  const stumble = { status: "retry", reached: true };
  const tab = openTab(t, (op) => (op.op_id === bad ? stumble : accept(op)));
  const ops = await fill(tab.outbox, 8);
  bad = ops[0].op_id;
  for (let round = 0; round < 5; round += 1) await tab.delivery.run();
  assert.deepEqual(await tab.outbox.all(), [ops[0]]);
});

test("one that the server puts off stays, and the round is repeated", async (t) => {
  let late;
  const tab = openTab(t, (op) =>
    op.op_id === late ? { status: "retry", op_id: late } : accept(op),
  );
  const ops = await fill(tab.outbox, 3);
  late = ops[1].op_id;
  assert.equal(await tab.delivery.run(), "retry");
  assert.deepEqual(await tab.outbox.all(), [ops[1]]);
  late = undefined;
  assert.equal(await tab.delivery.run(), "done");
  assert.deepEqual(await tab.outbox.all(), []);
});

test("fifty go together at most", async (t) => {
  const tab = openTab(t);
  await fill(tab.outbox, 120);
  await tab.delivery.run();
  assert.deepEqual(tab.batches, [50, 50, 20]);
});

test("a batch refused as a whole is halved until the bad one stands alone", async (t) => {
  const errors = [{ field: "fields.name", message: "is odd." }];
  let bad;
  const refuse = (ops) => ops.some((op) => op.op_id === bad) && { status: "refused", errors };
  const tab = openTab(t, (op, ops) => refuse(ops) || accept(op));
  const ops = await fill(tab.outbox, 50);
  bad = ops[33].op_id;
  assert.equal(await tab.delivery.run(), "done");
  assert.deepEqual(await tab.outbox.all(), [{ ...ops[33], errors }]);
  assert.ok(tab.batches.length < 20, `${tab.batches}`);
});

test("with nothing to send it asks for the changes, until there are no more", async (t) => {
  const tab = openTab(t);
  const pages = [
    answered([], { changes: [row("a")], cursor: "one:1", more: true, full: true }),
    answered([], { changes: [row("b")], cursor: "one:2" }),
  ];
  const asked = [];
  tab.delivery = new Delivery({
    ...tab,
    send: async ({ cursor }) => {
      asked.push(cursor);
      return pages.shift();
    },
  });
  await tab.delivery.run();
  tab.delivery.stop();
  assert.deepEqual(asked, [null, "one:1"]);
  assert.deepEqual(
    (await tab.pocket.rows()).map(({ id }) => id),
    ["a", "b"],
  );
});

test("a cursor that the server does not take is dropped", async (t) => {
  const tab = openTab(t);
  await tab.pocket.take(answered([], { cursor: "one:9" }));
  const delivery = new Delivery({ ...tab, send: async () => ({ status: "refused", errors: [] }) });
  assert.equal(await delivery.run(), "retry");
  delivery.stop();
  assert.equal(await tab.pocket.cursor(), null);
});

test("an edit waits for the person whom it is about, and a later one for the earlier", async (t) => {
  const tab = openTab(t);
  const person = { ...capture("Ngozi"), hold_until: Date.now() + HOLD };
  const edit = (name) => ({
    ...capture(name),
    type: "edit_contact",
    fields: { contact_id: person.op_id, name },
  });
  await tab.outbox.add(person);
  for (const name of ["First", "Second"]) await tab.outbox.add(edit(name));
  await tab.delivery.run();
  assert.deepEqual(tab.sent, []);
  tab.delivery.release([person.op_id]);
  await tab.delivery.run();
  assert.equal(tab.sent[0], "Ngozi");
  assert.deepEqual(tab.sent.slice(1).sort(), ["First", "Second"]);
  assert.deepEqual(tab.batches, [0, 1, 1, 1]);
});

test("ticks of several targets go together, those of one target after each other", async (t) => {
  const tab = openTab(t);
  const tick = (type, target_id) => ({ ...capture(type), type, fields: { target_id } });
  await tab.outbox.add(tick("target_ticked", "booth"));
  await tab.outbox.add(tick("target_unticked", "booth"));
  await tab.outbox.add(tick("target_ticked", "talk"));
  await tab.delivery.run();
  assert.deepEqual(tab.batches, [2, 1]);
});

test("what one event asks in two ways goes together, a task and its reopening do not", async (t) => {
  const tab = openTab(t);
  const settled = (kind, state) => ({
    ...capture(kind),
    type: "event_task_settled",
    fields: { event_id: "newark", kind, state },
  });
  await tab.outbox.add(settled("introduce", "done"));
  await tab.outbox.add(settled("introduce", "open"));
  await tab.outbox.add(settled("letter", "skipped"));
  await tab.delivery.run();
  assert.deepEqual(tab.batches, [2, 1]);
});

function row(id) {
  return { kind: "contact", id, rev: 1, gone: false, value: {} };
}

test("a wanted sign-in is told and taken back, and nothing is lost by it", async (t) => {
  let status = "sign_in";
  const tab = openTab(t, (op) => (status === "sign_in" ? { status } : accept(op)));
  await fill(tab.outbox, 2);
  await tab.delivery.run();
  assert.equal(tab.news.signIn, true);
  assert.deepEqual(await tab.outbox.count(), { waiting: 2, rejected: 0 });
  status = "accepted";
  await tab.delivery.run();
  assert.equal(tab.news.signIn, false);
  assert.deepEqual(await tab.outbox.count(), { waiting: 0, rejected: 0 });
});

test("of two tabs one sends, and each operation goes once", async (t) => {
  const [one, other] = [openTab(t), openTab(t)];
  await fill(one.outbox, 20);
  const outcomes = await Promise.all([one.delivery.run(), other.delivery.run()]);
  assert.deepEqual(outcomes.sort(), ["busy", "done"]);
  assert.equal(one.sent.length + other.sent.length, 20);
});

test("what is saved while a round runs goes with it", async (t) => {
  const tab = openTab(t, async (op) => {
    if (tab.sent.length === 1) await tab.outbox.add(capture("Late"));
    return accept(op);
  });
  await tab.outbox.add(capture("Early"));
  await tab.delivery.run();
  assert.deepEqual(tab.sent, ["Early", "Late"]);
});

test("a failure inside frees the lock for the next round", async (t) => {
  let broken = true;
  const tab = openTab(t, (op) => {
    if (broken) throw new Error("bug");
    return accept(op);
  });
  await fill(tab.outbox, 1);
  assert.equal(await tab.delivery.run(), "retry");
  broken = false;
  assert.equal(await tab.delivery.run(), "done");
});

test("without the Web Locks API it sends all the same", async (t) => {
  navigator.locks = undefined;
  const tab = openTab(t);
  await fill(tab.outbox, 2);
  const outcomes = await Promise.all([tab.delivery.run(), tab.delivery.run()]);
  assert.deepEqual(outcomes.sort(), ["busy", "done"]);
  assert.equal(tab.sent.length, 2);
  assert.equal(await tab.delivery.run(), "done");
});

test("a new capture waits while it can be undone", async (t) => {
  const tab = openTab(t);
  const op = { ...capture(), hold_until: Date.now() + HOLD };
  await tab.outbox.add(op);
  assert.equal(await tab.delivery.run(), "done");
  assert.deepEqual(tab.sent, []);
  assert.equal(await tab.delivery.withdraw(op.op_id), true);
  assert.deepEqual(await tab.outbox.all(), []);
});

test("a released capture goes at once and cannot be undone any more", async (t) => {
  const tab = openTab(t);
  const op = { ...capture(), hold_until: Date.now() + HOLD };
  await tab.outbox.add(op);
  tab.delivery.release([op.op_id]);
  assert.equal(await tab.delivery.withdraw(op.op_id), false);
  await tab.delivery.run();
  assert.deepEqual(await tab.outbox.all(), []);
});

test("a clock that was set back holds nothing for hours", async (t) => {
  const tab = openTab(t);
  await tab.outbox.add({ ...capture(), hold_until: Date.now() + 86_400_000 });
  await tab.delivery.run();
  assert.equal(tab.sent.length, 1);
});

test("a failed round is repeated by itself, after the pause", async (t) => {
  const real = globalThis.setTimeout;
  let planned;
  t.mock.method(globalThis, "setTimeout", (run, pause) => {
    if (pause < backoff(0, 0)) return real(run, pause);
    planned = { run, pause };
    return undefined;
  });
  let dead = true;
  const tab = openTab(t, (op) => (dead ? { status: "retry" } : accept(op)));
  await tab.outbox.add(capture());
  await tab.delivery.run();
  assert.ok(planned.pause <= backoff(0, 1));
  dead = false;
  await planned.run();
  assert.deepEqual(await tab.outbox.all(), []);
});

test("pauses grow with the failures, vary, and end at five minutes", () => {
  assert.equal(backoff(0, 0), 1_000);
  assert.equal(backoff(0, 1), 2_000);
  for (let failures = 1; failures < 40; failures += 1) {
    const [least, most] = [backoff(failures, 0), backoff(failures, 1)];
    assert.ok(least >= backoff(failures - 1, 0));
    assert.equal(most, least * 2);
    assert.ok(most <= 300_000);
  }
  assert.equal(backoff(40, 1), 300_000);
});

test("with a dead database the journal is sent, and only what was listed leaves it", async (t) => {
  let refused;
  const answer = (op) => (op.op_id === refused ? reject(op, []) : accept(op));
  const tab = openTab(t, answer);
  const ops = await fill(tab.outbox, 60);
  refused = ops[7].op_id;
  killDatabase();
  const later = openTab(t, answer);
  assert.equal(await later.delivery.run(), "retry");
  assert.deepEqual(later.batches, [50, 10]);
  assert.deepEqual(journal.list(USER), [ops[7]]);
});

test("with a dead database and a dead network the journal keeps everything", async (t) => {
  const tab = openTab(t, () => ({ status: "retry", reached: false }));
  const ops = await fill(tab.outbox, 3);
  tab.outbox.reconcile = () => Promise.reject(new DOMException("dead", "UnknownError"));
  assert.equal(await tab.delivery.run(), "retry");
  assert.deepEqual(journal.list(USER), ops);
  assert.equal(tab.news.offline, true);
});

test("what the journal sent is sent once more by a database that lives again, and goes", async (t) => {
  const tab = openTab(t);
  const [op] = await fill(tab.outbox, 1);
  const { reconcile } = tab.outbox;
  tab.outbox.reconcile = () => Promise.reject(new DOMException("dead", "UnknownError"));
  await tab.delivery.run();
  assert.deepEqual(await tab.outbox.all(), [op]);
  tab.outbox.reconcile = reconcile;
  assert.equal(await tab.delivery.run(), "done");
  assert.deepEqual(tab.sent, [op.fields.name, op.fields.name]);
  assert.deepEqual(await tab.outbox.count(), { waiting: 0, rejected: 0 });
});
