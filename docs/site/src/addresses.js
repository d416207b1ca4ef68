// Where in the site a file of the tree is.

import path from "node:path";
import { isFile, isFolder } from "./repository.js";

export const REASONS = "docs/reasons.md";

/** The page of a Markdown file. */
export function pageOf(file) {
  if (file === REASONS) return "reasons/index.html";
  // In the site playground/ is the playground itself.
  return file
    .replace(/^playground\//, "docs/playground/")
    .replace(/(^|\/)README\.md$/, "$1index.md")
    .replace(/\.md$/, ".html");
}

export const reasonPage = (name) => `reasons/${name}.html`;
export const sourcePage = (file) => `source/${file}.html`;
export const folderPage = (folder) => `source/${folder}/index.html`;

/** The address of `to` as a link on the page `from`; both are paths in the site. */
export function relative(from, to) {
  const [target, hash] = to.split("#");
  if (target === from && hash) return `#${hash}`;
  return path.posix.relative(path.posix.dirname(from), target) + (hash ? `#${hash}` : "");
}

/**
 * What a link of the tree's file `from` means: `{ file }`, `{ folder }`, or null where
 * there is no such thing, with the anchor behind `#`.
 */
export function resolve(from, href) {
  const [target, hash = ""] = href.split("#");
  const file =
    target === ""
      ? from
      : path.posix.normalize(path.posix.join(path.posix.dirname(from), decodeURI(target))).replace(/\/$/, "");
  if (isFile(file)) return { file, hash };
  if (!isFolder(file)) return null;
  return isFile(`${file}/README.md`) ? { file: `${file}/README.md`, hash } : { folder: file, hash };
}
