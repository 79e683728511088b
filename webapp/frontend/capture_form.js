import { closePanels, labelChips } from "./chips.js";
import { clearFields, fillFields, KEPT, readFields } from "./form_fields.js";
import { maybeSamePerson } from "./same_person.js";

/**
 * The capture form and what it is about: `about` is `{captured_at?, replaces?, contact_name?}`,
 * the moment of meeting, the refused capture it corrects, and whom it meets again.
 */
export class CaptureForm {
  about = {};

  constructor(element) {
    this.element = element;
  }

  /** The fields to save; without the contact met again when the name became somebody else's. */
  get fields() {
    const { contact_id, ...fields } = readFields(this.element);
    const before = this.about.contact_name;
    const same = !before || maybeSamePerson(before, fields.name ?? "");
    return contact_id && same ? { ...fields, contact_id } : fields;
  }

  /** Where one stands: the fields that stay from one capture to the next. */
  get place() {
    const { elements } = this.element;
    return Object.fromEntries(KEPT.map((name) => [name, elements[name]?.value ?? ""]));
  }

  /** What belongs to this capture alone. */
  get typed() {
    const kept = ([name]) => !KEPT.includes(name);
    return Object.fromEntries(Object.entries(readFields(this.element)).filter(kept));
  }

  /** True when something would be lost by loading another capture. */
  get isBegun() {
    return Object.keys(this.typed).length > 0;
  }

  /** All of it, in a shape that `load` takes back. */
  get contents() {
    return { fields: readFields(this.element), about: this.about };
  }

  /** Replaces what the form holds. */
  load({ fields = {}, about = {} }) {
    clearFields(this.element, readFields(this.element));
    fillFields(this.element, fields);
    labelChips(this.element);
    this.about = about;
  }

  /** Makes ready for the next person; what was typed since `saved` was read stays. */
  next(saved) {
    clearFields(this.element, saved);
    closePanels(this.element);
    this.about = {};
    this.element.elements.name.focus();
  }

  /** Sends the form as a form, for a phone that refuses to store anything. */
  submitPlainly(op) {
    const { op_id, captured_at } = this.element.elements;
    if (op_id) op_id.value = op.op_id;
    if (captured_at) captured_at.value = op.captured_at;
    this.element.submit();
  }
}
