// Text and HTML, one into the other.

import { Parser } from "htmlparser2";

const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

export const escapeHtml = (text) => text.replace(/[&<>"]/g, (character) => ESCAPES[character]);

/** The text of HTML, as a reader has it; tags count as nothing, ends of blocks as a blank. */
export function textOfHtml(html) {
  let text = "";
  const parser = new Parser(
    {
      ontext: (part) => {
        text += part;
      },
      onclosetag: (name) => {
        if (/^(p|li|td|th|pre|h\d|dt|dd|tr)$/.test(name)) text += " ";
      },
    },
    { decodeEntities: true },
  );
  parser.end(html);
  return text.replace(/\s+/g, " ").trim();
}

/** Applies `change` to the text between tags, but not inside of a link. */
export function mapText(html, change) {
  let inLink = 0;
  return html
    .split(/(<[^>]*>)/)
    .map((part) => {
      if (!part.startsWith("<")) return inLink > 0 ? part : change(part);
      if (/^<a\b/.test(part)) ++inLink;
      if (part === "</a>") --inLink;
      return part;
    })
    .join("");
}
