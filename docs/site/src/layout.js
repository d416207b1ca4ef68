// A page as a file: what stands around its body.

import { relative } from "./addresses.js";
import { escapeHtml } from "./html.js";
import { navigation } from "./navigation.js";

/** The page's headings, where there are enough of them to choose from. */
function contents({ headings, kind }) {
  const listed = headings.filter(({ level }) => level === 2 || (level === 3 && kind === "reference"));
  if (listed.length < 3 || kind === "reason") return "";
  const items = listed.map(
    ({ level, id, text }) => `<li class="level${level}"><a href="#${id}">${escapeHtml(text)}</a></li>`,
  );
  return `<nav class="contents" aria-label="On this page">\n<p>On this page</p>\n<ul>\n${items.join("\n")}\n</ul>\n</nav>\n`;
}

/** Without scripts it leads to the page of results, which says so. */
const searchForm = (to) => `<form class="search" role="search" action="${to("search.html")}">
<input type="search" name="q" placeholder="Search, or paste an error" aria-label="Search" autocomplete="off" spellcheck="false">
</form>`;

export function layout(page, { version, playground }) {
  const to = (address) => escapeHtml(relative(page.out, address));
  const title = page.out === "index.html" ? "corsieve" : `${page.label} – corsieve`;
  const nav = navigation(page.out, playground);
  const toc = contents(page);
  return `<!DOCTYPE html>
<html lang="en" data-root="${to("index.html").replace(/index\.html$/, "")}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${to("look/style.css")}">
<script defer src="${to("look/site.js")}"></script>
</head>
<body>
<a class="skip" href="#main">Skip to the text</a>
<header class="top">
<a class="name" href="${to("index.html")}">corsieve</a>
${searchForm(to)}
<details class="menu"><summary>Menu</summary>
<nav aria-label="Menu">
${nav}
</nav>
</details>
</header>
<div class="page">
<nav class="side" aria-label="Site">
${nav}
</nav>
<main id="main" class="${page.kind}" tabindex="-1">
${page.body}</main>
${toc}</div>
<footer><p>corsieve ${version}${page.file ? `, made of <code>${escapeHtml(page.file)}</code>` : ""}</p></footer>
</body>
</html>
`;
}
