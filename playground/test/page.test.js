// The page in real browsers: what it says is what the program says, links restore it, a click mends
// each example, axe finds nothing, and no request leaves it.
//
//   CORSIEVE_PROGRAM=PATH PLAYGROUND=OUT node --test playground/test/page.test.js

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { createRequire } from "node:module";
import * as os from "node:os";
import * as path from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { NAMES, answered, launch } from "./browser.js";
import { inputs, some } from "./inputs.js";

const program = process.env.CORSIEVE_PROGRAM;
const file = pathToFileURL(path.join(process.env.PLAYGROUND, "corsieve-playground.html")).href;
const axe = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PROFILES = ["standard", "chromium", "firefox", "webkit"];

/** What the page was asked and what it made of it. */
const told = (page) => page.evaluate(() => globalThis.corsievePlayground.told());

/** Puts a state into the page as a link does. */
async function open(page, state) {
  await page.evaluate((next) => globalThis.corsievePlayground.take(next), state);
}

/** A case with the lines of its heads, in whatever order and however they end. */
const linesOf = ({ request, responses, preflights }) => ({
  request, heads: [...responses, ...preflights].map((head) => head?.split(/\r?\n/).sort()),
});

/** The page's answers are the program's, of the same arguments and files. */
function assertSame({ args, files, answer }, folder, name) {
  for (const [file_, bytes] of Object.entries(files)) {
    if (file_ !== "-") fs.writeFileSync(path.join(folder, file_), Buffer.from(bytes, "latin1"));
  }
  const { stdout, stderr } = spawnSync(program, args, { cwd: folder, input: Buffer.from(files["-"], "latin1"), maxBuffer: 1 << 27 });
  const theirs = stdout.toString();
  if (theirs === "") assert.ok(answer.error !== undefined && stderr.toString().includes(answer.error.split("\n")[0]), `${name}: ${stderr}`);
  else assert.deepEqual(answer, JSON.parse(theirs), name);
  return theirs !== "";
}

for (const name of NAMES) {
  describe(name, { concurrency: false }, () => {
    let browser, close, page, folder;
    const requests = [];
    const errors = [];
    before(async () => {
      ({ browser, close } = await launch(name));
      folder = fs.mkdtempSync(path.join(os.tmpdir(), "playground-test-"));
      page = await browser.newPage();
      page.on("request", (request) => requests.push(request.url()));
      // A stream that is broken on purpose is told by Firefox, though it is caught.
      const note = (text) => /input data is corrupted/.test(text) || errors.push(text);
      page.on("pageerror", (error) => note(error.message));
      page.on("console", (message) => message.type() === "error" && note(message.text()));
      await page.goto(file);
      await answered(page);
    });
    /** The page of a browser that likes this scheme. */
    const inScheme = async (scheme) => {
      const own = await launch(name, { dark: scheme === "dark" });
      const dressed = await own.browser.newPage();
      // Firefox has it as a preference.
      if (name === "chromium") await dressed.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
      await dressed.goto(file);
      await answered(dressed);
      return { page: dressed, close: own.close };
    };
    after(async () => {
      await close?.();
      fs.rmSync(folder, { recursive: true, force: true });
    });

    test("what is pasted gets the program's answer", async () => {
      let count = 0;
      let read = 0;
      const all = inputs();
      for (const [i, input] of (name === "chromium" ? all : some(all, 220)).entries()) {
        const { origin, url, api, mode, credentials, redirect, method } = input.request;
        const utf8 = input.bytes.toString("utf8");
        // A box has text with LF: what is not such text comes as a file, or by a link.
        const isText = Buffer.from(utf8).equals(input.bytes) && !/[\0\r]/.test(utf8);
        const state = { text: isText ? utf8 : input.bytes.toString("latin1"), isBytes: !isText,
          profile: PROFILES[i % 4], ...JSON.parse(JSON.stringify({ origin, url, api, mode, credentials, redirect, method })) };
        if (state.api === "xhr") delete state.mode, delete state.redirect;
        await open(page, state);
        read += assertSame(await told(page), folder, input.name);
        ++count;
      }
      console.log(`${name}: ${count} inputs, ${read} of which can be read`);
      assert.ok(count >= 200, `${count}`);
    });

    test("what is an origin in this browser alone is none", async () => {
      for (const origin of ["chrome-extension://abcdefghijklmnop", "moz-extension://0b5f", "chrome://x", "file:///x", "blob:https://a.example/1"]) {
        await open(page, { text: "HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: *\n", origin, url: "https://b.example/" });
        assertSame(await told(page), folder, origin);
      }
    });

    test("what is typed is answered at once", async () => {
      await page.click("#clear");
      await page.type("#text", "HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: *\nX-A: 1\n");
      // A page that has become slow waits until nothing more is typed.
      await page.waitForFunction(() => globalThis.corsievePlayground.told().answer.fates?.at(-1)?.name === "X-A", { timeout: 2000 });
      const { answer } = await told(page);
      assert.deepEqual(answer.fates.map((fate) => fate.name), ["Access-Control-Allow-Origin", "X-A"]);
      assert.match(await page.$eval(".verdict h2", (element) => element.textContent), /^JavaScript reads the response, but not X-A$/);
    });

    test("a link restores what was asked, and a broken one says so", async () => {
      const states = [
        { text: "HTTP/1.1 200 OK\nX-É: ü\n\n", origin: "https://a.example", url: "https://b.example/", profile: "firefox", server: "nginx" },
        { text: "HTTP/1.1 200 OK\r\nX-A: \xff\r\n\r\n", isBytes: true, preflights: ["HTTP/1.1 204 N\r\n\r\n"], method: "PUT",
          headers: "X-B: 1", credentials: "include", api: "xhr" },
        { text: "a\0b\rc", isBytes: true, mode: "no-cors", redirect: "manual" },
      ];
      for (const state of states) {
        await open(page, state);
        const before_ = await told(page);
        const link = await page.evaluate(() => globalThis.corsievePlayground.link());
        const other = await browser.newPage();
        await other.goto(link);
        await answered(other);
        const after_ = await told(other);
        await other.close();
        assert.deepEqual(after_, before_);
      }
      const good = await page.evaluate(() => globalThis.corsievePlayground.link());
      for (const [bad, why] of [[good.slice(0, -9), /cut off or changed/], [good.replace("#1.", "#9."), /another version/],
        [`${file}#nonsense`, /not one of this page/]]) {
        const other = await browser.newPage();
        await other.goto(bad);
        await answered(other);
        assert.match(await other.$eval("#broken", (element) => (element.hidden ? "" : element.textContent)), why);
        assert.ok((await told(other)).answer.fates.length > 0);
        await other.close();
      }
    });

    test("one click mends each example, or there is nothing to click", async () => {
      const examples = await page.$$eval("#example option", (options) => options.slice(1).map((option) => option.textContent));
      assert.ok(examples.length >= 10);
      for (const [i, title] of examples.entries()) {
        await page.select("#example", String(i));
        const first = await told(page);
        const button = await page.$("#fix [data-key=apply]");
        if (button === null) {
          assert.match(await page.$eval("#fix", (element) => element.textContent), /no further change|No change of headers/, title);
          assert.equal(first.answer.advice.then, undefined, title);
          continue;
        }
        await button.click();
        const { answer, state } = await told(page);
        assert.equal(answer.outcome, "ok", title);
        assert.equal(answer.advice.then, undefined, `${title}: ${JSON.stringify(answer.advice.changes)}`);
        assert.deepEqual(linesOf(answer.case), linesOf(first.answer.advice.then), title);
        const gained = answer.fates.filter((fate) => fate.exposed).length;
        const had = first.answer.outcome === "ok" ? first.answer.fates.filter((fate) => fate.exposed).length : -1;
        assert.ok(gained > had, title);
        assert.notDeepEqual(state.text + state.preflights, first.state.text + first.state.preflights, title);
        await page.click("#fix [data-key=apply]"); // Undo.
        assert.deepEqual((await told(page)).state, first.state, title);
      }
    });

    test("the deciding bytes are marked in the text", async () => {
      await open(page, { text: "$ curl -v\n< HTTP/1.1 200 OK\n< Access-Control-Allow-Origin: https://b.example\n< X-A: 1\n<\n",
        origin: "https://a.example", url: "https://c.example/" });
      assert.deepEqual(await page.$$eval("#marks .m-decides", (all) => all.map((one) => one.textContent)), ["b.example"]);
      await open(page, { text: "HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: *\nAccess-Control-Expose-Headers: X-B, X-A\nX-A: 1\n",
        origin: "https://a.example", url: "https://c.example/" });
      await page.focus("[data-key=header-2]");
      assert.deepEqual(await page.$$eval("#marks .m-by", (all) => all.map((one) => one.textContent)), ["X-A"]);
      await page.keyboard.press("Enter");
      assert.equal(await page.$eval("#text", (box) => box.value.slice(box.selectionStart, box.selectionEnd)), "X-A: 1");
    });

    test("the keyboard reaches all of it, in the order of the page", async () => {
      await page.select("#example", "8");
      await page.waitForSelector("#decided dl");
      await new Promise((done) => setTimeout(done, 300)); // What is further down comes later.
      await page.focus("#example");
      const order = [];
      for (let i = 0; i < 60; ++i) {
        await page.keyboard.press("Tab");
        const at = await page.evaluate(() => {
          const { id, dataset, tagName, type } = document.activeElement;
          return id || dataset.key || (type === "button" ? document.activeElement.textContent : tagName);
        });
        order.push(at);
        // Behind the last one Firefox itself has the focus.
        if (at === "add-answer") break;
      }
      const wanted = ["file", "clear", "link", "text", "reason-WildcardOriginNotAllowed", "decided", "header-0", "header-3", "apply",
        "server", "page-0", "c-origin", "c-url", "c-profile", "add-answer"];
      assert.deepEqual(order.filter((one) => wanted.includes(one)), wanted);
      await page.focus("#fix [data-key=page-0]");
      await page.keyboard.press("Enter");
      await page.waitForFunction(() => globalThis.corsievePlayground.told().state.credentials === "same-origin", { timeout: 3000 });
    });

    test("a reason has the program's text", async () => {
      const markdown = spawnSync(program, ["reasons", "--format", "markdown"]).stdout.toString();
      const exposing = { text: "HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: *\nAccess-Control-Expose-Headers: *\nX-A: 1\n",
        origin: "https://a.example", url: "https://b.example/" };
      // The second is the last of its chapter.
      for (const [reason, show] of [["MultipleAllowOriginValues", () => page.select("#example", "10")], ["ExposedByStar", () => open(page, exposing)]]) {
        await show();
        const link = await page.waitForSelector(`[data-key=reason-${reason}]`);
        await link.click();
        await page.waitForSelector("#reason .text > p");
        const shown = await page.$$eval("#reason h2, #reason .text > *", (all) => all.map((one) => one.textContent).join("\n"));
        const section = markdown.split(/\n#{2,3} /).find((one) => one.startsWith(`${reason}\n`));
        const plain = section.replace(/```\w*\n|```|\*\*|[<>]/g, "").replace(/\\(.)/g, "$1").split("\n").filter(Boolean).join("\n");
        assert.equal(shown, plain);
        await page.keyboard.press("Escape");
        assert.equal(await page.evaluate(() => document.activeElement.dataset.key), `reason-${reason}`);
      }
    });

    test("on a phone what each profile says is in sight", async () => {
      await page.setViewport({ width: 360, height: 740 });
      await page.select("#example", "11");
      await page.waitForSelector("#profiles td.exposed");
      const seen = await page.$$eval("#profiles .differs:first-child td", (cells) => cells.map((cell) => {
        const { left, right } = cell.getBoundingClientRect();
        // Firefox does not say what attr() is.
        const { content } = getComputedStyle(cell, "::before");
        return [content.startsWith("attr") ? cell.dataset.profile : content.slice(1, -1), left >= 0 && right <= 360];
      }));
      assert.deepEqual(seen, ["The standard", "Chromium", "Firefox", "WebKit"].map((profile) => [profile, true]));
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
      await page.setViewport({ width: 1280, height: 800 });
    });

    test("steps are changed, added and removed", async () => {
      await open(page, { text: "HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: *\nX-A: 1\n\n", origin: "https://a.example",
        url: "https://b.example/", method: "PUT" });
      const click = async (selector) => {
        await page.waitForSelector(`#steps ${selector}`);
        await page.$eval(`#steps ${selector}`, (button) => button.click());
        return told(page);
      };
      // What was assumed becomes text.
      let { answer, state } = await click("[data-key=add-preflights-0]");
      assert.equal(answer.read_from.preflights[0].input, "preflight-1");
      assert.match(state.preflights[0], /^HTTP\/1\.1 204 No Content\nAccess-Control-Allow-Origin: https:\/\/a\.example\n/);
      const write = async (key, text) => {
        await page.waitForSelector(`#steps [data-key="${key}"]`);
        await page.$eval(`#steps [data-key="${key}"]`, (box, value) => {
          box.value = value;
          box.dispatchEvent(new Event("change"));
        }, text);
        return told(page);
      };
      ({ answer } = await write("preflights-0", "HTTP/1.1 403 Forbidden\n"));
      assert.equal(answer.reason, "PreflightMissingAllowOriginHeader");
      ({ answer } = await click("[data-key=remove-preflights-0]"));
      assert.equal(answer.outcome, "ok");
      ({ answer } = await write("responses-0", "HTTP/1.1 303 S\nLocation: /y\nAccess-Control-Allow-Origin: *"));
      assert.equal(answer.goes_on_to, "https://b.example/y");
      ({ answer } = await click("[data-key=add-answer]"));
      assert.deepEqual([answer.outcome, answer.url, answer.case.responses.length], ["ok", "https://b.example/y", 2]);
      ({ answer } = await click("[data-key=remove-responses-1]"));
      assert.equal(answer.outcome, "unknown");
    });

    test("what cannot be read says so", async () => {
      const broken = path.join(folder, "broken.har.gz");
      fs.writeFileSync(broken, Buffer.from([0x1f, 0x8b, 1, 2, 3]));
      await (await page.$("#file")).uploadFile(broken);
      await page.waitForFunction(() => /broken\.har\.gz cannot be read/.test(document.querySelector("#broken").textContent));
      const notHar = path.join(folder, "x.har");
      fs.writeFileSync(notHar, "{}");
      await (await page.$("#file")).uploadFile(notHar);
      await page.waitForSelector("#har .said");
      await page.click("#har button");
    });

    test(`axe finds nothing in ${name === "chromium" ? "any view, light and dark" : "two views, dark"}`, async () => {
      const views = {
        first: (page) => page.select("#example", "0"),
        failed: (page) => page.select("#example", "10"),
        steps: (page) => page.select("#example", "9"),
        differing: (page) => page.select("#example", "11"),
        reason: async (page) => {
          await page.select("#example", "10");
          await page.click("[data-key=reason-MultipleAllowOriginValues]");
          await page.waitForSelector("#reason .text > p");
        },
        complaint: async (page) => (await page.keyboard.press("Escape"), open(page, { text: "what is this" })),
        empty: (page) => page.click("#clear"),
        server: async (page) => (await page.select("#example", "0"), page.select("#fix select", "nginx")),
        har: async (page) => {
        await (await page.$("#file")).uploadFile(path.resolve("tools/examples/session.har"));
        await page.waitForSelector("#har >>> details");
      },
      };
      // In Firefox axe takes three times as long, and finds the same.
      const isFirst = name === "chromium";
      for (const scheme of isFirst ? ["light", "dark"] : ["dark"]) {
        const dressed = await inScheme(scheme);
        for (const [view, show] of Object.entries(views).slice(0, isFirst ? undefined : 2)) {
          await show(dressed.page);
          await new Promise((done) => setTimeout(done, 100)); // What is further down comes later.
          await dressed.page.$$eval(">>> details", (all) => all.forEach((one) => (one.open = true)));
          for (const width of [360, 800, 1400]) {
            await dressed.page.setViewport({ width, height: 900 });
            assert.ok(await dressed.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${view} at ${width}`);
          }
          await dressed.page.evaluate(axe);
          const found = await dressed.page.evaluate(async () => (await globalThis.axe.run({ resultTypes: ["violations"] })).violations
            .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`));
          assert.deepEqual(found, [], `${view}, ${scheme}`);
        }
        await dressed.close();
      }
    });

    test("a HAR has the report of `corsieve har`, and each fetch of it opens in the page", async () => {
      const har = path.resolve("tools/examples/session.har");
      const openHar = async () => {
        await (await page.$("#file")).uploadFile(har);
        await page.waitForSelector("#har >>> details");
      };
      await openHar();
      const ours = await page.$eval("#har > :last-child", (host) => host.shadowRoot.querySelector("main").innerHTML);
      // The program's own page, by its own script.
      const report = path.join(folder, "report.html");
      fs.writeFileSync(report, spawnSync(program, ["har", "--format", "html", "session.har"], { cwd: path.dirname(har) }).stdout);
      const other = await browser.newPage();
      await other.goto(pathToFileURL(report).href);
      assert.equal(ours, await other.$eval("main", (main) => {
        main.querySelector("script")?.remove();
        return main.innerHTML;
      }));
      const styleOf = (details) => details.map((one) => {
        const { color, fontSize, display } = getComputedStyle(one.querySelector(".k"));
        return [one.className, one.hidden, color, fontSize, display];
      });
      assert.deepEqual(await page.$$eval("#har >>> details", styleOf), await other.$$eval("details", styleOf));
      await other.close();

      // Filtering is the report's own.
      const filter = await page.$("#har >>> #find");
      await filter.type("no such word");
      assert.equal(await page.$eval("#har >>> #shown", (shown) => shown.textContent), "0 of 3 shown");
      await page.click("#har button");
    });

    test("each fetch of a HAR opens in the page, and is judged as in the report", async () => {
      const count = { same: 0, told: 0, unclear: 0, unread: 0, cut: 0 };
      for (const name of fs.readdirSync("tests/har").filter((one) => one.endsWith(".har"))) {
        const har = path.resolve("tests/har", name);
        const ran = spawnSync(program, ["har", "--all", "--format", "json", har]);
        if (ran.stdout.length === 0) continue;
        const { fetches, summary } = JSON.parse(ran.stdout.toString());
        for (const fetch of fetches) {
          await (await page.$("#file")).uploadFile(har);
          await page.waitForSelector("#har >>> details");
          const selector = `#har >>> details[data-n="${fetch.entries[0]}"]`;
          await page.$eval(selector, (row) => {
            row.hidden = false;
            row.open = true;
          });
          if (fetch.verdict === "not judged" || summary.error) {
            if (summary.error) ++count.cut;
            await new Promise((done) => setTimeout(done, 20)); // The row has its button by an event.
            if (!summary.error) assert.equal(await page.$(`${selector} button`), null, `${name} #${fetch.entries[0]}`);
            await page.click("#har button");
            continue;
          }
          await page.waitForSelector(`${selector} button`);
          await page.$eval(`${selector} button`, (button) => button.click());
          assert.equal(await page.$eval("#har", (element) => element.hidden), true);
          const { answer } = await told(page);
          const what = `${name} #${fetch.entries[0]}`;
          if (fetch.verdict === "unclear") {
            ++count.unclear;
            assert.ok(await page.$eval("#broken", (element) => element.hidden), what);
          }
          else if (answer.error !== undefined) ++count.unread, console.log(`${what}: ${answer.error}`);
          else if (answer.reason === fetch.reason) ++count.same;
          else {
            // What the whole file tells: an answer that the browser made up for HSTS.
            ++count.told;
            assert.match(await page.$eval("#broken", (element) => (element.hidden ? "" : element.textContent)),
              new RegExp(`whole file, says ${fetch.reason} of this fetch; by these entries alone it is ${answer.reason}`), what);
          }
        }
      }
      console.log(`${name}: ${JSON.stringify(count)}`);
      assert.ok(count.same >= 25 && count.told <= 1 && count.unread <= 3, JSON.stringify(count));
    });

    test("what is dropped or linked leaves the view of a HAR", async () => {
      await (await page.$("#file")).uploadFile(path.resolve("tools/examples/session.har"));
      await page.waitForSelector("#har >>> details");
      await (await page.$("#file")).uploadFile(path.resolve("tools/examples/orders.http"));
      await page.waitForFunction(() => document.querySelector("#har").hidden);
      assert.equal((await told(page)).state.text, fs.readFileSync("tools/examples/orders.http", "utf8"));
    });

    test("no request leaves the page", () => {
      assert.deepEqual(errors, []);
      assert.deepEqual([...new Set(requests.filter((url) => !/^(file|data|blob|about):/.test(url)))], []);
    });
  });
}
