// The report of `corsieve har --format html`, each fetch of which opens in the page.

import { view } from "built:report";
import { DOCS } from "built:settings";
import { ask, complaint } from "./ask.js";
import { h } from "./dom.js";
import { run } from "./program.js";
import { EMPTY } from "./state.js";

/** Whether a text is a HAR of more than one fetch, or a file that is called so. */
export function isHar(text, name = "") {
  if (/\.har$/i.test(name)) return true;
  if (!/^\s*\{\s*"log"\s*:/.test(text.slice(0, 1000))) return false;
  return (text.slice(0, 1 << 22).match(/"startedDateTime"/g)?.length ?? 0) > 3;
}

// As corsieve har ranks them.
const NOT_JUDGED = "4";

/** The entries of one fetch as a HAR, without bodies. */
function partOf(har, numbers) {
  const entries = numbers.map((number) => har.log.entries[number - 1]).map((entry) => ({
    ...entry, request: { ...entry.request, postData: undefined }, response: { ...entry.response, content: { size: 0, mimeType: entry.response?.content?.mimeType ?? "" } },
  }));
  const pages = (har.log.pages ?? []).filter((page) => entries.some((entry) => entry.pageref === page.id));
  return JSON.stringify({ log: { ...har.log, pages, entries } }, null, 1);
}

/** The program's HTML with its own style and script, apart from the page's. */
function reportView(html) {
  const [, head, css, rest] = /^(.*?)<style>(.*?)<\/style>(.*)$/s.exec(html);
  const style = new CSSStyleSheet();
  style.replaceSync(css);
  const report = new DOMParser().parseFromString(head + rest, "text/html");
  const host = h("div");
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [style];
  root.append(report.querySelector("main"));
  view(root);
  return { host, root };
}

/** The file, parsed when it is asked for; null where it is not whole. */
function wholeHar(bytes) {
  let har;
  return () => {
    if (har !== undefined) return har;
    try {
      har = JSON.parse(new TextDecoder().decode(bytes).replace(/^\ufeff/, ""));
    } catch {
      har = null;
    }
    return har;
  };
}

/** What a row opens: a HAR of its entries, and what the report made of all of the file. */
function stateOf(har, { dataset }) {
  const { entries, origin, mode, credentials, api } = dataset;
  const isXhr = api === "xhr";
  return {
    text: partOf(har, entries.split(" ").map(Number)), origin, mode: isXhr ? "" : mode, api: api === "none" ? "" : api,
    credentials: credentials === "unknown" ? "" : credentials,
  };
}

/** The view of `bytes`; `open` gets the state of a row, `complain` what to say of it. */
export function harView(name, bytes, { open, close, complain }) {
  const file = `./${name}`.replace(/^\.\/(?!-)/, "");
  const { stdout, stderr } = run(["har", "--format", "html", ...(DOCS === "" ? [] : ["--docs", DOCS]), file], { [file]: bytes });
  const top = h("div", { class: "bar" }, h("button", { type: "button", class: "main", onclick: close }, "Back to the paste"));
  if (stdout === "") return [top, h("h2", { tabindex: "-1" }, name), h("p", { class: "said" }, complaint(stderr))];
  const { host, root } = reportView(stdout);
  const har = wholeHar(bytes);
  const openRow = (row) => {
    const state = stateOf(har(), row);
    open(state);
    const { error, reason } = ask({ ...EMPTY, ...state });
    if (error === undefined && row.dataset.reason !== "" && reason !== row.dataset.reason) {
      complain(`The report, which saw the whole file, says ${row.dataset.reason} of this fetch; by these entries alone it is ${reason}.`);
    }
  };
  // As rows are unfolded, for there may be thousands.
  root.addEventListener("toggle", ({ target: row }) => {
    if (!row.open || row.dataset.rank === NOT_JUDGED || row.querySelector(".open")) return;
    row.querySelector(".in").prepend(har() === null ?
      h("p", { class: "open" }, "It cannot be opened in the playground, for the file is not whole.") :
      h("button", { type: "button", class: "open", onclick: () => openRow(row) }, "Open in the playground"));
  }, true);
  return [top, host];
}
