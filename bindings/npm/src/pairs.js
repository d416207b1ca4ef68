// Headers, as callers have them: pairs, Headers, a Map, a record.

import { readText } from "./text.js";

/** Adds all of them to `text`; returns where each name and value begins, and the
 *  end: [name, value, name, value, …, end]. */
export function collect(headers, text, what) {
  const places = [];
  if (headers !== undefined && headers !== null) {
    if (typeof headers !== "object") throw new TypeError(`${what} are no pairs: ${typeof headers}`);
    if (Array.isArray(headers)) {
      for (let i = 0; i < headers.length; ++i) add(headers[i], text, what, places);
    } else if (typeof headers[Symbol.iterator] === "function") {
      for (const pair of headers) add(pair, text, what, places);
    } else {
      for (const name of Object.keys(headers)) addRecord(name, headers[name], text, what, places);
    }
  }
  places.push(text.joined.length);
  return places;
}

function add(pair, text, what, places) {
  if (typeof pair !== "object" || pair === null || pair.length !== 2) {
    throw new TypeError(`${what} must be pairs of a name and a value (rawPairs() makes them ` +
      `of a flat array), and one is ${describe(pair)}`);
  }
  places.push(text.add(pair[0], "a header's name"), text.add(pair[1], "a header's value"));
}

// Node has an array where a header may be sent more than once.
function addRecord(name, value, text, what, places) {
  if (value === undefined) return;
  for (const one of Array.isArray(value) ? value : [value]) add([name, one], text, what, places);
}

function describe(value) {
  try {
    return JSON.stringify(value)?.slice(0, 60) ?? typeof value;
  } catch {
    return typeof value;
  }
}

/** Pairs of a flat array, as Node's `rawHeaders` is: strings, or Buffers. */
export function rawPairs(flat) {
  if (!Array.isArray(flat) || flat.length % 2 !== 0) {
    throw new TypeError("rawPairs() takes a flat array of names and values");
  }
  const string = (value) => {
    if (typeof value === "string") return value;
    // Of whatever realm: jest has two.
    if (ArrayBuffer.isView(value)) return readText(value, 0, value.length);
    throw new TypeError(`rawPairs() takes strings and bytes, and one is ${describe(value)}`);
  };
  const pairs = [];
  for (let i = 0; i < flat.length; i += 2) pairs.push([string(flat[i]), string(flat[i + 1])]);
  return pairs;
}

const ROW = 16;

/** How much room the rows of a list take. */
export const rowsSize = (places) => (places.length - 1) * (ROW / 2);

/** Writes the rows of a list to `rows`, and to `at` where they lie. `text` is
 *  the address of the text. */
export function writeHeaders(words, at, places, rows, text) {
  const count = (places.length - 1) >> 1;
  let word = rows >> 2;
  for (let i = 0; i + 1 < places.length; ++i) {
    words[word++] = text + places[i];
    words[word++] = places[i + 1] - places[i];
  }
  word = at >> 2;
  words[word] = count;
  words[word + 1] = ROW;
  words[word + 2] = rows;
  words[word + 3] = rows + 4;
  words[word + 4] = rows + 8;
  words[word + 5] = rows + 12;
}
