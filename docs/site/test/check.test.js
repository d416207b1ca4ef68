// What the build does with links: of Markdown, and in what it has written.

import assert from "node:assert/strict";
import { test } from "node:test";
import { brokenLinks } from "../src/check.js";
import { commentText } from "../src/comment_text.js";
import { entriesOf } from "../src/declarations.js";
import { renderMarkdown } from "../src/markdown.js";

test("anchors are GitHub's", () => {
  const { headings } = renderMarkdown("# A `b()` & C: d?\n## Twice\n## Twice\n## Zürich, *so* [x](y)\n", {
    link: (href) => href,
  });
  assert.deepEqual(
    headings.map(({ id }) => id),
    ["a-b--c-d", "twice", "twice-1", "zürich-so-x"],
  );
});

test("a link knows its line", () => {
  const { lines } = renderMarkdown("# A\n\ntext\nand [b](b.md#x)\n\n| a |\n|---|\n| b |\n| [c](c.md) |\n", {
    link: (href) => href,
    firstLine: 11,
  });
  assert.deepEqual(
    [...lines],
    [
      ["b.md#x", 14],
      ["c.md", 19],
    ],
  );
});

test("names are linked in code font, once, and not within links", () => {
  const words = new Map([["NotExposed", "reasons/NotExposed.html"]]);
  const { html } = renderMarkdown(
    "NotExposed `NotExposed` [`NotExposed`](x) `Mode::NotExposed` `Reason::NotExposed` `kNotExposed`\n",
    { link: (href) => href, words },
  );
  assert.equal(html.match(/href="reasons/g).length, 2);
});

test("hosts of examples are no links", () => {
  const { html } = renderMarkdown(
    "https://app.example/x and http://localhost:3000 and https://fetch.spec.whatwg.org/\n",
    { link: (href) => href },
  );
  assert.deepEqual(
    [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href),
    ["https://fetch.spec.whatwg.org/"],
  );
});

test("broken links are found and said where they stand", () => {
  const written = new Map([
    [
      "index.html",
      '<a href="a/b.html">\n</a><a href="a/b.html#there"></a><a href="a/b.html#gone"></a><a href="gone.html"></a><a href="https://x/"></a>',
    ],
    [
      "a/b.html",
      '<h2 id="there"></h2><a href="../index.html"></a><a href="#here"></a><img src="https://x/y.png"><script src="../look/a.js"></script>',
    ],
  ]);
  const wrong = brokenLinks(written, new Set(["look/a.js"]), (out, href) =>
    href === "gone.html" ? "README.md:7" : undefined,
  );
  assert.deepEqual(wrong, [
    "index.html:2: a/b.html#gone has no such anchor",
    "README.md:7: there is no gone.html",
    "a/b.html:1: #here has no such anchor",
    "a/b.html:1: https://x/y.png would be loaded from elsewhere",
  ]);
});

test("declarations are told as they stand, and share a comment as they do there", () => {
  const source = `// The file.

// What it is.
class A {
 public:
  // One.
  explicit A(int x = f())
      : x_(x) {}
  int b() const { return x_; }
  A(const A&) = delete;

  std::vector<int> c(
      int y) const;

 private:
  int x_;
};

/* A value.
 */
typedef uint8_t d;
enum { D = 1 }; /* first */
`;
  const at = (kind, name, line, more) => ({ kind, name, file: "a.h", line, last: -1, ...more });
  const entries = entriesOf(
    [
      at("class", "A", 4, { last: 18 }),
      at("function", "A::A", 7, { owner: "A", last: 8 }),
      at("function", "A::b", 9, { owner: "A", last: 9 }),
      at("function", "A::A", 10, { owner: "A" }),
      at("function", "A::c", 12, { owner: "A" }),
      at("typedef", "d", 21),
      at("enum", "@1", 22, { last: 22 }),
    ],
    "a.h",
    source,
  );
  assert.deepEqual(
    entries.map(({ names, comment, text }) => [names.join(), comment.join("").trim(), text.trim()]),
    [
      ["A", "What it is.", ""],
      ["A::A,A::b", "One.", "explicit A(int x = f());\nint b() const;"],
      ["A::c", "", "std::vector<int> c(\n    int y) const;"],
      ["d", "A value.", "typedef uint8_t d;\nenum { D = 1 }; /* first */"],
    ],
  );
});

test("comments are told as they are meant", () => {
  assert.equal(
    commentText(["A <b> of *x and `y*`.", "", "  code *z;", "", "    more", "", "End."], "c"),
    "A \\<b> of \\*x and `y*`.\n\n\n```c\ncode *z;\n\n  more\n```\n\nEnd.",
  );
  assert.equal(
    commentText(["1 One", "  goes on.", "2 CORSIEVE_OK, docs/abi.md"], "c"),
    "1. One\ngoes on.\n2. `CORSIEVE_OK`, `docs/abi.md`",
  );
});
