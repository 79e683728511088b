import { HOLD } from "./deliver.js";
import { newOp } from "./ops.js";
import { isTouched } from "./pocket_frame.js";
import { readShelf } from "./read_shelf.js";

/**
 * What the views of the pocket see and do: `shelf`, with what waits in the outbox done on it, and
 * `on`, the day it is. `draw(hall, told)` shows the page of the present address.
 */
export class Hall {
  #context;
  #draw;

  /** Whether the server answered last, so that its own pages can be had. */
  isOnline = false;

  constructor(context, draw) {
    this.#context = context;
    this.#draw = draw;
    context.changes.listen((news) => this.#hear(news));
  }

  /** Whose pocket it is. */
  get user() {
    return this.#context.user;
  }

  /** Reads everything anew; false when this phone holds nothing yet. */
  async read() {
    const { shelf, on, holdsAnything } = await readShelf(this.#context);
    Object.assign(this, { shelf, on });
    return holdsAnything;
  }

  /** Saves an operation on this phone; gives a function that takes it back. */
  async act(type, fields, rev) {
    const { user, outbox, delivery } = this.#context;
    const op = { ...newOp(user, type, fields, rev), hold_until: Date.now() + HOLD };
    await outbox.add(op);
    await this.read();
    delivery.run();
    return () => this.#takeBack(op);
  }

  /** Says what became of a follow-up; with a `text` to say, the queue comes next. */
  async note(type, fields, text) {
    const undo = await this.act(type, fields);
    if (text) this.go("/follow-ups", { text, undo });
    else this.redraw();
  }

  /** Shows another page of the pocket. */
  go(path, told) {
    history.pushState(null, "", path);
    this.#draw(this, told);
    scrollTo(0, 0);
  }

  /** Shows this page as it is now. */
  redraw(told) {
    this.#draw(this, told);
  }

  async #takeBack(op) {
    const { user, outbox, delivery } = this.#context;
    let told;
    if (!(await delivery.withdraw(op.op_id).catch(() => false))) {
      const opposite = oppositeOf(op);
      if (opposite) {
        await outbox.add(newOp(user, ...opposite));
        delivery.run();
      } else told = { text: "It was already on its way. You can change it here." };
    }
    await this.read();
    this.redraw(told);
  }

  async #hear(news) {
    if ("offline" in news || news.signIn) this.isOnline = news.offline === false && !news.signIn;
    if (!news.pulled && !news.outbox) return;
    await this.read();
    if (!isTouched() && !isSearching()) this.redraw();
  }
}

/** Type and fields of what takes an operation back that is on its way; a deletion has no such. */
function oppositeOf({ type, fields }) {
  const { until, ...which } = fields;
  if (type.startsWith("follow_up_")) return ["follow_up_reopened", which];
  if (type === "event_task_settled") return [type, { ...which, state: "open" }];
  return type === "target_ticked" && ["target_unticked", which];
}

function isSearching() {
  return document.activeElement?.type === "search";
}
