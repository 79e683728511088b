/*
 * The worker's side of notifications: shows the morning's, and opens what it is about on a tap. It
 * is built into sw.js.
 */
const QUEUE = "/follow-ups";

addEventListener("push", (event) => event.waitUntil(showNotice(event.data)));
addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(openQueue(event.notification.data));
});

function showNotice(data) {
  const { title, body, url, tag } = readNotice(data);
  const icon = "/static/icons/icon-192.png";
  return registration.showNotification(title, { body, tag, icon, badge: icon, data: url });
}

/** A browser takes the permission away from a worker that hears something and shows nothing. */
function readNotice(data) {
  try {
    return data.json();
  } catch {
    return { title: "People to write to today", url: QUEUE, tag: "digest" };
  }
}

async function openQueue(url) {
  const path = String(url).startsWith(QUEUE) ? url : QUEUE;
  const open = await clients.matchAll({ type: "window" });
  const [page] = open;
  if (!page) return clients.openWindow(path);
  await page.focus();
  return page.navigate(path);
}
