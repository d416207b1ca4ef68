// A reason: its sentence, and what the program's own text on it says.

import { byId, fill, h } from "./dom.js";
import { ready, run } from "./program.js";
import { DOCS } from "built:settings";

export function reasonLink(name, sentences) {
  const text = sentences[name] ?? name;
  if (DOCS !== "") return h("a", { href: `${DOCS}reasons/${name}.html`, class: "reason" }, text);
  return h("button", { type: "button", class: "reason", "data-key": `reason-${name}`, onclick: () => open(name) }, text);
}

/** A line of Markdown as `corsieve reasons` writes it. */
function lineView(line) {
  return line.split(/(\*\*.+?\*\*|`[^`]+`|<https:[^>]+>)/).map((part) => {
    if (part.startsWith("**")) return h("b", {}, part.slice(2, -2));
    if (part.startsWith("`")) return h("code", {}, part.slice(1, -1));
    if (part.startsWith("<")) return h("a", { href: part.slice(1, -1), rel: "noreferrer" }, part.slice(1, -1));
    return part.replace(/\\(.)/g, "$1");
  });
}

/** What it says of one reason: paragraphs of one line each, and fenced text. */
function textOf(name, markdown) {
  const section = markdown.split(/\n#{2,3} /).find((one) => one.startsWith(`${name}\n`)) ?? "";
  return [...section.slice(name.length).matchAll(/```\w*\n(.*?)\n```|[^\n]+/gs)].map(([line, fenced]) =>
    (fenced === undefined ? h("p", {}, lineView(line)) : h("pre", { class: "code" }, fenced)));
}

async function open(name) {
  const dialog = byId("reason");
  const text = h("div", { class: "text", tabindex: "0" }, "…");
  fill(dialog, h("h2", { id: "reason-title" }, name), text,
    h("form", { method: "dialog" }, h("button", { class: "main" }, "Close")));
  dialog.showModal();
  try {
    await ready("reasons");
    fill(text, textOf(name, run(["reasons", "--format", "markdown"]).stdout));
  } catch (error) {
    text.textContent = error.message;
  }
}
