// The report of `corsieve har`, each fetch of which opens in the page.

import { h } from "./dom.js";
import { run } from "./program.js";
import { complaint } from "./ask.js";

const MOST_ROWS = 500;
const KINDS = ["failed", "hidden", "unclear", "fine", "not judged"];

/** Whether a text is a HAR of more than one fetch, or a file that is called so. */
export function isHar(text, name = "") {
  if (/\.har$/i.test(name)) return true;
  if (!/^\s*\{\s*"log"\s*:/.test(text.slice(0, 1000))) return false;
  return (text.slice(0, 1 << 22).match(/"startedDateTime"/g)?.length ?? 0) > 3;
}

/** The entries of one fetch as a HAR, without bodies. */
function partOf(har, numbers) {
  const entries = numbers.map((number) => har.log.entries[number - 1]).map((entry) => ({
    ...entry, response: { ...entry.response, content: { size: 0, mimeType: entry.response?.content?.mimeType ?? "" } },
  }));
  const pages = (har.log.pages ?? []).filter((page) => entries.some((entry) => entry.pageref === page.id));
  return JSON.stringify({ log: { ...har.log, pages, entries } }, null, 1);
}

function rowView(fetch, open) {
  const list = (name, texts) => (texts ? h("p", {}, `${name}: `, texts.join(", ")) : null);
  return h("details", { class: `row ${fetch.verdict.replace(" ", "-")}` },
    h("summary", {}, h("span", { class: "tag" }, fetch.verdict), h("span", { class: "n" }, fetch.status || "\u2013"),
      h("span", {}, fetch.method), h("span", { class: "url" }, fetch.url),
      h("span", { class: "w" }, fetch.wanted ? `script does not get ${fetch.wanted.join(", ")}` : fetch.why)),
    h("div", { class: "in" },
      h("p", {}, [fetch.origin ? `Page ${fetch.origin}` : null, fetch.mode ? `mode ${fetch.mode}` : null,
        fetch.credentials ? `credentials ${fetch.credentials}` : null, fetch.reason].filter(Boolean).join(", ")),
      list("Exposed", fetch.exposed), list("Hidden", fetch.hidden),
      (fetch.notes ?? []).map((note) => h("p", { class: "quiet" }, note)),
      fetch.advice ? h("pre", { class: "code", tabindex: "0" }, fetch.advice.join("\n")) : null,
      fetch.entries.length > 0 ? h("button", { type: "button", class: "main", onclick: () => open(fetch) }, "Open in the playground") : null));
}

const counts = (summary) => KINDS.filter((kind) => summary[kind] > 0).map((kind) => `${summary[kind]} ${kind}`).join(", ");

/** The view of `bytes`, and what a row opens: the text of a HAR of its entries. */
export function harView(name, bytes, { open, close }) {
  const { stdout, stderr } = run(["har", "--format", "json", "-"], { "-": bytes });
  const top = h("div", { class: "bar" }, h("button", { type: "button", class: "main", onclick: close }, "Back to the paste"));
  if (stdout === "") return [top, h("h2", {}, name), h("p", { class: "said" }, complaint(stderr))];
  const { fetches, summary } = JSON.parse(stdout);
  let har = null;
  const openRow = (fetch) => {
    har ??= JSON.parse(new TextDecoder().decode(bytes).replace(/^\ufeff/, ""));
    open(partOf(har, [...(fetch.preflight ? [fetch.preflight] : []), ...fetch.entries]));
  };
  const sorted = [...fetches].sort((a, b) => KINDS.indexOf(a.verdict) - KINDS.indexOf(b.verdict));
  const rows = h("div", { class: "rows" });
  const find = h("input", { type: "search", "aria-label": "Filter by URL, header or reason", placeholder: "URL, header, reason …" });
  const shown = h("p", { class: "quiet", role: "status" });
  const texts = sorted.map((fetch) => JSON.stringify(fetch).toLowerCase());
  const show = () => {
    const words = find.value.toLowerCase().split(/\s+/);
    const kept = sorted.filter((_, i) => words.every((word) => texts[i].includes(word)));
    rows.replaceChildren(...kept.slice(0, MOST_ROWS).map((fetch) => rowView(fetch, openRow)));
    shown.textContent = `${Math.min(kept.length, MOST_ROWS)} of ${fetches.length} fetches shown` +
      (kept.length > MOST_ROWS ? "; a filter shows others" : "");
  };
  find.addEventListener("input", show);
  show();
  return [top, h("h2", { tabindex: "-1" }, name),
    h("p", {}, `${summary.entries} entries, ${summary.fetches} fetches: ${counts(summary)}`),
    summary.error ? h("p", { class: "said" }, `Not read to its end: ${summary.error}`) : null, find, shown, rows];
}
