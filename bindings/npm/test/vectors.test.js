// docs/upstream/cors-vectors.json, as anybody would run it.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { Exchange, resolveLocation } from "corsieve";

const folder = new URL("../../../docs/upstream/", import.meta.url);
const { version, vectors } = JSON.parse(fs.readFileSync(new URL("cors-vectors.json", folder)));

function run({ request, answers }) {
  const exchange = new Exchange(request);
  const left = [...answers];
  while (exchange.next !== "done") {
    if (exchange.next === "resolve-location") {
      exchange.resolved(resolveLocation(exchange.location, exchange.currentUrl));
      continue;
    }
    const { to, ...answer } = left.shift() ?? {};
    const { method, url } = exchange.outgoing;
    assert.equal(`${method} ${url}`, to);
    exchange.receive(answer);
  }
  assert.deepEqual(left, []);
  const seen = exchange.response;
  if (seen.type === "error") return { type: "error", reason: seen.reason.name };
  return {
    type: seen.type, status: seen.status, statusText: seen.statusText, url: exchange.responseUrl,
    redirected: exchange.redirected, headers: seen.headers.map((pair) => [...pair]),
    ...(request.api === "xhr" && { getAllResponseHeaders: seen.getAllResponseHeaders() }),
    reason: seen.reason.name,
  };
}

test("each vector is answered as it says", () => {
  assert.equal(version, 1);
  assert.ok(vectors.length > 900, `${vectors.length}`);
  for (const vector of vectors) assert.deepEqual(run(vector), vector.expect, vector.id);
});

test("the file is what vectors.py writes", () => {
  const made = spawnSync(fileURLToPath(new URL("vectors.py", folder)),
    ["--check", process.env.CORSIEVE_PROGRAM]);
  assert.equal(made.status, 0, made.stderr.toString());
});
