import { Asks } from "./asks.js";
import { CaptureForm } from "./capture_form.js";
import { newCapture } from "./capture_op.js";
import { restoreDraft, standWhereLast, takeOver } from "./capture_opening.js";
import { labelChips } from "./chips.js";
import { Draft } from "./draft.js";
import { refreshEvents } from "./events.js";
import { findProblems, showProblems } from "./form_problems.js";
import * as journal from "./journal.js";
import { askToKeep } from "./keeping.js";
import { say } from "./notice.js";
import { correctable, watchRefused } from "./refused.js";
import { keepPlace } from "./remembered.js";
import { Undo } from "./undo.js";

/** Makes the server's capture form save on this phone first. */
export function start(context) {
  const element = document.querySelector("form[data-capture]");
  if (element) new CapturePage(element, context).open();
}

class CapturePage {
  #element;
  #form;
  #region = document.querySelector("[data-saved]");
  #context;
  #asks;
  #draft;
  #undo;
  #saving = false;

  constructor(element, context) {
    this.#element = element;
    this.#form = new CaptureForm(element);
    this.#context = context;
    this.#asks = new Asks(element, context.user);
    this.#draft = new Draft(context.user, () => this.#form.contents);
    const giveBack = (op) => this.#giveBack(op);
    this.#undo = new Undo({ region: this.#region, delivery: context.delivery, giveBack });
  }

  open() {
    this.#element.noValidate = true;
    standWhereLast(this.#form, this.#context.user);
    restoreDraft(this.#form, this.#draft);
    const again = takeOver(this.#form, this.#draft);
    if (again) this.#sayMeetingAgain(again);
    else this.#offerAside();
    this.#asks.show();
    this.#listen();
    if (this.#context.user) this.#catchUp();
    if (location.hash) return;
    const { name, detail } = this.#element.elements;
    (name.value ? detail : name).focus();
  }

  #listen() {
    this.#draft.follow(this.#element);
    this.#element.addEventListener("input", () => {
      this.#undo.end();
      // Not when the field is left: the chips would move from under the thumb that taps one.
      labelChips(this.#element);
    });
    this.#element.addEventListener("change", () => {
      this.#keepPlace();
      this.#asks.show();
    });
    this.#element.addEventListener("keydown", (event) => this.#onKey(event));
    this.#element.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#save();
    });
  }

  #onKey(event) {
    // Enter also ends a composition in Chinese, Japanese or Korean; that one is not ours.
    if (event.key !== "Enter" || event.isComposing || event.shiftKey) return;
    const { name, detail } = this.#element.elements;
    if (event.target !== name && event.target !== detail) return;
    event.preventDefault();
    if (event.target === name) detail.focus();
    else this.#save();
  }

  async #save() {
    const problems = findProblems(this.#element);
    showProblems(this.#element, problems);
    if (problems.length || this.#saving) return;
    const { user, outbox } = this.#context;
    if (!outbox) return say(this.#region, "Sign in to save. What you typed is kept here.");
    const op = newCapture(user, this.#form.fields, this.#form.about.captured_at);
    this.#saving = true;
    try {
      const saved = outbox.add(op);
      // From here a killed tab brings the capture back; the draft would make it two.
      if (journal.has(op.op_id)) this.#draft.clear();
      const where = await saved;
      this.#next(op);
      // What is in the journal alone cannot be taken back: the database may yet have it too.
      if (where === "database") this.#undo.offer(op);
      else say(this.#region, "Saved on this phone");
    } catch {
      this.#sayNotSaved(op);
    } finally {
      this.#saving = false;
    }
  }

  #next(op) {
    const { replaces } = this.#form.about;
    // Where this fails, the refused capture stays listed, for the person to remove.
    if (replaces) this.#context.outbox.replace(replaces, op).catch(() => {});
    this.#draft.clear();
    this.#form.next(op.fields);
    if (this.#form.isBegun) this.#draft.write();
    this.#keepPlace();
    this.#asks.next();
    askToKeep();
  }

  async #catchUp() {
    watchRefused(this.#element, this.#context, (op) => this.#edit(op));
    await refreshEvents(this.#context.user);
    standWhereLast(this.#form, this.#context.user);
    await this.#asks.refresh();
  }

  #keepPlace() {
    keepPlace(this.#context.user, this.#form.place);
  }

  #giveBack(op) {
    this.#form.load({ fields: op.fields, about: { captured_at: op.captured_at } });
    this.#draft.write();
    say(this.#region, "Not saved. What you typed is back.");
    this.#element.elements.detail.focus();
  }

  #edit(op) {
    if (this.#form.isBegun) this.#draft.setAside(this.#form.contents);
    const about = { captured_at: op.captured_at, replaces: op.op_id };
    this.#form.load({ fields: correctable(op), about });
    say(this.#region, "");
    showProblems(this.#element, op.errors);
  }

  #offerAside() {
    const { fields } = this.#draft.aside() ?? {};
    if (!fields) return;
    const run = () => this.#form.load(this.#draft.takeAside());
    const text = `Not yet saved: ${fields.name ?? fields.detail}`;
    say(this.#region, text, { label: "Bring it back", run });
  }

  #sayMeetingAgain(name) {
    const run = () => {
      this.#element.elements.contact_id.value = "";
      say(this.#region, "");
    };
    say(this.#region, `Meeting ${name} again`, { label: "Someone new", run });
  }

  #sayNotSaved(op) {
    const text = "This phone could not save it. What you typed is still here.";
    const run = () => this.#form.submitPlainly(op);
    say(this.#region, text, { label: "Send it now", run });
  }
}
