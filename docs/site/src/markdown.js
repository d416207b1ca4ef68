// Markdown as GitHub reads it, made the body of a page: headings with GitHub's
// anchors, code in colours, links to where the site has what they name.

import GithubSlugger from "github-slugger";
import MarkdownIt from "markdown-it";
import { colour, languageOf, linkWords } from "./code.js";
import { escapeHtml, textOfHtml } from "./html.js";

const EXTERNAL = /^([a-z][a-z0-9+.-]*:|\/\/)/i;

/** The text of inline tokens as GitHub makes anchors of it: without the marks. */
const plain = (tokens) =>
  tokens
    .map((token) =>
      ["text", "code_inline"].includes(token.type) ? token.content : token.children ? plain(token.children) : "",
    )
    .join("");

/**
 * Renders `text`. `options.link(href)` gives the address to write for a relative link,
 * and `options.linkCode(code)` that of what is in code font, or undefined;
 * `options.words` maps names that are linked in code font to addresses, and
 * `options.toHref` writes such an address; `options.firstLine` is where in its file
 * the text begins.
 *
 * Returns `{ html, headings: [{ level, id, text }], lines: Map(address → line) }`:
 * `lines` says where in the file a link stands that is broken.
 */
export function renderMarkdown(
  text,
  { link, linkCode = () => undefined, words = new Map(), toHref = (address) => address, firstLine = 1 },
) {
  const slugger = new GithubSlugger();
  const headings = [];
  const lines = new Map();
  const markdown = new MarkdownIt({ html: true, linkify: true });
  markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
  // Hosts of examples have nothing to open.
  markdown.validateLink = (url) => !/^(javascript|data):|^https?:\/\/(localhost|[^/]*\.example)\b/i.test(url);
  const linked = (html) => linkWords(html, words, toHref);

  markdown.core.ruler.push("addresses", ({ tokens }) => {
    let line = firstLine;
    tokens.forEach((token, i) => {
      if (token.map) line = firstLine + token.map[0];
      if (token.type === "heading_open") {
        const heading = plain(tokens[i + 1].children);
        const id = slugger.slug(heading);
        token.attrSet("id", id);
        headings.push({ level: Number(token.tag[1]), id, text: heading });
      }
      // A header without text is none.
      if (token.type === "th_open" && tokens[i + 1].content === "") token.tag = tokens[i + 2].tag = "td";
      if (token.type === "inline") addressesOf(token, line);
    });
  });

  function addressesOf(token, first) {
    let line = first;
    let inLink = false;
    for (const child of token.children) {
      if (child.type === "softbreak" || child.type === "hardbreak") ++line;
      if (child.type === "link_close") inLink = false;
      if (child.type === "code_inline") child.meta = { inLink };
      const attribute = { link_open: "href", image: "src" }[child.type];
      if (!attribute) continue;
      inLink = child.type === "link_open";
      const href = child.attrGet(attribute);
      if (EXTERNAL.test(href)) continue;
      const address = link(href);
      child.attrSet(attribute, address);
      if (!lines.has(address)) lines.set(address, line);
    }
  }

  const rules = markdown.renderer.rules;
  rules.heading_close = (tokens, i) => {
    const { level, id, text: heading } = headings.find((h) => h.id === tokens[i - 2].attrGet("id"));
    const anchor =
      level === 1 ? "" : ` <a class="anchor" href="#${id}" aria-label="Link to “${escapeHtml(heading)}”">#</a>`;
    return `${anchor}</${tokens[i].tag}>\n`;
  };
  rules.code_inline = (tokens, i) => {
    const { content, meta } = tokens[i];
    const html = escapeHtml(content);
    if (meta?.inLink) return `<code>${html}</code>`;
    const address = linkCode(content);
    return address ? `<a href="${escapeHtml(address)}"><code>${html}</code></a>` : `<code>${linked(html)}</code>`;
  };
  rules.code_block = (tokens, i) => `<pre><code>${linked(escapeHtml(tokens[i].content))}</code></pre>\n`;
  rules.fence = (tokens, i) => {
    const name = tokens[i].info.trim().split(/\s+/)[0];
    return `<pre><code>${linked(colour(tokens[i].content, languageOf(name)))}</code></pre>\n`;
  };
  rules.table_open = () => '<div class="table"><table>\n';
  rules.table_close = () => "</table></div>\n";

  return { html: markdown.render(text), headings, lines };
}

/**
 * What a search finds in a page: one part a heading, `{ id, title, text }`, the first
 * of them the page itself.
 */
export function partsOf(html, title) {
  const parts = [{ id: "", title, html: "" }];
  for (const piece of html.split(/(?=<h[1-4] id=)/)) {
    const heading = piece.match(/^<h([1-4]) id="([^"]*)">(.*?)<\/h\1>/s);
    if (!heading || heading[1] === "1") {
      parts[0].html += piece.replace(/^<h1.*?<\/h1>/s, "");
    } else {
      const text = textOfHtml(heading[3].replace(/ <a class="anchor".*$/s, ""));
      parts.push({ id: heading[2], title: text, html: piece.slice(heading[0].length) });
    }
  }
  return parts.map(({ id, title: of, html: inside }) => ({ id, title: of, text: textOfHtml(inside) }));
}
