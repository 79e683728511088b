import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { runInNewContext } from "node:vm";

const source = readFileSync(new URL("../../webapp/frontend/sw.js", import.meta.url), "utf8");
const BUILD = { version: "now", assets: ["/static/dist/app-1.js", "/static/dist/app-1.css"] };
const HOME = "https://hallway.example.org";

/** An answer of the network as far as the worker looks at it. */
class Page {
  constructor(text, status = 200, headers = { Hallway: "1" }) {
    Object.assign(this, { text, status, headers: new Headers(headers) });
  }

  toString() {
    return this.text;
  }
}

/** The worker with its caches; `network(url)` answers for the network. */
function openWorker(network) {
  const listeners = {};
  const stores = new Map([
    ["hallway-before", new Map()],
    ["outbox-somebody", new Map()],
  ]);
  const worker = { stores, skipped: false, precached: [], now: 1_000 };
  const cacheOf = (store) => ({
    async addAll(requests) {
      for (const request of requests) {
        const { url = request, ...options } = request;
        worker.precached.push({ url, ...options });
        store.set(url, `kept ${url}`);
      }
    },
    match: async (path) => store.get(path),
  });
  const caches = {
    async open(name) {
      if (!stores.has(name)) stores.set(name, new Map());
      return cacheOf(stores.get(name));
    },
    keys: async () => [...stores.keys()],
    delete: async (name) => stores.delete(name),
  };
  runInNewContext(source, {
    addEventListener: (name, listener) => (listeners[name] = listener),
    BUILD,
    caches,
    Date: { now: () => worker.now },
    fetch: async (request) => network(request.url ?? HOME + request),
    location: { origin: HOME },
    Request: class {
      constructor(url, options) {
        Object.assign(this, { url, ...options });
      }
    },
    setTimeout: (run, pause) => setTimeout(run, pause / 100),
    skipWaiting: () => (worker.skipped = true),
    URL,
  });
  worker.tell = async (name, event) => {
    let waiting;
    listeners[name]({ waitUntil: (work) => (waiting = work), ...event });
    await waiting;
  };
  worker.ask = (path, request = {}) => {
    let answer;
    const page = { method: "GET", mode: "navigate", cache: "default", url: HOME + path };
    const asked = { ...page, ...request };
    listeners.fetch({ request: asked, respondWith: (work) => (answer = work) });
    return answer;
  };
  return worker;
}

const online = (url) => new Page(`fresh ${url.replace(HOME, "")}`);
const dead = () => Promise.reject(new TypeError("Failed to fetch"));
const silent = () => new Promise(() => {});

async function installed(network) {
  const worker = openWorker(network);
  await worker.tell("install");
  return worker;
}

test("it keeps every built file and the shells, which it asks for as nobody", async () => {
  const worker = await installed(online);
  assert.deepEqual(
    worker.precached.slice(0, 2).map(({ url }) => url),
    BUILD.assets,
  );
  const shell = { credentials: "omit", cache: "reload", redirect: "error" };
  assert.deepEqual(worker.precached.slice(2), [
    { url: "/offline", ...shell },
    { url: "/offline/capture", ...shell },
    { url: "/offline/scan", ...shell },
  ]);
});

test("capture and scan come from the phone at once, whatever its address adds", async () => {
  for (const network of [online, dead, silent]) {
    const worker = await installed(network);
    assert.equal(String(await worker.ask("/capture")), "kept /offline/capture");
    assert.equal(
      String(await worker.ask("/capture?contact_id=1#attention")),
      "kept /offline/capture",
    );
    assert.equal(String(await worker.ask("/scan")), "kept /offline/scan");
  }
});

test("built files come from the phone", async () => {
  const worker = await installed(dead);
  const file = { mode: "cors" };
  assert.equal(
    String(await worker.ask("/static/dist/app-1.js", file)),
    "kept /static/dist/app-1.js",
  );
});

test("a page comes from the network, and is never kept", async () => {
  const worker = await installed(online);
  assert.equal(String(await worker.ask("/contacts")), "fresh /contacts");
  const kept = [...worker.stores.get("hallway-now").keys()];
  assert.deepEqual(kept, [...BUILD.assets, "/offline", "/offline/capture", "/offline/scan"]);
});

test("without network, or when it is silent, the shell stands in", async () => {
  for (const network of [dead, silent]) {
    const worker = await installed(network);
    assert.equal(String(await worker.ask("/contacts")), "kept /offline");
    assert.equal(String(await worker.ask("/")), "kept /offline");
  }
});

test("a silent network is not waited for twice, until it answers quickly", async () => {
  let network = silent;
  const worker = await installed((url) => network(url));
  assert.equal(String(await worker.ask("/contacts")), "kept /offline");
  const asked = [];
  network = (url) => {
    asked.push(url.replace(HOME, ""));
    return online(url);
  };
  assert.equal(String(await worker.ask("/contacts")), "kept /offline");
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.deepEqual(asked, ["/healthz"]);
  assert.equal(String(await worker.ask("/contacts")), "fresh /contacts");
});

test("after half a minute the network is asked again", async () => {
  let network = dead;
  const worker = await installed((url) => network(url));
  await worker.ask("/contacts");
  network = online;
  worker.now += 30_001;
  assert.equal(String(await worker.ask("/contacts")), "fresh /contacts");
});

test("a captive portal's health is not taken for ours", async () => {
  let network = silent;
  const worker = await installed((url) => network(url));
  await worker.ask("/contacts");
  network = () => new Page("Welcome to the hall", 200, {});
  await worker.ask("/contacts");
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(String(await worker.ask("/contacts")), "kept /offline");
});

test("a proxy that does not reach Hallway is no page; Hallway's own words are", async () => {
  const proxy = await installed(() => new Page("Bad gateway", 502, {}));
  assert.equal(String(await proxy.ask("/contacts")), "kept /offline");
  const busy = await installed(() => new Page("Busy", 503));
  assert.equal(String(await busy.ask("/contacts")), "Busy");
});

test("what was opened on the phone is shown by the phone", async () => {
  const worker = await installed(online);
  const name = "01a2121a-7386-7249-a5c8-ad4487271e40";
  assert.equal(String(await worker.ask(`/follow-ups/${name}.promise`)), "kept /offline");
  assert.equal(String(await worker.ask(`/follow-ups/${name}`)), `fresh /follow-ups/${name}`);
  assert.equal(String(await worker.ask(`/contacts/${name}.here`)), "kept /offline");
  assert.equal(String(await worker.ask(`/contacts/${name}.here/edit`)), "kept /offline");
  assert.equal(String(await worker.ask(`/contacts/${name}`)), `fresh /contacts/${name}`);
});

test("whoever reloads gets more time", async () => {
  const slow = (url) => new Promise((resolve) => setTimeout(() => resolve(online(url)), 60));
  const worker = await installed(slow);
  assert.equal(String(await worker.ask("/plan")), "kept /offline");
  assert.equal(String(await worker.ask("/plan", { cache: "no-cache" })), "fresh /plan");
});

test("nothing else is touched", async () => {
  const worker = await installed(online);
  const pages = ["/c/ABC", "/signin", "/signup?next=/", "/feeds/x/follow-ups.ics", "/healthz"];
  const files = ["/contacts.vcf", "/contacts.csv", "/contacts/1.vcf", "/lock.png", "/export.zip"];
  for (const path of [...pages, ...files]) assert.equal(worker.ask(path), undefined, path);
  assert.equal(worker.ask("/capture", { method: "POST" }), undefined);
  assert.equal(worker.ask("/api/v1/contacts", { mode: "cors" }), undefined);
  assert.equal(worker.ask("/static/dist/app-0.js", { mode: "cors" }), undefined);
  assert.equal(worker.ask("", { url: "https://example.net/" }), undefined);
});

test("a lost cache is no lost page", async () => {
  const worker = openWorker(online);
  assert.equal(String(await worker.ask("/capture")), "fresh /capture");
});

test("it takes over only when told to, and then drops the older caches", async () => {
  const worker = await installed(online);
  await worker.tell("message", { data: { type: "else" } });
  assert.equal(worker.skipped, false);
  await worker.tell("message", { data: { type: "update" } });
  assert.equal(worker.skipped, true);
  await worker.tell("activate");
  assert.deepEqual([...worker.stores.keys()].sort(), ["hallway-now", "outbox-somebody"]);
});
