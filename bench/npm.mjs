// What the npm package costs, measured in one run: size, start, and calls against
// the plain transcription (npm_plain.mjs), `new Headers`, and jsdom's own filter.
//
//   node bench/npm.mjs            writes a table to standard output
//
// It needs what bindings/npm/test.sh makes: dist/ and doors/node_modules/.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import { createRequire } from "node:module";
import * as os from "node:os";
import * as path from "node:path";
import * as zlib from "node:zlib";
import { filterHeadPlain, filterPlain, visiblePlain } from "./npm_plain.mjs";

const npm = path.join(import.meta.dirname, "../bindings/npm");
const require = createRequire(path.join(npm, "doors/package.json"));
const { filterResponse, visibleHeaders } = await import(path.join(npm, "dist/index.js"));
const { base64 } = await import(path.join(npm, "dist/wasm.js"));

const request = { origin: "https://app.example", url: "https://api.example/items" };
const expose = "X-Total-Count, ETag, Link";
const headers = [
  ["Date", "Mon, 30 Nov 2026 12:00:00 GMT"], ["Content-Type", "application/json; charset=utf-8"],
  ["Content-Length", "1234"], ["Access-Control-Allow-Origin", "*"], ["Access-Control-Expose-Headers", expose],
  ["X-Total-Count", "317"], ["ETag", '"33a64df551425fcc55e4d42a148795d9f25f89d4"'], ["Vary", "Origin"],
  ["Link", '<https://api.example/items?page=2>; rel="next"'], ["Cache-Control", "max-age=0, private"],
];
const lists = { 10: headers, 30: [...headers, ...Array.from({ length: 20 }, (_, i) =>
  [`X-Header-Number-${i}`, `the value of header number ${i}`])] };
const median = (numbers) => numbers.sort((a, b) => a - b)[numbers.length >> 1];

/** jsdom's filter where it is: performFetch(), with a dispatcher that has the answer at once. */
function jsdomFilter(list) {
  const at = (name) => path.join(path.dirname(require.resolve("jsdom/package.json")), name);
  const { performFetch } = require(at("lib/jsdom/living/xhr/xhr-utils.js"));
  const HeaderList = require(at("lib/jsdom/living/fetch/header-list.js"));
  const finalURL = createRequire(at("package.json"))("whatwg-url").parseURL(request.url);
  const record = Object.fromEntries(list.map(([name, value]) => [name.toLowerCase(), value]));
  const answer = { statusCode: 200, statusText: "OK", headers: record, body: null, context: { finalURL } };
  const dispatcher = { request: () => answer };
  const { signal } = new AbortController();
  return () => performFetch(dispatcher, { url: request.url, method: "GET", origin: request.origin,
    requestHeaders: new HeaderList(), withCredentials: false }, signal);
}

const shown = (outcomes) => outcomes.filter((o) => o.exposed).map((o) => o.name.toLowerCase()).sort();

async function contenders(count) {
  const list = lists[count];
  const received = { status: 200, statusText: "OK", headers: list };
  const head = `HTTP/1.1 200 OK\r\n${list.map(([n, v]) => `${n}: ${v}\r\n`).join("")}\r\n`;
  const jsdom = jsdomFilter(list);
  const all = {
    "filterResponse, list": () => filterResponse(request, received),
    "filterResponse, list, and outcomes": () => filterResponse(request, received).outcomes,
    "plain JavaScript, list": () => filterPlain(request, received),
    "visibleHeaders, list": () => visibleHeaders(list, expose),
    "plain JavaScript, visible": () => visiblePlain(list, expose),
    "new Headers, list": () => new Headers(list),
    "filterResponse, head": () => filterResponse(request, head),
    "filterResponse, head, and outcomes": () => filterResponse(request, head).outcomes,
    "plain JavaScript, head": () => filterHeadPlain(request, head),
    "jsdom performFetch": jsdom,
  };
  const want = shown(all["filterResponse, list"]().outcomes);
  for (const name of ["plain JavaScript, list", "filterResponse, head", "plain JavaScript, head"]) {
    assert.deepEqual(shown(all[name]().outcomes), want, name);
  }
  for (const name of ["visibleHeaders, list", "plain JavaScript, visible"]) {
    assert.deepEqual(shown(all[name]()), want, name);
  }
  const seen = await jsdom();
  assert.deepEqual(list.map(([n]) => n.toLowerCase()).filter((n) => !seen.filteredResponseHeaders.has(n)).sort(), want);
  return all;
}

/** Of processor time, for other programs may run. */
async function nanoseconds(call, times) {
  const isAsync = call() instanceof Promise;
  const start = process.cpuUsage();
  if (isAsync) for (let i = 0; i < times; ++i) await call();
  else for (let i = 0; i < times; ++i) call();
  const { user, system } = process.cpuUsage(start);
  return (user + system) * 1000 / times;
}

const ROUNDS = 41;

/** All of them in each round, in random order. */
async function measure(all) {
  const names = Object.keys(all);
  for (const name of names) await nanoseconds(all[name], 20_000);
  const times = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; ++round) {
    const order = names.map((name) => [Math.random(), name]).sort();
    for (const [, name] of order) times[name].push(await nanoseconds(all[name], 2_000));
  }
  return Object.fromEntries(names.map((name) => [name, [median(times[name]), times[name][0]]]));
}

/** Of a new process: milliseconds, and those of processor time, that `work` takes
 *  behind `imports`, medians and least. */
function start(imports, work) {
  const script = `${imports}
    const [start, cpu] = [performance.now(), process.cpuUsage()];
    ${work}
    const { user, system } = process.cpuUsage(cpu);
    console.log(JSON.stringify([performance.now() - start, (user + system) / 1000]));`;
  const runs = Array.from({ length: 21 }, () =>
    JSON.parse(execFileSync(process.execPath, ["--input-type=module", "-e", script])));
  const [clock, processor] = [0, 1].map((i) => runs.map((run) => run[i]))
    .map((times) => `${median(times).toFixed(2)} (${times[0].toFixed(2)})`);
  return `${clock} ms, ${processor} ms of processor time; median (least)`;
}
const dist = (file) => JSON.stringify(path.join(npm, "dist", file));

const [packed] = JSON.parse(execFileSync("npm", ["pack", "--dry-run", "--json"], { cwd: npm }));
const gzip = (bytes) => zlib.gzipSync(bytes, { level: 9 }).length;
const explain = fs.readFileSync(path.join(npm, "dist/explain.wasm"));
console.log(`Node ${process.version}, ${os.cpus()[0].model}, ${new Date().toISOString().slice(0, 10)}\n`);
console.log(`packed ${packed.size} bytes, ${packed.unpackedSize} unpacked; gzip: corsieve.wasm ${
  gzip(Buffer.from(base64(), "base64"))}, explain.wasm ${gzip(explain)}`);
console.log(`the module is there: ${start(`const { base64 } = await import(${dist("wasm.js")})`,
  'new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(base64(), "base64")));')}`);
console.log(`first answer: ${start(`const { filterResponse } = await import(${dist("index.js")})`,
  `filterResponse(${JSON.stringify(request)}, { status: 200, headers: [["x-a", "1"]] });`)}\n`);
console.log("| ns a call, median (least) | 10 headers | 30 headers |\n|---|---:|---:|");
const columns = [await measure(await contenders(10)), await measure(await contenders(30))];
for (const name of Object.keys(columns[0])) {
  console.log(`| ${name} | ${columns.map((column) =>
    column[name].map((ns) => Math.round(ns / 10) * 10).join(" (") + ")").join(" | ")} |`);
}
