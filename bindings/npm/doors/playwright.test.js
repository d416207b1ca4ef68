// Playwright, driving Debian's Chromium.

import assert from "node:assert/strict";
import { EventEmitter } from "node:events";
import { test } from "node:test";
import { chromium, expect as plain } from "@playwright/test";
import { Watch } from "../dist/browser.js";
import * as door from "../dist/playwright.js";
import { assertBlocked, launching, runInBrowser } from "./browser.js";

const at = runInBrowser("Playwright", {
  door,
  launch: () => chromium.launch(launching),
  /** The response of the last of some redirects. */
  responseOf(page, redirects) {
    return page.waitForEvent("response", { predicate(response) {
      let count = 0;
      for (let from = response.request().redirectedFrom(); from; from = from.redirectedFrom()) ++count;
      return count === redirects;
    } });
  },
});
const expect = plain.extend(door.matchers);
const said = () => {
  const lines = [];
  return { lines, console: { warn: (line) => lines.push(line) } };
};

at.test("expect(response).toExpose()", async (page) => {
  at.servers.serve([["B", [["Access-Control-Allow-Origin", "*"], ["X-Total-Count", "3"]]]]);
  const last = page.waitForResponse(`${at.servers.B}/`);
  await at.ask(page, `${at.servers.B}/`);
  const response = await last;
  assert.equal(await response.headerValue("x-total-count"), "3");
  await expect(response).not.toExpose("x-total-count");
  await assert.rejects(expect(response).toExpose("x-total-count"), /Expose-Headers: X-Total-Count/i);
});

const MOCKS = [
  ["no Access-Control-Allow-Origin", {}, { body: "{}" }, "cors", [/MissingAllowOriginHeader/]],
  ["*", {}, { headers: { "access-control-allow-origin": "*" } }, "cors", []],
  ["PUT with a header", { method: "PUT", headers: { "x-q": "1" } },
    { headers: { "access-control-allow-origin": "*" } }, "cors",
    [/before PUT .* with x-q a browser asks the server with OPTIONS/]],
  ["another origin", {}, { headers: { "access-control-allow-origin": "http://x" } }, undefined,
    [/AllowOriginMismatch/]],
  ["no-cors", { mode: "no-cors" }, { body: "x" }, "opaque", []],
  ["no-cors, Cross-Origin-Resource-Policy", { mode: "no-cors" },
    { headers: { "cross-origin-resource-policy": "same-origin" } }, "opaque", [/CorpNotSameOrigin/]],
];
for (const [title, init, mock, type, warnings] of MOCKS) {
  at.alone(`route.fulfill(), ${title}`, async (page) => {
    const { lines, console } = said();
    const { restore } = door.warnOfMocks(page, { console, profile: "standard" });
    let given = mock;
    const handler = (route) => route.fulfill(given);
    await page.route(`${at.servers.B}/*`, handler);
    assert.equal((await at.ask(page, `${at.servers.B}/`, init)).type, type);
    await at.ask(page, `${at.servers.B}/`, init);
    assert.equal(lines.length, warnings.length, lines.join("\n"));
    warnings.forEach((warning, i) => assert.match(lines[i], warning));
    given = { headers: { "access-control-allow-origin": "*, *" } };
    await at.ask(page, `${at.servers.B}/`);
    assert.match(lines.pop(), /MultipleAllowOriginValues/);
    await page.unroute(`${at.servers.B}/*`, handler);
    restore();
    await page.route(`${at.servers.B}/*`, handler);
    await at.ask(page, `${at.servers.B}/`, init);
    assert.equal(lines.length, warnings.length);
  });
}

at.alone("route.fulfill() with what the server answered", async (page) => {
  const { lines, console } = said();
  door.warnOfMocks(page.context(), { console });
  await page.context().route(`${at.servers.B}/*`, async (route) => {
    route.fulfill({ response: await route.fetch() });
  });
  at.servers.serve([["B", [["X-A", "1"]]]]);
  assert.equal((await at.ask(page, `${at.servers.B}/`)).type, "cors");
  assert.match(lines[0], /Access-Control-Allow-Origin.*MissingAllowOriginHeader/);
});

at.alone("what a mock has blocked", async (page) => {
  const watch = await door.explainBlocked(page);
  await page.route(`${at.servers.B}/`, (route) =>
    route.fulfill({ headers: { "access-control-allow-origin": "*, *" } }));
  await assertBlocked(at, page, watch, "MultipleAllowOriginValues");
});

at.alone("one page.route(), and no preflight reaches a server", async (page) => {
  const put = { method: "PUT" };
  const refused = "HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n";
  const allowed = [["B", [["Access-Control-Allow-Origin", "*"]]]];
  at.servers.serve(allowed, refused);
  assert.equal(await at.ask(page, `${at.servers.B}/`, put), "error");
  await page.route("http://elsewhere.example/", (route) => route.abort());
  const watch = await door.explainBlocked(page, { wants: [] });
  at.servers.serve(allowed, refused);
  assert.equal((await at.ask(page, `${at.servers.B}/`, put)).type, "cors");
  assert.equal((await watch.findings())[0].isPreflightMocked, true);
  assert.match(await watch.explain(), /PUT .*\n.*preflight reached no server/);
  await watch.check();
});

test("what the browser adds to a request needs no preflight's consent", async () => {
  const cdp = Object.assign(new EventEmitter(), { async send() {}, async detach() {} });
  const watch = await new Watch(cdp, {}).start();
  const told = (requestId, name, event) => cdp.emit(`Network.${name}`, { requestId, ...event });
  const response = { status: 204,
    headers: { "access-control-allow-origin": "*", "access-control-allow-headers": "x-q" } };
  const request = { url: "https://b.example/", method: "GET", headers: { "x-q": "1", "X-Client-Data": "a" } };
  const documentURL = "https://a.example/";
  told("1", "requestWillBeSent", { documentURL, type: "Fetch", request });
  told("2", "requestWillBeSent", { documentURL, type: "Other", initiator: { type: "preflight", requestId: "1" },
    request: { ...request, method: "OPTIONS", headers: { "access-control-request-headers": "x-q" } } });
  told("2", "responseReceivedExtraInfo", { statusCode: 204, headers: response.headers });
  told("2", "responseReceived", { response, hasExtraInfo: true });
  told("1", "requestWillBeSentExtraInfo", { headers: { ...request.headers, Origin: "https://a.example" } });
  told("1", "responseReceivedExtraInfo", { statusCode: 200, headers: response.headers });
  told("1", "responseReceived", { response: { ...response, status: 200 }, hasExtraInfo: true });
  const [finding] = await watch.findings();
  assert.deepEqual([finding.isBlocked, finding.response.type], [false, "cors"]);
});
