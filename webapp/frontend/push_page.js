const BLOCKED = "This browser was told not to show notifications. Allow them in its settings first.";

/**
 * Lets `part` of the page turn the digest on and off for this browser. It stays hidden where
 * there is no push: on an iPhone that is outside the installed app.
 */
export async function start(part) {
  if (!globalThis.PushManager || !navigator.serviceWorker) return;
  const { pushManager } = await navigator.serviceWorker.ready;
  const button = part.querySelector("[data-push-on]");
  const say = (text) => (part.querySelector("[data-push-said]").textContent = text);
  const here = await pushManager.getSubscription();
  part.hidden = false;
  button.hidden = Boolean(here) && part.dataset.devices.includes(await idOf(here.endpoint));
  button.addEventListener("click", async () => {
    try {
      await subscribe(pushManager, part.dataset.push);
      location.reload();
    } catch (error) {
      say(Notification.permission === "denied" ? BLOCKED : `That did not work: ${error.message}`);
    }
  });
}

async function subscribe(pushManager, key) {
  const options = { userVisibleOnly: true, applicationServerKey: key };
  const made = await pushManager.subscribe(options).catch(async (error) => {
    // A subscription that was made with another key must go first.
    if (error.name !== "InvalidStateError") throw error;
    await (await pushManager.getSubscription())?.unsubscribe();
    return pushManager.subscribe(options);
  });
  const answer = await fetch("/api/v1/push-subscriptions", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(made),
  });
  if (!answer.ok) throw new Error("Hallway did not take it. Try again.");
}

/** The id by which the server knows the browser behind an endpoint. */
async function idOf(endpoint) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(endpoint));
  const hex = [...new Uint8Array(digest, 0, 16)].map((byte) => byte.toString(16).padStart(2, "0"));
  return hex.join("").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
