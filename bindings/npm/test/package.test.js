// What is packed, and that it can be used where it is installed.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

const here = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const bin = (name) => path.join(here, "node_modules/.bin", name);
let project;
let packed;
const run = (command, ...args) =>
  execFileSync(command, args, { cwd: project, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

before(() => {
  project = fs.mkdtempSync(path.join(os.tmpdir(), "corsieve-npm-"));
  const told = execFileSync("npm", ["pack", "--json", "--pack-destination", project], { cwd: here });
  [packed] = JSON.parse(told);
  fs.writeFileSync(path.join(project, "package.json"), '{"private": true, "type": "module"}');
  run("npm", "install", "--no-audit", "--no-fund", "--offline", `./${packed.filename}`);
});
after(() => fs.rmSync(project, { recursive: true, force: true }));

const typed = ["fetch", "happy-dom", "index", "jsdom", "playwright", "puppeteer"];
const inBoth = (folder) => [`${folder}/browser.js`,
  ...typed.flatMap((name) => [`${folder}/${name}.js`, `${folder}/${name}.d.ts`])];

test("these files, and no others", () => {
  assert.deepEqual(packed.files.map((file) => file.path).sort(), [
    "LICENSE", "README.md", ...inBoth("dist/cjs"), "dist/bin.js", "dist/cjs/package.json",
    "dist/explain.wasm",
    ...inBoth("dist"), "dist/wasm.js", "package.json",
  ].sort());
  console.log(`packed: ${packed.size} bytes`);
});

test("at most 260 kB", () => assert.ok(packed.size <= 260_000, `${packed.size}`));

test("no dependencies, and nothing runs when it is installed", () => {
  const installed = JSON.parse(fs.readFileSync(path.join(project, "node_modules/corsieve/package.json")));
  assert.equal(installed.dependencies, undefined);
  assert.equal(installed.scripts, undefined);
  assert.deepEqual(fs.readdirSync(path.join(project, "node_modules")).filter((n) => n[0] !== "."),
    ["corsieve"]);
});

const script = (imports) => `${imports}
const seen = filterResponse({ origin: "https://a.example", url: "https://b.example/" },
  { status: 200, headers: { "access-control-allow-origin": "*", "x-total-count": "3" } });
console.log(seen.get("x-total-count"), typeof corsFetch, /Expose-Headers: X-Total-Count/i.test(seen.explain()));
`;
const said = "null function true\n";

test("as a module", () => {
  fs.writeFileSync(path.join(project, "a.mjs"), script(
    'import { filterResponse } from "corsieve"; import { corsFetch } from "corsieve/fetch";'));
  assert.equal(run(process.execPath, "a.mjs"), said);
});

test("by require()", () => {
  fs.writeFileSync(path.join(project, "a.cjs"), script(
    'const { filterResponse } = require("corsieve"); const { corsFetch } = require("corsieve/fetch");'));
  assert.equal(run(process.execPath, "a.cjs"), said);
});

test("loading it touches no global and compiles nothing", () => {
  fs.writeFileSync(path.join(project, "b.mjs"), `
const before = Reflect.ownKeys(globalThis).length;
WebAssembly.Module = function () { throw new Error("compiled"); };
await import("corsieve"); await import("corsieve/fetch");
console.log(Reflect.ownKeys(globalThis).length - before);`);
  assert.equal(run(process.execPath, "b.mjs"), "0\n");
});

test("bundled by esbuild, as a page has it", () => {
  fs.writeFileSync(path.join(project, "c.mjs"), `
import { filterResponse } from "corsieve"; import { corsFetch } from "corsieve/fetch";
const seen = filterResponse({ origin: "https://a.example", url: "https://b.example/" }, { status: 200, headers: {} });
console.log(seen.reason.name, typeof corsFetch);`);
  for (const [format, file] of [["esm", "out.mjs"], ["cjs", "out.cjs"]]) {
    run(bin("esbuild"), "c.mjs", "--bundle", "--platform=browser", `--format=${format}`,
      "--external:node:*", `--outfile=${file}`, "--log-level=error");
    assert.equal(run(process.execPath, file), "MissingAllowOriginHeader function\n");
  }
});

test("bundled where it is required", () => {
  fs.writeFileSync(path.join(project, "d.cjs"), `
const { filterResponse } = require("corsieve");
console.log(filterResponse({ origin: "https://a.example", url: "https://b.example/" },
  { status: 200, headers: {} }).reason.name);`);
  for (const platform of ["browser", "node"]) {
    run(bin("esbuild"), "d.cjs", "--bundle", `--platform=${platform}`, "--external:node:*",
      `--outfile=out-${platform}.cjs`, "--log-level=error");
    assert.equal(run(process.execPath, `out-${platform}.cjs`), "MissingAllowOriginHeader\n");
  }
});

test("npx corsieve asks npx for the program, which this package does not have", () => {
  const told = spawnSync("npx", ["--offline", "corsieve", "reasons", "NotExposed"],
    { cwd: project, encoding: "utf8" });
  assert.match(told.stderr, /ENOTCACHED/);
  assert.notEqual(told.status, 0);
  // A npx that says what it was asked for.
  const npm = fs.mkdtempSync(path.join(project, "npm-"));
  fs.writeFileSync(path.join(npm, "npx-cli.js"),
    "console.log(JSON.stringify(process.argv.slice(2))); process.exitCode = 3;");
  const bin = path.join(project, "node_modules/corsieve/dist/bin.js");
  const args = ["explain", "--want", "a b", "-"];
  const run = (env) => spawnSync(process.execPath, [bin, ...args], { cwd: project, encoding: "utf8", env });
  const asked = run({ npm_execpath: path.join(npm, "npm-cli.js") });
  assert.deepEqual(JSON.parse(asked.stdout), ["corsieve-cli@0.1.0", ...args]);
  assert.equal(asked.status, 3);
  const alone = run({});
  assert.equal(alone.stderr, "corsieve: that is in the package corsieve-cli. Try\n" +
    "  npx corsieve-cli explain --want a b -\n");
  assert.equal(alone.status, 2);
});

test("types, strict, in both formats", () => {
  const use = fs.readFileSync(path.join(here, "test/types.ts"), "utf8");
  fs.writeFileSync(path.join(project, "d.mts"), use);
  fs.writeFileSync(path.join(project, "d.cts"), use);
  run(bin("tsc"), "--noEmit", "--strict", "--module", "nodenext", "--target", "es2022",
    "--lib", "es2022,dom,dom.iterable", "--types", "", "d.mts", "d.cts");
  // Nor are the types of a browser or of Node needed.
  fs.writeFileSync(path.join(project, "e.mts"), 'import { reasons } from "corsieve"; reasons.NotExposed.fix;');
  run(bin("tsc"), "--noEmit", "--strict", "--module", "nodenext", "--target", "es2022",
    "--lib", "es2022", "--types", "", "--skipLibCheck", "e.mts");
});

test("publint", () => {
  const told = run(bin("publint"), "run", path.join(project, packed.filename), "--strict");
  assert.match(told, /All good!/);
});

test("are the types wrong?", () => {
  run(bin("attw"), path.join(project, packed.filename), "--profile", "node16",
    "--exclude-entrypoints", "explain.wasm");
});
