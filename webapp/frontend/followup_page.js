import { askWhenBack } from "./came_back.js";
import { keepWordingFirst } from "./letter_file.js";
import { countWords, mailtoAddress } from "./mailto.js";
import { offerSharing } from "./share.js";
import { keepTyped } from "./typed_letter.js";

/** The draft: copy it, share it, or open it in the mail program as edited here. */
export function start({ user }) {
  const body = document.querySelector('textarea[name="body"]');
  if (!body) return;
  const subject = document.querySelector('[name="subject"]');
  const draft = () => ({ subject: subject?.value ?? "", body: body.value });
  const said = document.querySelector("[data-copied]");
  document.querySelector("[data-copy]")?.addEventListener("click", () => copy(body, said));
  // The link itself goes on to the profile: after waiting, some browsers would not open it.
  document.querySelector("[data-linkedin]")?.addEventListener("click", () => copy(body, said));
  keepWordingFirst(document.querySelector("[data-letter-file]"), [subject, body]);
  askWhenBack(document.querySelector("[data-came-back]"), location.pathname);
  offerSharing(document.querySelector("[data-share]"), () => {
    const { subject: title, body: text } = draft();
    return { title, text };
  });
  keepTyped(body.form, user);
  const show = () => showDraft(draft());
  for (const field of [subject, body]) field?.addEventListener("input", show);
  show();
}

function showDraft(draft) {
  const link = document.querySelector("a[data-mailto]");
  const count = document.querySelector("[data-word-count]");
  if (link) link.href = mailtoAddress(link.getAttribute("href"), draft);
  if (count) count.textContent = String(countWords(draft.body));
}

async function copy(body, said) {
  try {
    await navigator.clipboard.writeText(body.value);
    if (said) said.textContent = "Copied";
  } catch {
    body.select();
    if (said) said.textContent = "The text is marked. Copy it from the menu.";
  }
}
