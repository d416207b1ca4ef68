// The index of the search, as a script: pages that are opened as files may load
// scripts, and nothing else.

import MiniSearch from "minisearch";

const OPTIONS = { fields: ["title", "page", "aliases", "text"], storeFields: ["title", "page", "kind", "about"] };
const ABOUT = 160;

// Of tables of counts nobody looks for a number.
const WITHOUT_TEXT = new Set(["docs/conformance.html"]);

function documentsOf({ parts, title, out, kind }) {
  return parts.map((part) => ({
    id: (part.page ?? out) + (part.id ? `#${part.id}` : ""),
    title: part.title, page: part.title === title ? "" : title, kind,
    aliases: part.aliases ?? "", text: WITHOUT_TEXT.has(out) ? "" : part.text,
    about: part.text.length > ABOUT ? `${part.text.slice(0, part.text.lastIndexOf(" ", ABOUT))} …` : part.text,
  }));
}

/** Defines `corsieveSearch`: the index, and the sentences of consoles with the page of each. */
export function searchIndex(site) {
  const index = new MiniSearch(OPTIONS);
  const pages = [...site.pages.values()].sort((a, b) => (a.out < b.out ? -1 : 1));
  index.addAll(pages.flatMap(documentsOf));
  const sentences = pages.flatMap(({ out, reason }) => (reason?.consoles ?? []).map((sentence) => [out, sentence]));
  return `globalThis.corsieveSearch = ${JSON.stringify({ options: OPTIONS, sentences, index })};\n`;
}
