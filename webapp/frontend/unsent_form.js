import { ask } from "./ask.js";
import { changesOf, readForm } from "./contact_form.js";
import { newOp } from "./ops.js";

const TIME_LIMIT = 2_000;
const NOTES = /^\/follow-ups\/([\w-]{36})\/(sent|skipped|replied|snoozed|reopen)$/;
const DELETE = /^\/contacts\/([\w-]{36})\/delete$/;
const EDIT = /^\/contacts\/([\w-]{36})\/edit$/;
const TICK = /^\/plan\/targets\/([\w-]{36})\/(done|undone)$/;
const TASK = /^\/plan\/events\/([\w-]{36})\/tasks\/(\w+)\/(open|done|skipped)$/;
const VERBS = { reopen: "reopened" };

/**
 * Lets a form of the server's pages go, or, where Hallway cannot be reached, saves on this phone
 * what it asks for; a form of another kind stays as it is, and says why.
 */
export async function sendForm(form, submitter, letGo, context) {
  const isThere = await reaches();
  form.ariaBusy = "false";
  if (isThere) return letGo();
  const data = new FormData(form, submitter);
  const wanted = await operation(new URL(form.action).pathname, data, form, context);
  if (!wanted) return sayNotSent();
  const { type, fields, rev, next } = wanted;
  if (type) await context.outbox.add(newOp(context.user, type, fields, rev));
  return location.assign(next);
}

async function reaches() {
  try {
    const answer = await fetch("/healthz", { signal: AbortSignal.timeout(TIME_LIMIT) });
    return answer.headers.get("Hallway") === "1";
  } catch {
    return false;
  }
}

async function operation(path, data, form, { pocket }) {
  const [, followUpId, verb] = NOTES.exec(path) ?? [];
  if (followUpId) {
    const until = data.get("until");
    const fields = { follow_up_id: followUpId, ...(until && { until }) };
    return { type: `follow_up_${VERBS[verb] ?? verb}`, fields, next: "/follow-ups" };
  }
  const [, targetId, state] = TICK.exec(path) ?? [];
  if (targetId) {
    const type = state === "done" ? "target_ticked" : "target_unticked";
    return { type, fields: { target_id: targetId }, next: data.get("next") };
  }
  const [, event_id, kind, settled] = TASK.exec(path) ?? [];
  if (event_id) {
    const fields = { event_id, kind, state: settled };
    return { type: "event_task_settled", fields, next: data.get("next") };
  }
  const [, deleted] = DELETE.exec(path) ?? [];
  if (deleted) {
    const known = await contactOf(pocket, deleted);
    return {
      type: "delete_contact",
      fields: { contact_id: deleted },
      rev: known?.rev,
      next: "/contacts",
    };
  }
  const [, edited] = EDIT.exec(path) ?? [];
  const known = edited && (await contactOf(pocket, edited));
  return known ? edit(form, known, edited) : null;
}

function edit(form, { value, rev }, id) {
  const changes = changesOf(value, readForm(form, value));
  const type = Object.keys(changes).length > 0 && "edit_contact";
  return { type, fields: { contact_id: id, ...changes }, rev, next: `/contacts/${id}` };
}

async function contactOf(pocket, id) {
  const rows = await pocket.rows("contact").catch(() => []);
  return rows.find((row) => row.id === id);
}

function sayNotSent() {
  return ask({
    title: "No network right now",
    text: "Nothing was sent. What you typed is still here: try again when there is a network.",
    choices: [{ value: "stay", label: "Back to it" }],
  });
}
