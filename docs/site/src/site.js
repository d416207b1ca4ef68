// The pages of the site, and all that they link to: what a page links to becomes a
// page, until nothing is left.

import { folderPage, pageOf, reasonPage, REASONS, relative, resolve, sourcePage } from "./addresses.js";
import { partsOf, renderMarkdown } from "./markdown.js";
import { labelOf } from "./navigation.js";
import { textOf } from "./repository.js";
import { folderBody, sourceBody } from "./sources.js";

/**
 * A page is `{ out, title, label, body, kind, headings, lines, file, firstLine, parts }`. `file` is
 * what it was made of, and `lines` where in it each address stands.
 */
export class Site {
  constructor(reasons) {
    this.pages = new Map();
    this.reasons = reasons;
    this.words = new Map(reasons.map(({ name }) => [name, reasonPage(name)]));
    this.wanted = [];
  }

  add(page) {
    if (this.pages.has(page.out)) throw new Error(`two pages are ${page.out}`);
    this.pages.set(page.out, {
      label: labelOf(page.out) ?? page.title,
      headings: [],
      lines: new Map(),
      parts: [],
      ...page,
    });
  }

  /** The address, from the page `out`, of what `file` calls `href`. What there is not stays, for the check to find. */
  addressOf(out, file, href) {
    if (file === undefined) return href;
    const found = resolve(file, href);
    if (!found) return href;
    const { hash } = found;
    if (found.file === REASONS) return relative(out, this.reasonAddress(hash));
    this.wanted.push(found);
    const target = found.folder
      ? folderPage(found.folder)
      : found.file.endsWith(".md")
        ? pageOf(found.file)
        : sourcePage(found.file);
    return relative(out, hash ? `${target}#${hash}` : target);
  }

  /** The address of a file or folder of the tree that is named in code font; undefined: it names none. */
  addressOfCode(out, code) {
    return /^[\w.-]+(\/[\w.-]+)*\/?$/.test(code) && code.includes("/") && resolve("README.md", code)
      ? this.addressOf(out, "README.md", code)
      : undefined;
  }

  /** Sections of docs/reasons.md are pages of their own. */
  reasonAddress(hash) {
    const reason = this.reasons.find(({ name }) => name.toLowerCase() === hash);
    if (reason) return reasonPage(reason.name);
    return hash ? `reasons/index.html#${hash}` : "reasons/index.html";
  }

  /** Adds a page of Markdown. `text` is `file`'s unless it is given; `out` names it otherwise. */
  addMarkdown({
    file,
    text = textOf(file),
    out = pageOf(file),
    kind = "guide",
    words = new Map(),
    firstLine = 1,
    decorate = (html) => html,
    ...more
  }) {
    const { html, headings, lines } = renderMarkdown(text, {
      link: more.link ?? ((href) => this.addressOf(out, file, href)),
      linkCode: (code) => this.addressOfCode(out, code),
      words: new Map([...this.words, ...words]),
      toHref: (address) => relative(out, address),
      firstLine,
    });
    const title = headings[0]?.text ?? out;
    this.add({
      title,
      ...more,
      out,
      kind,
      file,
      firstLine,
      headings,
      lines,
      body: decorate(html),
      parts: partsOf(html, title),
    });
  }

  /** Makes pages of what is linked and is none yet. */
  addLinked() {
    while (this.wanted.length > 0) {
      const { file, folder } = this.wanted.shift();
      if (folder) this.addFolder(folder);
      else if (!file.endsWith(".md")) this.addSource(file);
      else if (!this.pages.has(pageOf(file))) this.addMarkdown({ file });
    }
  }

  addSource(file) {
    const out = sourcePage(file);
    if (this.pages.has(out)) return;
    this.add({
      out,
      title: file,
      kind: "source",
      file,
      body: sourceBody(file),
      parts: [{ id: "", title: file, text: "" }],
    });
  }

  addFolder(folder) {
    const out = folderPage(folder);
    if (this.pages.has(out)) return;
    const body = folderBody(folder, (href) => this.addressOf(out, `${folder}/.`, href));
    this.add({
      out,
      title: `${folder}/`,
      kind: "source",
      body,
      parts: [{ id: "", title: `${folder}/`, text: "" }],
    });
  }
}
