import { button, make } from "./make.js";

const NOTE = "met_before";

/**
 * Says in `region` that a person just taken down may be one who was known before, with the way to
 * look at both. It is kept beside the pocket copy until it was looked at or put aside.
 */
export function keepMetBefore(region, { pocket, changes }) {
  async function keep(results) {
    const found = results.map(({ contact_id, met_before }) => [contact_id, met_before]);
    await pocket.changeNote(NOTE, (kept) => ({ ...kept, ...Object.fromEntries(found) }));
    await show();
  }

  async function show() {
    const [first] = Object.entries((await pocket.note(NOTE)) ?? {});
    region.hidden = !first;
    region.replaceChildren(...(first ? said(first) : []));
  }

  function said([newId, known]) {
    const done = () => pocket.changeNote(NOTE, ({ [newId]: _, ...rest }) => rest).then(show, show);
    const href = `/contacts/${known.contact_id}/merge?with=${newId}`;
    return [
      make("span", {}, "Met already? ", make("bdi", {}, known.name)),
      make("a", { class: "link-button", href, click: done }, "Look at both"),
      button("Someone else", "link-button", done),
    ];
  }

  changes.listen((news) => news.metBefore && keep(news.metBefore).catch(() => {}));
  show().catch(() => {});
}
