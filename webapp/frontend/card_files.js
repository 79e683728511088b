import { say } from "./notice.js";
import { isInstalled, kindOfPhone } from "./platform.js";

const CARD = /\.vcf$/;

/**
 * Hands vCards to the share sheet in apps on the home screen of an iPhone, where a plain link to a
 * file leads to a preview without a way to Contacts. Everywhere else the link stays a link.
 */
export function handOverCards() {
  if (!isInstalled() || kindOfPhone() !== "apple" || !navigator.canShare) return;
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || !CARD.test(new URL(link.href).pathname)) return;
    event.preventDefault();
    openCard(link);
  });
}

async function openCard(link) {
  const region = regionBelow(link);
  say(region, "Getting the card");
  try {
    const file = await fetchCard(link.href);
    if (!navigator.canShare({ files: [file] })) return location.assign(link.href);
    await share(file, region);
  } catch {
    say(region, "The card could not be fetched. It needs the network.");
  }
}

/** A share sheet opens only in a fresh tap, and the network may have taken longer than one lasts. */
async function share(file, region) {
  try {
    await navigator.share({ files: [file] });
    say(region, "");
  } catch (error) {
    if (error.name !== "NotAllowedError") return say(region, "");
    const run = () => share(file, region);
    say(region, "The card is here.", { label: "Open it", run });
  }
}

async function fetchCard(address) {
  const response = await fetch(address);
  if (!response.ok || response.headers.get("Hallway") !== "1") throw new TypeError("No card");
  const named = /filename="([^"]+)"/.exec(response.headers.get("Content-Disposition") ?? "");
  return new File([await response.blob()], named?.[1] ?? "contact.vcf", { type: "text/vcard" });
}

function regionBelow(link) {
  const next = link.nextElementSibling;
  if (next?.matches("[data-card-region]")) return next;
  const region = document.createElement("span");
  region.dataset.cardRegion = "";
  region.className = "hint";
  region.role = "status";
  link.after(region);
  return region;
}
