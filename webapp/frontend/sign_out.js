import { ask } from "./ask.js";

const STAY = { value: "stay", label: "Stay signed in" };
const COPY = { value: "copy", label: "Save a copy" };
const LEAVE = { value: "leave", label: "Sign out anyway" };

/**
 * Signs out by `form`: sends what waits, asks when something would be lost, then deletes what this
 * phone holds of the user, and only then tells the server.
 */
export async function signOut(form, { outbox, delivery, changes, forget }) {
  form.ariaBusy = "true";
  const leaving = await mayLeave(outbox, delivery);
  form.ariaBusy = "false";
  if (!leaving) return;
  delivery.stop();
  await outbox.destroy();
  forget();
  changes.tellOthers({ signedOut: true });
  form.submit();
}

async function mayLeave(outbox, delivery) {
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
    await saveCopy(left);
  }
}

/** What is on this phone only, or null when its storage does not answer. */
async function unsent(outbox) {
  try {
    await outbox.replayJournal();
    return await outbox.all();
  } catch {
    return null;
  }
}

function warning(ops) {
  if (!ops) return "This phone's storage does not answer. Signing out removes what it holds.";
  const people = ops.length === 1 ? "1 person is" : `${ops.length} people are`;
  return `${people} on this phone only. Signing out removes what this phone holds.`;
}

async function saveCopy(ops) {
  const captures = ops.map(({ op_id, captured_at, fields }) => ({ op_id, captured_at, ...fields }));
  const text = JSON.stringify({ schema: 1, captures }, null, 2);
  const file = new File([text], "hallway-not-sent.json", { type: "application/json" });
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
