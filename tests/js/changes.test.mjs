import assert from "node:assert/strict";
import { test } from "node:test";

const channels = [];
globalThis.BroadcastChannel = class extends EventTarget {
  constructor() {
    super();
    channels.push(this);
  }

  postMessage(data) {
    for (const other of channels) {
      if (other !== this) other.dispatchEvent(Object.assign(new Event("message"), { data }));
    }
  }
};
globalThis.CustomEvent ??= class extends Event {
  constructor(name, { detail }) {
    super(name);
    this.detail = detail;
  }
};
const { Changes } = await import("../../webapp/frontend/changes.js");

test("news reach this page and the other tabs, each once", () => {
  const heard = [];
  const [here, there] = [new Changes(), new Changes()];
  here.listen((news) => heard.push(["here", news]));
  there.listen((news) => heard.push(["there", news]));
  here.announce({ signIn: true });
  assert.deepEqual(heard, [["here", { signIn: true }], ["there", { signIn: true }]]);
});
