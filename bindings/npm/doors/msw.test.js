// MSW: fetch is wrapped once its server listens.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { corsFetch, install } from "../dist/fetch.js";
import { quiet } from "./quiet.js";
import { runStories } from "./run.js";

const A = "http://a.example";
const B = "http://b.example";
const server = setupServer();
server.listen({ onUnhandledRequest: "error" });
after(() => server.close());

const answer = ({ status, headers }) => {
  const given = new Headers();
  for (const [name, value] of headers) given.append(name, value);
  return new HttpResponse(status === 302 ? null : "body", { status, headers: given });
};

runStories("MSW", {
  A, B,
  serve(hops) {
    server.resetHandlers(http.all("*", () => answer(hops.shift())));
  },
  alone: (url, init) => fetch(url, init),
  enforced: (url, init) => corsFetch(fetch, { origin: A, console: quiet })(url, init),
});

const allowed = () => HttpResponse.json({}, { headers: { "access-control-allow-origin": "*" } });

test("a handler for OPTIONS answers the preflight, and where there is none it says so", async () => {
  const page = install({ origin: A, console: quiet });
  try {
    server.resetHandlers(http.put(`${B}/`, allowed));
    await assert.rejects(fetch(`${B}/`, { method: "PUT" }), (error) => {
      assert.equal(error.reason.name, "PreflightConnectionClosed");
      assert.match(error.cause.message, /decided by the answer to OPTIONS http:\/\/b\.example\//);
      return true;
    });
    server.use(http.options(`${B}/`, () => new HttpResponse(null, { status: 204, headers: {
      "access-control-allow-origin": "*", "access-control-allow-methods": "PUT" } })));
    assert.equal((await fetch(`${B}/`, { method: "PUT" })).type, "cors");
  } finally {
    page.restore();
  }
});

test("without handlers for OPTIONS they can be assumed to allow", async () => {
  server.resetHandlers(http.put(`${B}/`, allowed));
  const assumed = corsFetch(fetch, { origin: A, preflight: "assume", console: quiet });
  assert.equal((await assumed(`${B}/`, { method: "PUT" })).type, "cors");
});
