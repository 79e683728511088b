import assert from "node:assert/strict";
import { test } from "node:test";

import { uuidv7 } from "../../webapp/frontend/uuid.js";

const SHAPE = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test("an id has the shape of a UUIDv7", () => {
  for (let count = 0; count < 1_000; count += 1) assert.match(uuidv7(), SHAPE);
});

test("an id begins with its moment in milliseconds", () => {
  // The example in RFC 9562, appendix A.6.
  assert.ok(uuidv7(0x017f22e279b0).startsWith("017f22e2-79b0-7"));
});

test("ids of one moment differ", () => {
  const made = Array.from({ length: 1_000 }, () => uuidv7(1));
  assert.equal(new Set(made).size, made.length);
});
