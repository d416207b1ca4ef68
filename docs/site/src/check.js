// Whether every link of the site leads to something, and nothing is loaded from
// elsewhere.

import path from "node:path";
import { Parser } from "htmlparser2";

const EXTERNAL = /^[a-z][a-z0-9+.-]*:|^\/\//i;
const LOADED = {
  img: "src",
  script: "src",
  link: "href",
  iframe: "src",
  source: "src",
  video: "src",
  audio: "src",
};

/** The anchors of a page, and its links: `{ ids, links: [{ href, offset, loads }] }`. */
function read(html) {
  const ids = new Set();
  const links = [];
  const parser = new Parser({
    onopentag: (name, attributes) => {
      if (attributes.id !== undefined) ids.add(attributes.id);
      if (name === "a" && attributes.name !== undefined) ids.add(attributes.name);
      const loads = LOADED[name] !== undefined;
      const href = loads
        ? attributes[LOADED[name]]
        : name === "a" || name === "area"
          ? attributes.href
          : name === "form"
            ? attributes.action
            : undefined;
      if (href !== undefined) links.push({ href, offset: parser.startIndex, loads });
    },
  });
  parser.end(html);
  return { ids, links };
}

const lineAt = (html, offset) => html.slice(0, offset).split("\n").length;

/**
 * What is wrong, a sentence each. `written` maps addresses of the site to HTML, `others` is
 * the set of its other files, `originOf(out, href)` says where a link was written, if it
 * is known.
 */
export function brokenLinks(written, others, originOf) {
  const read_ = new Map([...written].map(([out, html]) => [out, read(html)]));
  const wrong = [];
  for (const [out, { links }] of read_) {
    for (const { href, offset, loads } of links) {
      const at = () => originOf(out, href) ?? `${out}:${lineAt(written.get(out), offset)}`;
      if (href.startsWith("data:")) continue;
      if (EXTERNAL.test(href)) {
        if (loads) wrong.push(`${at()}: ${href} would be loaded from elsewhere`);
        continue;
      }
      const [file, hash] = href.split("#");
      const target =
        file === ""
          ? out
          : path.posix
              .join(path.posix.dirname(out), decodeURI(file.replace(/\?.*/, "")))
              .replace(/\/$/, "/index.html");
      const page = read_.get(target);
      if (!page && !others.has(target)) wrong.push(`${at()}: there is no ${href}`);
      else if (page && hash && !page.ids.has(decodeURIComponent(hash)))
        wrong.push(`${at()}: ${href} has no such anchor`);
    }
  }
  return wrong;
}
