// A text box whose parts can be marked: the same text lies behind it, with the marks.

import { h } from "./dom.js";

const STRENGTH = { hidden: 1, exposed: 1, by: 2, decides: 3 };

/** Shows `marks` of `text` in the element behind the box. */
export function paint(behind, text, marks) {
  const cuts = new Set([0, text.length]);
  for (const { from, to } of marks) cuts.add(from).add(to);
  const at = [...cuts].filter((cut) => cut <= text.length).sort((a, b) => a - b);
  const pieces = [];
  for (let i = 0; i + 1 < at.length; ++i) {
    const piece = text.slice(at[i], at[i + 1]);
    const over = marks.filter(({ from, to }) => from <= at[i] && at[i + 1] <= to)
      .sort((a, b) => STRENGTH[a.kind] - STRENGTH[b.kind]);
    pieces.push(over.length === 0 ? piece : h("span", { class: over.map(({ kind }) => `m-${kind}`).join(" ") }, piece));
  }
  // A last line that is empty has no height otherwise.
  behind.replaceChildren(...pieces, "\n");
}

/** A box as of the paste, for one answer. */
export function markedBox(attributes, text, marks) {
  const behind = h("pre", { "aria-hidden": "true" });
  const box = h("textarea", { spellcheck: "false", autocomplete: "off", autocapitalize: "off", ...attributes, value: text });
  paint(behind, text, marks);
  box.addEventListener("input", () => paint(behind, box.value, []));
  return h("div", { class: "paste small" }, h("div", { class: "sheet" }, behind, box));
}

/** Selects a range, where it can be seen. */
export function select(box, { from, to }) {
  box.focus({ preventScroll: true });
  box.setSelectionRange(from, to);
  const line = box.value.slice(0, from).split("\n").length - 1;
  const height = parseFloat(getComputedStyle(box).lineHeight);
  const scroller = box.closest(".paste");
  scroller.scrollTop = Math.max(0, line * height - scroller.clientHeight / 2);
  scroller.scrollIntoView({ block: "nearest" });
}
