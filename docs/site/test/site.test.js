// The site that CORSIEVE_SITE names, in Chromium: as files and without a network.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { openPage, startBrowser } from "./browser.js";
import { readReasons } from "../src/reasons.js";

const site = path.resolve(process.env.CORSIEVE_SITE);
const base = pathToFileURL(site).href + "/";
const axe = readFileSync(new URL("../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const reasons = readReasons().groups.flatMap((group) => group.reasons);

// A page of each kind; the longest ones are no other kind, but take axe seconds.
const KINDS = [
  "index.html",
  "reasons/index.html",
  "reasons/NotExposed.html",
  "docs/fetch.html",
  "reference/cpp/filter.html",
  "reference/javascript/jsdom.html",
  "reference/rust/index.html",
  "reference/manual.html",
  "source/engine/checks/cors_check.cc.html",
  "source/include/corsieve/index.html",
  "search.html?q=null",
];
const LONG = [
  "docs/departures.html",
  "docs/conformance.html",
  "reference/c.html",
  "reference/python.html",
  "reference/javascript/index.html",
  "bench/RESULTS.html",
  "CONTRIBUTING.html",
];

let browser;
const strays = [];
const faults = [];
const open = (options) => openPage(browser, base, { strays, faults, ...options });

before(async () => {
  browser = await startBrowser();
});
after(async () => {
  await browser.close();
});

/** The pages that the search box offers for `query`, best first. */
async function offered(page, query) {
  await page.fill(".search input", query);
  await page.waitForFunction((text) => document.querySelector("#hits").dataset.query === text, query.trim());
  return page.$$eval("#hits li", (items) => items.map((item) => item.dataset.page));
}

/** What axe finds. It is not to fetch style sheets, which it cannot from a file. */
async function violations(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => globalThis.axe.run({ preload: false }));
  return found.violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .map(({ html }) => html)
        .slice(0, 3)
        .join(" ")}`,
  );
}

test("each reason of the program has its page", () => {
  const listed = execFileSync(process.env.CORSIEVE_PROGRAM, ["reasons"], { encoding: "utf8" })
    .split("\n")
    .flatMap((line) => line.match(/^ {2}([A-Z]\w+) /)?.[1] ?? []);
  assert.ok(listed.length > 80, `${listed.length} reasons`);
  assert.deepEqual(listed.toSorted(), reasons.map(({ name }) => name).toSorted());
  for (const name of listed) {
    const html = readFileSync(path.join(site, `reasons/${name}.html`), "utf8");
    assert.match(html, new RegExp(`<h1 id="${name.toLowerCase()}">${name}</h1>`));
    for (const part of ["What it means", "Who gives it", "Its names"])
      assert.ok(html.includes(`>${part} <a`), `${name}: ${part}`);
  }
});

test("what people search for leads to the reason", async () => {
  const page = await open();
  await page.goto(base + "docs/har.html");
  const wanted = {
    "X-Total-Count null": "NotExposed",
    "No 'Access-Control-Allow-Origin' header is present": "MissingAllowOriginHeader",
    "Access to fetch at 'https://api.shop/x' from origin 'https://shop' has been blocked by CORS policy: Response to preflight request doesn't pass access control check: No 'Access-Control-Allow-Origin' header is present on the requested resource.":
      "PreflightMissingAllowOriginHeader",
    MissingAllowOriginHeader: "MissingAllowOriginHeader",
    "allow origin mismatch": "AllowOriginMismatch",
    CORSMissingAllowOrigin: "MissingAllowOriginHeader",
    CORSNotSupportingCredentials: "WildcardOriginNotAllowed",
    CORSIEVE_REASON_NOT_EXPOSED: "NotExposed",
    "net::ERR_UNSAFE_PORT": "BadPort",
    "too many redirects": "TooManyRedirects",
    'Refused to get unsafe header "x-request-id"': "NotExposed",
  };
  for (const [query, name] of Object.entries(wanted)) {
    assert.equal((await offered(page, query))[0], `reasons/${name}.html`, query);
  }
  assert.deepEqual(await offered(page, "xyzzyplugh"), []);
  await page.context().close();
});

test("each reason is found by its name, and by each sentence of a console", async () => {
  const page = await open();
  await page.goto(base + "index.html");
  const values = {
    URL: "https://api.shop/v1/items?page=2",
    ORIGIN: "https://www.shop",
    VALUE: "https://other.shop",
    NAME: "x-trace-id",
    METHOD: "PATCH",
    STATUS: "404",
    TYPE: "text/html",
    SCHEME: "ftp",
    NUMBER: "7",
    PORT: "6000",
  };
  let sentences = 0;
  for (const { name, consoles } of reasons) {
    assert.equal((await offered(page, name))[0], `reasons/${name}.html`);
    for (const sentence of consoles) {
      const said = sentence.replace(/\b[A-Z]{3,}\b/g, (word) => values[word] ?? word);
      // A console says the same of several reasons: each of these must be offered.
      const alike = reasons.filter((other) => other.consoles.includes(sentence)).length;
      const pages = (await offered(page, said)).slice(0, Math.max(3, alike));
      assert.ok(pages.includes(`reasons/${name}.html`) || alike > 8, `${name}: ${said}\n${pages.join("\n")}`);
      ++sentences;
    }
  }
  assert.ok(sentences > 150, `${sentences} sentences`);
  await page.context().close();
});

test("the keyboard is enough", async () => {
  const page = await open();
  await page.goto(base + "reference/cpp/index.html");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  await page.keyboard.press("/");
  await page.keyboard.type("preflight cache clear");
  await page.waitForSelector("#hits li");
  await page.keyboard.press("Escape");
  assert.equal(await page.isVisible("#hits"), false);
  assert.equal(await page.inputValue(".search input"), "preflight cache clear");
  await page.fill(".search input", "NotExposed");
  await page.waitForFunction(() => document.querySelector("#hits li")?.dataset.page === "reasons/NotExposed.html");
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.getAttribute(".search input", "aria-activedescendant"), "hit0");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/reasons/NotExposed.html");
  // What scrolls can be reached.
  await page.goto(base + "index.html");
  assert.ok(
    await page.$$eval("main pre", (blocks) => blocks.some((block) => block.scrollWidth > block.clientWidth)),
  );
  assert.ok(
    await page.$$eval("main pre", (blocks) =>
      blocks.every((block) => block.tabIndex === (block.scrollWidth > block.clientWidth ? 0 : -1)),
    ),
  );
  await page.context().close();

  const phone = await open({ width: 360 });
  await phone.goto(base + "index.html");
  await phone.focus(".menu summary");
  await phone.keyboard.press("Enter");
  await phone.click(".menu >> text=Departures");
  await phone.waitForURL("**/docs/departures.html");
  await phone.context().close();
});

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds nothing: ${colorScheme}`, async () => {
    const page = await open({ colorScheme });
    for (const kind of KINDS) {
      await page.goto(base + kind);
      if (kind.startsWith("search")) await page.waitForSelector("#results li");
      assert.deepEqual(await violations(page), [], kind);
    }
    await page.goto(base + "SECURITY.html");
    await offered(page, "credentials");
    await page.keyboard.press("ArrowDown");
    assert.deepEqual(await violations(page), [], "with results");
    await page.setViewportSize({ width: 360, height: 900 });
    await page.click(".menu summary");
    assert.deepEqual(await violations(page), [], "with the menu");
    await page.context().close();
  });
}

test("nothing is wider than the window", async () => {
  const page = await open();
  for (const kind of [...KINDS, ...LONG]) {
    await page.goto(base + kind);
    for (const width of [360, 800, 1400]) {
      await page.setViewportSize({ width, height: 900 });
      assert.equal(
        await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
        0,
        `${kind} at ${width}`,
      );
    }
  }
  await page.context().close();
});

test("rustdoc's pages lead back", async () => {
  const page = await open();
  await page.goto(base + "index.html");
  assert.equal((await offered(page, "isomorphic_decode"))[0], "reference/rust/corsieve/fn.isomorphic_decode.html");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/fn.isomorphic_decode.html");
  await page.click("text=All of corsieve");
  await page.waitForURL(base + "index.html");
  await page.context().close();
});

test("without scripts the text is there", async () => {
  const page = await open({ javaScriptEnabled: false });
  await page.goto(base + "reasons/NotExposed.html");
  assert.ok(await page.isVisible("text=What it means"));
  await page.goto(base + "search.html");
  assert.ok(await page.isVisible("noscript p"));
  await page.context().close();
});

test("it works below any path of a static host", async () => {
  const server = createServer((request, response) => {
    const file = path.join(site, decodeURI(new URL(request.url, "http://h").pathname.replace(/^\/a\/b/, "")));
    if (!request.url.startsWith("/a/b/") || !existsSync(file)) return response.writeHead(404).end();
    const type = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript" }[path.extname(file)];
    return response.writeHead(200, { "Content-Type": type }).end(readFileSync(file));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    const host = `http://127.0.0.1:${server.address().port}/a/b/`;
    const page = await openPage(browser, host, { strays, faults });
    await page.goto(host + "bindings/npm/cli/index.html");
    assert.ok((await offered(page, "AllowOriginMismatch")).length > 0);
    await page.keyboard.press("Enter");
    await page.waitForURL("**/search.html?q=AllowOriginMismatch");
    await page.click("#results a >> nth=0");
    await page.waitForURL("**/reasons/AllowOriginMismatch.html");
    await page.context().close();
  } finally {
    server.close();
  }
});

test("nothing was asked of anybody else, and no script failed", () => {
  assert.deepEqual(strays, []);
  assert.deepEqual(faults, []);
});
