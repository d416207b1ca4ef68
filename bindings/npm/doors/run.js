// The twenty-four stories over one door.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { after, before, test } from "node:test";
import { filledIn, outcomeOf, stories, xhrOutcome, xhrStories } from "../test/stories.js";

const here = import.meta.dirname;

/** `door` has the origins A and B; serve(hops), where a hop has an origin, a status
 *  and headers; alone and enforced, which are called like fetch. Alone it has the
 *  stories right that are called as `right` says, and no others. */
export function runStories(name, door, right = /^$/) {
  for (const [story, init, hops, want] of stories) {
    test(`${name}, ${story}: as in Chromium with corsieve, and not so alone`, async () => {
      const { A, B } = door;
      const served = () => door.serve(hops.map(([where, headers]) => {
        const filled = filledIn(headers, A, B);
        return { origin: door[where], headers: filled,
                 status: filled.some(([key]) => key === "Location") ? 302 : 200 };
      }));
      const url = `${door[hops[0][0]]}/`;
      await served();
      const compare = right.test(story) ? assert.deepEqual : assert.notDeepEqual;
      compare(await outcomeOf(door.alone(url, init)), want);
      await served();
      assert.deepEqual(await outcomeOf(door.enforced(url, init)), want);
    });
  }
}

/** Those of XMLHttpRequest. `door` has A, B, serve(hops), and the windows alone and
 *  enforced. */
export function runXhrStories(name, door, right) {
  for (const [story, init, hops, want] of xhrStories) {
    test(`${name}, XMLHttpRequest, ${story}: as in Chromium with corsieve`, async () => {
      const url = `${door[hops[0][0]]}/`;
      const compare = right.test(story) ? assert.deepEqual : assert.notDeepEqual;
      door.serve(hops);
      compare(await xhrOutcome(door.alone, url, init), want);
      door.serve(hops);
      assert.deepEqual(await xhrOutcome(door.enforced, url, init), want);
    });
  }
}

/** The stories as record.js wrote them where a test runner ran; `right` is what they
 *  have right alone, by the name of the record and "fetch" or "xhr". */
export function runRecorded(runner, args, right) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "corsieve-doors-"));
  const bin = path.join(here, "node_modules", runner[0], runner[1]);
  let ran;
  before(() => {
    ran = spawnSync(process.execPath, [bin, ...args], {
      cwd: here, encoding: "utf8", env: { ...process.env, CORSIEVE_RECORDED: folder },
    });
  });
  after(() => fs.rmSync(folder, { recursive: true }));
  test(`${runner[0]} runs`, () => assert.equal(ran.status, 0, ran.stdout + ran.stderr));
  for (const [name, kinds] of Object.entries(right)) {
    const read = () => JSON.parse(fs.readFileSync(path.join(folder, `${name}.json`)));
    for (const [kind, alone] of Object.entries(kinds)) {
      for (const [i, [story, , , want]] of (kind === "xhr" ? xhrStories : stories).entries()) {
        test(`${name}, ${kind}, ${story}: as in Chromium with corsieve`, () => {
          const outcome = read()[kind][i];
          (alone.test(story) ? assert.deepEqual : assert.notDeepEqual)(outcome.alone, want);
          assert.deepEqual(outcome.enforced, want);
        });
      }
    }
  }
}

/** A fetch that has checks of its own: what it rejects with is an error as well. */
export const checking = (fetch) => async (url, init) => {
  try {
    return await fetch(url, init);
  } catch (error) {
    throw Object.assign(error, { code: "ERR_CORS" });
  }
};

