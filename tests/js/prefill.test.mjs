import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { handOver, takePrefill } from "../../webapp/frontend/prefill.js";
import { newPhone } from "./phone.mjs";

beforeEach(() => {
  newPhone();
  globalThis.location = { search: "" };
});

test("what was handed over is given once", () => {
  handOver({ name: "Ngozi", raw: "MECARD:N:Ngozi;;" });
  assert.deepEqual(takePrefill(), { name: "Ngozi", raw: "MECARD:N:Ngozi;;" });
  assert.deepEqual(takePrefill(), {});
});

test("the address may name whom, at what event and where, and nothing else", () => {
  location.search = "?contact_id=c1&event_id=e1&place=Poster+214&name=Eve&detail=x";
  assert.deepEqual(takePrefill(), { contact_id: "c1", event_id: "e1", place: "Poster 214" });
});

test("something spoilt counts as nothing", () => {
  sessionStorage.setItem("hallway.prefill", "{half");
  assert.deepEqual(takePrefill(), {});
});
