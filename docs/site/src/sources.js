// Files of the tree that pages link to, as pages: with numbers of lines, and colours.

import { colour, languageOf } from "./code.js";
import { escapeHtml } from "./html.js";
import { bytesOf, entriesOf } from "./repository.js";

// Recordings have thousands of lines, of which nobody reads more in a browser.
const MOST_LINES = 1500;
const MOST_BYTES = 100_000;
// A folder of more files is a heap of data, whose names say enough.
const MOST_FILES = 100;

/** Cuts at both limits, after a whole line. */
function beginningOf(text) {
  const lines = text.replace(/\n$/, "").split("\n");
  let count = 0;
  for (let bytes = 0; count < lines.length && count < MOST_LINES; ++count) {
    bytes += lines[count].length;
    if (count > 0 && bytes > MOST_BYTES) break;
  }
  return { lines: lines.slice(0, count), all: lines.length };
}

export function sourceBody(file) {
  const bytes = bytesOf(file);
  const heading = `<h1 class="path">${escapeHtml(file).replaceAll("/", "/<wbr>")}</h1>\n`;
  if (bytes.includes(0))
    return `${heading}<p>It is not text: ${bytes.length} bytes, which are in the repository.</p>\n`;
  const { lines, all } = beginningOf(bytes.toString("utf8"));
  const cut =
    lines.length < all
      ? `<p>The first ${lines.length} of ${all} lines; the whole file is in the repository.</p>\n`
      : "";
  const code = colour(lines.join("\n") + "\n", languageOf(file));
  const numbers = lines.map((_, i) => `<a id="L${i + 1}" href="#L${i + 1}" tabindex="-1">${i + 1}</a>`).join("\n");
  return (
    `${heading}${cut}<div class="source"><pre class="numbers" aria-hidden="true">${numbers}\n</pre>` +
    `<pre class="text"><code>${code}</code></pre></div>\n`
  );
}

/** What lies in a folder; its files are linked unless they are too many, folders below it are named. */
export function folderBody(folder, link) {
  const { folders, files } = entriesOf(folder);
  const items = [
    ...folders.map((name) => `<li>${escapeHtml(name)}/</li>`),
    ...files.map((name) =>
      files.length > MOST_FILES
        ? `<li>${escapeHtml(name)}</li>`
        : `<li><a href="${escapeHtml(link(encodeURI(name)))}">${escapeHtml(name)}</a></li>`,
    ),
  ];
  return `<h1 class="path">${escapeHtml(folder)}/</h1>\n<ul>\n${items.join("\n")}\n</ul>\n`;
}
