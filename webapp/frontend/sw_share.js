/*
 * The worker's side of the share sheet: what another app shares is kept on this phone and opened
 * as a capture, network or not. It is built into sw.js.
 */
const SHARE = "/share";

addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "POST" || origin !== location.origin || pathname !== SHARE) return;
  event.respondWith(keepShared(event.request));
});

async function keepShared(request) {
  const form = await request.formData();
  const files = await Promise.all(form.getAll("files").map((file) => file.text()));
  const words = ["title", "text", "url"].map((name) => form.get(name) ?? "");
  const cache = await caches.open(`hallway-${BUILD.version}`);
  await cache.put(SHARE, Response.json({ files, words }));
  return Response.redirect("/capture?shared=1", 303);
}
