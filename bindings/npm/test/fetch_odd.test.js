// corsieve/fetch where it meets other hands: suites that set it up twice, mocks put on
// top of it, and what is asked for in less common ways.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { corsFetch, install } from "corsieve/fetch";
import { twoOrigins } from "./servers.js";

const required = createRequire(import.meta.url)("corsieve/fetch");

let servers;
const quiet = { error() {}, warn() {} };
before(async () => (servers = await twoOrigins()));
after(() => servers.close());

const list = (...pairs) => [["Content-Type", "text/plain"], ...pairs];
const star = ["Access-Control-Allow-Origin", "*"];
const allowed = `HTTP/1.1 204 No Content\r\nConnection: close\r\n${
  ["Origin: *", "Methods: PUT", "Headers: x-q"].map((line) => `Access-Control-Allow-${line}\r\n`).join("")}\r\n`;
const methods = () => servers.asked.map(({ head }) => head.split(" ")[0]);

/** What `ask` is told, and what it comes to, with `action`. */
async function heard(action, ask) {
  const said = [];
  const console = { warn: (line) => said.push(line), error() {} };
  return { came: await ask(corsFetch(fetch, { origin: servers.A, action, console })), said };
}

test("installed twice, the last one is asked, and nobody judges what it left", async () => {
  const inner = globalThis.fetch;
  for (const again of [install, required.install]) {
    const first = install({ origin: servers.B, console: quiet });
    const second = again({ origin: servers.A, console: quiet });
    servers.serve([["B", list(star)]]);
    assert.equal((await fetch(servers.B)).type, "cors");
    servers.serve([["B", [["Location", "/"], star]], ["B", list(star)]]);
    assert.equal((await fetch(servers.B)).redirected, true);
    second.restore();
    servers.serve([["B", list()]]);
    assert.equal((await fetch(servers.B)).type, "basic");
    first.restore();
    assert.equal(globalThis.fetch, inner);
  }
});

test("restored, it is out of the way of who put something on top of it", async () => {
  const inner = globalThis.fetch;
  const page = install({ origin: servers.A, console: quiet });
  const taken = globalThis.fetch;
  const mock = (...call) => taken(...call);
  globalThis.fetch = mock;
  try {
    page.restore();
    assert.equal(globalThis.fetch, mock);
    servers.serve([["B", list()]]);
    assert.equal((await fetch(servers.B)).status, 200);
  } finally {
    globalThis.fetch = inner;
  }
});

test("installed as off it leaves the global alone", () => {
  const inner = globalThis.fetch;
  const page = install({ action: "off" });
  assert.equal(globalThis.fetch, inner);
  page.restore();
  assert.equal(globalThis.fetch, inner);
});

test("what makes no sense is said at once", () => {
  for (const options of [{ origin: "app.example" }, { origin: 5 }, { origin: "https://a.example", profile: "opera" }]) {
    assert.throws(() => corsFetch(fetch, options), TypeError);
  }
});

test("a URL will do as the origin, and consoles say the origin", async () => {
  const lines = [];
  const enforced = corsFetch(fetch, { origin: `${servers.A}/page?q`, console: { error: (l) => lines.push(l) } });
  servers.serve([["B", list()]]);
  await assert.rejects(enforced(servers.B), { code: "ERR_CORS" });
  assert.match(lines[0], new RegExp(`from origin '${servers.A}' has`));
});

test("warn: a copy tells as well of what a browser would hide", async () => {
  servers.serve([["B", list(star, ["X-Total-Count", "3"])]]);
  const { came, said } = await heard("warn", async (ask) =>
    (await ask(servers.B)).clone().headers.get("x-total-count"));
  assert.equal(came, "3");
  assert.equal(said.length, 1);
});

for (const [status, method, want] of [["307 x", "POST", "POST"], ["308 x", "PUT", "PUT"], ["302 x", "POST", "GET"],
  ["303 x", "PUT", "GET"], ["301 x", "HEAD", "HEAD"]]) {
  test(`warn: ${method} is redirected with ${status.slice(0, 3)} as ${want}`, async () => {
    const hop = ["B", [["Location", "/"]], status];
    const init = { method, ...(method !== "HEAD" && { body: "text" }) };
    const asked = async (ask) => {
      servers.serve([hop, ["B", list()]], allowed);
      const { redirected } = await ask(servers.B, init);
      return [redirected, servers.asked.filter(({ head }) => !head.startsWith("OPTIONS"))
        .map(({ head }) => [head.split(" ")[0], /content-type/i.test(head)])];
    };
    const [redirected, heads] = (await heard("warn", asked)).came;
    assert.equal(redirected, true);
    assert.deepEqual(heads.map(([verb]) => verb), [method, want]);
    assert.deepEqual([redirected, heads], await asked(fetch));
  });
}

test("a preflight has no integrity, and that of a Request counts", async () => {
  const integrity = `sha256-${createHash("sha256").update("body").digest("base64")}`;
  const enforced = corsFetch(fetch, { origin: servers.A, console: quiet });
  servers.serve([["B", list(star)]], allowed);
  assert.equal((await enforced(servers.B, { method: "PUT", integrity })).type, "cors");
  assert.deepEqual(methods(), ["OPTIONS", "PUT"]);
  servers.serve([["B", list(star)]]);
  await assert.rejects(enforced(new Request(servers.B, { integrity: "sha256-AAAA" })), TypeError);
});

test("a blob's URL is its page's", async () => {
  const url = URL.createObjectURL(new Blob(["text"]));
  for (const input of [url, new URL(url)]) {
    const response = await corsFetch(fetch, { origin: servers.A })(input);
    assert.equal(await response.text(), "text");
  }
});

test("a Request of another class is one", async () => {
  const { url, method, headers, credentials } = new Request(servers.B, { method: "PUT", headers: { "x-q": "1" } });
  const other = { url, method, headers, credentials, body: {}, arrayBuffer: async () => new TextEncoder().encode("text").buffer,
                  toString: () => "[object Request]" };
  servers.serve([["B", list(star)]], allowed);
  assert.equal((await corsFetch(fetch, { origin: servers.A, console: quiet })(other)).type, "cors");
  assert.deepEqual(methods(), ["OPTIONS", "PUT"]);
  assert.match(servers.asked[1].head, /\r\nx-q: 1\r\n/i);
});

test("where nothing was sent, no answer decided", async () => {
  await assert.rejects(corsFetch(fetch, { origin: servers.A })("http://b.example:6000/"), (error) => {
    assert.equal(error.reason.name, "BadPort");
    assert.doesNotMatch(error.cause.message, /decided/);
    return true;
  });
});
