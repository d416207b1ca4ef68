// The twenty-four stories over one door.

import assert from "node:assert/strict";
import { test } from "node:test";
import { filledIn, outcomeOf, stories } from "../test/stories.js";

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

export const quiet = { error() {}, warn() {} };
