const TIME_LIMIT = 10_000;

/**
 * Takes one operation to the server and says what came of it:
 * - `{status: "accepted", op_id}`: durable there; `op_id` is the one that the answer lists,
 * - `{status: "rejected", op_id, errors: [{field, message}]}`: refused for good,
 * - `{status: "sign_in"}`: nobody is signed in, or somebody else is,
 * - `{status: "retry"}`: anything else; the operation stays as it is.
 */
export async function send(op, fetch = globalThis.fetch) {
  try {
    const response = await fetch(`/api/v1/captures/${op.op_id}`, request(op));
    return await classify(response, op.op_id);
  } catch {
    return { status: "retry" };
  }
}

function request(op) {
  return {
    method: "PUT",
    credentials: "same-origin",
    redirect: "manual",
    signal: AbortSignal.timeout(TIME_LIMIT),
    headers: { "Content-Type": "application/json", "Hallway-User": op.user_id },
    body: JSON.stringify({ ...op.fields, captured_at: op.captured_at }),
  };
}

async function classify(response, opId) {
  if (response.type === "opaqueredirect") return { status: "sign_in" };
  // A hall's captive portal answers 200 to everything; only our own server sends this header.
  if (response.headers.get("Hallway") !== "1") return { status: "retry" };
  if (response.status === 401) return { status: "sign_in" };
  if ([200, 201].includes(response.status)) {
    const body = await response.json();
    return body.op_id === opId ? { status: "accepted", op_id: opId } : { status: "retry" };
  }
  if ([400, 409, 413, 422].includes(response.status)) {
    return { status: "rejected", op_id: opId, errors: await refusals(response) };
  }
  return { status: "retry" };
}

async function refusals(response) {
  const problem = await response.json().catch(() => ({}));
  if (problem.errors?.length) return problem.errors;
  return [{ field: "body", message: problem.detail ?? "The server refused this." }];
}
