/** Lets `link`, to the letter as a file, wait until what was typed into `fields` is kept. */
export function keepWordingFirst(link, fields) {
  link?.addEventListener("click", async (event) => {
    const [, body] = fields;
    if (fields.every((field) => !field || field.value === field.defaultValue)) return;
    event.preventDefault();
    const { action } = body.form;
    const answer = await fetch(action, { method: "POST", body: new FormData(body.form) });
    if (!answer.ok) return body.form.requestSubmit();
    for (const field of fields) field.defaultValue = field.value;
    location.assign(link.href);
  });
}
