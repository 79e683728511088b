/*
 * Runs Lighthouse, for a phone, over the pages that standard input names (JSON: [{url, cookie}]);
 * prints their scores from 0 to 100, and what was found wanting.
 */
import { readFileSync } from "node:fs";

import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
const FLAGS = ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-quic"];
// A card is for those who were given its address; that searches may not list it is meant.
const MEANT = ["is-crawlable"];
const TRIES = 4;

const [, , chromePath] = process.argv;
const pages = JSON.parse(readFileSync(0, "utf8"));
const chrome = await launch({ chromePath, chromeFlags: FLAGS });
const judged = [];
for (const { url, cookie } of pages) judged.push(await judge(url, cookie));
await chrome.kill();
console.log(JSON.stringify(judged));

async function judge(url, cookie) {
  const extraHeaders = cookie ? { Cookie: cookie } : {};
  const options = { port: chrome.port, onlyCategories: CATEGORIES, skipAudits: MEANT, extraHeaders };
  const lhr = await report(url, { ...options, logLevel: "error" });
  const scores = CATEGORIES.map((name) => Math.round(100 * lhr.categories[name].score));
  const lcp = lhr.audits["largest-contentful-paint"].numericValue;
  return { url: lhr.finalDisplayedUrl, scores, lcp, wanting: wanting(lhr) };
}

/**
 * A whole report. Now and then Lighthouse misses the start of the page in its own recording
 * (NO_NAVSTART); a category then has no score, which is not the page's doing.
 */
async function report(url, options) {
  for (let tries = TRIES; tries > 0; tries -= 1) {
    const { lhr } = await lighthouse(url, options);
    if (CATEGORIES.every((name) => lhr.categories[name].score !== null)) return lhr;
  }
  throw new Error(`Lighthouse could not record ${url}, ${TRIES} times`);
}

/** The audits that cost points, with their category. */
function wanting({ categories, audits }) {
  return CATEGORIES.flatMap((name) => categories[name].auditRefs
    .filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 0.9)
    .map(({ id }) => `${name}: ${audits[id].title}`));
}
