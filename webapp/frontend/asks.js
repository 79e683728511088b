import { openPanelOf } from "./chips.js";
import { knownEvents } from "./events.js";
import { recall, remember } from "./memory.js";
import { kindFor, knownPrompts, refreshPrompts, somePrompts, withTopic } from "./prompts.js";

const TURN = "prompts.turn";

/** The two questions on the capture form; one tapped begins the note of the talk. */
export class Asks {
  #form;
  #user;
  #list;
  #prompts;
  #shown = "";

  constructor(form, user) {
    this.#form = form;
    this.#user = user;
    this.#list = form.querySelector("[data-asks]");
    this.#prompts = knownPrompts(user);
  }

  /** Shows those for the place and the event that the form names now. */
  show() {
    if (!this.#list) return;
    const { place, event_id: event } = this.#form.elements;
    const kind = kindFor(this.#prompts, place?.value ?? "", this.#eventKind(event?.value));
    const turn = recall(this.#user, TURN) ?? 0;
    if (`${kind} ${turn}` === this.#shown) return;
    this.#shown = `${kind} ${turn}`;
    const items = somePrompts(this.#prompts, kind, turn);
    this.#list.replaceChildren(...items.map((item) => this.#row(item)));
  }

  /** Looks whether the person changed the questions elsewhere. */
  async refresh() {
    await refreshPrompts(this.#user);
    this.#prompts = knownPrompts(this.#user);
    this.#shown = "";
    this.show();
  }

  /** Others for the next person. */
  next() {
    remember(this.#user, TURN, ((recall(this.#user, TURN) ?? 0) + 1) % 1000);
    this.show();
  }

  #row(item) {
    const row = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "ask";
    button.dir = "auto";
    button.textContent = item.question;
    button.addEventListener("click", () => this.#ask(item));
    row.append(button);
    return row;
  }

  #ask(item) {
    const { talk } = this.#form.elements;
    talk.value = withTopic(talk.value, item);
    openPanelOf(talk);
    talk.setSelectionRange(talk.value.length, talk.value.length);
    talk.focus();
    // The Save button lies over the end of the page, and focus alone would stop below it.
    talk.scrollIntoView({ block: "center" });
    talk.dispatchEvent(new Event("input", { bubbles: true }));
  }

  #eventKind(id) {
    return knownEvents(this.#user).find((event) => event.id === id)?.kind;
  }
}
