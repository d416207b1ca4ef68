// Each header that was received, whether script reads it, and why.

import { h } from "./dom.js";
import { reasonLink } from "./reason.js";
import { shown } from "./bytes.js";

/** `rows[i]` says where fate i stands: { line, by }, ranges or null. */
export function headersView(answer, rows, { show, mark }) {
  if (!answer.fates || answer.fates.length === 0) return null;
  return h("table", { class: "headers" },
    h("caption", {}, "Headers of the response"),
    h("thead", {}, h("tr", {}, ["Header", "Script", "Why"].map((name) => h("th", { scope: "col" }, name)))),
    h("tbody", {}, answer.fates.map((fate, i) => {
      const { line, by } = rows[i];
      return h("tr", {
        class: fate.exposed ? "exposed" : "hidden",
        onmouseenter: () => mark(by), onmouseleave: () => mark(null),
        onfocusin: () => mark(by), onfocusout: () => mark(null),
      },
      h("th", { scope: "row" }, line === null ? h("code", { class: "name" }, shown(fate.name)) :
        h("button", { type: "button", class: "name", "data-key": `header-${i}`, title: "Show it in the text",
          onclick: () => show(line) }, shown(fate.name)),
      h("code", { class: "value" }, shown(fate.value))),
      h("td", {}, h("span", { class: "fate" }, fate.exposed ? "exposed" : "hidden")),
      h("td", {}, reasonLink(fate.reason, answer.sentences)));
    })));
}
