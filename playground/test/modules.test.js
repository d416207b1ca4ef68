// The smaller module answers first, and the whole program is loaded once a HAR comes; on any static
// host, under any path.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as http from "node:http";
import * as os from "node:os";
import * as path from "node:path";
import { test } from "node:test";
import { answered, launch } from "./browser.js";

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".wasm": "application/wasm" };

test("page.wasm first, program.wasm for a HAR", async (t) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "playground-modules-"));
  t.after(() => fs.rmSync(folder, { recursive: true, force: true }));
  const program = path.join(process.env.CORSIEVE_WASM, "program.wasm");
  const smaller = path.join(process.env.CORSIEVE_WASM, "page.wasm");
  fs.symlinkSync(program, path.join(folder, "program.wasm"));
  // Where there is none yet, the program stands in for it.
  fs.symlinkSync(fs.existsSync(smaller) ? smaller : program, path.join(folder, "page.wasm"));
  const out = path.join(folder, "out");
  const built = spawnSync(process.execPath, ["playground/build.js", out, "--wasm", folder], { encoding: "utf8" });
  assert.equal(built.status, 0, built.stderr);

  const asked = [];
  const server = http.createServer((request, response) => {
    asked.push(request.url);
    const name = request.url.replace(/^\/deep\/er\//, "") || "index.html";
    const file = path.join(out, name);
    if (name.includes("/") || !fs.existsSync(file)) return response.writeHead(404).end();
    return response.writeHead(200, { "Content-Type": TYPES[path.extname(name)] }).end(fs.readFileSync(file));
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const { browser, close } = await launch("chromium");
  t.after(async () => {
    await close();
    server.close();
  });
  const page = await browser.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => ["error", "warn"].includes(message.type()) && errors.push(message.text()));
  await page.goto(`http://127.0.0.1:${server.address().port}/deep/er/`);
  await answered(page);
  const files = (urls) => urls.map((url) => path.basename(url)).sort();
  assert.deepEqual(files(asked), ["er", "page.wasm", "playground.js"]);
  await (await page.$("#file")).uploadFile(path.resolve("tools/examples/session.har"));
  await page.waitForSelector("#har .row");
  assert.deepEqual(files(asked), ["er", "page.wasm", "playground.js", "program.wasm"]);
  // What was pasted is answered as before.
  await page.click("#har button");
  await page.select("#example", "0");
  assert.equal(await page.evaluate(() => globalThis.corsievePlayground.told().answer.outcome), "ok");
  assert.deepEqual(errors, []);
});
