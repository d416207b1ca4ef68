// What the functions of the package say, take and refuse.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import {
  Exchange, PreflightCache, filterResponse, profiles, rawPairs, ready, reasons, visibleHeaders,
} from "corsieve";

const page = { origin: "https://app.example", url: "https://api.example/data" };
const star = ["Access-Control-Allow-Origin", "*"];
const names = (outcomes) => outcomes.filter((o) => o.exposed).map((o) => o.name);
const code = (name) => (error) => error.code === `ERR_CORSIEVE_${name}`;

test("a response as a head, as bytes, as pairs, as a record, as Headers", () => {
  const head = "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nX-Id: 7\r\nContent-Type: a\r\n\r\nx";
  const list = rawPairs(["Access-Control-Allow-Origin", "*", "X-Id", "7", "Content-Type", "a"]);
  const all = [
    head, Buffer.from(head), new TextEncoder().encode(head).buffer, { status: 200, headers: list },
    { status: 200, headers: Object.fromEntries(list) }, { status: 200, headers: new Map(list) },
    { status: 200, headers: new Headers(list) }, new Response("", { headers: list }),
  ];
  for (const received of all) {
    const seen = filterResponse(page, received);
    assert.equal(seen.type, "cors");
    assert.deepEqual(seen.headers, [["content-type", "a"]]);
    assert.equal(seen.get("Content-TYPE"), "a");
    assert.equal(seen.get("x-id"), null);
    assert.equal(seen.getAllResponseHeaders(), "content-type: a\r\n");
    assert.deepEqual(names(seen.outcomes).map((name) => name.toLowerCase()), ["content-type"]);
  }
  assert.equal(filterResponse(page, head).bodyOffset, head.length - 1);
});

test("blanks around values, bytes above 0x7f, many headers", () => {
  const many = Array.from({ length: 5000 }, (_, i) => [`X-${i}`, ` \xe9${i}\t`]);
  // WebKit repairs what is no UTF-8.
  for (const profile of ["standard", "chromium", "firefox"]) {
    const seen = filterResponse(page, { status: 200, headers: [star,
      ["Access-Control-Expose-Headers", "X-1, X-4999"], ...many] }, { profile });
    assert.deepEqual(names(seen.outcomes), ["X-1", "X-4999"]);
    assert.equal(seen.get("x-4999"), "\xe94999");
    assert.equal(seen.outcomes.at(-1).value, "\xe94999");
  }
});

test("a network error is a result", () => {
  const seen = filterResponse(page, "HTTP/1.1 200 OK\r\nX\0: 1\r\n\r\n");
  assert.equal(seen.type, "error");
  assert.equal(seen.errorOffset, 18);
  assert.deepEqual(seen.headers, []);
});

test("results are frozen, need the engine no more, and print as data", () => {
  const seen = filterResponse(page, { status: 200, headers: [star] });
  filterResponse(page, { status: 404, headers: [star, ["ETag", "x"]] });
  assert.ok(Object.isFrozen(seen) && Object.isFrozen(seen.outcomes) && Object.isFrozen(seen.outcomes[0]));
  assert.ok(Object.isFrozen(seen.headers) && Object.isFrozen(seen.reason));
  assert.equal(JSON.parse(JSON.stringify(seen)).status, 200);
  assert.equal(seen.reason, reasons.CorsCheckPassed);
});

test("visibleHeaders()", () => {
  const headers = [["ETag", '"1"'], ["X-Id", "7"], ["Set-Cookie", "a=b"]];
  assert.deepEqual(names(visibleHeaders(headers, "*")), ["ETag", "X-Id"]);
  assert.deepEqual(names(visibleHeaders(headers, "*", { credentials: "include" })), []);
  assert.deepEqual(names(visibleHeaders(headers, ["x-id"])), ["X-Id"]);
  assert.deepEqual(names(visibleHeaders([...headers, ["Access-Control-Expose-Headers", "etag"]])), ["ETag"]);
  assert.throws(() => visibleHeaders([["a b", "1"]]), code("WRONG_CALL"));
});

test("reasons and profiles", () => {
  assert.equal(Object.keys(reasons).length, 86);
  assert.equal(reasons.AllowOriginMismatch.kind, "network-error");
  assert.ok("NotExposed" in reasons && !("Nonsense" in reasons));
  assert.throws(() => (reasons.NotExposed = null), TypeError);
  assert.deepEqual(profiles.map(({ name }) => name), ["standard", "chromium", "firefox", "webkit"]);
  assert.match(profiles[1].versions, /^Chromium \d/);
});

test("a whole fetch, and its cache", () => {
  const cache = new PreflightCache();
  const put = { ...page, method: "PUT" };
  const allowed = { status: 204, headers: [star, ["Access-Control-Allow-Methods", "PUT"]] };
  for (const preflights of [1, 0]) {
    const exchange = new Exchange(put, { cache, now: () => 0 });
    if (preflights) {
      assert.equal(exchange.next, "send-preflight");
      assert.throws(() => exchange.response, code("WRONG_CALL"));
      exchange.receive(allowed);
    }
    assert.equal(exchange.next, "send-request");
    assert.equal(exchange.outgoing.method, "PUT");
    exchange.receive({ status: 200, headers: [star] });
    assert.deepEqual([exchange.next, exchange.response.type, exchange.preflightCount],
      ["done", "cors", preflights]);
    assert.equal(exchange.responseUrl, page.url);
    assert.throws(() => exchange.receive("x"), code("WRONG_CALL"));
    exchange.close();
  }
  assert.equal(cache.size, 1);
  assert.throws(() => new Exchange(put, { cache, profile: "webkit" }), code("WRONG_CALL"));
  cache.clear();
  assert.equal(cache.size, 0);
});

test("wrong calls throw, and leave no trace", () => {
  const ok = { status: 200, headers: [star] };
  assert.throws(() => filterResponse({ ...page, origin: "app.example" }, ok), code("WRONG_CALL"));
  assert.throws(() => filterResponse({ ...page, url: "/x" }, ok), code("WRONG_CALL"));
  assert.throws(() => filterResponse({ ...page, mode: "x" }, ok), code("WRONG_CALL"));
  assert.throws(() => filterResponse(page, ok, { profile: "netscape" }), code("WRONG_CALL"));
  assert.throws(() => filterResponse(page, { status: -1, headers: [] }), code("WRONG_CALL"));
  assert.throws(() => filterResponse(page, { status: 200, headers: ["ab"] }), TypeError);
  assert.throws(() => filterResponse(page, { status: 200, headers: "ab" }), TypeError);
  assert.throws(() => filterResponse(page, { status: 200, headers: [["a", Symbol("b")]] }), TypeError);
  assert.throws(() => filterResponse(page, { status: 200, headers: [["a", "\u0100"]] }), code("NOT_BYTES"));
  assert.throws(() => filterResponse(page, { status: 200, headers: [["a", "\ud800"]] }), code("NOT_BYTES"));
  assert.throws(() => filterResponse(page, "x".repeat(20e6)), code("INPUT_TOO_LARGE"));
  const closed = new Exchange(page);
  closed.close();
  assert.throws(() => closed.receive("x"), code("CLOSED"));
  const getter = { get url() { return filterResponse(page, ok).reason.url; }, origin: page.origin };
  assert.equal(filterResponse(getter, ok).type, "cors");
  assert.equal(filterResponse(page, ok).type, "cors");
});

test("memory is flat", () => {
  const ok = { status: 200, headers: [star, ["X-A", "1"]] };
  const megabytes = () => process.memoryUsage().rss / 1e6;
  const before = megabytes();
  for (let i = 0; i < 1_000_000; ++i) filterResponse(page, ok);
  for (let i = 0; i < 100_000; ++i) new Exchange(page).receive(ok);
  for (let i = 0; i < 100_000; ++i) new Exchange({ ...page, method: "PUT" });
  // Without a limit these were 376 more.
  assert.ok(megabytes() - before < 150, `${before} ${megabytes()}`);
});

test("an exchange goes on, however many there are", () => {
  const put = { ...page, method: "PUT" };
  const first = new Exchange(put);
  const others = Array.from({ length: 1000 }, () => new Exchange(put));
  first.receive({ status: 204, headers: [star, ["Access-Control-Allow-Methods", "PUT"]] });
  assert.equal(first.outgoing.method, "PUT");
  for (let i = 0; i < 1000; ++i) others.push(new Exchange(put));
  assert.equal(first.currentUrl, page.url);
  first.receive({ status: 302, headers: [star, ["Location", "/x"]] });
  for (let i = 0; i < 1000; ++i) others.push(new Exchange(put));
  assert.equal(first.location, "/x");
  first.resolved("https://api.example/x");
  first.receive({ status: 204, headers: [star, ["Access-Control-Allow-Methods", "PUT"]] });
  first.receive({ status: 200, headers: [star] });
  assert.deepEqual([first.response.type, first.redirected, first.preflightCount], ["cors", true, 2]);
  assert.equal(others[7].next, "send-preflight");
  assert.equal(others[7].outgoing.method, "OPTIONS");
});

test("CommonJS is the same", async () => {
  const common = createRequire(import.meta.url)("corsieve");
  assert.equal(common.filterResponse(page, { status: 200, headers: [star] }).type, "cors");
  await ready();
  assert.match(common.filterResponse(page, { status: 200, headers: [] }).explain(), /no Access-Control-Allow-Origin/);
});

test("a list that is not clean is read as one that is", () => {
  const exposed = (headers) => visibleHeaders(headers, "a, b").map((o) => o.reason.name);
  const clean = exposed([["A", "1"], ["b", "2"], ["c", "3"], ["Set-Cookie", "4"]]);
  assert.deepEqual(clean, ["ExposedByName", "ExposedByName", "NotExposed", "ForbiddenResponseHeaderName"]);
  // As in `new Headers()`, these are around a value as blanks are.
  assert.deepEqual(exposed([["A", "\r\n1\n"], ["b", "\t2 "], ["c", "3"], ["Set-Cookie", "4"]]), clean);
});

test("outcomes are one array, however often they are asked for", () => {
  const seen = filterResponse({ origin: "https://a.example", url: "https://a.example/" },
    { status: 200, headers: [["a", "1"]] });
  assert.equal(seen.outcomes, seen.outcomes);
  assert.deepEqual(JSON.parse(JSON.stringify(seen)).outcomes.map((o) => o.name), ["a"]);
});

test("a name that no header has finds none", () => {
  const seen = filterResponse({ origin: "https://a.example", url: "https://a.example/" },
    { status: 200, headers: { key: "1" } });
  assert.equal(seen.get("KEY"), "1");
  assert.equal(seen.get("\u212aey"), null);
});

test("raw pairs of any size; what is none of it, and no cache, no clock, is said", () => {
  assert.equal(rawPairs(["a", new Uint8Array(300_000).fill(0xe9)])[0][1].length, 300_000);
  assert.throws(() => rawPairs(["a", 5]), /takes strings and bytes, and one is 5/);
  const request = { origin: "https://a.example", url: "https://b.example/" };
  assert.throws(() => new Exchange(request, { cache: "x" }), /cache is no PreflightCache/);
  assert.throws(() => new Exchange(request, { now: 5 }), /now is no function/);
});
