// `corsieve-cli play`: the loopback servers send the bytes, and real browsers say what their profile says.
//
//   node --test playground/test/play.test.js

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as net from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import * as tls from "node:tls";
import { after, before, describe, test } from "node:test";
import * as zlib from "node:zlib";
import { bodyOf } from "../../bindings/npm/cli/src/play/body.js";
import { blocksOf } from "../../bindings/npm/cli/src/play/http2.js";
import { NAMES, answered, launch } from "./browser.js";
import { recordedCases, recordedHttp2Cases } from "./cases.js";
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

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "playground-play-"));
const [cert, key] = ["cert.pem", "key.pem"].map((name) => path.join(folder, name));
execFileSync("openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
  "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-out", cert, "-keyout", key], { stdio: "ignore" });
after(() => fs.rmSync(folder, { recursive: true, force: true }));

for (const name of NAMES) {
  describe(name, { concurrency: false }, () => {
    let browser, close, page, play;
    before(async () => {
      play = await startPlay("--cert", cert, "--key", key);
      ({ browser, close } = await launch(name, { trusting: true }));
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

    /** Has the browser asked about these, and agree. */
    async function agree(cases, atLeast, isOk = () => true) {
      const count = { agrees: 0, differs: 0, cannot: 0 };
      const others = [];
      for (let i = 0; i < cases.length; i += BATCH) {
        for (const [k, { state, text }] of (await checked(cases.slice(i, i + BATCH))).entries()) {
          ++count[state];
          if (state !== "agrees" || !isOk(text, cases[i + k])) others.push(`${cases[i + k].id}: ${text}`);
        }
      }
      console.log(`${name}: ${JSON.stringify(count)} of ${cases.length}`);
      if (others.length > 0) console.log(others.map((one) => one.slice(0, 400)).join("\n"));
      assert.ok(count.agrees >= atLeast, `${count.agrees}`);
      assert.equal(count.differs, 0);
      return others;
    }

    test("it agrees on recorded cases", { timeout: 3_600_000 }, () => agree(recordedCases(name, WANTED), 200));

    /** What the page says of a state: agrees, differs or cannot, and its text. */
    const checkedState = (state) => page.evaluate(async (next) => {
      globalThis.corsievePlayground.take(next);
      await globalThis.corsievePlayground.check();
      const where = document.querySelector("#check");
      return [where.dataset.state, where.textContent];
    }, { origin: "https://app.example", url: "https://api.example/a/me", ...state });
    const ALLOWED = "Access-Control-Allow-Origin: *\n";

    test("redirects lead where they led, however they are written", async () => {
      for (const version of ["HTTP/1.1", "HTTP/2"]) {
        for (const location of ["../c", "../../../c", "c", "/c/../../d", "/c", "//login.example/c", "//login.example/../c", "https://login.example/c",
          "\\\\login.example\\c", "https:/c", "https:c", "?x", "#y", "%2e%2e/%2e./c", "https://u:p@login.example/c", "data:,x", "http:///login.example/c",
          "\u00e9", "https://\u00e9.example/c", "\x01//login.example/c", "\x1f/c", "/c\x01"]) {
          const [state, text] = await checkedState({ text: `${version} 302 Found\nLocation: ${location}\n${ALLOWED}\n${version} 200 OK\n${ALLOWED}X-A: 1\n\n` });
          assert.equal(state, "agrees", `${version}, ${location}: ${text}`);
        }
      }
      // An origin whose name is UTF-8 is one origin, not two.
      const [, text] = await checkedState({ text: `HTTP/2 302 Found\nLocation: https://\u00e9.example/c\n${ALLOWED}\nHTTP/2 302\nLocation: https://c.example/\n` +
        `${ALLOWED}\nHTTP/2 200\n${ALLOWED}\n` });
      assert.match(text, /says the same(?!.*over HTTP\/1)/);
      const folded = await checkedState({ text: `HTTP/1.1 302 Found\nLocation:\n /c\n${ALLOWED}\nHTTP/1.1 200 OK\n${ALLOWED}\n` });
      assert.deepEqual([folded[0], /folded/.test(folded[1])], ["cannot", true], folded[1]);
    });

    test("what is typed, credentials in a URL, an upgrade and a preflight that is assumed", async () => {
      for (const [state, wanted, said] of [
        [{ text: `HTTP/2\n${ALLOWED}` }, null],
        [{ text: `HTTP/2 2\n${ALLOWED}` }, null],
        [{ text: `HTTP/2 200\n${ALLOWED}`, api: "xhr", url: "https://u:p@b.example/me" }, "agrees"],
        [{ text: `HTTP/1.1 101 Switching Protocols\nUpgrade: h2c\n\nHTTP/2 200\n${ALLOWED}` }, "agrees", /same(?!.*over HTTP\/1)/],
        [{ text: `HTTP/2 200\n${ALLOWED}`, method: "PUT" }, "agrees", /same(?!.*over HTTP\/1)/],
        [{ text: `HTTP/2 200\n${ALLOWED}`, method: "PUT", preflights: [`HTTP/1.1 204 No\n${ALLOWED}Access-Control-Allow-Methods: *\n`] }, "agrees",
          /over HTTP\/1\.1: its server also answered over HTTP\/1\.1/],
        [{ text: `HTTP/2 200\n${ALLOWED}`, url: "https://app.example/x" }, "agrees", /over HTTP\/1\.1: the page's own server has no HTTP\/2/],
      ]) {
        const [found, text] = await checkedState(state);
        if (wanted !== null) assert.equal(found, wanted, text);
        if (said) assert.match(text, said);
        // The servers are there still.
        assert.equal((await checkedState({ text: `HTTP/2 200\n${ALLOWED}` }))[0], "agrees");
      }
    });

    test("a departure is named", async () => {
      const [state, text] = await checkedState({ text: "HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: *\n" +
        "Access-Control-Expose-Headers: *, @Total\nX-Total-Count: 42\n" });
      assert.equal(state, "agrees");
      assert.equal(/The standard says otherwise: known as star_outlives_invalid_elements/.test(text), name === "firefox", text);
    });

    test("it agrees on recorded cases of HTTP/2, which are sent over HTTP/2", { timeout: 3_600_000 }, async () => {
      // The page's own server has none, which two redirects lead to.
      const others = await agree(recordedHttp2Cases(name, WANTED), 100, (text, { responses }) =>
        !/over HTTP\/1\.1/.test(text) || responses.length > 1);
      assert.deepEqual(others, []);
    });
  });
}

test("where there is no certificate, or none that is trusted, HTTP/1.1 is said", async (t) => {
  const { browser, close } = await launch("chromium");
  t.after(close);
  const page = await browser.newPage();
  for (const [args, why] of [[[], /over HTTP\/1\.1: corsieve-cli play --cert FILE --key FILE has servers of HTTP\/2\./],
    [["--cert", cert, "--key", key], /over HTTP\/1\.1: this browser does not trust the certificate that play was given\./]]) {
    const play = await startPlay(...args);
    t.after(play.close);
    await page.goto(play.url);
    await answered(page);
    await page.evaluate(() => {
      const { take, check } = globalThis.corsievePlayground;
      take({ text: "HTTP/2 200\naccess-control-allow-origin: *\n", origin: "https://a.example", url: "https://b.example/" });
      return check();
    });
    const check = await page.$eval("#check", (where) => [where.dataset.state, where.textContent]);
    assert.equal(check[0], "agrees");
    assert.match(check[1], why);
  }
});

test("header blocks are those of a head as curl prints it", () => {
  const head = "HTTP/1.1 101 Switching Protocols\r\nupgrade: h2c\r\n\r\nHTTP/2 103 \r\nlink: </x>\r\n\r\n" +
    "HTTP/2 2x0 \r\nX-A: \t1 \r\n:b: \xff\r\nnone\r\n: \r\n\r\n";
  assert.deepEqual(blocksOf(head), [[[":status", "103"], ["link", "</x>"]],
    [[":status", "2x0"], ["x-a", "1"], ["", "b: \xff"], ["none", ""], ["", ""]]]);
});

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

  test("of HTTP/2 outlive whoever asks and is gone, CONNECT, and heads of HTTP/1.1", async () => {
    const own = await startPlay("--cert", cert, "--key", key);
    const { port: ownPort, pathname } = new URL(own.url);
    const ours = pathname.split("/")[1];
    const host = `127.0.0.1:${ownPort}`;
    const getPage = () => askRaw(ownPort, head("GET", pathname, host));
    const secure = Number(/data-http2="(\d+)/.exec(await getPage())[1]);
    const frame = (type, flags, stream, payload) => {
      const bytes = Buffer.alloc(9);
      bytes.writeUIntBE(payload.length, 0, 3);
      bytes.set([type, flags], 3);
      bytes.writeUInt32BE(stream, 5);
      return Buffer.concat([bytes, payload]);
    };
    const asked = (fields) => frame(1, 5, 1, Buffer.concat(Object.entries({ ":authority": `127.0.0.1:${secure}`, ...fields })
      .map(([name, value]) => Buffer.from(`\0${String.fromCharCode(name.length)}${name}${String.fromCharCode(value.length)}${value}`))));
    const target = { ":method": "GET", ":scheme": "https", ":path": `/${ours}/x/1/` };
    const sent = {
      "a stream that is reset": [asked(target), frame(3, 0, 1, Buffer.from([0, 0, 0, 8]))],
      "a connection that is closed": [asked(target), frame(7, 0, 0, Buffer.from([0, 0, 0, 0, 0, 0, 0, 1]))],
      "CONNECT": [asked({ ":method": "CONNECT" })],
      "a head of HTTP/1.1": [asked(target)],
      "no frame": [Buffer.from("nonsense".repeat(20))],
    };
    for (const [what, frames] of Object.entries(sent)) {
      const exchange = JSON.stringify({ id: "1", responses: ["HTTP/1.1 200 OK\r\n\r\n"], preflights: [] });
      await askRaw(ownPort, head("POST", `${pathname}exchange`, host, `Origin: http://${host}\r\nContent-Length: ${exchange.length}\r\n`) + exchange);
      await new Promise((done) => {
        const socket = tls.connect({ port: secure, host: "127.0.0.1", rejectUnauthorized: false, ALPNProtocols: ["h2"] }, () =>
          socket.end(Buffer.concat([Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), frame(4, 0, 0, Buffer.alloc(0)), ...frames])));
        socket.on("error", () => {});
        socket.on("close", done);
        socket.resume();
      });
      await new Promise((done) => setTimeout(done, 50));
      assert.match(await getPage(), /^HTTP\/1\.1 200 /, what);
    }
    await own.close();
  });

  test("say what is wrong with arguments", () => {
    const cli = path.resolve("bindings/npm/cli/dist/cli.js");
    for (const [args, status, said] of [[["--port", "x"], 2, /--port is a number/], [["--nonsense"], 2, /nonsense/],
      [["--port", port], 1, /is taken/], [["x"], 2, /x/],
      [["--cert", cert], 2, /--cert and --key go together/], [["--cert", cert, "--key", cli], 1, /are no certificate with its key/],
      [["--cert", path.join(folder, "none"), "--key", key], 1, /no such file.*none/]]) {
      const ran = spawnSync(process.execPath, [cli, "play", ...args], { encoding: "utf8", timeout: 10_000 });
      assert.equal(ran.status, status, args.join(" "));
      assert.match(ran.stderr, said);
    }
    assert.match(spawnSync(process.execPath, [cli, "play", "--help"], { encoding: "utf8" }).stdout, /^usage: corsieve-cli play/);
  });
});
