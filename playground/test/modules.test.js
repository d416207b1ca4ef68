// The first example's answer is in the page; the smaller module answers all else, and the whole program
// is loaded once a HAR comes; on any static host, under any path.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as http from "node:http";
import * as path from "node:path";
import { test } from "node:test";
import { answered, launch } from "./browser.js";

const TYPES = { ".html": "text/html", ".wasm": "application/wasm" };
const told = (page) => page.evaluate(() => globalThis.corsievePlayground.told());

/** A static host of the page, which `hold(name)` may keep waiting, and the names that it was asked for. */
async function host(t, hold = () => null) {
  const asked = [];
  const server = http.createServer(async (request, response) => {
    const name = request.url.replace(/^\/deep\/er\//, "") || "index.html";
    asked.push(name);
    if (await hold(name)) return response.writeHead(500).end();
    const file = path.join(process.env.PLAYGROUND, name);
    if (name.includes("/") || !fs.existsSync(file)) return response.writeHead(404).end();
    return response.writeHead(200, { "Content-Type": TYPES[path.extname(name)] }).end(fs.readFileSync(file));
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const { browser, close } = await launch("chromium");
  t.after(async () => {
    await close();
    server.close();
    server.closeAllConnections();
  });
  const page = await browser.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => ["error", "warn"].includes(message.type()) && errors.push(message.text()));
  await page.goto(`http://127.0.0.1:${server.address().port}/deep/er/`, { waitUntil: "domcontentloaded" });
  return { page, asked, errors };
}

test("page.wasm first, program.wasm for a HAR", async (t) => {
  const { page, asked, errors } = await host(t);
  await answered(page);
  assert.deepEqual(asked, ["index.html", "page.wasm"]);
  await (await page.$("#file")).uploadFile(path.resolve("tools/examples/session.har"));
  await page.waitForSelector("#har >>> details");
  assert.deepEqual(asked, ["index.html", "page.wasm", "program.wasm"]);
  // What was pasted is answered as before.
  await page.click("#har button");
  await page.select("#example", "0");
  assert.equal((await told(page)).answer.outcome, "ok");
  assert.deepEqual(errors, []);
});

test("the first example is answered without a module, as the program answers it; all else once it comes", async (t) => {
  let release;
  const held = new Promise((done) => (release = done));
  const { page, errors } = await host(t, (name) => (name === "page.wasm" ? held : null));
  await page.waitForSelector(".verdict");
  await page.waitForSelector("#profiles h2");
  const { answer, args, files } = await told(page);
  const { stdout } = spawnSync(process.env.CORSIEVE_PROGRAM, args, { input: files["-"] });
  assert.deepEqual(answer, JSON.parse(stdout));
  await page.focus("#text");
  await page.$eval("#text", (text) => text.setSelectionRange(text.value.indexOf("\n") + 1, text.value.indexOf("\n") + 1));
  await page.keyboard.type("X-Typed: 1\n");
  const typed = await page.$eval("#text", (text) => text.value);
  // The fix of what is no longer there changes nothing.
  await page.click("#fix [data-key=apply]");
  assert.equal(await page.$eval("#text", (text) => text.value), typed);
  assert.deepEqual((await told(page)).answer, answer);
  release();
  await answered(page);
  await page.waitForFunction(() => globalThis.corsievePlayground.told().answer.fates.some(({ name }) => name === "X-Typed"));
  assert.deepEqual(errors, []);
});

test("what page.wasm cannot read loads program.wasm, and gets the program's answer", async (t) => {
  let release;
  const held = new Promise((done) => (release = done));
  const { page, asked, errors } = await host(t, (name) => (name === "program.wasm" ? held : null));
  await answered(page);
  const text = fs.readFileSync("tests/pastes/firefox_pane_lines.txt", "utf8");
  await page.evaluate((pasted) => globalThis.corsievePlayground.take({ text: pasted }), text);
  assert.match(await page.$eval("#read", (element) => element.textContent), /needs the rest of the program/);
  assert.ok(await page.$("#explain.behind"));
  release();
  await page.waitForSelector("#explain:not(.behind)");
  const { answer, args, files } = await told(page);
  assert.deepEqual(answer, JSON.parse(spawnSync(process.env.CORSIEVE_PROGRAM, args, { input: Buffer.from(files["-"], "latin1") }).stdout));
  assert.deepEqual(asked, ["index.html", "page.wasm", "program.wasm"]);
  assert.deepEqual(errors, []);
});

test("every example is answered by page.wasm alone, as is what curl prints", async (t) => {
  const { page, asked, errors } = await host(t);
  await answered(page);
  for (const i of (await page.$$eval("#example option", (options) => options.map(({ value }) => value))).filter(Boolean)) {
    await page.select("#example", i);
    assert.equal((await told(page)).state.text, await page.$eval("#text", (box) => box.value), i);
    const button = await page.$("#fix [data-key=apply]");
    await button?.click();
  }
  for (const name of ["curl-si", "curl-v", "curl-siL", "curl-vL-http2"]) {
    const text = fs.readFileSync(`tests/pastes/${name}.txt`, "utf8");
    await page.evaluate((pasted) => globalThis.corsievePlayground.take({ text: pasted }), text);
    assert.equal((await told(page)).answer.error, undefined);
  }
  assert.deepEqual(asked, ["index.html", "page.wasm"]);
  assert.deepEqual(errors, []);
});

const complaint = (page) => page.$eval("#broken", (element) => (element.hidden ? "" : element.textContent));

test("a module that does not come is told", async (t) => {
  const { page } = await host(t, (name) => name === "page.wasm");
  await page.waitForFunction(() => !document.querySelector("#broken").hidden);
  const said = /^The program cannot be run here: page\.wasm is not there \(500\)\. Nothing new can be answered\.$/;
  assert.match(await complaint(page), said);
  assert.ok(await page.$(".verdict"));
  // A link's text is there, and nothing says that it is on its way.
  await page.goto(await page.evaluate(() => {
    globalThis.corsievePlayground.take({ text: "HTTP/1.1 200 OK\nX-Linked: 1\n" });
    return globalThis.corsievePlayground.link();
  }));
  await page.reload();
  await page.waitForFunction(() => !document.querySelector("#broken").hidden);
  assert.match(await complaint(page), said);
  assert.match(await page.$eval("#text", (box) => box.value), /X-Linked/);
  assert.equal(await page.$eval("#verdict", (element) => element.textContent), "");
});

test("where the rest of the program does not come, what needs it is told, and nothing else", async (t) => {
  const { page } = await host(t, (name) => name === "program.wasm");
  await answered(page);
  await page.evaluate(() => globalThis.corsievePlayground.take({ text: "X-A: 1\nX-B: 2\n" }));
  await page.waitForFunction(() => !document.querySelector("#broken").hidden);
  assert.match(await complaint(page), /^The rest of the program cannot be loaded: program\.wasm .* This cannot be answered without it\.$/);
  await page.select("#example", "1");
  await page.waitForSelector("#explain:not(.behind)");
  assert.equal(await complaint(page), "");
  await new Promise((done) => setTimeout(done, 200));
  assert.equal(await complaint(page), "");
});
