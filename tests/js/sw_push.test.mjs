import assert from "node:assert/strict";
import { test } from "node:test";

/** A worker's world: what it showed, and which windows it opened or moved. */
async function worker(windows = []) {
  const heard = {};
  const done = { shown: [], opened: [], closed: 0 };
  globalThis.addEventListener = (name, listener) => (heard[name] = listener);
  globalThis.registration = {
    showNotification: async (title, options) => done.shown.push({ title, ...options }),
  };
  globalThis.clients = {
    matchAll: async () => windows,
    openWindow: async (path) => done.opened.push(path),
  };
  await import(`../../webapp/frontend/sw_push.js?${Math.random()}`);
  const fire = async (name, event) => {
    let work;
    heard[name]({ ...event, waitUntil: (promise) => (work = promise) });
    await work;
  };
  const tap = (data) =>
    fire("notificationclick", { notification: { data, close: () => done.closed++ } });
  return { done, fire, tap };
}

function data(value) {
  return { json: () => JSON.parse(value) };
}

test("what is pushed is shown, and one of the same day takes its place", async () => {
  const { done, fire } = await worker();
  const notice = { title: "One", body: "Ngozi", url: "/follow-ups/1", tag: "digest-2026-10-17" };
  await fire("push", { data: data(JSON.stringify(notice)) });
  const [shown] = done.shown;
  assert.equal(shown.title, "One");
  assert.equal(shown.tag, "digest-2026-10-17");
  assert.equal(shown.data, "/follow-ups/1");
});

for (const broken of [null, data("no JSON")]) {
  test("something is shown even of what cannot be read, or the browser forgets us", async () => {
    const { done, fire } = await worker();
    await fire("push", { data: broken });
    assert.equal(done.shown.length, 1);
    assert.ok(done.shown[0].title);
  });
}

test("a tap opens the queue, in the window that is open already", async () => {
  const closed = await worker();
  await closed.tap("/follow-ups/1");
  assert.deepEqual(closed.done.opened, ["/follow-ups/1"]);
  assert.equal(closed.done.closed, 1);
  const went = [];
  const page = { focus: async () => went.push("focus"), navigate: async (path) => went.push(path) };
  const open = await worker([page]);
  await open.tap("/follow-ups");
  assert.deepEqual(went, ["focus", "/follow-ups"]);
  assert.deepEqual(open.done.opened, []);
});

test("a tap never leads out of Hallway", async () => {
  const { done, tap } = await worker();
  for (const elsewhere of ["https://evil.example", "//evil.example", undefined]) await tap(elsewhere);
  assert.deepEqual(done.opened, ["/follow-ups", "/follow-ups", "/follow-ups"]);
});
