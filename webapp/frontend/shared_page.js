import { say } from "./notice.js";
import { takeShared } from "./shared.js";

/**
 * Begins the capture with what another app shared, by `handOver(fields)`. Of a file with several
 * people it begins with none, and `tell` says afterwards how all of them come in.
 */
export async function beginWithShared(handOver) {
  const shared = await takeShared();
  if (!shared) return () => {};
  if (shared.cards < 2) {
    handOver(shared.fields);
    return () => {};
  }
  return () => offerImport(document.querySelector("[data-saved]"), shared);
}

function offerImport(region, { cards, text }) {
  const run = () => importText(text);
  say(region, `There are ${cards} people in this file.`, { label: "See all of them", run });
}

/** Sends the cards to the import, which shows them before it takes any. */
function importText(text) {
  const form = document.createElement("form");
  Object.assign(form, { method: "post", action: "/contacts/import", enctype: "multipart/form-data", hidden: true });
  const field = document.createElement("input");
  Object.assign(field, { type: "file", name: "file" });
  const files = new DataTransfer();
  files.items.add(new File([text], "shared.vcf", { type: "text/vcard" }));
  field.files = files.files;
  form.append(field);
  document.body.append(form);
  form.submit();
}
