import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { openDB } from "idb";

import { PhoneDatabase } from "../../webapp/frontend/database.js";
import { answered, capture, newPhone, openOutbox, openPocket, USER } from "./phone.mjs";

beforeEach(newPhone);

function person(id, name = id, gone = false) {
  return { kind: "contact", id, rev: 1, gone, value: gone ? null : { name } };
}

function page(changes, cursor, { more = false, full = false } = {}) {
  return answered([], { changes, cursor, more, full });
}

async function ids(pocket) {
  return (await pocket.rows()).map(({ id }) => id);
}

test("a new phone asks from the start, and then goes on where it was", async () => {
  const pocket = openPocket();
  assert.equal(await pocket.cursor(), null);
  await pocket.take(page([person("a")], "one:4", { full: true }));
  assert.equal(await pocket.cursor(), "one:4");
  assert.deepEqual(await pocket.rows("contact"), [
    { kind: "contact", id: "a", rev: 1, value: { name: "a" } },
  ]);
});

test("a new page is asked for when the copy cannot be written, though the outbox can", async () => {
  let broken = 0;
  const outbox = openOutbox();
  await outbox.add(capture());
  const letGo = await holdCopy();
  const pocket = openPocket({ limit: 30, onBroken: () => (broken += 1) });
  try {
    await assert.rejects(pocket.take(page([person("a")], "one:4", { full: true })));
  } finally {
    await letGo();
  }
  assert.equal(broken, 1);
  assert.equal((await outbox.all()).length, 1);
});

test("reading everything may take long before the database is called broken", async () => {
  let broken = 0;
  const pocket = openPocket({ limit: 30, onBroken: () => (broken += 1) });
  await pocket.take(page([person("a")], "one:1", { full: true }));
  const letGo = await holdCopy();
  setTimeout(letGo, 150);
  assert.equal((await pocket.rows()).length, 1);
  assert.equal(broken, 0);
});

test("a full phone is not helped by a new page", async () => {
  let broken = 0;
  const database = new PhoneDatabase(USER, { limit: 30, onBroken: () => (broken += 1) });
  const full = () => Promise.reject(new DOMException("no room", "QuotaExceededError"));
  await assert.rejects(database.write(full), { name: "QuotaExceededError" });
  assert.equal(broken, 0);
});

/** As WebKit does at times: what reads goes on, what writes to the copy waits. */
async function holdCopy() {
  const database = await openDB(`hallway-${USER}`);
  const stores = database.transaction(["things", "coming", "meta"], "readwrite");
  let held = true;
  const holding = (async () => {
    while (held) await stores.objectStore("meta").get("x");
  })();
  return async () => {
    held = false;
    await holding;
    database.close();
  };
}

test("changes come over what is there, and what is gone goes", async () => {
  const pocket = openPocket();
  await pocket.take(page([person("a"), person("b")], "one:2", { full: true }));
  await pocket.take(page([person("a", "Asha"), person("b", "", true)], "one:4"));
  assert.deepEqual(
    (await pocket.rows()).map(({ value }) => value.name),
    ["Asha"],
  );
});

test("rows are had by their kind", async () => {
  const pocket = openPocket();
  const card = { kind: "card", id: "c", rev: 1, gone: false, value: {} };
  await pocket.take(page([person("a"), card], "one:2", { full: true }));
  assert.deepEqual(
    (await pocket.rows("card")).map(({ id }) => id),
    ["c"],
  );
});

test("a pull from nothing takes the place of the old copy only when it is complete", async () => {
  const pocket = openPocket();
  await pocket.take(page([person("old")], "one:9", { full: true }));
  await pocket.take(page([person("a")], "two:1", { more: true, full: true }));
  assert.deepEqual(await ids(pocket), ["old"]);
  assert.equal(await pocket.cursor(), "two:1");
  await pocket.take(page([person("b")], "two:2", { more: true }));
  assert.deepEqual(await ids(pocket), ["old"]);
  await pocket.take(page([person("c")], "two:3"));
  assert.deepEqual(await ids(pocket), ["a", "b", "c"]);
});

test("a backup restored in the middle of it begins it anew", async () => {
  const pocket = openPocket();
  await pocket.take(page([person("a")], "two:1", { more: true, full: true }));
  await pocket.take(page([person("z")], "three:1", { full: true }));
  assert.deepEqual(await ids(pocket), ["z"]);
});

test("a copy too old, replaced within its epoch, is replaced whole", async () => {
  const pocket = openPocket();
  await pocket.take(page([person("a"), person("b")], "one:2", { full: true }));
  await pocket.take(page([person("b")], "one:900", { full: true }));
  assert.deepEqual(await ids(pocket), ["b"]);
});

test("a page that cannot be kept moves no cursor", async () => {
  const pocket = openPocket();
  await pocket.take(page([person("a")], "one:1", { full: true }));
  const broken = { ...person("b"), value: () => {} };
  await assert.rejects(pocket.take(page([person("c"), broken], "one:3")));
  assert.equal(await pocket.cursor(), "one:1");
  assert.deepEqual(await ids(pocket), ["a"]);
});

test("an epoch's change leaves the outbox as it is", async () => {
  const [pocket, outbox, op] = [openPocket(), openOutbox(), capture()];
  await outbox.add(op);
  await pocket.take(page([person("a")], "two:1", { full: true }));
  assert.deepEqual(await outbox.all(), [op]);
});

test("what waits from the first version of the database is still there in this one", async () => {
  const op = capture();
  const before = await openDB(`hallway-${USER}`, 1, {
    upgrade: (database) => database.createObjectStore("outbox", { keyPath: "op_id" }),
  });
  await before.put("outbox", op);
  before.close();
  assert.deepEqual(await openOutbox().all(), [op]);
  assert.deepEqual(await openPocket().rows(), []);
});

test("each user has a copy of their own, and destroying leaves nothing of it", async () => {
  await openPocket().take(page([person("a")], "one:1", { full: true }));
  assert.deepEqual(await openPocket({ user: "somebody-else" }).rows(), []);
  await openOutbox().destroy();
  assert.deepEqual(await openPocket().rows(), []);
  assert.equal(await openPocket().cursor(), null);
});
