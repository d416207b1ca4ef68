// jsdom: XMLHttpRequest of its window, against servers of this machine.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { JSDOM } from "jsdom";
import { enforceCors } from "../dist/jsdom.js";
import { twoOrigins } from "../test/servers.js";
import { quiet } from "./quiet.js";
import { runXhrStories } from "./run.js";

let servers;
let alone;
let enforced;
let told;
const pageOf = () => new JSDOM("", { url: `${servers.A}/` }).window;
before(async () => {
  servers = await twoOrigins();
  alone = pageOf();
  enforced = pageOf();
  enforceCors(enforced, { console: quiet, onBlocked: (blocked) => (told = blocked) });
});
after(async () => {
  alone.close();
  enforced.close();
  await servers.close();
});

runXhrStories("jsdom", {
  get A() { return servers.A; },
  get B() { return servers.B; },
  serve: (hops) => servers.serve(hops),
  get alone() { return alone; },
  get enforced() { return enforced; },
}, /^(?!05|06|07|19|22|23)/);

const star = ["Access-Control-Allow-Origin", "*"];

function ask(window, { method = "GET", url = `${servers.B}/`, headers = {}, body, listen, async = true }) {
  return new Promise((resolve, reject) => {
    const xhr = new window.XMLHttpRequest();
    xhr.open(method, url, async);
    for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value);
    if (listen) xhr.upload.onprogress = () => {};
    xhr.onload = () => resolve(xhr);
    xhr.onerror = () => reject(new Error("blocked"));
    xhr.send(body);
  });
}
const preflight = (...lines) => `HTTP/1.1 204 No Content\r\nConnection: close\r\n${
  lines.map((line) => `${line}\r\n`).join("")}\r\n`;
const methodsAsked = () => servers.asked.map(({ head }) => head.split(" ")[0]);

test("all headers, byte for byte as browsers have them", async () => {
  const hops = [["B", [star, ["Content-Type", "a/b"], ["X-B", "1"], ["X-A", "2"], ["x-a", " 3"],
    ["Access-Control-Expose-Headers", "X-A, X-B"]]]];
  servers.serve(hops);
  const xhr = await ask(enforced, {});
  assert.equal(xhr.getAllResponseHeaders(), "content-type: a/b\r\nx-a: 2, 3\r\nx-b: 1\r\n");
  assert.equal(xhr.getResponseHeader("X-A"), "2, 3");
  assert.equal(xhr.responseText, "body");
  assert.equal(xhr.responseURL, `${servers.B}/`);
  xhr.abort();
  assert.equal(xhr.getAllResponseHeaders(), "");
});

for (const [what, request, answers] of [
  ["PUT without Access-Control-Allow-Methods", { method: "PUT" }, []],
  ["a bad token in Access-Control-Allow-Headers", { headers: { "X-Q": "1" } },
    ["Access-Control-Allow-Headers: x-q, b@d"]],
]) {
  test(`preflight: ${what} passes in jsdom, and is blocked in browsers`, async () => {
    const answer = () => preflight("Access-Control-Allow-Origin: *", ...answers);
    servers.serve([["B", [star]]], answer());
    await ask(alone, request);
    assert.deepEqual(methodsAsked(), ["OPTIONS", request.method ?? "GET"]);
    servers.serve([["B", [star]]], answer());
    await assert.rejects(ask(enforced, request), /blocked/);
    assert.deepEqual(methodsAsked(), ["OPTIONS"]);
    assert.match(told.message, /To change it: .*\n.*answer to OPTIONS/);
  });
}

test("preflight: what it allows is sent, with what script set", async () => {
  const request = { method: "PUT", headers: { "X-Q": "1", "User-Agent": "me" }, body: "text", listen: true };
  servers.serve([["B", [star]]], preflight("Access-Control-Allow-Origin: *",
    "Access-Control-Allow-Methods: PUT", "Access-Control-Allow-Headers: *"));
  assert.equal((await ask(enforced, request)).status, 200);
  assert.deepEqual(methodsAsked(), ["OPTIONS", "PUT"]);
  const [first, second] = servers.asked.map(({ head }) => head);
  assert.match(first, /access-control-request-headers: user-agent,x-q\r\n/i);
  assert.doesNotMatch(first, /x-q: /i);
  for (const sent of [/\r\nx-q: 1\r\n/i, /\r\nuser-agent: me\r\n/i, /\r\ncontent-type: text\/plain;charset=UTF-8/i,
    new RegExp(`\r\norigin: ${servers.A}\r\n`, "i"), /\r\nreferer: /i]) assert.match(second, sent);
});

test("who listens to the upload asks first", async () => {
  servers.serve([["B", [star]]], preflight("Access-Control-Allow-Origin: *"));
  await ask(enforced, { method: "POST", body: "text", listen: true });
  assert.deepEqual(methodsAsked(), ["OPTIONS", "POST"]);
});

test("redirects are followed, but not what is none for its status", async () => {
  servers.serve([["A", [["Location", "/next"]]], ["A", [["X-A", "1"]]]]);
  const xhr = await ask(enforced, { url: `${servers.A}/` });
  assert.equal(xhr.responseURL, `${servers.A}/next`);
  assert.equal(xhr.getResponseHeader("x-a"), "1");
  servers.serve([["A", [["Location", "/next"]], "300 Multiple Choices"]]);
  const choices = await ask(enforced, { url: `${servers.A}/` });
  assert.equal(choices.status, 300);
  assert.equal(choices.getResponseHeader("location"), "/next");
});

test("cookies go where they go in browsers", async () => {
  const { B } = servers;
  const window = pageOf();
  enforceCors(window);
  const allowed = ["Access-Control-Allow-Origin", servers.A];
  const credentials = ["Access-Control-Allow-Credentials", "true"];
  const cookies = async (withCredentials) => {
    servers.serve([["B", [allowed, credentials, ["Set-Cookie", "c=1"]]]]);
    const xhr = new window.XMLHttpRequest();
    xhr.open("GET", `${B}/`);
    xhr.withCredentials = withCredentials;
    await new Promise((resolve) => {
      xhr.onloadend = resolve;
      xhr.send();
    });
    return /\r\ncookie: (.*)\r\n/i.exec(servers.asked[0].head)?.[1];
  };
  assert.deepEqual([await cookies(true), await cookies(true), await cookies(false)],
    [undefined, "c=1", undefined]);
  window.close();
});

test("a server that is not there is an error, of which nothing is said", async () => {
  const gone = await twoOrigins();
  await gone.close();
  const lines = [];
  const window = pageOf();
  enforceCors(window, { console: { error: (line) => lines.push(line) } });
  await assert.rejects(ask(window, { url: `${gone.B}/` }), /blocked/);
  assert.deepEqual(lines, []);
  window.close();
});

test("the console has Chromium's line and what to change, once", async () => {
  const lines = [];
  const window = pageOf();
  const { restore } = enforceCors(window, { console: { error: (line) => lines.push(line) } });
  for (let i = 0; i < 2; ++i) {
    servers.serve([["B", []]]);
    await assert.rejects(ask(window, {}), /blocked/);
  }
  assert.equal(lines.length, 1);
  assert.match(lines[0], /^Access to XMLHttpRequest at '.*' from origin '.*' has been blocked by CORS policy: No /);
  assert.match(lines[0], /\n.*MissingAllowOriginHeader.*\nTo change it: /);
  servers.serve([["B", []]]);
  restore();
  await assert.rejects(ask(window, {}), /blocked/);
  assert.equal(lines.length, 1);
  window.close();
});

test("a synchronous one throws, and another window is refused", async () => {
  await assert.rejects(ask(enforced, { async: false }), /cannot answer a synchronous XMLHttpRequest/);
  assert.throws(() => enforceCors({}), /needs a window of jsdom 28 or later/);
});
