// The declarations of C and C++ headers: which there are, and where, Doxygen knows;
// what they look like and what is said of them is taken from the header as it stands.

import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { DOMParser } from "@xmldom/xmldom";

const MEMBERS = new Set(["enum", "typedef", "function", "variable", "define"]);
const TYPES = new Set(["class", "struct", "union"]);

const children = (element, name) => [...element.childNodes].filter((node) => node.nodeName === name);
const child = (element, name) => children(element, name)[0];
const attribute = (element, name) => element?.getAttribute(name) ?? "";

function read(element, name) {
  const location = child(element, "location");
  return {
    kind: attribute(element, "kind"),
    name,
    file: attribute(location, "file"),
    line: Number(attribute(location, "line")),
    last: Number(attribute(location, "bodyend")),
  };
}

/** All that is public in Doxygen's XML of `folder`: `{ kind, name, file, line, last, owner }`. */
export function readDeclarations(folder) {
  const found = new Map();
  for (const name of readdirSync(folder)
    .filter((file) => /^(class|struct|namespace|.*_8h\.xml)/.test(file))
    .sort()) {
    const document = new DOMParser().parseFromString(readFileSync(path.join(folder, name), "utf8"), "text/xml");
    const compound = child(document.documentElement, "compounddef");
    const compoundName = child(compound, "compoundname").textContent;
    if (/\binternal\b/.test(compoundName)) continue;
    const isType = TYPES.has(attribute(compound, "kind"));
    const typeName = compoundName.replace(/^corsieve::/, "");
    // What is declared within a class is the class's.
    if (isType)
      found.set(attribute(compound, "id"), { ...read(compound, typeName), owner: typeName.match(/^(.*)::/)?.[1] });
    for (const member of children(compound, "sectiondef").flatMap((section) => children(section, "memberdef"))) {
      if (!MEMBERS.has(attribute(member, "kind")) || attribute(member, "prot") !== "public") continue;
      const owner = isType ? typeName : undefined;
      const own = child(member, "name").textContent;
      found.set(attribute(member, "id"), { ...read(member, owner ? `${owner}::${own}` : own), owner });
    }
  }
  return [...found.values()];
}

const isComment = (line) => /^\s*(\/\/|\/\*|\*)/.test(line);
const isBoundary = (line) =>
  line.trim() === "" ||
  isComment(line) ||
  /[;{}]\s*(\/\/.*|\/\*.*)?$/.test(line) ||
  /^\s*(public|private|protected):/.test(line) ||
  /^\s*#/.test(line);

/** Where a declaration begins whose name is in line `i`. */
function beginningOf(lines, i) {
  while (i > 0 && !isBoundary(lines[i - 1])) --i;
  return i;
}

/** Its end, and its text without a body, which ends in line `last`. */
function declarationAt(lines, first, last) {
  let depth = 0;
  for (let i = first; i < lines.length; ++i) {
    const code = lines[i].replace(/\/\/.*$/, "");
    for (let j = 0; j < code.length; ++j) {
      if (code[j] === "(") ++depth;
      if (code[j] === ")") --depth;
      if (depth > 0) continue;
      const initializers =
        code[j] === ":" && code[j + 1] !== ":" && code[j - 1] !== ":" && /\)\s*$/.test(code.slice(0, j));
      const own = /^\s*: /.test(code) && i > first && code[j] === ":";
      if (code[j] === ";" || code[j] === "{" || initializers || own) {
        const end = code[j] === ";" ? i : Math.max(i, last - 1);
        const text = [...lines.slice(first, i), code.slice(0, j).trimEnd()].filter((line) => line.trim() !== "");
        return { last: end, text: text.join("\n") + ";" };
      }
    }
  }
  throw new Error(`no end: ${lines[first]}`);
}

/** The comment whose last line is `i`, without its marks. */
export function commentAbove(lines, i) {
  let first = i;
  if (/^\s*\/\//.test(lines[i] ?? "")) {
    while (first > 0 && /^\s*\/\//.test(lines[first - 1])) --first;
    return { first, text: lines.slice(first, i + 1).map((line) => line.replace(/^\s*\/\/ ?/, "")) };
  }
  if (/^\s*(\/\*.*|\*.*)?\*\/\s*$/.test(lines[i] ?? "")) {
    while (first > 0 && !lines[first].includes("/*")) --first;
    if (!/^\s*\/\*/.test(lines[first])) return { first: i + 1, text: [] };
    return { first, text: uncommented(lines.slice(first, i + 1)) };
  }
  return { first: i + 1, text: [] };
}

const uncommented = (lines) =>
  lines.map((line) => line.replace(/^\s*(\/\*+|\*(?!\/)) ?/, "").replace(/\s*\*\/\s*$/, ""));

/** The comment that a file begins with. */
export function headComment(lines) {
  if (lines[0].startsWith("//")) {
    const end = lines.findIndex((line) => !line.startsWith("//"));
    return lines.slice(0, end).map((line) => line.replace(/^\/\/ ?/, ""));
  }
  return uncommented(lines.slice(0, lines.findIndex((line) => line.includes("*/")) + 1));
}

/** The whole of an enumeration, a struct, a macro; of a class what is public. */
function excerpt(lines, first, { kind, last }) {
  if (kind === "define") {
    let end = first;
    while (lines[end].endsWith("\\")) ++end;
    return { last: end, text: lines.slice(first, end + 1).join("\n") };
  }
  const end = last - 1;
  const inside = lines.slice(first, end + 1);
  const hidden = inside.findIndex((line) => /^\s*private:/.test(line));
  const shown = hidden < 0 ? inside : [...inside.slice(0, hidden), inside.at(-1)];
  return { last: end, text: shown.join("\n").replace(/\n\n(?=\s*};$)/, "\n") };
}

function dedent(text) {
  const indent = Math.min(
    ...text
      .split("\n")
      .filter((line) => line.trim() !== "")
      .map((line) => line.match(/^ */)[0].length),
  );
  return text
    .split("\n")
    .map((line) => line.slice(indent))
    .join("\n");
}

/**
 * The entries of one header, in order: `{ names, kind, owner, comment, text, line }`. What
 * stands below another without a comment of its own shares that one's entry, as
 * it shares its comment.
 */
export function entriesOf(declarations, file, source) {
  const lines = source.split("\n");
  const own = declarations.filter((declaration) => declaration.file === file).sort((a, b) => a.line - b.line);
  const entries = [];
  let covered = -1;
  for (const declaration of own) {
    if (declaration.line - 1 <= covered) continue;
    const at = declaration.line - 1;
    if (/= (delete|default)/.test(lines[at]) || declaration.name.includes("~")) {
      continueTo(entries, at);
      continue;
    }
    const first = declaration.kind === "define" ? at : beginningOf(lines, at);
    const comment = commentAbove(lines, first - 1);
    const isClass = declaration.kind === "class" && !declaration.name.includes("::");
    const whole =
      !isClass && (declaration.last > 0 || declaration.kind === "define") && declaration.kind !== "function";
    const { last, text } = isClass
      ? { last: at, text: "" }
      : whole && declaration.kind !== "typedef" && declaration.kind !== "variable"
        ? excerpt(lines, first, declaration)
        : declarationAt(lines, first, declaration.last);
    if (!isClass) covered = last;
    const previous = entries.at(-1);
    const shares =
      previous &&
      comment.text.length === 0 &&
      previous.last === first - 1 &&
      previous.owner === declaration.owner &&
      previous.kind !== "class";
    const entry = shares
      ? previous
      : {
          names: [],
          kind: declaration.kind,
          owner: declaration.owner,
          comment: comment.text,
          text: "",
          line: first + 1,
        };
    // Doxygen gives enumerations without a name one that begins so.
    if (!entry.names.includes(declaration.name) && !declaration.name.startsWith("@"))
      entry.names.push(declaration.name);
    entry.text += dedent(text) + "\n";
    entry.last = last;
    if (!shares) entries.push(entry);
  }
  return entries;
}

/** What is deleted, and a destructor, show in no entry, but do not part those around it. */
function continueTo(entries, line) {
  if (entries.at(-1)?.last === line - 1) entries.at(-1).last = line;
}
