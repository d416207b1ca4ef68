// Makes the site: build.js OUT WORK [PLAYGROUND]
//
// OUT is written anew, but for OUT/playground/. WORK has what build.sh had other
// programs make: `doxygen/`, `python.json`, `manual.html`, `rust/`.

import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { brokenLinks } from "./check.js";
import { layout } from "./layout.js";
import { addReasons } from "./reason_pages.js";
import { addReferences } from "./references.js";
import { readReasons } from "./reasons.js";
import { filesBelow, version } from "./repository.js";
import { copyRustReference } from "./rust_reference.js";
import { searchIndex } from "./search_index.js";
import { Site } from "./site.js";

const here = path.dirname(fileURLToPath(import.meta.url));
const [out, work, playgroundOption] = process.argv.slice(2);

const reasons = readReasons();
const site = new Site(reasons.groups.flatMap((group) => group.reasons));
addReasons(site, reasons);
for (const file of [
  "README.md",
  "CHANGELOG.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  ...filesBelow("docs").filter((file) => /^docs\/[^/]*\.md$/.test(file) && file !== "docs/reasons.md"),
  ...filesBelow("bindings").filter((file) => file.endsWith("/README.md")),
]) {
  site.addMarkdown({ file });
}
const bare = addReferences(site, work);
writeFileSync(path.join(work, "undocumented.txt"), bare.map((name) => `${name}\n`).join(""));
site.add({
  out: "search.html",
  title: "Search",
  kind: "results",
  body: '<h1>Search</h1>\n<noscript><p>The search needs JavaScript.</p></noscript>\n<p id="found" role="status"></p>\n<ol id="results"></ol>\n',
});
site.addLinked();

// What is there already is not ours, but for what an earlier run wrote.
mkdirSync(out, { recursive: true });
for (const name of readdirSync(out)) if (name !== "playground") rmSync(path.join(out, name), { recursive: true });
const playground =
  playgroundOption || (existsSync(path.join(out, "playground/index.html")) ? "playground/index.html" : undefined);

const written = new Map();
for (const page of [...site.pages.values()].sort((a, b) => (a.out < b.out ? -1 : 1))) {
  written.set(page.out, layout(page, { version: version(), playground }));
}

function write(file, text) {
  const to = path.join(out, file);
  mkdirSync(path.dirname(to), { recursive: true });
  writeFileSync(to, text);
}
for (const [file, html] of written) write(file, html);
mkdirSync(path.join(out, "look"), { recursive: true });
copyFileSync(path.join(here, "../look/style.css"), path.join(out, "look/style.css"));
copyFileSync(path.join(here, "../look/site.js"), path.join(out, "look/site.js"));
copyFileSync(path.join(here, "../node_modules/minisearch/dist/umd/index.js"), path.join(out, "look/minisearch.js"));
write("look/index.js", searchIndex(site));
copyRustReference(path.join(work, "rust"), out);

// rustdoc sees to its own links; that its pages are there is enough.
const others = new Set(readdirSync(out, { recursive: true }).map(String));
const wrong = brokenLinks(written, others, (file, href) => {
  const page = site.pages.get(file);
  const line = page.lines.get(href);
  return page.file && line ? `${page.file}:${line}` : undefined;
});
if (wrong.length > 0) {
  console.error([...wrong.slice(0, 50), `${wrong.length} links are wrong`].join("\n"));
  process.exitCode = 1;
} else {
  console.log(`${written.size} pages; ${bare.length} names of C and C++ without a comment of their own`);
}
