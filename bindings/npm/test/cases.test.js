// Every case of tests/cases/, and of CORSIEVE_SHARED, is answered through the
// package as the program answers it, in every profile.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { runCase } from "./run_case.js";

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "../../..");
const program = process.env.CORSIEVE_PROGRAM;
const PROFILES = ["standard", "chromium", "firefox", "webkit"];

function caseFiles() {
  const folders = [path.join(root, "tests/cases")];
  if (process.env.CORSIEVE_SHARED) folders.push(path.join(process.env.CORSIEVE_SHARED, "cases"));
  return folders.flatMap((folder) => fs.readdirSync(folder)
    .filter((name) => name.endsWith(".ndjson")).sort().map((name) => path.join(folder, name)));
}

function readCases(file) {
  return fs.readFileSync(file, "utf8").split("\n").filter((line) => line).map((line) => JSON.parse(line))
    .filter((given) => given.request && given.responses);
}

function batch(cases, profile) {
  const run = spawnSync(program, ["batch", "--profile", profile], {
    input: cases.map((given) => `${JSON.stringify(given)}\n`).join(""), maxBuffer: 1 << 30,
  });
  return run.stdout.toString().split("\n").filter((line) => line).map((line) => JSON.parse(line));
}

for (const file of caseFiles()) {
  const cases = readCases(file);
  if (cases.length === 0) continue;
  for (const profile of PROFILES) {
    test(`${path.basename(path.dirname(path.dirname(file)))}/${path.basename(file)}, ${profile}`, () => {
      const told = batch(cases, profile);
      assert.equal(told.length, cases.length);
      let wrong = 0;
      let first;
      cases.forEach((given, i) => {
        try {
          assert.equal(told[i].error, undefined);
          assert.deepEqual(runCase(given, profile, told[i]), told[i]);
        } catch (error) {
          wrong += 1;
          first ??= new Error(`${given.id}: ${error.message}`);
        }
      });
      assert.equal(wrong, 0, `${wrong} of ${cases.length} differ; first ${first?.message}`);
      console.log(`${path.basename(file)}, ${profile}: ${cases.length} cases`);
    });
  }
}
