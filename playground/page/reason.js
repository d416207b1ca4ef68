// A reason: its sentence, and what the program's own page on it says.

import { byId, fill, h } from "./dom.js";
import { ready, run } from "./program.js";
import { DOCS } from "built:settings";

export function reasonLink(name, sentences) {
  const text = sentences[name] ?? name;
  if (DOCS !== "") return h("a", { href: `${DOCS}reasons/${name}.html`, class: "reason" }, text);
  return h("button", { type: "button", class: "reason", "data-key": `reason-${name}`, onclick: () => open(name) }, text);
}

async function open(name) {
  const dialog = byId("reason");
  const text = h("pre", { tabindex: "0" }, "…");
  fill(dialog, h("h2", { id: "reason-title" }, name), text,
    h("form", { method: "dialog" }, h("button", { class: "main" }, "Close")));
  dialog.showModal();
  try {
    await ready("reasons");
    text.textContent = run(["reasons", name]).stdout.trim();
  } catch (error) {
    text.textContent = error.message;
  }
}
