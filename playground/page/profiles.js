// The standard and three engines, side by side: where they differ first.

import { h } from "./dom.js";
import { shown } from "./bytes.js";
import { reasonLink } from "./reason.js";
import { DOCS } from "built:settings";

/** A row of words, one a profile: { name, cells, same }. */
function rowOf(name, cells) {
  return { name, cells, same: cells.every(({ text, why }) => text === cells[0].text && why === cells[0].why) };
}

function rowsOf(profiles) {
  const all = Object.values(profiles);
  const names = [...new Set(all.flatMap((profile) => Object.keys(profile.reasons)))].sort();
  const rows = [rowOf("the fetch", all.map(({ outcome, reason }) => ({ text: outcome, why: reason })))];
  for (const name of names) {
    rows.push(rowOf(shown(name), all.map(({ headers, reasons }) => {
      const value = headers.find(([key]) => key === name)?.[1];
      const why = reasons[name];
      if (value !== undefined) return { text: "exposed", why, value };
      return { text: why === undefined ? "not there" : "hidden", why };
    })));
  }
  for (const row of rows.slice(1)) {
    const values = new Set(row.cells.map(({ value }) => value));
    if (values.size > 1) row.same = false;
  }
  return rows;
}

const TITLES = { standard: "The standard", chromium: "Chromium", firefox: "Firefox", webkit: "WebKit" };

function table(names, rows, caption, sentences) {
  return h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": caption },
    // On a narrow screen rows are stacked, which would take their roles away.
    h("table", { class: "profiles", role: "table" }, h("caption", { class: "unseen" }, caption),
      h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, h("td", { role: "cell" }),
        names.map((name) => h("th", { scope: "col", role: "columnheader" }, TITLES[name] ?? name)))),
      h("tbody", { role: "rowgroup" }, rows.map((row) => h("tr", { role: "row", class: row.same ? null : "differs" },
        h("th", { scope: "row", role: "rowheader" }, row.name),
        row.cells.map(({ text, why, value }, i) => h("td", { role: "cell", class: text, "data-profile": TITLES[names[i]] ?? names[i] },
          h("span", { class: "word" }, text),
          row.same ? null : h("span", { class: "why" }, why === undefined ? null : reasonLink(why, sentences)),
          row.same || value === undefined ? null : h("code", {}, shown(value)))))))));
}

/** The name of a departure, which leads to what is known of it. */
export const departureLink = (name) => (DOCS === "" ? h("code", {}, name) :
  h("a", { href: `${DOCS}docs/departures.html` }, h("code", {}, name)));

function departuresView(departures) {
  const named = Object.entries(departures);
  if (named.length === 0) return h("p", { class: "quiet" }, "No single departure of docs/departures.md tells why.");
  return h("ul", { class: "quiet" }, named.map(([name, profiles]) => h("li", {}, "Known as ", departureLink(name),
    ` in docs/departures.md: ${profiles.map((profile) => TITLES[profile]).join(", ")}`)));
}

export function profilesView(all) {
  if (!all.profiles) return [];
  const names = Object.keys(all.profiles);
  const rows = rowsOf(all.profiles);
  const differ = rows.filter((row) => !row.same);
  const title = differ.length === 0 ? "The standard, Chromium, Firefox and WebKit all say the same" :
    "The standard and the browsers differ";
  const versions = h("p", { class: "quiet" }, Object.entries(all.profiles)
    .map(([name, { versions: text }]) => `${name}: ${text}`).join("; "), ".");
  const same = rows.filter((row) => row.same);
  return [
    h("h2", { id: "profiles-title" }, title),
    differ.length === 0 ? null : table(names, differ, "Where they differ", all.sentences),
    differ.length === 0 ? null : departuresView(all.departures),
    same.length === 0 ? null : h("details", {},
      h("summary", {}, differ.length === 0 ? "Side by side" : `What they agree on: ${same.length}`),
      table(names, same, "Where they agree", all.sentences), versions),
  ];
}
