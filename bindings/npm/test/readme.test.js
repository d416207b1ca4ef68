// The JavaScript of README.md at the top, where the package is installed and
// where it is not.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const here = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const readme = fs.readFileSync(path.join(here, "../../README.md"), "utf8");
const [example] = [...readme.matchAll(/```js\n(.*?)```/gs)].map((block) => block[1]);

test("README's example fails without the package, and passes with it", (t) => {
  const project = fs.mkdtempSync(path.join(os.tmpdir(), "corsieve-readme-"));
  t.after(() => fs.rmSync(project, { recursive: true, force: true }));
  const run = (text) => {
    fs.writeFileSync(path.join(project, "example.mjs"), text);
    return spawnSync(process.execPath, ["example.mjs"], { cwd: project, encoding: "utf8" });
  };
  const alone = example.replace(/^import .* "corsieve\/fetch";$/m, "")
    .replace(/^const page = .*$/m, "").replace(/^page\..*$/m, "");
  assert.doesNotMatch(alone, /corsieve|page/);
  const without = run(alone);
  assert.match(without.stderr, /AssertionError/);
  assert.match(without.stderr, /'3' !== null/);

  const [packed] = JSON.parse(execFileSync("npm", ["pack", "--json", "--pack-destination", project], { cwd: here }));
  fs.writeFileSync(path.join(project, "package.json"), '{"private": true}');
  execFileSync("npm", ["install", "--no-audit", "--no-fund", "--offline", `./${packed.filename}`],
    { cwd: project, stdio: "ignore" });
  const withIt = run(example);
  assert.equal(withIt.stderr, "");
  assert.equal(withIt.status, 0);
});
