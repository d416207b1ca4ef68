// The stories in a real page: what a test tool shows of them, and what its door says.

import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as http from "node:http";
import { after, before, test } from "node:test";
import { twoOrigins } from "../test/servers.js";
import { stories } from "../test/stories.js";

export const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
export const launching = { executablePath, args: ["--no-sandbox"] };
const skip = !fs.existsSync(executablePath) && `not tested: there is no ${executablePath}`;
if (skip) console.log(skip);
const NAMES = ["content-type", "x-a", "x-b", "etag", "set-cookie", "access-control-allow-origin"];

// Runs in the page.
async function fetchInPage([url, init]) {
  try {
    const response = await fetch(url, init);
    const names = [...response.headers.keys()];
    return { type: response.type, status: response.status, redirected: response.redirected, names };
  } catch {
    return "error";
  }
}

const outcome = (seen, redirected) => ({
  type: seen.type, status: seen.status, names: NAMES.filter((name) => seen.names.includes(name)),
  ...(redirected && { redirected }),
});

/** `tool`: {launch(), responseOf(page, url), door}. Returns what its own tests need. */
export function runInBrowser(name, tool) {
  const { door } = tool;
  const at = {};
  before(async () => {
    if (skip) return;
    at.servers = await twoOrigins();
    at.browser = await tool.launch();
  });
  after(async () => {
    await at.browser?.close();
    await at.servers?.close();
  });

  /** A page of the origin A, which asks for no icon. */
  const open = async () => {
    const page = await at.browser.newPage();
    at.servers.serve([["A", [["Content-Type", "text/html"], ["Content-Security-Policy", "img-src 'none'"]]]]);
    await page.goto(`${at.servers.A}/`);
    return page;
  };
  at.ask = (page, url, init = {}) => page.evaluate(fetchInPage, [url, init]);
  const run = (title, body) => test(`${name}: ${title}`, { skip, timeout: 60_000 }, body);
  let shared;
  /** On a page that other tests use too. */
  at.test = (title, body) => run(title, async () => body(shared ??= await open()));
  /** On a page of its own. */
  at.alone = (title, body) => run(title, async () => {
    const page = await open();
    await body(page);
    await page.close();
  });

  for (const [story, init, hops, want] of stories) {
    at.test(`${story}: as script sees it with corsieve, and not so alone`, async (page) => {
      const { servers } = at;
      const watch = await door.explainBlocked(page);
      servers.serve(hops);
      const last = want === "error" ? null : tool.responseOf(page, hops.length - 1);
      const seen = await at.ask(page, servers.urlOf(hops), init);
      assert.deepEqual(seen === "error" ? seen : outcome(seen, seen.redirected), want);
      const findings = await watch.findings();
      await watch.stop();
      if (want === "error") {
        // The tool has no response, and "net::ERR_FAILED".
        const [{ isBlocked, corsError, response, reason }] = findings;
        assert.deepEqual([isBlocked, response.type, reason.name], [true, "error", corsError]);
        return;
      }
      const response = await last;
      assert.notDeepEqual(Object.keys(response.headers()).filter((key) => NAMES.includes(key)), want.names);
      if (want.type === "basic") {
        assert.equal(findings.length, 0);
      } else {
        const found = findings[0].response;
        const names = NAMES.filter((key) => found.has(key));
        assert.deepEqual([findings.length, found.type, found.status, names],
          [1, want.type, want.status, want.names]);
      }
      const options = { credentials: init.credentials, redirect: init.redirect };
      for (const key of NAMES) {
        const said = door.expectExposed(response, key, options);
        if (want.names.includes(key)) assert.equal((await said).type, want.type);
        else await assert.rejects(said, { code: "ERR_NOT_EXPOSED" });
      }
    });
  }
  runShared(at, door, tool);
  return at;
}

/** That a request fails whose answer had no raw head, and why. */
export async function assertBlocked(at, page, watch, name) {
  assert.equal(await at.ask(page, `${at.servers.B}/`), "error");
  const [{ isBlocked, corsError, reason, response }] = await watch.findings();
  assert.deepEqual([isBlocked, corsError, reason.name, response], [true, name, name, null]);
  assert.match(await watch.explain(), new RegExp(`${name}, .*\nTo change it: `));
}

const answer = (...lines) => ["HTTP/1.1 204 No Content", "Connection: close", ...lines, "", ""].join("\r\n");
const acao = ["Access-Control-Allow-Origin", "*"];

function runShared(at, door, tool) {
  const PREFLIGHTS = [
    [{ method: "PUT" }, [], "PreflightMissingAllowOriginHeader", /Access-Control-Allow-Origin: http/],
    [{ method: "PUT" }, [acao], "MethodDisallowedByPreflightResponse", /Access-Control-Allow-Methods: PUT/],
    [{ headers: { "x-q": "1" } }, [acao], "HeaderDisallowedByPreflightResponse",
      /Access-Control-Allow-Headers: x-q/],
    [{ method: "PUT", credentials: "include" }, [acao], "PreflightWildcardOriginNotAllowed",
      /Access-Control-Allow-Credentials: true/],
  ];
  for (const [init, headers, name, fix] of PREFLIGHTS) {
    at.test(`a preflight: ${name}`, async (page) => {
      const watch = await door.explainBlocked(page);
      at.servers.serve([], answer(...headers.map((pair) => pair.join(": "))));
      assert.equal(await at.ask(page, `${at.servers.B}/`, init), "error");
      const [{ reason, corsError, response }] = await watch.findings();
      assert.deepEqual([reason.name, corsError, response.reason.name], [name, name, name]);
      assert.match(await watch.explain(), fix);
      await assert.rejects(watch.check(), (error) => error.code === "ERR_CORS" && fix.test(error.message));
      await watch.stop();
    });
  }

  at.test("a preflight that allows, and hidden headers that are wanted", async (page) => {
    const watch = await door.explainBlocked(page, { wants: ["X-Total-Count"] });
    at.servers.serve([["B", [acao, ["X-Total-Count", "3"]]]],
      answer("Access-Control-Allow-Origin: *", "Access-Control-Allow-Headers: x-q"));
    assert.equal((await at.ask(page, `${at.servers.B}/`, { headers: { "x-q": "1" } })).type, "cors");
    assert.match(await watch.explain(), /x-total-count: null, for .*; to change it, .*Expose-Headers: X-Total-Count/i);
    await assert.rejects(watch.check(), { code: "ERR_CORS" });
    const other = await door.explainBlocked(page, { wants: ["etag"] });
    at.servers.serve([["B", [acao, ["X-Total-Count", "3"]]]]);
    await at.ask(page, `${at.servers.B}/`);
    assert.equal(await other.explain(), "");
    await other.check();
    await Promise.all([watch.stop(), other.stop()]);
  });

  at.test("Cross-Origin-Resource-Policy", async (page) => {
    const watch = await door.explainBlocked(page);
    at.servers.serve([["B", [["Cross-Origin-Resource-Policy", "same-origin"]]]]);
    assert.equal(await at.ask(page, `${at.servers.B}/`, { mode: "no-cors" }), "error");
    const [{ isBlocked, reason }] = await watch.findings();
    await watch.stop();
    assert.deepEqual([isBlocked, reason.name], [true, "CorpNotSameOrigin"]);
  });

  at.test("no-cors, though an Origin is sent", async (page) => {
    const watch = await door.explainBlocked(page);
    at.servers.serve([["B", [["X-A", "1"]]]]);
    assert.equal((await at.ask(page, `${at.servers.B}/`, { mode: "no-cors", method: "POST" })).type, "opaque");
    const [{ isBlocked, response }] = await watch.findings();
    await watch.stop();
    assert.deepEqual([isBlocked, response.type], [false, "opaque"]);
  });

  at.alone("a header that the tool adds is asked for as script's", async (page) => {
    await page.setExtraHTTPHeaders({ "x-extra": "1" });
    const watch = await door.explainBlocked(page);
    at.servers.serve([["B", [acao]]], answer(acao.join(": "), "Access-Control-Allow-Headers: x-q"));
    assert.equal(await at.ask(page, `${at.servers.B}/`, { headers: { "x-q": "1" } }), "error");
    const [{ corsError, response }] = await watch.findings();
    const name = "HeaderDisallowedByPreflightResponse";
    assert.deepEqual([corsError, response.reason.name], [name, name]);
    assert.match(await watch.explain(), /Access-Control-Allow-Headers: .*x-extra/);
  });

  at.test("a response that was revalidated", async (page) => {
    const server = http.createServer((request, response) => {
      const isKnown = request.headers["if-none-match"] !== undefined;
      response.writeHead(isKnown ? 304 : 200, { "Access-Control-Allow-Origin": "*", ETag: '"1"',
        ...!isKnown && { "X-A": "1", "Access-Control-Expose-Headers": "X-A", "Cache-Control": "no-cache" } });
      response.end();
    });
    await new Promise((done) => server.listen(0, "127.0.0.1", done));
    const url = `http://localhost:${server.address().port}/`;
    await at.ask(page, url);
    const watch = await door.explainBlocked(page);
    const last = tool.responseOf(page, 0);
    assert.deepEqual((await at.ask(page, url)).names.includes("x-a"), true);
    const [{ response }] = await watch.findings();
    await watch.stop();
    assert.equal(response.get("x-a"), "1");
    if (!tool.hides304) await door.expectExposed(await last, "x-a");
    server.closeAllConnections();
    server.close();
  });

  at.test("redirect mode error is no matter of CORS", async (page) => {
    const watch = await door.explainBlocked(page);
    at.servers.serve([["B", [["Location", "/"], acao]]]);
    assert.equal(await at.ask(page, `${at.servers.B}/`, { redirect: "error" }), "error");
    const [{ reason, corsError }] = await watch.findings();
    await watch.stop();
    assert.deepEqual([reason.name, corsError], ["RedirectModeError", null]);
  });

  at.test("a matcher", async (page) => {
    at.servers.serve([["B", [acao, ["X-A", "1"], ["X-Total-Count", "3"], ["Access-Control-Expose-Headers", "X-A"]]]]);
    const last = tool.responseOf(page, 0);
    await at.ask(page, `${at.servers.B}/`);
    const response = await last;
    const no = await door.matchers.toExpose(response, ["x-a", "x-total-count"]);
    assert.equal(no.pass, false);
    assert.match(no.message(), /x-total-count: null, .*Access-Control-Expose-Headers: X-A, X-Total-Count/i);
    const yes = await door.matchers.toExpose(response, "x-a");
    assert.deepEqual([yes.pass, yes.name, yes.expected], [true, "toExpose", ["x-a"]]);
    await assert.rejects(door.expectExposed(response, []), TypeError);
    await assert.rejects(door.expectExposed(null, "x-a"), /explainBlocked/);
  });

  at.test("credentials that do not show, where they matter", async (page) => {
    at.servers.serve([["B", [["X-A", "1"], ["Access-Control-Allow-Origin", "{A}"],
      ["Access-Control-Allow-Credentials", "true"], ["Access-Control-Expose-Headers", "*"]]]]);
    const last = tool.responseOf(page, 0);
    await at.ask(page, `${at.servers.B}/`, { credentials: "include" });
    const response = await last;
    await assert.rejects(door.expectExposed(response, "x-a"), /say \{ credentials/);
    await assert.rejects(door.expectExposed(response, "x-a", { credentials: "include" }), /x-a: null/);
    await door.expectExposed(response, "x-a", { credentials: "omit" });
  });
}
