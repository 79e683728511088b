/** Shows `[data-insecure-hint]` where the browser gives neither camera nor offline use. */
export function hintAtInsecureContext() {
  if (window.isSecureContext) return;
  for (const hint of document.querySelectorAll("[data-insecure-hint]")) hint.hidden = false;
}
