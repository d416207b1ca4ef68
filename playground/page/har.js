// The report of `corsieve har --format html`, each fetch of which opens in the page.

import { view } from "built:report";
import { DOCS } from "built:settings";
import { complaint } from "./ask.js";
import { h } from "./dom.js";
import { run } from "./program.js";

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

/** The view of `bytes`, and what a row opens: the text of a HAR of its entries. */
export function harView(name, bytes, { open, close }) {
  const file = `./${name}`.replace(/^\.\/(?!-)/, "");
  const { stdout, stderr } = run(["har", "--format", "html", ...(DOCS === "" ? [] : ["--docs", DOCS]), file], { [file]: bytes });
  const top = h("div", { class: "bar" }, h("button", { type: "button", class: "main", onclick: close }, "Back to the paste"));
  if (stdout === "") return [top, h("h2", { tabindex: "-1" }, name), h("p", { class: "said" }, complaint(stderr))];
  const { host, root } = reportView(stdout);
  let har = null;
  const openRow = ({ dataset }) => {
    har ??= JSON.parse(new TextDecoder().decode(bytes).replace(/^\ufeff/, ""));
    open(partOf(har, dataset.entries.split(" ").map(Number)));
  };
  // As rows are unfolded, for there may be thousands.
  root.addEventListener("toggle", ({ target: row }) => {
    if (row.open && !row.querySelector("button")) {
      row.querySelector(".in").prepend(h("button", { type: "button", onclick: () => openRow(row) }, "Open in the playground"));
    }
  }, true);
  return [top, host];
}
