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

const NAMES = ["content-type", "x-a", "x-b", "etag", "set-cookie", "access-control-allow-origin"];

function xhrOf(window, url, init) {
  return new Promise((resolve) => {
    const xhr = new window.XMLHttpRequest();
    // What is set after open() does not reach the request of happy-dom 21.
    xhr.withCredentials = init.credentials === "include";
    xhr.open("GET", url);
    xhr.onload = () => resolve({ status: xhr.status,
      names: NAMES.filter((name) => xhr.getResponseHeader(name) !== null) });
    xhr.onerror = () => resolve("error");
    xhr.send();
  });
}

/** The twenty-two that XMLHttpRequest can ask for. `door` has serve(hops), and the
 *  windows alone and enforced. */
export function runXhrStories(name, door, right) {
  for (const [story, init, hops, want] of stories.filter(([, init]) => !init.mode && !init.redirect)) {
    const wanted = want === "error" ? want : { status: want.status, names: want.names };
    test(`${name}, XMLHttpRequest, ${story}: as in Chromium with corsieve`, async () => {
      const url = `${door[hops[0][0]]}/`;
      door.serve(hops);
      const compare = right.test(story) ? assert.deepEqual : assert.notDeepEqual;
      compare(await xhrOf(door.alone, url, init), wanted);
      door.serve(hops);
      assert.deepEqual(await xhrOf(door.enforced, url, init), wanted);
    });
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

export const quiet = { error() {}, warn() {} };
