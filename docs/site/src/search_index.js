// The index of the search, as a script: pages that are opened as files may load
// scripts, and nothing else.

import MiniSearch from "minisearch";
import { reasonPage } from "./addresses.js";

const OPTIONS = { fields: ["title", "page", "aliases", "text"], storeFields: ["title", "page", "kind", "about"] };
const ABOUT = 160;

// Of tables of counts nobody looks for a number.
const WITHOUT_TEXT = new Set(["docs/conformance.html"]);

const aboutOf = (text) => (text.length > ABOUT ? `${text.slice(0, text.lastIndexOf(" ", ABOUT))} …` : text);

function documentsOf({ parts, title, label, out, kind }) {
  return parts.map((part, i) => ({
    id: (part.page ?? out) + (part.id ? `#${part.id}` : ""),
    title: i === 0 ? label : part.title,
    page: i === 0 ? "" : label,
    kind,
    aliases: i === 0 ? `${title} ${part.aliases ?? ""}` : "",
    text: WITHOUT_TEXT.has(out) ? "" : part.text,
    about: part.about ?? aboutOf(part.text),
  }));
}

/** Defines `corsieveSearch`: the index, and the sentences of consoles with the page of each. */
export function searchIndex(site) {
  const index = new MiniSearch(OPTIONS);
  const pages = [...site.pages.values()].sort((a, b) => (a.out < b.out ? -1 : 1));
  index.addAll(pages.flatMap(documentsOf));
  // In the order of the reasons: of those with the same sentence the plainest is first.
  const sentences = site.reasons.flatMap(({ name, consoles }) =>
    consoles.map((sentence) => [reasonPage(name), sentence]),
  );
  return `globalThis.corsieveSearch = ${JSON.stringify({ options: OPTIONS, sentences, index })};\n`;
}
