// A page that Vite bundled, and one that is not bundled, in Chromium, under a Content
// Security Policy. Without Chromium (Debian's, or what CHROMIUM names) only the
// bundle is made.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import * as fs from "node:fs";
import * as http from "node:http";
import * as os from "node:os";
import * as path from "node:path";
import { after, before, test } from "node:test";

const here = path.dirname(import.meta.dirname);
const chromium = process.env.CHROMIUM ?? "/usr/bin/chromium";
const skip = fs.existsSync(chromium) ? false : `no ${chromium}`;
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".wasm": "application/wasm" };

let project;
let server;
let policy;
let tell; // Called with what the page says.
const at = (name) => path.join(project, name);

const main = `
import { filterResponse, loadExplain } from "corsieve";
import { corsFetch } from "corsieve/fetch";
let said;
try {
  const seen = filterResponse({ origin: location.origin, url: "https://b.example/" },
    { status: 200, headers: { "access-control-allow-origin": "*", "x-total-count": "3" } });
  await loadExplain();
  const fixed = /Expose-Headers: X-Total-Count/i.test(seen.explain());
  said = [seen.type, seen.get("x-total-count"), typeof corsFetch, fixed].join(" ");
} catch (error) {
  said = error.name;
}
await fetch("/said?" + encodeURIComponent(said));`;
const wanted = "cors  function true";

before(async () => {
  project = fs.mkdtempSync(path.join(os.tmpdir(), "corsieve-page-"));
  const [{ filename }] = JSON.parse(execFileSync("npm",
    ["pack", "--json", "--pack-destination", project], { cwd: here }));
  fs.writeFileSync(at("package.json"), '{"private": true, "type": "module"}');
  execFileSync("npm", ["install", "--no-audit", "--no-fund", "--offline", `./${filename}`], { cwd: project });
  fs.writeFileSync(at("main.js"), main);
  fs.writeFileSync(at("index.html"), '<!doctype html><script type="module" src="main.js"></script>');
  const dist = "/node_modules/corsieve/dist";
  fs.writeFileSync(at("plain.js"), main.replace('"corsieve"', `"${dist}/index.js"`)
    .replace('"corsieve/fetch"', `"${dist}/fetch.js"`));
  fs.writeFileSync(at("plain.html"), '<!doctype html><script type="module" src="plain.js"></script>');
  execFileSync(path.join(here, "node_modules/.bin/vite"), ["build", "--logLevel", "error", "--outDir", "out", "--base", "./"],
    { cwd: project });
  server = http.createServer((request, response) => {
    if (request.url.startsWith("/said?")) {
      tell(decodeURIComponent(request.url.slice(6)));
      return response.writeHead(204).end();
    }
    const file = at(request.url);
    response.setHeader("Content-Security-Policy", policy);
    response.setHeader("Content-Type", TYPES[path.extname(file)] ?? "text/plain");
    if (fs.existsSync(file)) return fs.createReadStream(file).pipe(response);
    response.writeHead(404).end();
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
});
after(() => {
  server?.close();
  fs.rmSync(project, { recursive: true, force: true, maxRetries: 5 });
});

/** What the page says once it is done; a browser that says nothing for a minute is ended. */
async function saidBy(page, scripts) {
  policy = `default-src 'self'; script-src ${scripts}`;
  const told = new Promise((resolve) => (tell = resolve));
  const browser = spawn(chromium, ["--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0",
    `--user-data-dir=${fs.mkdtempSync(at("profile-"))}`, `http://127.0.0.1:${server.address().port}/${page}`], { stdio: "ignore", timeout: 60_000 });
  const ended = new Promise((resolve) => browser.on("exit", resolve));
  const said = await Promise.race([told, ended.then((status) => `the browser ended with ${status}`)]);
  browser.kill();
  await ended;
  return said;
}

test("Vite makes a bundle, with explain.wasm beside it", () => {
  const files = fs.readdirSync(at("out/assets")).map((name) => path.extname(name)).sort();
  assert.deepEqual(files, [".js", ".wasm"]);
});

for (const [what, page] of [["of Vite", "out/index.html"], ["not bundled", "plain.html"]]) {
  test(`a page ${what}, under script-src 'self' 'wasm-unsafe-eval'`, { skip }, async () => {
    assert.equal(await saidBy(page, "'self' 'wasm-unsafe-eval'"), wanted);
  });
}

test("under script-src 'self' alone the engine cannot be compiled", { skip }, async () => {
  assert.equal(await saidBy("plain.html", "'self'"), "CompileError");
});
