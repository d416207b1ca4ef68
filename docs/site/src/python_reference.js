// The Python reference, of what python_api.py found.

import { readFileSync } from "node:fs";
import { commentText } from "./comment_text.js";

const OUT = "reference/python.html";

const fence = (code) => "```python\n" + code + "\n```\n\n";
const docOf = ({ doc }) =>
  commentText(
    doc.split("\n").map((line) => line.trimEnd()),
    "python",
  );
const cell = (text) => text.replaceAll("\n", " ").replaceAll("|", "\\|");

/** A class's attributes: as a table where something is said of them, else as code. */
function attributesText(code, attributes) {
  if (attributes.every(({ doc }) => doc === "")) {
    return fence([code, ...attributes.map((attribute) => `    ${attribute.code}`)].join("\n"));
  }
  const rows = attributes.map((attribute) => `| \`${cell(attribute.code)}\` | ${cell(docOf(attribute))} |`);
  return `${fence(code)}| attribute | meaning |\n|---|---|\n${rows.join("\n")}\n\n`;
}

const titleOf = (item, { name }) =>
  name.endsWith(".__init__") ? `${item.name}()` : `${item.name}.${name.split(".").at(-1)}`;

function itemText(item) {
  if (item.kind !== "class") return `## ${item.name}\n\n${fence(item.code)}${docOf(item)}\n\n`;
  const attributes = item.members.filter(({ kind }) => kind !== "function");
  const methods = item.members.filter(({ kind }) => kind === "function");
  return (
    `## ${item.name}\n\n${docOf(item)}\n\n${attributesText(item.code, attributes)}` +
    methods.map((method) => `### ${titleOf(item, method)}\n\n${fence(method.code)}${docOf(method)}\n\n`).join("")
  );
}

export function addPythonReference(site, json) {
  const { doc, items } = JSON.parse(readFileSync(json, "utf8"));
  site.addMarkdown({
    out: OUT,
    file: "bindings/python/corsieve/__init__.py",
    kind: "reference",
    link: (href) => href,
    text: `# Python reference\n\n${docOf({ doc })}\n\n${items.map(itemText).join("")}`,
    words: new Map(items.map(({ name }) => [name, `${OUT}#${name.toLowerCase()}`])),
  });
}
