// Each header that was received, whether script reads it, and why.

import { h } from "./dom.js";
import { reasonLink } from "./reason.js";
import { shown } from "./bytes.js";
import { wantedOf } from "./verdict.js";

/** `rows[i]` says where fate i stands: { line, by }, ranges or null. */
export function headersView(answer, rows, { show, mark }) {
  if (!answer.fates || answer.fates.length === 0) return null;
  const wanted = new Set(wantedOf(answer));
  // On a narrow screen rows are stacked, which would take their roles away.
  return h("table", { class: "headers", role: "table" },
    h("caption", {}, "Headers of the response",
      wanted.size > 0 ? h("span", { class: "quiet" }, " \u2013 red: a page may want it") : null),
    h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, ["Header", "JavaScript", "Why"].map((name) =>
      h("th", { scope: "col", role: "columnheader" }, name)))),
    h("tbody", { role: "rowgroup" }, answer.fates.map((fate, i) => {
      const { line, by } = rows[i];
      return h("tr", { role: "row",
        // That most are hidden is as it should be.
        class: fate.exposed ? "exposed" : wanted.has(fate.name) ? "hidden" : "hidden usual",
        onmouseenter: () => mark(by), onmouseleave: () => mark(null),
        onfocusin: () => mark(by), onfocusout: () => mark(null),
      },
      h("th", { scope: "row", role: "rowheader" }, line === null ? h("code", { class: "name" }, shown(fate.name)) :
        h("button", { type: "button", class: "name", "data-key": `header-${i}`, title: "Show it in the text",
          onclick: () => show(line) }, shown(fate.name)),
      h("code", { class: "value" }, shown(fate.value))),
      h("td", { role: "cell" }, h("span", { class: "fate" }, fate.exposed ? "exposed" : "hidden")),
      h("td", { role: "cell" }, reasonLink(fate.reason, answer.sentences)));
    })));
}
