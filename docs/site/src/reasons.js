// The reasons: docs/reasons.md taken apart, which `corsieve reasons` wrote, and what
// else the tree knows of each.

import { slug } from "github-slugger";
import { REASONS, reasonPage, sourcePage } from "./addresses.js";
import { escapeProse } from "./comment_text.js";
import { firefoxNameOf } from "./firefox_names.js";
import { filesBelow, textOf } from "./repository.js";

const HEADINGS = /^\*\*(What it means|Why the rule is there|Consoles|On the server|In the page)\.\*\* ?/gm;

/**
 * `{ intro, groups: [{ title, reasons }] }`; a reason is `{ name, number, kind, summary, text,
 * consoles, firstLine }`, where `text` is its section.
 */
export function readReasons() {
  const lines = textOf(REASONS).split("\n");
  const intro = [];
  const groups = [];
  let reason;
  lines.forEach((line, i) => {
    if (line.startsWith("## ")) {
      groups.push({ title: line.slice(3), reasons: [] });
      reason = undefined;
    } else if (line.startsWith("### ")) {
      reason = { name: line.slice(4), group: groups.at(-1).title, firstLine: i + 1, text: "" };
      groups.at(-1).reasons.push(reason);
    } else if (reason) {
      reason.text += line + "\n";
    } else if (groups.length === 0) {
      intro.push(line);
    }
  });
  for (const one of groups.flatMap((group) => group.reasons)) {
    const head = one.text.match(/^\n(\d+), (.*?): (.*)\.\n/);
    if (!head)
      throw new Error(`${REASONS}:${one.firstLine}: ${one.name} does not begin with "number, kind: sentence."`);
    [, one.number, one.kind, one.summary] = head;
    one.summary = one.summary.replaceAll("\\", "");
    one.consoles = [...one.text.matchAll(/^(Chromium|Firefox|Safari): (.*)$/gm)].map(([, , sentence]) => sentence);
    one.firefoxName = firefoxNameOf(one.consoles);
  }
  return { intro: intro.join("\n"), groups };
}

const screaming = (name) => name.replace(/(?!^)[A-Z]/g, "_$&").toUpperCase();

/** The names that a reason has in each language. */
export const namesOf = (name) => [
  ["JSON, JavaScript", `"${name}"`],
  ["C", `CORSIEVE_REASON_${screaming(name)}`],
  ["C++", `corsieve::Reason::k${name}`],
  ["Python", `corsieve.Reason.${name}`],
  ["Rust", `corsieve::Reason::${name}`],
];

const PROFILES = { chromium: "Chromium", firefox: "Firefox", webkit: "WebKit" };

/** Where the engine gives each reason: name → [{ file, line, code, profile }]. */
export function readPlaces(names) {
  const places = new Map(names.map((name) => [name, []]));
  for (const file of filesBelow("engine")) {
    // The table of all, and the translation of the C interface, decide nothing.
    if (!/\.(h|cc)$/.test(file) || /^engine\/(terms|c|simd)\/|c_api/.test(file)) continue;
    const profile = PROFILES[file.match(/(chromium|firefox|webkit)_\w+\.(h|cc)$/)?.[1]];
    textOf(file)
      .split("\n")
      .forEach((code, i) => {
        // A case label and a comparison ask for a reason that was given elsewhere.
        for (const [, name] of code
          .replace(/case Reason::k\w+:|[=!]= Reason::k\w+/g, "")
          .replace(/\/\/.*$/, "")
          .matchAll(/\bReason::k(\w+)/g)) {
          places.get(name)?.push({ file, line: i + 1, profile });
        }
      });
  }
  return places;
}

function placesSection(places) {
  if (places.length === 0) return "";
  const items = [...new Set(places.map(({ file }) => file))].map((file) => {
    const found = places.filter((place) => place.file === file);
    const at = found.map(({ line }) => `[${line}](/${sourcePage(file)}#L${line})`).join(", ");
    const profile = found[0].profile ? ` (profile ${found[0].profile})` : "";
    return `- [${file}](/${sourcePage(file)}), line ${at}${profile}`;
  });
  return `## Who gives it\n\nThe step of the engine that decides so:\n\n${items.join("\n")}\n\n`;
}

/** The page of a reason, as Markdown; links to pages of the site begin with a slash. */
export function reasonText(reason, group, places) {
  const section = reason.text.replace(HEADINGS, "## $1\n\n").replace(/^The rule: (<.*>)$/m, "## The rule\n\n$1");
  const all = [...namesOf(reason.name), ...(reason.firefoxName ? [["Firefox, MDN", reason.firefoxName]] : [])];
  const names = all.map(([language, name]) => `| ${language} | \`${name}\` |`).join("\n");
  const neighbours = group.reasons
    .filter((other) => other !== reason)
    .map((other) => `- [${other.name}](/${reasonPage(other.name)}): ${escapeProse(other.summary)}`)
    .join("\n");
  return (
    `# ${reason.name}\n${section}\n${placesSection(places)}` +
    `## Its names\n\n| in | name |\n|---|---|\n${names}\n| number | ${reason.number} |\n\n` +
    `## Neighbours\n\nIn [${group.title}](/reasons/index.html#${slug(group.title)}):\n\n${neighbours || "- none"}\n`
  );
}

/** The page of all reasons, as Markdown. */
export function overviewText({ intro, groups }) {
  const list = groups
    .map(
      (group) =>
        `## ${group.title}\n\n` +
        group.reasons
          .map(({ name, summary }) => `- [${name}](/${reasonPage(name)}): ${escapeProse(summary)}`)
          .join("\n"),
    )
    .join("\n\n");
  // What is one page there are many here, and a search finds them.
  return intro.replace(/^- [^]*$/m, "").replace("Search this page for", "Search, above, for") + list + "\n";
}
