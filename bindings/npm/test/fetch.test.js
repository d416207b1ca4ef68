// corsieve/fetch on Node's fetch, against servers of this machine.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { PreflightCache } from "corsieve";
import { corsFetch, install } from "corsieve/fetch";
import { twoOrigins } from "./servers.js";
import { outcomeOf, stories } from "./stories.js";

let servers;
const quiet = { error() {}, warn() {} };
before(async () => (servers = await twoOrigins()));
after(() => servers.close());

const allow = (...lines) => `HTTP/1.1 204 No Content\r\nConnection: close\r\n${
  lines.map((line) => `${line}\r\n`).join("")}\r\n`;
const list = (...pairs) => [["Content-Type", "text/plain"], ...pairs];
const star = ["Access-Control-Allow-Origin", "*"];

for (const [name, init, hops, want] of stories) {
  test(`${name}: as in Chromium, and not so without`, async () => {
    const { urlOf, serve, A } = servers;
    serve(hops);
    assert.notDeepEqual(await outcomeOf(fetch(urlOf(hops), init)), want);
    for (const profile of ["standard", "chromium"]) {
      serve(hops);
      const enforced = corsFetch(fetch, { origin: A, profile, console: quiet });
      assert.deepEqual(await outcomeOf(enforced(urlOf(hops), init)), want);
    }
  });
}

test("a response is as script has it", async () => {
  const hops = [["B", list(star, ["X-A", "1"])]];
  servers.serve(hops);
  const response = await corsFetch(fetch, { origin: servers.A })(`${servers.B}/a?b#c`);
  assert.ok(response instanceof Response);
  assert.equal(response.constructor, Response);
  assert.deepEqual(Object.keys(response), []);
  assert.equal(response.url, `${servers.B}/a?b`);
  assert.equal(response.ok, true);
  assert.throws(() => response.headers.set("x", "y"), /immutable/);
  const copy = response.clone();
  assert.equal(copy.type, "cors");
  assert.equal(copy.clone().url, response.url);
  assert.equal(await response.text(), "body");
  assert.equal(await copy.text(), "body");
});

test("an opaque response tells nothing, nor does its copy", async () => {
  servers.serve([["B", list()]]);
  const response = await corsFetch(fetch, { origin: servers.A })(servers.B, { mode: "no-cors" });
  for (const one of [response, response.clone()]) {
    assert.deepEqual([one.type, one.status, one.ok, one.url, one.body, [...one.headers]],
      ["opaque", 0, false, "", null, []]);
  }
});

test("script gets the browser's error, people the reason and the fix", async () => {
  const lines = [];
  const told = [];
  const enforced = corsFetch(fetch, {
    origin: servers.A, profile: "chromium", console: { error: (line) => lines.push(line) },
    onBlocked: (b) => told.push(b.response.reason.name),
  });
  for (let i = 0; i < 2; ++i) {
    servers.serve([["B", list()]]);
    await assert.rejects(enforced(servers.B), (error) => {
      assert.ok(error instanceof TypeError);
      assert.equal(String(error), "TypeError: Failed to fetch");
      assert.equal(error.code, "ERR_CORS");
      assert.equal(error.reason.name, "MissingAllowOriginHeader");
      assert.match(error.cause.message, /To change it: answer with Access-Control-Allow-Origin/);
      return true;
    });
  }
  assert.deepEqual(lines, [`Access to fetch at '${servers.B}/' from origin '${servers.A}' has been ` +
    "blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource."]);
  assert.deepEqual(told, ["MissingAllowOriginHeader", "MissingAllowOriginHeader"]);
});

test("a server that is not there fails as it did", async () => {
  const gone = await twoOrigins();
  await gone.close();
  const failures = await Promise.allSettled([fetch(gone.A),
    corsFetch(fetch, { origin: servers.A })(gone.A)]);
  assert.equal(failures[1].reason.message, failures[0].reason.message);
  assert.equal(failures[1].reason.code, undefined);
});

test("a preflight is sent, and what it does not allow is not", async () => {
  const enforced = corsFetch(fetch, { origin: servers.A, console: quiet });
  const put = { method: "PUT", headers: { "X-Q": "1", Host: "evil" }, body: "text" };
  servers.serve([["B", list(star)]], allow("Access-Control-Allow-Origin: *",
    "Access-Control-Allow-Methods: PUT", "Access-Control-Allow-Headers: x-q"));
  assert.equal((await enforced(servers.B, put)).status, 200);
  assert.deepEqual(servers.asked.map(({ head }) => head.split(" ")[0]), ["OPTIONS", "PUT"]);
  assert.match(servers.asked[0].head, /access-control-request-headers: x-q\r\n/i);
  assert.match(servers.asked[1].head, new RegExp(`origin: ${servers.A}`, "i"));
  assert.match(servers.asked[1].head, /content-type: text\/plain;charset=UTF-8/i);

  servers.serve([["B", list(star)]], allow("Access-Control-Allow-Origin: *"));
  await assert.rejects(enforced(servers.B, put),
    (error) => error.reason.name === "MethodDisallowedByPreflightResponse");
  assert.equal(servers.asked.length, 1);
});

test("Chromium's line names method and header", async () => {
  const lines = [];
  const enforced = corsFetch(fetch, { origin: servers.A, console: { error: (l) => lines.push(l) } });
  servers.serve([], allow("Access-Control-Allow-Origin: *", "Access-Control-Allow-Headers: x-p"));
  await assert.rejects(enforced(servers.B, { headers: { "x-q": "1", "x-p": "1" } }));
  assert.match(lines[0], /: Request header field x-q is not allowed by Access-Control-Allow-Headers/);
  await assert.rejects(enforced(servers.B, { method: "DELETE" }));
  assert.match(lines[1], /: Method DELETE is not allowed by Access-Control-Allow-Methods/);
});

test("a preflight is assumed to allow, and that is said once", async () => {
  const said = [];
  const assumed = corsFetch(fetch, { origin: servers.A, preflight: "assume",
                                     console: { warn: (line) => said.push(line) } });
  for (let i = 0; i < 2; ++i) {
    servers.serve([["B", list(star)]]);
    assert.equal((await assumed(servers.B, { method: "PUT", headers: { "x-q": "1" } })).type, "cors");
    assert.equal(servers.asked.length, 1);
  }
  assert.equal(said.length, 1);
  assert.match(said[0], /OPTIONS before PUT .* with x-q; that it is allowed was assumed/);
});

test("nothing is remembered of preflights, but by a cache that is passed", async () => {
  const preflight = allow("Access-Control-Allow-Origin: *", "Access-Control-Allow-Methods: PUT",
    "Access-Control-Max-Age: 60");
  for (const [cache, count] of [[undefined, 2], [new PreflightCache(), 1]]) {
    const enforced = corsFetch(fetch, { origin: servers.A, cache });
    let sent = 0;
    for (let i = 0; i < 2; ++i) {
      servers.serve([["B", list(star)]], preflight);
      await enforced(servers.B, { method: "PUT" });
      sent += servers.asked.filter(({ head }) => head.startsWith("OPTIONS")).length;
    }
    assert.equal(sent, count);
  }
});

test("warn: the response passes, and says once what a browser would hide", async () => {
  const said = [];
  const warned = corsFetch(fetch, { origin: servers.A, action: "warn",
                                    console: { warn: (line) => said.push(line), error() {} } });
  servers.serve([["B", list(star, ["X-Total-Count", "3"], ["X-A", "1"])]]);
  const response = await warned(servers.B);
  assert.equal(response.headers.get("content-type"), "text/plain");
  assert.deepEqual(said, []);
  assert.equal(response.headers.get("X-Total-Count"), "3");
  assert.equal(response.headers.get("x-total-count"), "3");
  assert.equal(said.length, 1);
  assert.match(said[0], /cannot read "x-total-count" of .*To change it: .*NotExposed/);
});

test("warn: what a browser would block passes, and is told", async () => {
  const said = [];
  const warned = corsFetch(fetch, { origin: servers.A, action: "warn",
                                    console: { warn: (line) => said.push(line), error() {} } });
  servers.serve([["B", list()]]);
  assert.equal(await (await warned(servers.B)).text(), "body");
  assert.match(said[0], /in a browser this fetch fails: .*MissingAllowOriginHeader/);
  // The request is sent although its preflight failed.
  servers.serve([["B", list()]], allow());
  assert.equal((await warned(servers.B, { method: "PUT", body: "x" })).status, 200);
  assert.deepEqual(servers.asked.map(({ head }) => head.split(" ")[0]), ["OPTIONS", "PUT"]);
  // A redirect is followed.
  servers.serve([["B", [["Location", "{A}/"]]], ["A", list()]]);
  assert.equal((await warned(servers.B)).status, 200);
});

test("onHidden hears who asks for a hidden header", async () => {
  const asked = [];
  const enforced = corsFetch(fetch, { origin: servers.A, onHidden: (h) => asked.push(h) });
  servers.serve([["B", list(star, ["ETag", '"1"'])]]);
  const response = await enforced(servers.B);
  assert.equal(response.headers.get("ETag"), null);
  assert.deepEqual(asked.map((h) => [h.name, h.reason.name]), [["etag", "NotExposed"]]);
});

test("off is the fetch itself", () => {
  assert.equal(corsFetch(fetch, { action: "off" }), fetch);
});

test("install() and restore()", async () => {
  const inner = globalThis.fetch;
  const installed = install({ origin: servers.A, console: quiet });
  try {
    assert.equal(globalThis.fetch.name, inner.name);
    servers.serve([["B", list()]]);
    await assert.rejects(fetch(servers.B), { code: "ERR_CORS" });
  } finally {
    installed.restore();
  }
  assert.equal(globalThis.fetch, inner);
});

test("without an origin it says so at once", () => {
  assert.throws(() => corsFetch(fetch), /needs the page's origin/);
});

test("abort, relative URLs, Request objects", async () => {
  const enforced = corsFetch(fetch, { origin: servers.A });
  const controller = new AbortController();
  controller.abort(new Error("enough"));
  await assert.rejects(enforced(servers.B, { signal: controller.signal }), /enough/);
  servers.serve([["A", list()]]);
  assert.equal((await enforced("/path")).url, `${servers.A}/path`);
  servers.serve([["A", list()]]);
  const request = new Request(`${servers.A}/`, { method: "POST", body: new URLSearchParams({ a: 1 }) });
  assert.equal((await enforced(request)).type, "basic");
  assert.match(servers.asked[0].head, /application\/x-www-form-urlencoded/);
});
