import assert from "node:assert/strict";
import { test } from "node:test";

import { Delivery } from "../../webapp/frontend/deliver.js";
import * as journal from "../../webapp/frontend/journal.js";
import { send } from "../../webapp/frontend/send.js";
import { captures, newPhone, openOutbox, openPocket, USER } from "./phone.mjs";

const COUNT = 1_000;

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
function seeded(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * A server that takes each operation once, behind a network that fails in every way it can. What
 * it took it gives back as changes, a few at a time; `rows` is what it holds.
 */
function newServer(random) {
  const taken = new Map();
  const rows = [];
  const json = (status, body) =>
    new Response(JSON.stringify(body), { status, headers: { Hallway: "1" } });

  function take({ op_id, fields }) {
    if (random() < 0.02) return { op_id, status: "retry" };
    const known = taken.get(op_id);
    if (known && known !== fields.name) return { op_id, status: "rejected", errors: [] };
    if (!known) rows.push({ kind: "contact", id: op_id, gone: false, value: fields });
    taken.set(op_id, fields.name);
    return { op_id, status: "accepted", contact_id: op_id };
  }

  function changesSince(cursor) {
    const from = cursor ? Number(cursor.split(":")[1]) : 0;
    const until = Math.min(rows.length, from + 40);
    const changes = rows.slice(from, until).map((row, place) => ({ ...row, rev: from + place }));
    return { changes, cursor: `one:${until}`, more: until < rows.length, full: !cursor };
  }

  async function fetch(url, { body }) {
    const { ops, cursor } = JSON.parse(body);
    const luck = random();
    if (luck < 0.05) throw new TypeError("Failed to fetch");
    if (luck < 0.1) return new Response("<h1>Welcome to the hall</h1>");
    if (luck < 0.15) return json(503, {});
    const half = luck < 0.2 ? ops.slice(0, ops.length / 2) : ops;
    const results = half.map(take);
    const answer = { results, ...changesSince(cursor) };
    if (luck < 0.25) throw new TypeError("The reply was lost");
    if (luck < 0.3) return new Response('{"results', { headers: { Hallway: "1" } });
    return json(200, answer);
  }

  return { taken, rows, fetch };
}

test(`of ${COUNT} captures over a bad network nothing is lost and nothing doubled`, async () => {
  newPhone();
  const random = seeded(7);
  const server = newServer(random);
  const ops = captures(COUNT);
  const open = () => {
    const outbox = openOutbox();
    const pocket = openPocket();
    const take = (what) => send({ user: USER, ...what }, server.fetch);
    return { outbox, pocket, delivery: new Delivery({ outbox, pocket, send: take }) };
  };
  let tabs = [open(), open()];

  for (const [place, op] of ops.entries()) {
    const tab = tabs[place % 2];
    // A tab killed between the journal and the commit leaves only the journal.
    if (random() < 0.2) journal.add(op);
    else await tab.outbox.add(op);
    if (random() < 0.1) await Promise.all(tabs.map(({ delivery }) => delivery.run()));
    if (random() < 0.05) {
      for (const { delivery } of tabs) delivery.stop();
      tabs = [open(), open()];
    }
  }
  const isBehind = async () =>
    (await tabs[0].outbox.count()).waiting > 0 ||
    (await tabs[0].pocket.cursor()) !== `one:${server.rows.length}`;
  for (let round = 0; round < COUNT && (await isBehind()); round += 1) {
    await tabs[0].delivery.run();
  }
  for (const { delivery } of tabs) delivery.stop();

  assert.deepEqual(
    [...server.taken.keys()].sort(),
    ops.map((op) => op.op_id),
  );
  for (const op of ops) {
    assert.equal(server.taken.get(op.op_id), op.fields.name);
  }
  assert.deepEqual(await tabs[0].outbox.count(), { waiting: 0, rejected: 0 });
  const held = (await tabs[0].pocket.rows()).map(({ id, value }) => [id, value.name]);
  assert.deepEqual(held.sort(), [...server.taken].sort());
});
