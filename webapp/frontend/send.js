const TIME_LIMIT = 10_000;
const REFUSALS = [400, 409, 413, 422];
const WIRE = ["op_id", "type", "captured_at", "base_rev", "fields", "schema"];

/**
 * Takes operations of `user`, made on `phone` (a random name), to the server, asks for the changes
 * since `cursor`, and says what came of it:
 * - `{status: "answered", results, changes, cursor, more, full}`: durable there, as listed,
 * - `{status: "refused", errors: [{field, message}]}`: not taken as a whole,
 * - `{status: "sign_in"}`: nobody is signed in, or somebody else is,
 * - `{status: "retry", reached}`: anything else; `reached` says whether Hallway itself answered.
 */
export async function send({ user, phone, cursor, ops }, fetch = globalThis.fetch) {
  let reached = false;
  try {
    const response = await fetch("/api/v1/sync", request({ user, phone, cursor, ops }));
    // A hall's captive portal answers 200 to everything; only our own server sends this header.
    reached = response.headers.get("Hallway") === "1";
    return await classify(response, reached);
  } catch {
    return { status: "retry", reached };
  }
}

function request({ user, phone, cursor, ops }) {
  const now = new Date().toISOString();
  return {
    method: "POST",
    credentials: "same-origin",
    redirect: "manual",
    signal: AbortSignal.timeout(TIME_LIMIT),
    headers: { "Content-Type": "application/json", "Hallway-User": user },
    body: JSON.stringify({ schema: 1, now, phone, cursor: cursor ?? "", ops: ops.map(onWire) }),
  };
}

function onWire(op) {
  return Object.fromEntries(WIRE.filter((name) => name in op).map((name) => [name, op[name]]));
}

async function classify(response, reached) {
  if (response.type === "opaqueredirect") return { status: "sign_in" };
  if (!reached) return { status: "retry", reached };
  if (response.status === 401) return { status: "sign_in" };
  if (response.status === 200) return answered(await response.json());
  if (REFUSALS.includes(response.status)) {
    return { status: "refused", errors: await refusals(response) };
  }
  return { status: "retry", reached };
}

/** The parts that are relied on; an answer without them throws, and is tried again. */
function answered({ results, changes, cursor, more, full }) {
  if (!Array.isArray(results) || !Array.isArray(changes) || typeof cursor !== "string") {
    throw new TypeError("No answer of ours");
  }
  return { status: "answered", results, changes, cursor, more: Boolean(more), full: Boolean(full) };
}

async function refusals(response) {
  const problem = await response.json().catch(() => ({}));
  if (problem.errors?.length) return problem.errors;
  return [{ field: "body", message: problem.detail ?? "The server refused this." }];
}
