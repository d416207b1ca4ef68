// The references of C and C++: a page for corsieve.h, and one for each header of C++.

import path from "node:path";
import { commentText } from "./comment_text.js";
import { entriesOf, headComment, readDeclarations } from "./declarations.js";
import { filesBelow, textOf } from "./repository.js";

const C_HEADER = "include/corsieve.h";
const CPP = "reference/cpp";

/** The part of a name that is looked for: without what owns it. */
const anchorOf = (name) => name.replaceAll("::", "-");

/** A::b, A::c is told as A::b, c. */
const headingOf = ({ names, owner }) =>
  names.map((name, i) => (i > 0 && owner ? name.slice(owner.length + 2) : name)).join(", ");

/** `anchored` has the names that the page has an anchor of: overloads are several entries. */
function entryText(entry, level, language, anchored) {
  const fresh = entry.names.filter((name) => !anchored.has(name));
  fresh.forEach((name) => anchored.add(name));
  const anchors = fresh.map((name) => `<a id="${anchorOf(name)}"></a>`).join("");
  const heading = `${"#".repeat(level)} ${headingOf(entry)}`;
  const code = entry.text.trim() === "" ? "" : "```" + language + "\n" + entry.text.trimEnd() + "\n```\n\n";
  return `${anchors ? anchors + "\n\n" : ""}${heading}\n\n${code}${commentText(entry.comment, language)}\n\n`;
}

/** The headings of corsieve.h: `{ line, title }`. */
const sectionsOf = (lines) =>
  lines.flatMap((line, i) => {
    const title = line.match(/^\/\* ---- (.*?) -+ \*\/$/)?.[1];
    return title ? [{ line: i + 1, title }] : [];
  });

function addC(site, declarations) {
  const source = textOf(C_HEADER);
  const lines = source.split("\n");
  const entries = entriesOf(declarations, C_HEADER, source).filter(
    ({ names }) => !/_H_$|^CORSIEVE_(API|NOEXCEPT)$/.test(names[0]),
  );
  const sections = sectionsOf(lines);
  let text = `# C reference\n\n${commentText(headComment(lines), "c")}\n\n## Versions\n\n`;
  let at = 0;
  const anchored = new Set();
  for (const entry of entries) {
    while (sections[at] && sections[at].line < entry.line) text += `## ${sections[at++].title}\n\n`;
    text += entryText(entry, 3, "c", anchored);
  }
  const out = "reference/c.html";
  for (const { names, text: code } of entries) {
    const values = code.match(/^ +CORSIEVE_\w+(?= = )/gm) ?? [];
    for (const name of [...names, ...values]) site.words.set(name.trim(), `${out}#${anchorOf(names[0])}`);
  }
  return {
    out,
    file: C_HEADER,
    text,
    kind: "reference",
    link: (href) => href,
    undocumented: undocumented(entries),
  };
}

const undocumented = (entries) =>
  entries.filter(({ comment }) => comment.join("").trim() === "").flatMap(({ names }) => names);

function addCpp(declarations) {
  const words = new Map();
  const pages = filesBelow("include/corsieve")
    .filter((file) => file.endsWith(".h"))
    .map((file) => {
      const source = textOf(file);
      const name = path.posix.basename(file);
      const out = `${CPP}/${name.replace(/\.h$/, ".html")}`;
      const entries = entriesOf(declarations, file, source);
      for (const { names, owner } of entries) {
        if (!owner) for (const one of names) words.set(one, `${out}#${anchorOf(one)}`);
      }
      const anchored = new Set();
      const head = headComment(source.split("\n"));
      const text =
        `# ${name}\n\n${commentText(head, "cpp")}\n\n` +
        '```cpp\n#include "corsieve/' +
        name +
        '"\n```\n\n' +
        entries.map((entry) => entryText(entry, entry.owner ? 3 : 2, "cpp", anchored)).join("");
      return {
        out,
        file,
        text,
        kind: "reference",
        words,
        link: (href) => href,
        about: head,
        entries,
        undocumented: undocumented(entries),
      };
    });
  const list = pages.map(({ out, file, about, entries }) => {
    const names = entries.filter(({ owner }) => !owner).flatMap(({ names: all }) => all);
    return (
      `## [${path.posix.basename(file)}](${path.posix.basename(out)})\n\n${commentText(firstParagraph(about), "cpp")}\n\n` +
      (names.length > 0 ? names.map((name) => `\`${name}\``).join(", ") + "\n" : "")
    );
  });
  const overview =
    "# C++ reference\n\nThe headers in `include/corsieve/`; `corsieve/corsieve.h` includes all of them. " +
    "What they declare is in the namespace `corsieve`.\n\n" +
    list.join("\n");
  return [
    { out: `${CPP}/index.html`, text: overview, kind: "reference", words, link: (href) => href, undocumented: [] },
    ...pages,
  ];
}

const firstParagraph = (lines) => lines.slice(0, lines.includes("") ? lines.indexOf("") : lines.length);

/** Adds them, from Doxygen's XML in `folder`. Returns what has no comment. */
export function addCReferences(site, folder) {
  const declarations = readDeclarations(folder);
  const pages = [addC(site, declarations), ...addCpp(declarations)];
  for (const page of pages) site.addMarkdown(page);
  return pages.flatMap(({ file, undocumented: names }) => names.map((name) => `${file}: ${name}`));
}
