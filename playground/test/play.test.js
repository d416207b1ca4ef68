// `corsieve-cli play`: the loopback servers send the bytes, and real browsers say what their profile says.
//
//   node --test playground/test/play.test.js

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as net from "node:net";
import * as path from "node:path";
import { after, before, describe, test } from "node:test";
import * as zlib from "node:zlib";
import { bodyOf } from "../../bindings/npm/cli/src/play/body.js";
import { NAMES, answered, launch } from "./browser.js";
import { recordedCases } from "./cases.js";
import { startPlay } from "./play_server.js";

// More are asked by hand, all of them in an hour.
const WANTED = Number(process.env.PLAYGROUND_CASES ?? 240);
const BATCH = 20;

/** The bytes of an answer to a request as it is written. */
function askRaw(port, request) {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, "127.0.0.1", () => socket.write(request));
    let bytes = Buffer.alloc(0);
    socket.on("data", (some) => (bytes = Buffer.concat([bytes, some])));
    socket.on("close", () => resolve(bytes.toString("latin1")));
    socket.on("error", (error) => (error.code === "ECONNRESET" ? resolve("") : reject(error)));
  });
}

for (const name of NAMES) {
  describe(name, { concurrency: false }, () => {
    let browser, close, page, play;
    before(async () => {
      play = await startPlay();
      ({ browser, close } = await launch(name));
      page = await browser.newPage();
      await page.goto(play.url);
      await answered(page);
    });
    after(async () => {
      await close?.();
      await play?.close();
    });

    /** What the page says of cases, one after the other. */
    const checked = (cases) => page.evaluate(async (all) => {
      const { ofCase, take, check } = globalThis.corsievePlayground;
      const where = document.querySelector("#check");
      const found = [];
      for (const { request, responses, preflights = [] } of all) {
        take(ofCase({ responses, preflights, request: { api: "fetch", mode: "cors", credentials: "same-origin", redirect: "follow",
          method: "GET", headers: [], ...request } }));
        await check();
        found.push({ state: where.dataset.state, text: where.textContent });
      }
      return found;
    }, cases);

    test("it agrees on recorded cases", { timeout: 3_600_000 }, async () => {
      const cases = recordedCases(name, WANTED);
      const count = { agrees: 0, differs: 0, cannot: 0 };
      const others = [];
      for (let i = 0; i < cases.length; i += BATCH) {
        for (const [k, { state, text }] of (await checked(cases.slice(i, i + BATCH))).entries()) {
          ++count[state];
          if (state !== "agrees") others.push(`${cases[i + k].id}: ${text}`);
        }
      }
      console.log(`${name}: ${JSON.stringify(count)} of ${cases.length}`);
      if (others.length > 0) console.log(others.map((one) => one.slice(0, 400)).join("\n"));
      assert.ok(count.agrees >= 200, `${count.agrees}`);
      assert.equal(count.differs, 0);
    });
  });
}

describe("bodies", () => {
  const ok = (bytes) => assert.equal(bytes.toString(), "ok");

  test("fit what a head says of them", () => {
    const of = (...lines) => bodyOf(`HTTP/1.1 200 OK\r\n${lines.map((line) => `${line}\r\n`).join("")}\r\n`);
    ok(of());
    ok(zlib.gunzipSync(of("Content-Encoding: gzip")));
    ok(zlib.inflateSync(of("content-encoding:deflate")));
    ok(zlib.brotliDecompressSync(of("Content-Encoding: br ")));
    ok(zlib.zstdDecompressSync(of("Content-Encoding: zstd")));
    assert.equal(of("Content-Length: 5").length, 5);
    assert.equal(of("Content-Length: 0").length, 0);
    ok(of("Content-Length: 99999999"));
    ok(of("Content-Length: 5", "Content-Length: 6"));
    assert.equal(of("Transfer-Encoding: chunked").toString(), "2\r\nok\r\n0\r\n\r\n");
    ok(of("Transfer-Encoding: chunked, chunked"));
  });
});

describe("the servers", () => {
  let play, port, token;
  before(async () => {
    play = await startPlay();
    [port, token] = [new URL(play.url).port, new URL(play.url).pathname.split("/")[1]];
  });
  after(() => play?.close());
  const head = (method, target, host, more = "") => `${method} ${target} HTTP/1.1\r\nHost: ${host}\r\n${more}\r\n`;

  test("give the page under its token alone, and to their own names alone", async () => {
    const host = `127.0.0.1:${port}`;
    assert.match(await askRaw(port, head("GET", `/${token}/`, host)), /^HTTP\/1\.1 200 OK\r\n/);
    assert.match(await askRaw(port, head("GET", "/", host)), /^HTTP\/1\.1 404 /);
    assert.match(await askRaw(port, head("GET", "/0123/", host)), /^HTTP\/1\.1 404 /);
    assert.match(await askRaw(port, head("GET", `/${token}/`, "evil.example")), /^HTTP\/1\.1 421 /);
    assert.match(await askRaw(port, head("GET", `/${token}/..%2fcli.js`, host)), /^HTTP\/1\.1 404 /);
    assert.match(await askRaw(port, head("GET", `/${token}/../cli.js`, host)), /^HTTP\/1\.1 404 /);
  });

  test("take an exchange of their own page alone, and answer with its bytes", async () => {
    const host = `127.0.0.1:${port}`;
    const exchange = JSON.stringify({ id: "1", responses: ["HTTP/1.1 200 \0\r\nX:\xff\r\n\r\n"], preflights: [] });
    const body = Buffer.from(exchange).toString("latin1");
    const post = (origin) => askRaw(port, Buffer.from(head("POST", `/${token}/exchange`, host,
      `Origin: ${origin}\r\nContent-Length: ${body.length}\r\n`) + body, "latin1"));
    assert.match(await post("https://evil.example"), /^HTTP\/1\.1 400 .*another origin asks/s);
    assert.match(await post(`http://${host}`), /^HTTP\/1\.1 200 /);
    assert.equal(await askRaw(port, head("GET", `/${token}/x/2/`, host)), "");
    assert.match(await askRaw(port, head("GET", `/${token}/x/1/`, "evil.example")), /^HTTP\/1\.1 421 /);
    assert.equal(await askRaw(port, head("GET", `/${token}/x/1/`, host)), "HTTP/1.1 200 \0\r\nX:\xff\r\n\r\nok");
    assert.equal(await askRaw(port, head("GET", `/${token}/x/1/`, host)), "", "there was one answer");
  });

  test("say what is wrong with arguments", () => {
    const cli = path.resolve("bindings/npm/cli/dist/cli.js");
    for (const [args, status, said] of [[["--port", "x"], 2, /--port is a number/], [["--nonsense"], 2, /nonsense/],
      [["--port", port], 1, /is taken/], [["x"], 2, /x/]]) {
      const ran = spawnSync(process.execPath, [cli, "play", ...args], { encoding: "utf8", timeout: 10_000 });
      assert.equal(ran.status, status, args.join(" "));
      assert.match(ran.stderr, said);
    }
    assert.match(spawnSync(process.execPath, [cli, "play", "--help"], { encoding: "utf8" }).stdout, /^usage: corsieve-cli play/);
  });
});
