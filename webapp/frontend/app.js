import { whenAwake } from "./awake.js";
import { start as startCapture } from "./capture_page.js";
import { Changes } from "./changes.js";
import { PhoneDatabase } from "./database.js";
import { Delivery } from "./deliver.js";
import { knownEvents } from "./events.js";
import { currentUser, doubtUser, forgetUser } from "./identity.js";
import { hintAtInsecureContext } from "./insecure.js";
import { forgetAll } from "./memory.js";
import { keepMetBefore } from "./met_before.js";
import { Outbox } from "./outbox.js";
import { phoneName } from "./phone_name.js";
import { Pocket } from "./pocket.js";
import { forgetPrefill, handOver, watchPrefillLinks } from "./prefill.js";
import { knownPrompts } from "./prompts.js";
import { reloadWhenIdle } from "./reload.js";
import { send } from "./send.js";
import { keepSyncLine } from "./sync_line.js";
import { fillTimeZone } from "./time_zone.js";
import { startWorker } from "./trusted.js";
import { watchForms } from "./watch_forms.js";

// What these share with the rest is handed to them in the context: were it imported on both sides,
// it would lie in a file of its own and cost every page another round trip.
const PAGES = {
  capture: openCapture,
  card: async (context) => (await import("./card_page.js")).start(context),
  phone: async (context) => (await import("./phone_page.js")).start(context),
  offline: async (context) => (await import("./pocket_app.js")).start(context),
  followup: async (context) => (await import("./followup_page.js")).start(context),
  scan: async (context) => (await import("./scan_page.js")).start(context),
};
const LISTS = ["people", "followups"];
const OUTSIDE = ["signin", "signup", "recovery"];
const PASSKEYS = "[data-passkey-sign-in], [data-passkey-add]";

function openFor(user) {
  const changes = new Changes();
  const database = new PhoneDatabase(user, { onBroken: reloadWhenIdle });
  const onChange = () => changes.announce({ outbox: true });
  const outbox = new Outbox({ user, database, onChange });
  const pocket = new Pocket(database);
  const take = (what) => send({ user, phone: phoneName(user), ...what });
  const onNews = (news) => changes.announce(news);
  const delivery = new Delivery({ outbox, pocket, send: take, onNews });
  return { user, changes, outbox, pocket, delivery };
}

function serve(context) {
  const { user, changes, outbox, delivery } = context;
  const line = document.querySelector("[data-sync-line]");
  if (line) keepSyncLine(line, outbox, changes);
  const metBefore = document.querySelector("[data-met-before]");
  if (metBefore) keepMetBefore(metBefore, context);
  knownEvents(user);
  knownPrompts(user);
  document.addEventListener("submit", (event) => signOut(event, context));
  watchForms(context);
  changes.listen((news) => news.signedOut && location.replace("/signin"));
  whenAwake(() => delivery.run());
  if (LISTS.includes(page) && !location.search) showPending(context);
}

/** Shows what waits in the outbox on the server's own lists, which know nothing of it. */
async function showPending(context) {
  const { waiting, rejected } = await context.outbox.count().catch(() => ({}));
  if (waiting || rejected) (await import("./pocket_app.js")).showPending(page, context);
}

async function signOut(event, context) {
  if (!event.target.matches("form[data-sign-out]")) return;
  event.preventDefault();
  (await import("./sign_out.js")).signOut(event.target, context);
}

/** Drops the small things that this phone remembers of the user. */
function forget() {
  forgetAll(user);
  forgetPrefill();
  forgetUser();
}

async function openCapture(context) {
  if (!location.search.includes("shared=")) return startCapture(context);
  const { beginWithShared } = await import("./shared_page.js");
  const tell = await beginWithShared(handOver).catch(() => () => {});
  startCapture(context);
  tell();
}

async function offerPasskeys() {
  if (!document.querySelector(PASSKEYS)) return;
  (await import("./passkey_page.js")).start({ doubtUser });
}

async function doTheRest() {
  (await import("./afterwards.js")).start(context);
}

// The browser offers to install the app once, and it may be before anything else is loaded.
const install = { event: null };
addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  install.event = event;
});

const user = await currentUser();
const context = { ...(user ? openFor(user) : {}), handOver, startWorker, forget, install };
const page = document.body.dataset.page;
PAGES[page]?.(context);
if (OUTSIDE.includes(page)) document.addEventListener("submit", doubtUser);
else if (user) serve(context);
offerPasskeys();
watchPrefillLinks();
hintAtInsecureContext();
fillTimeZone();
if (document.readyState === "complete") doTheRest();
else addEventListener("load", doTheRest);
