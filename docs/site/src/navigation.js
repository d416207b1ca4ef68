// What stands in the navigation, in order.

import { relative } from "./addresses.js";
import { escapeHtml } from "./html.js";

const GROUPS = [
  [
    "corsieve",
    [
      ["Overview", "index.html"],
      ["Reasons", "reasons/index.html"],
      ["Playground", "playground/index.html"],
    ],
  ],
  [
    "The program",
    [
      ["What to paste", "docs/pasting.html"],
      ["HAR files", "docs/har.html"],
      ["Live servers", "docs/fetch.html"],
      ["Large data", "docs/scale.html"],
      ["Manual", "reference/manual.html"],
    ],
  ],
  [
    "C and C++",
    [
      ["C reference", "reference/c.html"],
      ["C++ reference", "reference/cpp/index.html"],
      ["Examples in C", "bindings/c/index.html"],
      ["What may change", "docs/abi.html"],
    ],
  ],
  [
    "Python",
    [
      ["Python, mitmproxy", "bindings/python/index.html"],
      ["Python reference", "reference/python.html"],
    ],
  ],
  [
    "Rust",
    [
      ["Rust", "bindings/rust/index.html"],
      ["Rust reference", "reference/rust/index.html"],
    ],
  ],
  [
    "JavaScript",
    [
      ["npm package", "bindings/npm/index.html"],
      ["In a terminal", "bindings/npm/cli/index.html"],
      ["JavaScript reference", "reference/javascript/index.html"],
      ["What it costs", "docs/npm.html"],
    ],
  ],
  [
    "Behind it",
    [
      ["Design", "docs/design.html"],
      ["Departures", "docs/departures.html"],
      ["Conformance", "docs/conformance.html"],
      ["Contributing", "CONTRIBUTING.html"],
      ["Security", "SECURITY.html"],
      ["Changes", "CHANGELOG.html"],
    ],
  ],
];

/** What a page is called there; undefined: it has no entry. */
export const labelOf = (out) =>
  GROUPS.flatMap(([, entries]) => entries).find(([, address]) => address === out)?.[0];

/** The longest entry that `out` is, or lies below; undefined: none. */
function currentOf(out) {
  const entries = GROUPS.flatMap(([, list]) => list.map(([, address]) => address));
  return entries
    .filter(
      (address) =>
        address === out ||
        (address !== "index.html" &&
          address.endsWith("/index.html") &&
          out.startsWith(address.slice(0, -"index.html".length))),
    )
    .sort((a, b) => b.length - a.length)[0];
}

function item(out, [title, address], current) {
  const here = address === out ? ' aria-current="page"' : address === current ? ' aria-current="true"' : "";
  const href = /^[a-z]+:/.test(address) ? address : relative(out, address);
  return `<li><a href="${escapeHtml(href)}"${here}>${escapeHtml(title)}</a></li>`;
}

/** The navigation of the page `out`. `playground` is its address, if there is one. */
export function navigation(out, playground) {
  const current = currentOf(out);
  return GROUPS.map(([title, entries]) => {
    const list = entries
      .map(([name, address]) => [name, name === "Playground" ? playground : address])
      .filter(([, address]) => address);
    return `<div>\n<p>${escapeHtml(title)}</p>\n<ul>\n${list.map((entry) => item(out, entry, current)).join("\n")}\n</ul>\n</div>`;
  }).join("\n");
}
