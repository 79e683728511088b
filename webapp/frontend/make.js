/**
 * An element with attributes and children; a function among the attributes listens to the event of
 * that name. What is empty (false, null, "") is left out, of both. Text stays text.
 */
export function make(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name, value);
    else if (value === true) made.setAttribute(name, "");
    else if (!isEmpty(value)) made.setAttribute(name, value);
  }
  made.append(...children.flat(Infinity).filter((child) => !isEmpty(child)));
  return made;
}

/** A fresh copy of the shell's `<template data-part=name>`. */
export function part(name) {
  const { content } = document.querySelector(`template[data-part="${name}"]`);
  return document.importNode(content, true).firstElementChild;
}

/** A quiet button. */
export function button(words, className, run) {
  return make("button", { type: "button", class: className, click: run }, words);
}

/** A line of text in the direction it is written in, or nothing where there is none. */
export function line(className, text) {
  return isEmpty(text) ? null : make("p", { class: className, dir: "auto" }, text);
}

/** Rows under a heading, which may be empty; nothing where there are none. */
export function list(words, rows) {
  if (!rows.length) return null;
  return [words && make("h2", { class: "group" }, words), make("ul", { class: "rows" }, rows)];
}

/** How two texts or numbers stand to each other, for `sort`. */
export function order(one, other) {
  return one < other ? -1 : Number(one > other);
}

function isEmpty(value) {
  return value === false || value === null || value === undefined || value === "";
}
