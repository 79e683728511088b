import assert from "node:assert/strict";
import { test } from "node:test";

import { send } from "../../webapp/frontend/send.js";
import { capture, USER } from "./phone.mjs";

const op = capture();
const OURS = { Hallway: "1", "Content-Type": "application/json" };

function answering(status, body, headers = OURS) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return async () => new Response(text, { status, headers });
}

async function statusOf(fetch) {
  return (await send(op, fetch)).status;
}

test("it goes by PUT, under its own id, for its own user, and not past a redirect", async () => {
  let asked;
  await send(op, async (url, options) => {
    asked = { url, ...options };
    throw new TypeError("Failed to fetch");
  });
  assert.equal(asked.url, `/api/v1/captures/${op.op_id}`);
  assert.equal(asked.method, "PUT");
  assert.equal(asked.redirect, "manual");
  assert.equal(asked.headers["Hallway-User"], USER);
  assert.equal(asked.headers["Content-Type"], "application/json");
  assert.deepEqual(JSON.parse(asked.body), {
    name: "Ngozi",
    detail: "twin daughters",
    captured_at: op.captured_at,
  });
  assert.ok(asked.signal instanceof AbortSignal);
});

for (const status of [200, 201]) {
  test(`${status} with its id means taken`, async () => {
    const answer = await send(op, answering(status, { op_id: op.op_id }));
    assert.deepEqual(answer, { status: "accepted", op_id: op.op_id });
  });
}

test("an answer about another operation takes nothing", async () => {
  assert.equal(await statusOf(answering(200, { op_id: "another" })), "retry");
});

test("a captive portal's 200 is not taken for an answer", async () => {
  const portal = answering(200, { op_id: op.op_id }, { "Content-Type": "application/json" });
  assert.equal(await statusOf(portal), "retry");
  assert.equal(await statusOf(answering(200, "<h1>Welcome</h1>", {})), "retry");
});

test("a captive portal's refusal is not taken for one either", async () => {
  for (const status of [400, 401, 409, 422]) {
    assert.equal(await statusOf(answering(status, "<h1>Pay</h1>", {})), "retry");
  }
});

test("an answer that is no JSON, or cut short, is tried again", async () => {
  assert.equal(await statusOf(answering(200, "<html>")), "retry");
  assert.equal(await statusOf(answering(201, '{"op_id": "01')), "retry");
});

test("a redirect and a 401 ask for a sign-in", async () => {
  const redirect = { type: "opaqueredirect", status: 0, headers: new Headers() };
  assert.equal(await statusOf(async () => redirect), "sign_in");
  assert.equal(await statusOf(answering(401, { title: "Sign in to go on" })), "sign_in");
});

test("refused fields come with their reasons", async () => {
  const errors = [{ field: "email", message: "is odd." }];
  const answer = await send(op, answering(422, { errors }));
  assert.deepEqual(answer, { status: "rejected", op_id: op.op_id, errors });
});

for (const status of [400, 409, 413]) {
  test(`${status} is refused with the answer's own words`, async () => {
    const answer = await send(op, answering(status, { detail: "This id was used before." }));
    assert.equal(answer.status, "rejected");
    assert.deepEqual(answer.errors, [{ field: "body", message: "This id was used before." }]);
  });
}

for (const status of [403, 404, 408, 429, 500, 502, 503, 507]) {
  test(`${status} is tried again`, async () => {
    assert.equal(await statusOf(answering(status, {})), "retry");
  });
}

test("a dead network is tried again", async () => {
  assert.equal(await statusOf(async () => Promise.reject(new TypeError("offline"))), "retry");
});
