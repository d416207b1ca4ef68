// The commands of README.md, but for playground/test.sh, which runs this.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { test } from "node:test";

const readme = fs.readFileSync("playground/README.md", "utf8");
const commands = /```sh\n(.*?)```/s.exec(readme)[1].split("\n").map((line) => line.replace(/ {2,}#.*/, "")).filter(Boolean);

/** A command, with the folders that the tests have. */
function run(command, more = []) {
  const [program, ...args] = command.replace("build/playground", process.env.PLAYGROUND)
    .replace("build/wasm", process.env.CORSIEVE_WASM).split(" ");
  return spawnSync(program === "node" ? process.execPath : program, [...args, ...more], { encoding: "utf8" });
}

test("README's commands are those that are run here, and do what it says", () => {
  assert.deepEqual(commands.map((command) => command.split(" ").find((word) => word.includes("/"))),
    ["bindings/wasm/build.sh", "playground/build.js", "playground/test.sh", "playground/measure.mjs"]);
  const built = run(commands[1]);
  assert.equal(built.status, 0, built.stderr);
  for (const file of ["corsieve-playground.html", "index.html", "page.wasm", "program.wasm"]) {
    assert.match(built.stdout, new RegExp(`^${file.replace(".", "\\.")} +[\\d,]+ +[\\d,]+ +([\\d,]+|\u2013)$`, "m"));
  }
  const measured = run(commands[3], ["--runs", "1"]);
  assert.equal(measured.status, 0, measured.stderr);
  assert.match(measured.stdout, /\| first answer, which is in the page \| [\d,]+ ms \|/);
  const shift = Number(/cumulative layout shift \| ([\d.]+) \|/.exec(measured.stdout)[1]);
  assert.ok(shift < 0.01, `${shift}`);
});

test("wrong arguments are told", () => {
  for (const args of ["", "a b --wasm x", "a", "a --nonsense", "a --wasm /nowhere"]) {
    const ran = run(`node playground/build.js ${args}`.trim());
    assert.equal(ran.status, 2, args);
    assert.match(ran.stderr, /^playground\/build\.js: .+\nusage: /, args);
  }
});
