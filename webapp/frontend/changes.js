const CHANNEL = "hallway-outbox";

/**
 * Carries news of the outbox between the modules of this page and to the other tabs: an object
 * such as `{}` (something changed), `{signIn: true}` or `{signedOut: true}`.
 */
export class Changes extends EventTarget {
  #channel = globalThis.BroadcastChannel ? new BroadcastChannel(CHANNEL) : null;

  constructor() {
    super();
    this.#channel?.addEventListener("message", ({ data }) => this.#tell(data));
  }

  /** Tells this page and the other tabs. */
  announce(news = {}) {
    this.#tell(news);
    this.tellOthers(news);
  }

  /** Tells the other tabs only. */
  tellOthers(news) {
    this.#channel?.postMessage(news);
  }

  /** Calls `hear(news)` at every announcement, of whichever tab. */
  listen(hear) {
    this.addEventListener("news", ({ detail }) => hear(detail));
  }

  #tell(news) {
    this.dispatchEvent(new CustomEvent("news", { detail: news }));
  }
}
