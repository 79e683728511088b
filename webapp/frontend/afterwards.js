import { whenAwake } from "./awake.js";
import { handOverCards } from "./card_files.js";
import { offerInstalling } from "./install_hint.js";
import { isInstalled } from "./platform.js";
import { watchForUpdates } from "./update.js";

/** What can wait until the page stands: new versions, the badge, the hint to install. */
export async function start({ install, ...context }) {
  handOverCards();
  offerInstalling(document.querySelector("[data-install-hint]"), install);
  const push = document.querySelector("[data-push]");
  if (push) (await import("./push_page.js")).start(push);
  if (context.user && navigator.setAppBadge && isInstalled()) {
    (await import("./pocket_app.js")).keepBadge(context);
  }
  whenAwake(await watchForUpdates());
}
