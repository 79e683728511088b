import assert from "node:assert/strict";
import { test } from "node:test";

import { Delivery } from "../../webapp/frontend/deliver.js";
import * as journal from "../../webapp/frontend/journal.js";
import { send } from "../../webapp/frontend/send.js";
import { captures, newPhone, openOutbox } from "./phone.mjs";

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

/** A server that takes each id once, behind a network that fails in every way it can. */
function newServer(random) {
  const taken = new Map();
  const json = (status, body) =>
    new Response(JSON.stringify(body), { status, headers: { Hallway: "1" } });

  async function fetch(url, { body }) {
    const opId = url.split("/").at(-1);
    const luck = random();
    if (luck < 0.05) throw new TypeError("Failed to fetch");
    if (luck < 0.1) return new Response("<h1>Welcome to the hall</h1>");
    if (luck < 0.15) return json(503, {});
    if (taken.has(opId) && taken.get(opId) !== body) return json(409, { detail: "Not the same." });
    const status = taken.has(opId) ? 200 : 201;
    taken.set(opId, body);
    if (luck < 0.2) throw new TypeError("The reply was lost");
    if (luck < 0.25) return new Response('{"op_', { status, headers: { Hallway: "1" } });
    return json(status, { op_id: opId });
  }

  return { taken, fetch };
}

test(`of ${COUNT} captures over a bad network nothing is lost and nothing doubled`, async () => {
  newPhone();
  const random = seeded(7);
  const server = newServer(random);
  const ops = captures(COUNT);
  const open = () => {
    const outbox = openOutbox();
    const delivery = new Delivery({ outbox, send: (op) => send(op, server.fetch) });
    return { outbox, delivery };
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
  for (let round = 0; round < COUNT && (await tabs[0].outbox.count()).waiting; round += 1) {
    await tabs[0].delivery.run();
  }
  for (const { delivery } of tabs) delivery.stop();

  assert.deepEqual([...server.taken.keys()].sort(), ops.map((op) => op.op_id));
  for (const op of ops) {
    const { name } = JSON.parse(server.taken.get(op.op_id));
    assert.equal(name, op.fields.name);
  }
  assert.deepEqual(await tabs[0].outbox.count(), { waiting: 0, rejected: 0 });
});
