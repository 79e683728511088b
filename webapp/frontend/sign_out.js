import { ask } from "./ask.js";
import { unsentCards } from "./unsent_file.js";

const STAY = { value: "stay", label: "Stay signed in" };
const COPY = { value: "copy", label: "Save a copy" };
const LEAVE = { value: "leave", label: "Sign out anyway" };

/**
 * Signs out by `form`: sends what waits, asks when something would be lost, then deletes what this
 * phone holds of the user, and only then tells the server.
 */
export async function signOut(form, context) {
  form.ariaBusy = "true";
  const leaving = await mayLeave(context);
  form.ariaBusy = "false";
  if (!leaving) return;
  const { outbox, delivery, changes, forget } = context;
  delivery.stop();
  await outbox.destroy();
  forget();
  changes.tellOthers({ signedOut: true });
  form.submit();
}

async function mayLeave({ outbox, pocket, delivery }) {
  const ops = await unsent(outbox);
  delivery.release((ops ?? []).map((op) => op.op_id));
  await delivery.run();
  for (;;) {
    const left = await unsent(outbox);
    if (left?.length === 0) return true;
    const choice = await ask({
      title: "Not everything is saved",
      text: warning(left),
      choices: left ? [STAY, COPY, LEAVE] : [STAY, LEAVE],
    });
    if (choice !== COPY.value) return choice === LEAVE.value;
    await saveCopy(left, pocket);
  }
}

/** What is on this phone only, or null when its storage does not answer. */
async function unsent(outbox) {
  try {
    await outbox.reconcile();
    return await outbox.all();
  } catch {
    return null;
  }
}

function warning(ops) {
  if (!ops) return "This phone's storage does not answer. Signing out removes what it holds.";
  const things = ops.length === 1 ? "1 thing is" : `${ops.length} things are`;
  const marks = ops.some((op) => !["capture", "edit_contact"].includes(op.type));
  const copy = marks
    ? " A copy holds the people, for Hallway's import; what you noted of follow-ups is not in it."
    : " A copy can be imported again.";
  return `${things} on this phone only. Signing out removes what this phone holds.${copy}`;
}

async function saveCopy(ops, pocket) {
  const rows = await pocket.rows("contact").catch(() => []);
  const names = new Map(rows.map(({ id, value }) => [id, value.name]));
  const text = unsentCards(ops, (id) => names.get(id));
  const file = new File([text], "hallway-not-sent.vcf", { type: "text/vcard" });
  // An installed iOS app cannot come back from a download, but it can share a file.
  if (navigator.canShare?.({ files: [file] })) {
    return navigator.share({ files: [file] }).catch(() => {});
  }
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
