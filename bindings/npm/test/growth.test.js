// Memory may grow in any call of the module, and views of it are then gone: answers
// are the same where it does so in each.

import assert from "node:assert/strict";
import * as fs from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

let grows = false;
const { Instance } = WebAssembly;
WebAssembly.Instance = function (module) {
  const { exports } = new Instance(module);
  const { memory } = exports;
  const calls = { memory };
  for (const [name, call] of Object.entries(exports)) {
    if (typeof call !== "function") continue;
    calls[name] = (...args) => {
      const result = call(...args);
      if (grows) memory.grow(0); // Which is enough for that.
      return result;
    };
  }
  return { exports: calls };
};
const { filterResponse, profiles, reasons, visibleHeaders } = await import("corsieve");
const { runCase } = await import("./run_case.js");

const folder = fileURLToPath(new URL("../../../tests/cases/", import.meta.url));
const cases = fs.readdirSync(folder).filter((name) => name.endsWith(".ndjson"))
  .flatMap((name) => fs.readFileSync(folder + name, "utf8").split("\n").filter((line) => line))
  .map((line) => JSON.parse(line)).filter((given) => given.request && given.responses);

function both(answer) {
  const before = answer();
  grows = true;
  try {
    assert.deepEqual(answer(), before);
  } finally {
    grows = false;
  }
}

for (const { name: profile } of profiles) {
  test(`exchanges, ${profile}`, () => {
    for (const given of cases) {
      let told = {};
      try {
        told = runCase(given, profile, { request: {} });
      } catch {
        continue; // A wrong call, which is asked elsewhere.
      }
      both(() => runCase(given, profile, told));
    }
  });

  test(`responses, ${profile}`, () => {
    for (const given of cases) {
      const { origin, url } = given.request;
      both(() => {
        try {
          return JSON.stringify(filterResponse({ origin, url }, given.responses[0] ?? "", { profile }));
        } catch (error) {
          return `${error.code}: ${error.message}`;
        }
      });
    }
  });
}

test("lists, and what is said of reasons and profiles", () => {
  both(() => visibleHeaders({ etag: " 1", "set-cookie": ["a", "b"], "x-a": "\xe9" }, "x-a, *"));
  both(() => JSON.stringify([profiles, reasons]));
});
