// Puppeteer, driving Debian's Chromium.

import assert from "node:assert/strict";
import { test } from "node:test";
import puppeteer from "puppeteer-core";
import * as door from "../dist/puppeteer.js";
import { assertBlocked, launching, runInBrowser } from "./browser.js";

const at = runInBrowser("Puppeteer", {
  door,
  // Its headers() are those of the 304 alone.
  hides304: true,
  launch: () => puppeteer.launch(launching),
  /** The response of the last of some redirects. */
  responseOf(page, redirects) {
    return page.waitForResponse((response) => {
      const request = response.request();
      const chain = request.redirectChain().filter((at) => at !== request);
      return chain.length === redirects && !/^3/.test(response.status()) || redirects === 0;
    });
  },
});

test("after redirects the Origin null is not the page's, where the others were told too late", async () => {
  const requestOf = (url, headers, redirectChain, response) => ({ url: () => url, method: () => "GET",
    resourceType: () => "fetch", headers: () => headers, redirectChain: () => redirectChain, frame: () => frame,
    response: () => response });
  const frame = { url: () => "https://a.example/", parentFrame: () => null,
                  page: () => ({ browser: () => ({ version: async () => "Chrome/156" }) }) };
  const responseOf = (status, headers, request) => ({ url: () => "", status: () => status, statusText: () => "",
    headers: () => headers, request: () => request });
  const cors = { "sec-fetch-mode": "cors", "sec-fetch-dest": "empty", host: "a.example" };
  const chain = [
    requestOf("https://a.example/", cors, [], responseOf(302, { location: "https://b.example/" })),
    requestOf("https://b.example/", {}, [],
      responseOf(302, { location: "https://a.example/", "access-control-allow-origin": "*" })),
  ];
  const last = requestOf("https://a.example/", { ...cors, origin: "null" }, chain);
  const response = responseOf(200, { "content-type": "text/plain", "access-control-allow-origin": "*" }, last);
  assert.equal((await door.expectExposed(response, "content-type")).type, "cors");
});

// Chromium judges most of these itself: the last but one is what script then sees.
const MOCKS = [
  ["no Access-Control-Allow-Origin", {}, { body: "{}" }, undefined, [/MissingAllowOriginHeader/]],
  ["*", {}, { headers: { "access-control-allow-origin": "*" } }, "cors", []],
  ["PUT, whose preflight is answered alike", { method: "PUT" },
    { headers: { "access-control-allow-origin": "*" } }, undefined, []],
  ["PUT, whose preflight is allowed", { method: "PUT" },
    { headers: { "access-control-allow-origin": "*", "access-control-allow-methods": "PUT" } }, "cors", []],
  ["two values", {}, { headers: { "access-control-allow-origin": ["*", "*"] } }, undefined,
    [/MultipleAllowOriginValues/]],
  ["no-cors", { mode: "no-cors" }, { body: "x" }, "opaque", []],
  ["no-cors, Cross-Origin-Resource-Policy", { mode: "no-cors" },
    { headers: { "cross-origin-resource-policy": "same-origin" } }, "opaque", [/CorpNotSameOrigin/]],
];
for (const [title, init, mock, type, warnings] of MOCKS) {
  at.alone(`request.respond(), ${title}`, async (page) => {
    const lines = [];
    const { restore } = door.warnOfMocks(page, { console: { warn: (line) => lines.push(line) } });
    await page.setRequestInterception(true);
    let given = mock;
    page.on("request", (request) => request.respond(given));
    assert.equal((await at.ask(page, `${at.servers.B}/`, init)).type, type);
    await at.ask(page, `${at.servers.B}/`, init);
    assert.equal(lines.length, warnings.length, lines.join("\n"));
    warnings.forEach((warning, i) => assert.match(lines[i], warning));
    given = { headers: { "access-control-allow-origin": "http://x" } };
    await at.ask(page, `${at.servers.B}/`);
    assert.match(lines.pop(), /AllowOriginMismatch/);
    restore();
    await at.ask(page, `${at.servers.B}/`, init);
    assert.equal(lines.length, warnings.length);
  });
}

at.alone("what a mock has blocked", async (page) => {
  const watch = await door.explainBlocked(page);
  await page.setRequestInterception(true);
  page.on("request", (request) => request.respond({ body: "{}" }));
  await assertBlocked(at, page, watch, "MissingAllowOriginHeader");
});
