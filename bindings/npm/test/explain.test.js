// explain() says what `corsieve explain` prints of the same request and heads.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { Exchange, filterResponse, resolveLocation } from "corsieve";

const program = process.env.CORSIEVE_PROGRAM;
const page = { origin: "https://app.example", url: "https://api.example/data" };

function printed(args, head) {
  const run = spawnSync(program, ["explain", "--origin", page.origin, "--url", page.url, ...args],
    { input: Buffer.from(head, "latin1") });
  assert.equal(run.stderr.toString(), "");
  return run.stdout.toString("latin1");
}

const heads = [
  "HTTP/1.1 200 OK\r\nContent-Type: a/b\r\n\r\n",
  "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nX-Total-Count: 3\r\nETag: \"1\"\r\n\r\n",
  "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nAccess-Control-Expose-Headers: X-A, b@d\r\n" +
    "X-A: 1\r\n\r\n",
  "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: https://app.example/\r\nVary: Origin\r\n\r\n",
  "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic\r\n\r\n",
  "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nX: \x01\xe9\r\n\r\n",
  "HTTP/1.1 200 OK\r\nServer: nginx/1.22.1\r\nAccess-Control-Allow-Origin: *\r\nX-A: 1\r\n\r\n",
];

for (const [i, head] of heads.entries()) {
  for (const profile of ["standard", "chromium", "firefox", "webkit", "all"]) {
    test(`head ${i}, ${profile}`, () => {
      const seen = filterResponse(page, head);
      assert.equal(seen.explain({ profile }), printed(["--profile", profile], head));
    });
  }
  test(`head ${i}, with credentials, one header`, () => {
    const seen = filterResponse({ ...page, credentials: "include" }, head);
    const args = ["--credentials", "include", "--want", "X-Total-Count"];
    const run = spawnSync(program, ["explain", "--origin", page.origin, "--url", page.url, ...args],
      { input: Buffer.from(head, "latin1") });
    assert.equal(seen.explain({ wants: ["X-Total-Count"] }), run.stdout.toString("latin1"));
  });
}

test("a parsed response is told as its head", () => {
  const seen = filterResponse(page, { status: 200, statusText: "OK",
                                      headers: [["Access-Control-Allow-Origin", "*"], ["X-A", "1"]] });
  assert.equal(seen.explain(), printed([],
    "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nX-A: 1\r\n\r\n"));
});

test("a chain of redirects, relative and with bytes", () => {
  const chain = [
    "HTTP/1.1 302 Found\r\nLocation: ../\xe9?q=1\r\nAccess-Control-Allow-Origin: *\r\n\r\n",
    "HTTP/1.1 302 Found\r\nLocation: https://app.example/x\r\nAccess-Control-Allow-Origin: *\r\n\r\n",
    "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: https://app.example\r\n\r\n",
  ];
  const exchange = new Exchange(page);
  for (const head of chain) {
    exchange.receive(head);
    if (exchange.next === "resolve-location") {
      exchange.resolved(resolveLocation(exchange.location, exchange.currentUrl));
    }
  }
  assert.equal(exchange.explain(), printed([], chain.join("")));
  assert.equal(exchange.response.explain(), exchange.explain());
});
