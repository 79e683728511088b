import assert from "node:assert/strict";
import { test } from "node:test";

import { countWords, mailtoAddress } from "../../webapp/frontend/mailto.js";

const HREF = "mailto:ngozi%2Bacp@example.org?subject=Old&body=Old";

function reread(address) {
  const query = address.slice(address.indexOf("?") + 1);
  const pairs = query.split("&").map((pair) => pair.split("=").map(decodeURIComponent));
  return Object.fromEntries(pairs);
}

test("the people stay, subject and body are new", () => {
  const address = mailtoAddress(HREF, { subject: "Poster 214", body: "Dear Ngozi" });
  assert.equal(address, "mailto:ngozi%2Bacp@example.org?subject=Poster%20214&body=Dear%20Ngozi");
});

test("a line break of any kind becomes CR LF", () => {
  const address = mailtoAddress(HREF, { subject: "", body: "a\nb\r\nc\rd" });
  assert.ok(address.endsWith("body=a%0D%0Ab%0D%0Ac%0D%0Ad"));
});

test("signs that mean something in an address arrive as typed", () => {
  const subject = "50% & more? #1 + 1 = 2";
  const draft = { subject, body: "twins; “quotes”, é, 藤, 👩‍⚕️" };
  assert.deepEqual(reread(mailtoAddress(HREF, draft)), draft);
});

test("half a character does not break the link", () => {
  const { body } = reread(mailtoAddress(HREF, { subject: "", body: "a\ud83db" }));
  assert.equal(body, "a\ufffdb");
});

test("words are counted as a person would", () => {
  assert.equal(countWords(""), 0);
  assert.equal(countWords("Thank you - it's a well-known paper."), 7);
  assert.equal(countWords("Müller\nund  Söhne"), 3);
});
