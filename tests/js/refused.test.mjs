import assert from "node:assert/strict";
import { test } from "node:test";

import { correctable } from "../../webapp/frontend/refused.js";

test("what was refused comes back to be corrected, but for what nobody sees", () => {
  const fields = { name: "Ngozi", email: "odd", contact_id: "c1", program_id: "p1" };
  const errors = [
    { field: "email", message: "is odd." },
    { field: "contact_id", message: "is none of your contacts." },
  ];
  assert.deepEqual(correctable({ fields, errors }), {
    name: "Ngozi",
    email: "odd",
    program_id: "p1",
  });
});
