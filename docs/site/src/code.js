// Code in its colours, and with links where it has a name that a page explains.

import highlight from "highlight.js";
import { escapeHtml, mapText } from "./html.js";

const LANGUAGES = {
  bazel: "python",
  c: "c",
  cc: "cpp",
  cjs: "javascript",
  cmake: "cmake",
  conf: "nginx",
  cpp: "cpp",
  css: "css",
  diff: "diff",
  go: "go",
  h: "cpp",
  http: "http",
  java: "java",
  js: "javascript",
  json: "json",
  mjs: "javascript",
  nginx: "nginx",
  py: "python",
  python: "python",
  rs: "rust",
  rust: "rust",
  sh: "bash",
  sql: "sql",
  toml: "ini",
  ts: "typescript",
  typescript: "typescript",
  yaml: "yaml",
  yml: "yaml",
};

/** The language of a file's name or of a fence; undefined: none that is coloured. */
export const languageOf = (name) => LANGUAGES[name.replace(/^.*\./, "").toLowerCase()];

/** `code` as HTML. Languages that are not known stay as they are. */
export function colour(code, language) {
  if (!language) return escapeHtml(code);
  return highlight.highlight(code, { language, ignoreIllegals: true }).value;
}

/**
 * Links each word of `words` (a Map of word to address) in the HTML of code. What
 * is qualified by something else than `Reason` is another thing of the same name.
 */
export function linkWords(html, words, toHref) {
  return mapText(html, (text) =>
    text.replace(/(?<![\w$-])(?:([A-Za-z_]\w*)(::|\.))?([A-Za-z_]\w*)(?![\w-])/g, (whole, owner, dots, word) => {
      const target = words.get(word);
      if (target === undefined || (owner !== undefined && owner !== "Reason" && owner !== "corsieve")) return whole;
      const before = owner === undefined ? "" : owner + dots;
      return `${before}<a href="${escapeHtml(toHref(target))}">${word}</a>`;
    }),
  );
}
