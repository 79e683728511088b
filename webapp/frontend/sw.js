/*
 * The worker: a classic script. It keeps the built files and the offline shells, and nothing that
 * a signed-in person has seen. It knows nothing of the outbox, nor of the pocket copy from which
 * the shell draws.
 */
const BUILDS = "hallway-";
const CACHE = BUILDS + BUILD.version;
const ASSETS = new Set(BUILD.assets);
const SHELL = "/offline";
// These hold nothing of anybody, and in a hall each second counts: the network is not asked.
const AT_ONCE = { "/capture": "/offline/capture", "/scan": "/offline/scan" };
// What was opened on the phone, and who was met there, have names that only the phone knows.
const ON_PHONE_ONLY = /^\/(?:follow-ups\/[\w-]{36}\.(?!eml$)\w+|contacts\/[\w-]{36}\.here(?:\/edit)?)$/;
const TIME_LIMIT = 2_000;
const RELOAD_TIME_LIMIT = 20_000;
// A network that was silent once is not waited for again, until it answers quickly.
const QUIET = 30_000;
const QUICK = 700;
const NOT_OURS = /^\/(c|api|feeds|digest|static|healthz|signin|signup)(\/|$)|\.(vcf|csv|ics|png|svg|zip|eml|pdf)$/;

let quietUntil = 0;

addEventListener("install", (event) => event.waitUntil(fill()));
addEventListener("activate", (event) => event.waitUntil(dropOldCaches()));
addEventListener("message", ({ data }) => data?.type === "update" && skipWaiting());
addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== location.origin) return;
  if (mode === "navigate") navigate(event, pathname);
  else if (ASSETS.has(pathname)) event.respondWith(kept(pathname, event.request));
});

async function fill() {
  const cache = await caches.open(CACHE);
  // Without credentials a shell cannot hold anything of the person who is signed in.
  const asNobody = { credentials: "omit", cache: "reload", redirect: "error" };
  const shells = [SHELL, ...Object.values(AT_ONCE)].map((path) => new Request(path, asNobody));
  await cache.addAll([...ASSETS, ...shells]);
}

async function dropOldCaches() {
  // What waits to be sent has caches of other names.
  const names = (await caches.keys()).filter((name) => name.startsWith(BUILDS) && name !== CACHE);
  await Promise.all(names.map((name) => caches.delete(name)));
}

function navigate(event, pathname) {
  const shell = ON_PHONE_ONLY.test(pathname) ? SHELL : AT_ONCE[pathname];
  if (shell) event.respondWith(kept(shell, event.request));
  else if (!NOT_OURS.test(pathname)) event.respondWith(fromNetworkOrShell(event.request));
}

async function kept(path, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(path, { ignoreVary: true })) ?? fetch(request);
}

async function fromNetworkOrShell(request) {
  // Someone who reloads has seen the shell and would rather wait.
  const isReload = request.cache !== "default";
  if (!isReload && Date.now() < quietUntil) {
    listen();
    return kept(SHELL, request);
  }
  const shell = () => {
    quietUntil = Date.now() + QUIET;
    return kept(SHELL, request);
  };
  const late = after(isReload ? RELOAD_TIME_LIMIT : TIME_LIMIT).then(() => null);
  const answer = await Promise.race([fetch(request).catch(() => null), late]);
  return !answer || isFromElsewhere(answer) ? shell() : answer;
}

/** A proxy's own page about a Hallway that does not answer helps nobody. */
function isFromElsewhere({ status, headers }) {
  return status >= 502 && status <= 504 && headers.get("Hallway") !== "1";
}

/** Looks whether the network is back, and quick, for the next page. */
async function listen() {
  const health = fetch("/healthz").then(({ headers }) => headers.get("Hallway") === "1");
  const isQuick = await Promise.race([health.catch(() => false), after(QUICK).then(() => false)]);
  if (isQuick) quietUntil = 0;
}

function after(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
