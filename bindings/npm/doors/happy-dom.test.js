// happy-dom: fetch() and XMLHttpRequest of its window, against servers of this machine.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Window } from "happy-dom";
import { corsSettings } from "../dist/happy-dom.js";
import { twoOrigins } from "../test/servers.js";
import { quiet } from "./quiet.js";
import { checking, runStories, runXhrStories } from "./run.js";

let servers;
let alone;
let enforced;
before(async () => {
  servers = await twoOrigins();
  alone = new Window({ url: `${servers.A}/` });
  enforced = new Window({ url: `${servers.A}/`, settings: corsSettings({ console: quiet }) });
});
after(async () => {
  await Promise.all([alone.happyDOM.close(), enforced.happyDOM.close()]);
  await servers.close();
});

// happy-dom alone asks with OPTIONS where no browser does, and compares no other
// answer: this one is as a generous server has it.
const allowAll = () => "HTTP/1.1 204 No Content\r\nConnection: close\r\n" +
  `Access-Control-Allow-Origin: ${servers.A}\r\nAccess-Control-Allow-Credentials: true\r\n\r\n`;
const served = (hops) => servers.serve(hops.map(({ origin, headers }) =>
  [origin === servers.A ? "A" : "B", headers]), allowAll());

const fetchOf = (window) => checking((url, init) => window().fetch(url, init));

// This it has right by itself.
const RIGHT = /^18 /;

runStories("happy-dom", {
  get A() { return servers.A; },
  get B() { return servers.B; },
  serve: served,
  alone: fetchOf(() => alone),
  enforced: fetchOf(() => enforced),
}, RIGHT);

runXhrStories("happy-dom", {
  get A() { return servers.A; },
  get B() { return servers.B; },
  serve: (hops) => servers.serve(hops, allowAll()),
  get alone() { return alone; },
  get enforced() { return enforced; },
}, /^(04|18) /);

test("happy-dom, warn: who asks its Response for a hidden header is told", async () => {
  const said = [];
  const settings = corsSettings({ action: "warn", console: { warn: (line) => said.push(line) } });
  const window = new Window({ url: `${servers.A}/`, settings });
  try {
    servers.serve([["B", [["Access-Control-Allow-Origin", "*"], ["X-Total-Count", "3"]]]]);
    const response = await window.fetch(servers.B);
    assert.equal(said.length, 0);
    assert.equal(response.headers.get("X-Total-Count"), "3");
    assert.match(said.join(), /script cannot read "x-total-count"/);
  } finally {
    await window.happyDOM.close();
  }
});
