/*
 * The worker: a classic script. It keeps the built files and the offline shells, and nothing that
 * a signed-in person has seen. It knows nothing of the outbox.
 */
const CACHE = `hallway-${BUILD.version}`;
const ASSETS = new Set(BUILD.assets);
const SHELL = "/offline";
// These hold nothing of anybody, and in a hall each second counts: the network is not asked.
const AT_ONCE = { "/capture": "/offline/capture", "/scan": "/offline/scan" };
const TIME_LIMIT = 2_000;
const RELOAD_TIME_LIMIT = 20_000;
const NOT_OURS = /^\/(c|api|feeds|static|healthz|signin|signup)(\/|$)|\.(vcf|csv|ics|png|svg|zip)$/;

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
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
}

function navigate(event, pathname) {
  if (AT_ONCE[pathname]) event.respondWith(kept(AT_ONCE[pathname], event.request));
  else if (!NOT_OURS.test(pathname)) event.respondWith(fromNetworkOrShell(event.request));
}

async function kept(path, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(path, { ignoreVary: true })) ?? fetch(request);
}

async function fromNetworkOrShell(request) {
  // Someone who reloads has seen the shell and would rather wait.
  const limit = request.cache === "default" ? TIME_LIMIT : RELOAD_TIME_LIMIT;
  const shell = () => kept(SHELL, request);
  const late = new Promise((resolve) => setTimeout(resolve, limit)).then(shell);
  return Promise.race([fetch(request).catch(shell), late]);
}
