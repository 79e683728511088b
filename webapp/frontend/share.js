/**
 * Shows `button` where the phone has a share sheet, and opens it with what `content()` gives:
 * `{title, text}` or `{title, url}`.
 */
export function offerSharing(button, content) {
  if (!button || !navigator.share) return;
  button.hidden = false;
  button.addEventListener("click", () => navigator.share(content()).catch(() => {}));
}
