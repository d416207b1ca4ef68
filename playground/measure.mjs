// What the page costs: bytes, and times on a slow phone (CDP: CPU 4 times slower, slow 4G).
//
//   node playground/measure.mjs OUT [--runs N]
//
// It prints Markdown for README.md: medians of the runs, each in a new browser context with an
// empty cache. The host sends brotli, as static hosts do.

import * as fs from "node:fs";
import * as http from "node:http";
import * as path from "node:path";
import { parseArgs } from "node:util";
import { packed, sizesOf } from "./sizes.js";
import { answered, launch } from "./test/browser.js";

const { positionals: [out], values } = parseArgs({ allowPositionals: true, options: { runs: { type: "string", default: "5" } } });
if (!out) {
  console.error("usage: node playground/measure.mjs OUT [--runs N]");
  process.exit(2);
}
// Chromium's DevTools call these numbers "Slow 4G".
const SLOW_4G = { offline: false, latency: 562.5, downloadThroughput: 1.44e6 / 8, uploadThroughput: 675e3 / 8 };
const SLOWER = 4;
const TYPED = "HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: *\nX-A: 1";

const TYPES = { ".html": "text/html", ".wasm": "application/wasm" };
const kept = new Map();
const bodyOf = (name) => {
  if (!kept.has(name)) kept.set(name, packed(fs.readFileSync(path.join(out, name))));
  return kept.get(name);
};

const server = http.createServer((request, response) => {
  const name = request.url.slice(1) || "index.html";
  if (!fs.existsSync(path.join(out, path.basename(name)))) return response.writeHead(404).end();
  return response.writeHead(200, { "Content-Type": TYPES[path.extname(name)], "Content-Encoding": "br" }).end(bodyOf(path.basename(name)));
});
// Packed before anything is measured.
for (const name of fs.readdirSync(out)) if (name !== "corsieve-playground.html") bodyOf(name);
await new Promise((done) => server.listen(0, "127.0.0.1", done));
const url = `http://127.0.0.1:${server.address().port}/index.html`;

/** Put into the page before it begins: long tasks, shifts, and when the verdict is there. */
function observe() {
  globalThis.seen = { long: [], shift: 0, answer: null };
  new PerformanceObserver((list) => list.getEntries().forEach((one) => globalThis.seen.long.push([one.startTime, one.duration])))
    .observe({ type: "longtask", buffered: true });
  new PerformanceObserver((list) => list.getEntries().forEach((one) => (globalThis.seen.shift += one.hadRecentInput ? 0 : one.value)))
    .observe({ type: "layout-shift", buffered: true });
  new MutationObserver(() => {
    if (globalThis.seen.answer === null && document.querySelector(".verdict")) globalThis.seen.answer = performance.now();
  }).observe(document, { childList: true, subtree: true });
}

async function once(browser) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.setViewport({ width: 360, height: 740, isMobile: true });
  await page.evaluateOnNewDocument(observe);
  const client = await page.createCDPSession();
  await client.send("Network.enable");
  await client.send("Network.emulateNetworkConditions", SLOW_4G);
  await client.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  // The page itself comes first, and has the first answer in it.
  const sizes = [];
  client.on("Network.loadingFinished", ({ encodedDataLength }) => sizes.push(encodedDataLength));
  await page.goto(url);
  await answered(page);
  const ready = await page.evaluate(() => performance.now());
  await new Promise((done) => setTimeout(done, 1000));
  const load = await page.evaluate(() => ({
    paint: performance.getEntriesByName("first-contentful-paint")[0].startTime, answer: globalThis.seen.answer,
    blocked: globalThis.seen.long.reduce((sum, [, duration]) => sum + Math.max(0, duration - 50), 0), shift: globalThis.seen.shift,
  }));
  const typed = await page.evaluate((text) => {
    return ["", "\nX-B: 2", "\nX-B: 2\nX-C: 3"].map((more) => {
      const start = performance.now();
      globalThis.corsievePlayground.take({ text: text + more });
      document.body.offsetHeight; // With its layout.
      return performance.now() - start;
    }).sort((a, b) => a - b)[1];
  }, TYPED);
  await context.close();
  return { ...load, ready, typed, bytes: sizes[0], all: sizes.reduce((sum, size) => sum + size) };
}

const { browser, close } = await launch("chromium");
const runs = [];
for (let i = 0; i < Number(values.runs); ++i) runs.push(await once(browser));
const version = await browser.version();
await close();
server.close();

const median = (key) => runs.map((run) => run[key]).sort((a, b) => a - b)[Math.floor(runs.length / 2)];
const number = (value) => Math.round(value).toLocaleString("en");
const ms = (key) => `${number(median(key))} ms`;

console.log("| file | bytes | gzip -9 | brotli |\n|---|---:|---:|---:|");
for (const { name, bytes, gzip, brotli } of sizesOf(out)) {
  console.log(`| ${[name, ...[bytes, gzip, brotli].map((size) => size.toLocaleString("en"))].join(" | ")} |`);
}
console.log(`\n| at ${SLOWER} times less CPU, slow 4G (${version}, medians of ${runs.length}) | |\n|---|---:|`);
console.log(`| bytes over the wire before the first answer, heads included | ${number(median("bytes"))} |`);
console.log(`| bytes over the wire in all | ${number(median("all"))} |`);
console.log(`| first contentful paint | ${ms("paint")} |\n| first answer, which is in the page | ${ms("answer")} |`);
console.log(`| from when on it answers all else | ${ms("ready")} |`);
console.log(`| total blocking time | ${ms("blocked")} |\n| cumulative layout shift | ${median("shift").toFixed(3)} |`);
console.log(`| an answer to what is typed, with its layout | ${ms("typed")} |`);
