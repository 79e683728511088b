/*
 * What a page needs of the pocket app, loaded only when it does. It is one file, because each part
 * that shared modules with app.js by itself would make every page load one file more.
 */
export { keepAttention } from "./attention.js";
export { keepBadge } from "./pocket_badge.js";
export { showPending } from "./pending_rows.js";
export { start } from "./pocket_page.js";
export { sendForm } from "./unsent_form.js";
