// The references of the languages, and the manual.

import { readFileSync } from "node:fs";
import path from "node:path";
import { addCReferences } from "./c_references.js";
import { escapeHtml, textOfHtml } from "./html.js";
import { addJavaScriptReference } from "./javascript_reference.js";
import { addPythonReference } from "./python_reference.js";
import { addRustReference } from "./rust_reference.js";

/** The manual as mandoc makes HTML of it; its sections become headings of ours. */
function addManual(site, file) {
  const headings = [];
  const body = readFileSync(file, "utf8")
    .replace(/<table class="head">.*?<\/table>|<table class="foot">.*?<\/table>/gs, "")
    .replace(/<h([12]) class="S[hs]"(?: id="([^"]*)")?>(.*?)<\/h\1>/gs, (_, level, given, title) => {
      const text = textOfHtml(title);
      const id = given ?? `${text.replaceAll(" ", "_")}-${headings.length}`;
      headings.push({ level: Number(level) + 1, id, text });
      return `<h${Number(level) + 1} id="${id}">${escapeHtml(text)}</h${Number(level) + 1}>`;
    });
  const parts = body.split(/(?=<h[23] id=)/).map((part) => {
    const [, id = "", title = "corsieve(1)"] = part.match(/^<h[23] id="([^"]*)">(.*?)<\/h[23]>/s) ?? [];
    return { id, title: textOfHtml(title), text: textOfHtml(part.replace(/^<h[23].*?<\/h[23]>/s, "")) };
  });
  site.add({
    out: "reference/manual.html",
    title: "corsieve(1)",
    kind: "manual",
    file: "docs/corsieve.1",
    headings,
    parts,
    body: `<h1>corsieve(1)</h1>\n${body}`,
  });
}

/** Adds them all, of what `work` has; returns the C and C++ names that have no comment. */
export function addReferences(site, work) {
  const bare = addCReferences(site, path.join(work, "doxygen/xml"));
  addPythonReference(site, path.join(work, "python.json"));
  addJavaScriptReference(site);
  addRustReference(site, path.join(work, "rust"));
  addManual(site, path.join(work, "manual.html"));
  return bare;
}
