import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import {
  currentUser, doubtUser, forgetUser, isSignedInPage,
} from "../../webapp/frontend/identity.js";
import { newPhone, refuseLocalStorage } from "./phone.mjs";

beforeEach(() => {
  newPhone();
  onPage(null);
  globalThis.fetch = () => assert.fail("asked the server");
});

function onPage(user) {
  globalThis.document = { querySelector: () => (user ? { content: user } : null) };
}

function serverSees(user) {
  globalThis.fetch = async () => {
    if (!user) throw new TypeError("redirected");
    return new Response(`<head>\n<meta name="hallway-user" content="${user}">\n</head>`);
  };
}

test("a signed-in page names the user, and a shell remembers them", async () => {
  onPage("asha");
  assert.equal(await currentUser(), "asha");
  assert.equal(isSignedInPage(), true);
  onPage(null);
  assert.equal(await currentUser(), "asha");
  assert.equal(isSignedInPage(), false);
});

test("on a new phone there is nobody", async () => {
  assert.equal(await currentUser(), null);
});

test("after a sign-in a shell asks who it is now", async () => {
  onPage("asha");
  await currentUser();
  onPage(null);
  doubtUser();
  serverSees("lena");
  assert.equal(await currentUser(), "lena");
  globalThis.fetch = () => assert.fail("asked twice");
  assert.equal(await currentUser(), "lena");
});

test("a sign-in that failed changes nobody", async () => {
  onPage("asha");
  await currentUser();
  onPage(null);
  doubtUser();
  serverSees(null);
  assert.equal(await currentUser(), "asha");
});

test("signing out forgets", async () => {
  onPage("asha");
  await currentUser();
  forgetUser();
  onPage(null);
  assert.equal(await currentUser(), null);
});

test("a phone that refuses storage knows its user from the page", async () => {
  refuseLocalStorage();
  onPage("asha");
  assert.equal(await currentUser(), "asha");
});

const ASHA = "0190d5d0-0000-7000-8000-000000000001";
const MARCUS = "0190d5d0-0000-7000-8000-000000000002";

function withDatabase(name) {
  return new Promise((done) => {
    indexedDB.open(name, 1).onsuccess = ({ target }) => (target.result.close(), done());
  });
}

test("a killed browser that lost the small things knows the user by the database", async () => {
  await withDatabase(`hallway-${ASHA}`);
  assert.equal(await currentUser(), ASHA);
  assert.equal(localStorage.getItem("hallway.user"), ASHA);
});

test("two databases, or another's, name nobody", async () => {
  await withDatabase("something-else");
  assert.equal(await currentUser(), null);
  await withDatabase(`hallway-${ASHA}`);
  await withDatabase(`hallway-${MARCUS}`);
  assert.equal(await currentUser(), null);
});

test("with only the spare of one user left, it is that user", async () => {
  const user = "01a213b8-15fc-72c6-8e07-97955eb74c52";
  await (await caches.open(`outbox-${user}`)).put("/outbox/1", new Response("{}"));
  assert.equal(await currentUser(), user);
});
