// corsieve-cli says what the program says: the same bytes, the same exit status.

import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync, gzipSync } from "node:zlib";

const here = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const root = path.join(here, "../..");
const program = process.env.CORSIEVE_PROGRAM;
const { run } = await import("../cli/dist/index.js");
const cli = path.join(here, "cli/dist/cli.js");
// A module of its own, for page.wasm.
const page = await import("../cli/src/program.js?page");
const pageFile = fs.readFileSync(path.join(here, "cli/page/page.wasm.br"));
page.loadSync(brotliDecompressSync(pageFile));
let folder;
before(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), "corsieve-cli-"))));
after(() => fs.rmSync(folder, { recursive: true, force: true }));

const filesIn = (where, ...extensions) => fs.existsSync(where) ?
  fs.readdirSync(where).filter((name) => extensions.includes(path.extname(name)))
    .map((name) => path.join(where, name)) : [];

/** The function and the program, of the same arguments and files. */
function same(args, { input = "", files = {} } = {}) {
  const theirs = spawnSync(program, args, { input, cwd: folder, maxBuffer: 1 << 28 });
  const ours = run(args, { files: { ...files, "-": input } });
  const what = JSON.stringify(args);
  assert.equal(ours.stdout, theirs.stdout.toString(), what);
  assert.equal(ours.stderr, theirs.stderr.toString(), what);
  assert.equal(ours.status, theirs.status, what);
  // What page.wasm has is the same, too; what it has not is a trap.
  if (args[0] !== "explain") return;
  ++onPage.asked;
  try {
    assert.deepEqual(page.run(args, { files: { ...files, "-": input } }), ours, what);
  } catch (error) {
    if (!(error instanceof WebAssembly.RuntimeError)) throw error;
    ++onPage.left;
    assert.ok(!(args.includes("json") && isHead(input) && !args.some((arg) => LEFT_OUT.test(arg))), `left out: ${what}`);
  }
}

/** How often page.wasm was asked, and how often it leaves that to program.wasm. */
const onPage = { asked: 0, left: 0 };
const LEFT_OUT = /^--(for|want|expect-.*)$/;
/** Whether a browser would read it as the head of a response, and no command or prompt is before it. */
const isHead = (input) => /^HTTP\/[\d.]+ \d{3}[ \r\n]/.test(input.toString("latin1"));

/** The same of the command: its own process. */
function sameProcess(args, options = {}) {
  const [ours, theirs] = [[process.execPath, [cli, ...args]], [program, args]].map(([file, all]) =>
    spawnSync(file, all, { cwd: folder, maxBuffer: 1 << 28, ...options }));
  assert.equal(ours.stdout.toString(), theirs.stdout.toString(), JSON.stringify(args));
  assert.equal(ours.stderr.toString(), theirs.stderr.toString(), JSON.stringify(args));
  assert.equal(ours.status, theirs.status, JSON.stringify(args));
}

const cross = ["--origin", "https://app.example", "--url", "https://api.example/items"];
const SETS = [
  [],
  [...cross, "--profile", "all"],
  [...cross, "--profile", "chromium", "--credentials", "include", "--for", "nginx"],
  ["--profile", "firefox", "--format", "json", "--want", "X-Total-Count", "--want", "ETag"],
  [...cross, "--profile", "all", "--format", "json", "--for", "s3"],
  [...cross, "--profile", "webkit", "-X", "PUT", "-H", "X-A: 1", "--expect-exposed", "Content-Type",
   "--expect-hidden", "X-A", "--expect-type", "cors", "--expect-error", "AllowOriginMismatch"],
  ["--for", "express", "--api", "xhr"],
  [...cross, "--format", "json", "--profile", "chromium"],
  ["--format", "json", "--profile", "all"],
];

for (const file of filesIn(path.join(root, "tests/pastes"), ".txt")) {
  test(`explain ${path.basename(file)}`, () => {
    const input = fs.readFileSync(file);
    for (const set of SETS) same(["explain", ...set], { input });
  });
}

const HAR_SETS = [
  [], ["--all", "--want", "X-Total-Count"], ["--format", "json", "--profile", "chromium"],
  ["--format", "ndjson", "--profile", "firefox"], ["--format", "html"], ["--format", "sarif"],
  ["--format", "github", "--expect-type", "cors"], ["--url", "/api", "--expect-exposed", "ETag"],
  ["--origin", "https://app.example", "--format", "json", "--profile", "webkit"],
];
const hars = [...filesIn(path.join(root, "tests/har"), ".har"), ...filesIn(path.join(root, "tools/examples"), ".har"),
  ...(process.env.CORSIEVE_SHARED ? filesIn(path.join(process.env.CORSIEVE_SHARED, "data/har"), ".har") : [])];
for (const file of hars) {
  test(`har ${path.basename(file)}`, () => {
    const input = fs.readFileSync(file);
    for (const set of HAR_SETS) same(["har", ...set], { input });
    fs.writeFileSync(path.join(folder, "a b.har"), input);
    same(["har", "--format", "sarif", "a b.har"], { files: { "a b.har": input } });
    same(["har", "--format", "github", "a b.har"], { files: { "a b.har": input } });
    for (const set of SETS.slice(0, 5)) same(["explain", ...set], { input });
  });
}

test("heads of the shared cases", { skip: !process.env.CORSIEVE_SHARED }, () => {
  let count = 0;
  for (const file of filesIn(path.join(process.env.CORSIEVE_SHARED, "cases"), ".ndjson")) {
    for (const line of fs.readFileSync(file, "utf8").split("\n").filter(Boolean).slice(0, 60)) {
      const { request, responses = [] } = JSON.parse(line);
      const input = Buffer.from(responses.filter((r) => typeof r === "string").join(""), "latin1");
      if (!request || input.length === 0) continue;
      same(["explain", "--profile", "all", "--format", count % 2 ? "json" : "text",
            "--url", request.url], { input });
      ++count;
    }
  }
  assert.ok(count > 100, `${count}`);
});

test("reasons", () => {
  same(["reasons"]);
  same(["reasons", "--format", "markdown"]);
  same(["reasons", "--format", "markdown", "NotExposed"]);
  same(["reasons", "no such"]);
  same(["reasons", "A", "B"]);
  const names = run(["reasons"]).stdout.match(/^ {2}\w+/gm).map((name) => name.trim());
  assert.ok(names.length > 50);
  for (const name of names) same(["reasons", name.toLowerCase()]);
});

test("help and version", () => {
  for (const command of ["explain", "har", "reasons"]) {
    same([command, "--help"]);
    same([command, "-h"]);
  }
  same(["--version"]);
  const { status, stdout } = run(["--help"]);
  assert.equal(status, 0);
  assert.match(stdout, /Commands:\n {2}explain .*\n {2}har .*\n {2}reasons/);
  assert.doesNotMatch(stdout, /^ {2}batch/m);
});

test("what only the program has is named, with what to do instead", () => {
  for (const name of ["fetch", "batch", "warc"]) {
    const { status, stdout, stderr } = run([name, "--help", "x"]);
    assert.equal(status, 2);
    assert.equal(stdout, "");
    assert.match(stderr, new RegExp(`^corsieve: ${name} is in the program, and not in the npm package: .+\\.\n$`));
  }
  same(["nonsense"]);
  assert.match(run([]).stderr, /what to do\?/);
  same(["--nonsense"]);
});

// Which arguments are options is decided by CLI11 in the program.
const WORDS = ["--origin", "--orig", "--o", "--url", "-X", "-H", "-XPUT", "-X=PUT", "-HA: b", "--want",
  "--want=", "--want=a", "--wa=b", "--profile", "--profile=chromium", "--pro", "all", "--help", "-h",
  "--help=x", "--help=false", "-hX", "-hh", "-h=1", "--", "---", "-", "--=", "-=", "--=x", "-1", "-1.5", "--for", "nginx",
  "--form", "--format=json", "json", "--expect", "--expect-exposed", "x", "[x]", "[x,y]", "{}", "", " ",
  "a=b", "https://a.example", "-é", "--é", "%%", "\\", "'", "\"q\"", "++", "true", "--credentials", "omit", "-x"];

test("arguments at random", () => {
  let state = 1;
  const random = (n) => (state = (state * 48271) % 2147483647) % n;
  const input = "HTTP/1.1 200 OK\r\nX-A: 1\r\n\r\n";
  for (let i = 0; i < 600; ++i) {
    const args = Array.from({ length: random(6) }, () => WORDS[random(WORDS.length)]);
    same([["explain", "explain", "har", "reasons"][random(4)], ...args], { input });
  }
});

const BAD = ["", "\n", "{", "[]", "{}", "null", "\x1f\x8b", "\ufeff{}", '{"log":{"entries":[1,{}]}}',
  '{"status":200,"headers":{"a":1.50,"b":-0,"c":1e3,"d":12345678901234567890123,"Content-Type":"\\ud800"}}',
  '{"status":200,"headers":{"a":1.50,"b":-0,"c":1e3,"d":12345678901234567890123,"Content-Type":"é\\u0000"}}',
  '{"status":200,"headers":{"content-type":"a","x-y":"1","content-type":"b"}}',
  '{"status":200,"headers":{"x":"\\udc00"}}', '{"status":200,"headers":[["a","b"],["c"]]}',
  "[".repeat(40) + "]".repeat(40), '{"headers":{"x-é":"ü","Date":"\\u007f"}}', "HTTP/1.1 200 OK\r\nX-\xe9: \xff\r\n\r\n"];
test("bad input", () => {
  for (const [i, text] of BAD.entries()) {
    const input = Buffer.from(text, i % 2 ? "utf8" : "latin1");
    for (const set of SETS) same(["explain", ...set], { input });
    // What is compressed the command inflates, and the function does not.
    if (text !== "\x1f\x8b") for (const set of HAR_SETS) same(["har", ...set], { input });
  }
});

test("origins and URLs", () => {
  const input = "HTTP/1.1 302 Found\r\nLocation: //b\xfcr.example/^?\xff#x\r\nAccess-Control-Allow-Origin: *\r\n\r\n";
  for (const text of ["localhost:3000", "app.example", "HTTPS://App.Example:443/x?y", "null", "*", "file:///x", "C:\\x",
    "blob:https://a.example/1", "about:blank", "chrome-extension://abc/x", "http://[::1]:80", "192.168.0.1", "http://1",
    "https://user@a.example/^", "http://bücher.example/ä", "https://a.example/%zz", "https://", "", "a b", "://", "https://a..b/"]) {
    same(["explain", "--origin", text, "--url", "https://api.example/"], { input: Buffer.from(input, "latin1") });
    same(["explain", "--origin", "https://app.example", "--url", text], { input: Buffer.from(input, "latin1") });
  }
});

test("files: several, none, a folder, preflights", () => {
  fs.writeFileSync(path.join(folder, "p.txt"), "HTTP/1.1 204 No Content\r\nAccess-Control-Allow-Origin: *\r\n\r\n");
  fs.writeFileSync(path.join(folder, "r.txt"), "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nX-A: 1\r\n\r\n");
  fs.mkdirSync(path.join(folder, "folder"), { recursive: true });
  const input = fs.readFileSync(path.join(folder, "r.txt"));
  sameProcess(["explain", "-X", "PUT", "--preflight", "p.txt", "r.txt"]);
  sameProcess(["explain", "-X", "PUT", "--preflight", "p.txt"], { input });
  sameProcess(["explain", "-X", "PUT", "--preflight", "-", "r.txt"], { input });
  sameProcess(["explain", "r.txt", "r.txt", "-"], { input });
  sameProcess(["explain", "-", "-"], { input });
  for (const command of ["explain", "har"]) {
    sameProcess([command, "none.txt"]);
    sameProcess([command, "folder"]);
    sameProcess([command, "r.txt"], { input });
  }
  sameProcess(["explain"], { input });
  sameProcess(["reasons", "NotExposed"]);
});

test("gzip, whole and broken", () => {
  const har = fs.readFileSync(path.join(root, "tools/examples/session.har"));
  const zipped = gzipSync(har);
  const inputs = { whole: zipped, members: Buffer.concat([gzipSync(har.subarray(0, 900)), gzipSync(har.subarray(900))]),
    cut: zipped.subarray(0, zipped.length - 20), garbage: Buffer.concat([zipped, Buffer.from("x")]),
    zeros: Buffer.concat([zipped, Buffer.alloc(9)]), plain: har };
  for (const [name, input] of Object.entries(inputs)) {
    fs.writeFileSync(path.join(folder, `${name}.har.gz`), input);
    for (const format of ["text", "json"]) {
      sameProcess(["har", "--format", format, `${name}.har.gz`]);
      sameProcess(["har", "--format", format], { input });
    }
  }
});

test("an answer that goes on is read for a second", { timeout: 60_000 }, async () => {
  const child = spawn(process.execPath, [cli, "explain", "--want", "x-a"]);
  child.stdin.on("error", () => {});
  child.stdin.write("HTTP/1.1 200 OK\r\nAccess-Control-Expose-Headers: *\r\nAccess-Control-Allow-Origin: *\r\n" +
    "X-A: 1\r\n\r\n");
  const more = setInterval(() => child.stdin.write("data: 1\n\n"), 100);
  let out = "";
  child.stdout.on("data", (some) => (out += some));
  const status = await new Promise((resolve) => child.on("exit", resolve));
  clearInterval(more);
  assert.equal(status, 0);
  assert.match(out, /^x-a: "1"/);
});

test("page.wasm has explain alone, and says so", () => {
  for (const args of [[], ["har"], ["reasons"], ["--help"]]) {
    assert.deepEqual(page.run(args), { status: 2, stdout: "",
      stderr: "corsieve: page.wasm has explain alone; program.wasm has more\n" });
  }
  console.log(`page.wasm: ${pageFile.length} bytes of brotli; left to program.wasm: ${JSON.stringify(onPage)}`);
  assert.ok(pageFile.length <= 129_000, `${pageFile.length}`);
});

test("no built-in of Node is loaded by the function", () => {
  const source = fs.readFileSync(path.join(here, "cli/dist/index.js"), "utf8");
  assert.doesNotMatch(source, /from"node:|require\(/);
  for (const file of ["cli/dist/program.wasm.br", "cli/page/page.wasm.br"]) {
    const module = new WebAssembly.Module(brotliDecompressSync(fs.readFileSync(path.join(here, file))));
    assert.deepEqual(WebAssembly.Module.imports(module).map((i) => `${i.module}.${i.name}`).sort(),
      ["failure", "open", "origin", "read", "resolve", "write"].map((name) => `host.${name}`));
  }
});

test("installed from its tarball, at most 280 kB", () => {
  const [packed] = JSON.parse(execFileSync("npm", ["pack", "--json", "--pack-destination", folder],
    { cwd: path.join(here, "cli") }));
  assert.deepEqual(packed.files.map((file) => file.path).sort(), ["LICENSE", "README.md", "dist/cli.js",
    "dist/index.d.ts", "dist/index.js", "dist/play/index.html", "dist/play/play.js",
    "dist/program.js", "dist/program.wasm.br", "package.json"]);

  console.log(`packed: ${packed.size} bytes`);
  assert.ok(packed.size <= 280_000, `${packed.size}`);
  const project = path.join(folder, "project");
  fs.mkdirSync(project);
  fs.writeFileSync(path.join(project, "package.json"), '{"private": true}');
  const options = { cwd: project, encoding: "utf8" };
  execFileSync("npm", ["install", "--no-audit", "--no-fund", "--offline", path.join(folder, packed.filename)], options);
  // The bin of the package corsieve finds it there.
  const bin = path.join(project, "bin.mjs");
  fs.copyFileSync(path.join(here, "dist/bin.js"), bin);
  for (const command of [["npx", "--offline", "corsieve-cli"], [process.execPath, bin]]) {
    const told = spawnSync(command[0], [...command.slice(1), "explain", "--want", "etag"],
      { ...options, input: "HTTP/1.1 200 OK\r\nETag: 1\r\n\r\n" });
    assert.match(told.stdout, /^etag: null/);
    assert.equal(told.status, 1);
    const play = spawnSync(command[0], [...command.slice(1), "play", "--help"], options);
    assert.match(play.stdout, /^usage: corsieve-cli play /);
    assert.equal(play.status, 0);
  }
});
