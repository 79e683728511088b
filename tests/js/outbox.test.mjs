import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { IDBFactory } from "fake-indexeddb";

import * as journal from "../../webapp/frontend/journal.js";
import {
  capture,
  captures,
  killDatabase,
  newPhone,
  openOutbox,
  refuseLocalStorage,
  USER,
} from "./phone.mjs";

beforeEach(newPhone);

test("a saved capture is in the database and in the journal until the server has it", async () => {
  const outbox = openOutbox();
  const op = capture();
  assert.equal(await outbox.add(op), "database");
  assert.deepEqual(await outbox.all(), [op]);
  assert.deepEqual(journal.list(USER), [op]);
  await outbox.remove([op.op_id]);
  assert.deepEqual(journal.list(USER), []);
});

test("what was saved outlives a database that the browser throws away", async () => {
  const op = capture();
  await openOutbox().add(op);
  globalThis.indexedDB = new IDBFactory();
  const outbox = openOutbox();
  assert.deepEqual(await outbox.count(), { waiting: 1, rejected: 0 });
  await outbox.reconcile();
  assert.deepEqual(await outbox.all(), [op]);
});

test("a journal that a killed browser had not written down is written anew", async () => {
  const op = capture();
  await openOutbox().add(op);
  for (const { op_id } of journal.list(USER)) localStorage.removeItem(`hallway.journal.${op_id}`);
  await openOutbox().reconcile();
  assert.deepEqual(journal.list(USER), [op]);
});

test("what is put in the place of another is in its place in the journal too", async () => {
  const outbox = openOutbox();
  const [before, now] = captures(2);
  const met = { ...capture(), fields: { contact_id: before.op_id } };
  for (const op of [before, met, now]) await outbox.add(op);
  await outbox.replace(before.op_id, now);
  const moved = { ...met, fields: { contact_id: now.op_id } };
  const byId = (one, other) => (one.op_id < other.op_id ? -1 : 1);
  assert.deepEqual(await outbox.all(), [now, moved].sort(byId));
  assert.deepEqual(journal.list(USER), [now, moved].sort(byId));
});

test("the journal has it before anything is awaited", async () => {
  const outbox = openOutbox();
  const op = capture();
  const saving = outbox.add(op);
  assert.deepEqual(journal.list(USER), [op]);
  await saving;
});

test("a save asks for a strict commit", async (t) => {
  const outbox = openOutbox();
  const transaction = t.mock.method(IDBDatabase.prototype, "transaction");
  await outbox.add(capture());
  assert.deepEqual(transaction.mock.calls.at(-1).arguments.slice(1), [
    "readwrite",
    { durability: "strict" },
  ]);
});

test("what was journaled before a crash is replayed once", async () => {
  const op = capture();
  journal.add(op);
  const outbox = openOutbox();
  assert.deepEqual(await outbox.count(), { waiting: 1, rejected: 0 });
  await outbox.reconcile();
  await outbox.reconcile();
  assert.deepEqual(await outbox.all(), [op]);
  assert.deepEqual(await outbox.count(), { waiting: 1, rejected: 0 });
});

test("a crash after the commit makes nothing twice, and keeps what the server said", async () => {
  const outbox = openOutbox();
  const op = capture();
  await outbox.add(op);
  await outbox.markRejected(op.op_id, [{ field: "email", message: "is odd." }]);
  await outbox.reconcile();
  assert.deepEqual(await outbox.count(), { waiting: 0, rejected: 1 });
});

test("only the listed operations are removed", async () => {
  const outbox = openOutbox();
  const [first, second, third] = captures(3);
  for (const op of [third, first, second]) await outbox.add(op);
  await outbox.remove([second.op_id, "never-seen"]);
  assert.deepEqual(await outbox.all(), [first, third]);
});

test("a connection that died is opened anew", async () => {
  const outbox = openOutbox();
  const [first, second] = captures(2);
  let connection;
  const open = indexedDB.open.bind(indexedDB);
  indexedDB.open = (...request) => {
    const opening = open(...request);
    opening.addEventListener("success", () => (connection = opening.result));
    return opening;
  };
  await outbox.add(first);
  connection.close();
  assert.equal(await outbox.add(second), "database");
  assert.deepEqual(await outbox.all(), [first, second]);
});

test("with a dead database the journal keeps it, and a new page is asked for", async () => {
  killDatabase();
  let broken = 0;
  const outbox = openOutbox({ onBroken: () => (broken += 1) });
  const op = capture();
  assert.equal(await outbox.add(op), "journal");
  assert.deepEqual(journal.list(USER), [op]);
  assert.equal(broken, 1);
  assert.deepEqual(await outbox.count(), { waiting: 1, rejected: 0 });
  journal.remove([op.op_id]);
  await assert.rejects(outbox.count(), "nobody knows whether something waits");
});

test("what is both in the journal and in the database counts once", async () => {
  const outbox = openOutbox();
  const op = capture();
  await outbox.add(op);
  assert.deepEqual(await outbox.count(), { waiting: 1, rejected: 0 });
});

test("a database that never answers does not keep the person waiting", async () => {
  indexedDB.open = () => new IDBOpenDBRequest();
  const outbox = openOutbox({ limit: 20 });
  const began = performance.now();
  assert.equal(await outbox.add(capture()), "journal");
  assert.ok(performance.now() - began < 1_000);
});

test("when nothing takes it, the save fails", async () => {
  killDatabase();
  refuseLocalStorage();
  globalThis.caches = undefined;
  await assert.rejects(openOutbox().add(capture()), { name: "UnknownError" });
});

test("without a journal the database alone will do", async () => {
  refuseLocalStorage();
  assert.equal(await openOutbox().add(capture()), "database");
});

test("each user has a database of their own", async () => {
  await openOutbox().add(capture());
  assert.deepEqual(await openOutbox({ user: "somebody-else" }).all(), []);
});

test("destroying leaves nothing of the user, and everything of the others", async () => {
  const [mine, theirs] = [openOutbox(), openOutbox({ user: "somebody-else" })];
  const other = capture("Asha", "somebody-else");
  await mine.add(capture());
  await theirs.add(other);
  journal.add(capture());
  await mine.destroy();
  const databases = (await indexedDB.databases()).map(({ name }) => name);
  assert.deepEqual(databases, ["hallway-somebody-else"]);
  assert.deepEqual(journal.list(USER), []);
  assert.deepEqual(await theirs.all(), [other]);
});

test("every change is told", async () => {
  let told = 0;
  const outbox = openOutbox({ onChange: () => (told += 1) });
  const op = capture();
  await outbox.add(op);
  await outbox.markRejected(op.op_id, []);
  await outbox.remove([op.op_id]);
  assert.equal(told, 3);
});

test("a page that is left ends what it was reading, and reads it when it is shown again", async (t) => {
  const outbox = openOutbox();
  const op = capture();
  await outbox.add(op);
  const begin = IDBDatabase.prototype.transaction;
  let ended;
  const begun = t.mock.method(IDBDatabase.prototype, "transaction", function (...given) {
    const transaction = begin.apply(this, given);
    ended ??= new Promise((done) => transaction.addEventListener("abort", done));
    if (begun.mock.callCount() === 0) queueMicrotask(() => dispatchEvent(new Event("pagehide")));
    return transaction;
  });
  const reading = outbox.all();
  await new Promise((done) => setTimeout(done, 50));
  await ended;
  assert.equal(begun.mock.callCount(), 1, "nothing begins in a page that was left");
  dispatchEvent(new Event("pageshow"));
  assert.deepEqual(await reading, [op]);
});

/** As a browser that was killed twice in the middle of a write: both of its logs are gone. */
function loseBothLogs() {
  globalThis.indexedDB = new IDBFactory();
  for (const { op_id } of journal.list(USER)) localStorage.removeItem(`hallway.journal.${op_id}`);
}

test("what the database and the journal both lost is in the spare", async () => {
  const [first, second] = captures(2);
  const before = openOutbox();
  await before.add(first);
  await before.add(second);
  await before.remove([first.op_id]);
  loseBothLogs();
  const outbox = openOutbox();
  assert.deepEqual(await outbox.count(), { waiting: 1, rejected: 0 });
  await outbox.reconcile();
  assert.deepEqual(await outbox.all(), [second]);
  assert.deepEqual(journal.list(USER), [second]);
});

test("what took the place of another is alone in the spare", async () => {
  const [first, second] = captures(2);
  const before = openOutbox();
  await before.add(first);
  await before.replace(first.op_id, second);
  loseBothLogs();
  assert.deepEqual(await openOutbox().everything(), [second]);
});

test("the spare of a user is gone once the outbox is destroyed", async () => {
  const outbox = openOutbox();
  await outbox.add(capture());
  await outbox.destroy();
  assert.deepEqual(await caches.keys(), []);
});

test("a spare that fails, or is not there, is no error", async () => {
  for (const broken of [undefined, { open: () => Promise.reject(new Error("full")) }]) {
    newPhone();
    globalThis.caches = broken;
    const outbox = openOutbox();
    const op = capture();
    assert.equal(await outbox.add(op), "database");
    await outbox.remove([op.op_id]);
    assert.deepEqual(await outbox.everything(), []);
  }
});

test("with only the spare left a save is still safe", async () => {
  killDatabase();
  refuseLocalStorage();
  assert.equal(await openOutbox().add(capture()), "journal");
});
