// Adds the pages of the reasons to a site.

import { reasonPage, relative, REASONS } from "./addresses.js";
import { namesOf, overviewText, readPlaces, reasonText } from "./reasons.js";
import { escapeHtml } from "./html.js";

/** "Missing Allow Origin Header", for those who search for words of a name. */
const wordsOf = (name) => name.replace(/(?!^)[A-Z]/g, " $&");

function neighbourLinks(all, i) {
  const link = (j, rel, arrow) =>
    all[j]
      ? `<a rel="${rel}" href="${all[j].name}.html">${arrow.replace("NAME", escapeHtml(all[j].name))}</a>`
      : "<span></span>";
  return `<nav class="turn" aria-label="Previous and next reason">${link(i - 1, "prev", "← NAME")}${link(i + 1, "next", "NAME →")}</nav>\n`;
}

export function addReasons(site, { intro, groups }) {
  const all = site.reasons;
  const places = readPlaces(all.map(({ name }) => name));
  // Of the site where it begins with a slash, else of the tree.
  const linkFrom = (out) => (href) =>
    href.startsWith("/") ? relative(out, href.slice(1)) : site.addressOf(out, REASONS, href);
  const overview = "reasons/index.html";
  site.addMarkdown({
    file: REASONS,
    text: overviewText({ intro, groups }),
    link: linkFrom(overview),
    kind: "reasons",
  });
  all.forEach((reason, i) => {
    const out = reasonPage(reason.name);
    const group = groups.find(({ reasons }) => reasons.includes(reason));
    const found = places.get(reason.name);
    for (const { file } of found) site.wanted.push({ file });
    site.addMarkdown({
      file: REASONS,
      out,
      kind: "reason",
      firstLine: reason.firstLine,
      link: linkFrom(out),
      text: reasonText(reason, group, found),
      words: new Map([[reason.name, undefined]]),
      decorate: (html) => html + neighbourLinks(all, i),
    });
    const page = site.pages.get(out);
    const parts = page.parts.filter(({ title }) => !/^(Who gives it|Its names|Neighbours)/.test(title));
    page.parts = [
      {
        id: "",
        title: reason.name,
        about: `${reason.kind}: ${reason.summary}`,
        text: parts.map((part) => part.text).join(" "),
        aliases: [
          wordsOf(reason.name),
          reason.number,
          reason.summary,
          reason.firefoxName,
          ...namesOf(reason.name).map(([, name]) => name),
        ].join(" "),
      },
    ];
  });
}
