import assert from "node:assert/strict";
import { test } from "node:test";

import { send } from "../../webapp/frontend/send.js";
import { capture, USER } from "./phone.mjs";

const op = { ...capture(), hold_until: 1, base_rev: 7 };
const OURS = { Hallway: "1", "Content-Type": "application/json" };
const TAKEN = {
  results: [{ op_id: op.op_id, status: "accepted" }],
  changes: [{ kind: "contact", id: op.op_id, rev: 3, gone: false, value: {} }],
  cursor: "one:3",
  more: true,
  full: false,
};

function answering(status, body, headers = OURS) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return async () => new Response(text, { status, headers });
}

function ask(fetch) {
  return send({ user: USER, phone: "mine", cursor: "one:2", ops: [op] }, fetch);
}

async function statusOf(fetch) {
  return (await ask(fetch)).status;
}

test("it goes by POST, for its own user, not past a redirect, and without what is the phone's", async () => {
  let asked;
  await ask(async (url, options) => {
    asked = { url, ...options };
    throw new TypeError("Failed to fetch");
  });
  assert.equal(asked.url, "/api/v1/sync");
  assert.equal(asked.method, "POST");
  assert.equal(asked.redirect, "manual");
  assert.equal(asked.headers["Hallway-User"], USER);
  assert.equal(asked.headers["Content-Type"], "application/json");
  const { now, ...body } = JSON.parse(asked.body);
  assert.ok(Math.abs(Date.parse(now) - Date.now()) < 60_000);
  const { user_id, hold_until, ...sent } = op;
  assert.deepEqual(body, { schema: 1, phone: "mine", cursor: "one:2", ops: [sent] });
  assert.ok(asked.signal instanceof AbortSignal);
});

test("an answer is given as it came", async () => {
  assert.deepEqual(await ask(answering(200, TAKEN)), { status: "answered", ...TAKEN });
});

test("an answer without its parts is tried again", async () => {
  for (const name of ["results", "changes", "cursor"]) {
    assert.equal(await statusOf(answering(200, { ...TAKEN, [name]: undefined })), "retry", name);
  }
});

test("a captive portal's 200 is not taken for an answer", async () => {
  const portal = answering(200, TAKEN, { "Content-Type": "application/json" });
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
  assert.deepEqual(await ask(answering(422, { errors })), { status: "refused", errors });
});

for (const status of [400, 409, 413]) {
  test(`${status} is refused with the answer's own words`, async () => {
    const answer = await ask(answering(status, { detail: "This is no list." }));
    assert.equal(answer.status, "refused");
    assert.deepEqual(answer.errors, [{ field: "body", message: "This is no list." }]);
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

test("whether Hallway itself answered is known", async () => {
  assert.deepEqual(await ask(answering(503, {})), { status: "retry", reached: true });
  assert.deepEqual(await ask(answering(503, {}, {})), { status: "retry", reached: false });
});
