// Whatever is handed over, there is an answer or a documented error, and the next
// call is answered as if there had been none. CORSIEVE_CALLS says how many.

import assert from "node:assert/strict";
import { test } from "node:test";
import { CorsieveError, Exchange, filterResponse, profiles, visibleHeaders } from "corsieve";

const CALLS = Number(process.env.CORSIEVE_CALLS ?? 100_000);

// https://en.wikipedia.org/wiki/Xorshift
let state = 0x2545f491;
function random(n) {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) % n;
}
const pick = (list) => list[random(list.length)];

const page = { origin: "https://app.example", url: "https://api.example/data" };
const good = { status: 200, headers: [["Access-Control-Allow-Origin", "*"], ["ETag", "1"]] };
const canary = () => JSON.stringify([filterResponse(page, good), visibleHeaders(good.headers, "*")]);

class Thrown extends Error {}
const thrower = () => {
  throw new Thrown();
};
const getters = { get origin() { return thrower(); }, get status() { return thrower(); } };
const reentrant = {
  toString() {
    filterResponse(page, good, { profile: "webkit" });
    return "x-reentrant";
  },
};
const odd = [
  undefined, null, true, NaN, -1, 1e308, 2n, Symbol("s"), "", "\ud800", "\u0100", "é", "a\r\nb", "*",
  "x".repeat(70_000), [], [[]], [["a"]], [["a", "b", "c"]], {}, { a: undefined, b: ["c", "d"] }, thrower,
  reentrant, getters, new Map([["a", 1]]), new Set(["ab"]), new Uint8Array(3), new DataView(new ArrayBuffer(2)),
  Object.create(null), new Date(0), /x/, new Proxy({}, { get: thrower }), [["a", reentrant]],
  { [Symbol.iterator]: thrower }, { *[Symbol.iterator]() { yield ["a", "b"]; thrower(); } },
];
const words = ["cors", "no-cors", "same-origin", "navigate", "omit", "include", "follow", "error", "manual",
  "fetch", "xhr", "GET", "PUT", "tracE", "h2", "h3", "source", "stream", "script", "null",
  "https://app.example", "https://api.example/x?y#z", "data:,x", "blob:https://a.b/c", "http://[::1]:99/"];
const text = () => Array.from({ length: random(12) }, () =>
  String.fromCharCode(random(20) ? 32 + random(95) : random(0x180))).join("");
const value = () => pick([() => pick(odd), () => pick(words), text, () => random(1000)])();
const name = () => pick(["Access-Control-Allow-Origin", "Access-Control-Expose-Headers", "Location",
  "Vary", "Set-Cookie", "Content-Length", text(), value()]);
const pairs = () => (random(4) ? Array.from({ length: random(random(20) ? 8 : 300) }, () =>
  [name(), random(3) ? pick(["*", "1", "https://app.example", "a, b", text()]) : value()]) : value());

function mutated(object, keys) {
  const copy = { ...object };
  for (let i = random(4); i > 0; --i) copy[pick(keys)] = value();
  return copy;
}
const request = () => (random(20) ? mutated({ ...page, headers: pairs() }, ["origin", "url", "mode",
  "credentials", "redirect", "api", "method", "body", "destination", "referrerPolicy", "embedderPolicy",
  "uploadListener"]) : value());
const received = () => pick([
  () => `HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\n${text()}: ${text()}\r\n\r\n`,
  () => mutated({ status: random(1000), headers: pairs() }, ["status", "statusText", "headers",
    "protocol", "trailers", "interim", "bodyIsEmpty"]),
  value,
])();
const options = () => (random(3) ? { profile: pick(profiles).name } : value());

function exchange() {
  const e = new Exchange(request(), options());
  for (let i = 0; i < 5 && e.next !== "done"; ++i) {
    pick([() => e.receive(received()), () => e.receive(good), () => e.receiveNothing(),
      () => e.store(received()), () => e.resolved(pick(["https://api.example/", null, value()])),
      () => e.outgoing.url, () => e.latest.headers, () => e.location, () => e.close()])();
  }
  if (e.next === "done") e.response.get(String(text()));
}

const calls = [
  () => filterResponse(request(), received(), options()).get(text()),
  () => visibleHeaders(pairs(), value(), options()).length,
  exchange,
];

test(`${CALLS} random calls`, () => {
  const want = canary();
  const counts = { answered: 0, refused: 0 };
  for (let i = 0; i < CALLS; ++i) {
    try {
      pick(calls)();
      ++counts.answered;
    } catch (error) {
      const isKnown = error instanceof CorsieveError ? /^ERR_CORSIEVE_[A-Z_]+$/.test(error.code) :
        error instanceof TypeError || error instanceof Thrown;
      if (!isKnown) throw error;
      assert.notEqual(error.code, "ERR_CORSIEVE_INPUT_TOO_LARGE", `call ${i}: ${error.message}`);
      ++counts.refused;
    }
    if (i % 50 === 0) assert.equal(canary(), want, `after call ${i}`);
  }
  assert.equal(canary(), want);
  assert.ok(counts.answered > CALLS / 10 && counts.refused > CALLS / 10, JSON.stringify(counts));
  console.log(JSON.stringify(counts));
});
