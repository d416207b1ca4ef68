// The Rust reference is rustdoc's own: it gets a page of ours in front, a way back,
// and its items into our search.

import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { textOfHtml } from "./html.js";

const FOLDER = "reference/rust";

const pagesBelow = (folder) =>
  readdirSync(folder, { recursive: true })
    .map(String)
    .filter((file) => file.endsWith(".html"))
    .sort();

/** What the search finds of an item: its name and the beginning of what is said of it. */
function partOf(html, file) {
  const title = html.match(/<title>(.*?) - Rust<\/title>/s)?.[1];
  if (!title) return [];
  const about = html.match(/<div class="docblock">(.*?)<\/div>/s)?.[1] ?? "";
  return [{ id: "", page: `${FOLDER}/${file}`, title: textOfHtml(title), text: textOfHtml(about) }];
}

export function addRustReference(site, folder) {
  const parts = pagesBelow(folder)
    .filter((file) => file.startsWith("corsieve/"))
    .flatMap((file) => partOf(readFileSync(path.join(folder, file), "utf8"), file));
  site.addMarkdown({
    out: `${FOLDER}/index.html`,
    kind: "reference",
    link: (href) => href,
    text:
      "# Rust reference\n\nAs `cargo doc` writes it:\n\n" +
      "- [`corsieve`](corsieve/index.html): the crate to use\n- [`corsieve_sys`](corsieve_sys/index.html): the C interface below it\n",
  });
  site.pages.get(`${FOLDER}/index.html`).parts.push(...parts);
}

// Browsers load no fonts for pages that are opened as files; the reader's own do.
const FONT_FACE = /@font-face\s*\{[^}]*\}/g;
const FONT_PRELOAD = /<link rel="preload"[^>]*\.woff2"[^>]*>/g;
const isOfFonts = (file) => /\.woff2$|(FiraSans|SourceCodePro|SourceSerif4)-LICENSE/.test(file);

/** Copies rustdoc's pages to the site in `out`. */
export function copyRustReference(folder, out) {
  const to = path.join(out, FOLDER);
  cpSync(folder, to, { recursive: true, filter: (file) => !file.endsWith("/.lock") && !isOfFonts(file) });
  const style = path.join(to, "rustdoc.css");
  writeFileSync(style, readFileSync(style, "utf8").replace(FONT_FACE, ""));
  for (const file of pagesBelow(folder)) {
    const html = readFileSync(path.join(folder, file), "utf8");
    const root = path.posix.relative(path.posix.dirname(`${FOLDER}/${file}`), "index.html");
    writeFileSync(path.join(to, file), html.replace("@SITE@", root).replace(FONT_PRELOAD, ""));
  }
}
