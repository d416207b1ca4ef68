// What script sees of a response: a frozen object that needs the module no more.

import { wrongCall } from "./errors.js";
import { PAIR, RESULT } from "./layout.js";
import { TYPES, reasonOf } from "./terms.js";
import { readStr, readText } from "./text.js";

const NONE = 0xffffffff;
const orNull = (offset) => (offset === NONE ? null : offset);

export class FilteredResponse {
  #source;
  #outcomes; // Or what makes them.

  /** `source.scriptView()` gives what ScriptApi says, {headers, all};
   *  `source.explain(options)` the story. */
  constructor(read, source) {
    this.type = read.type;
    this.reason = read.reason;
    this.status = read.status;
    this.statusText = read.statusText;
    this.#outcomes = read.outcomes;
    this.bodyOffset = read.bodyOffset;
    this.errorOffset = read.errorOffset;
    this.errorHeader = read.errorHeader;
    this.#source = source;
    Object.freeze(this);
  }

  get outcomes() {
    if (typeof this.#outcomes === "function") this.#outcomes = this.#outcomes();
    return this.#outcomes;
  }

  get headers() {
    return this.#source.scriptView().headers;
  }

  get(name) {
    const asked = String(name);
    if (/[^\0-\x7f]/.test(asked)) return null; // toLowerCase() has a Kelvin sign for a "k".
    const lower = asked.toLowerCase();
    for (const [key, value] of this.headers) if (key === lower) return value;
    return null;
  }

  has(name) {
    return this.get(name) !== null;
  }

  getResponseHeader(name) {
    return this.get(name);
  }

  getAllResponseHeaders() {
    return this.#source.scriptView().all;
  }

  explain(options) {
    return this.#source.explain(options);
  }

  toJSON() {
    return { ...this, outcomes: this.outcomes, headers: this.headers };
  }
}

export const outcomeOf = (name, value, number) =>
  Object.freeze({ name, value, exposed: number < 10, reason: reasonOf(number) });

/** Those of a list: `places` are where its names and values begin, and where they end. */
export function outcomesOf(joined, places, numbers) {
  const outcomes = new Array(numbers.length);
  for (let i = 0, k = 0; i < outcomes.length; ++i, k += 2) {
    const value = places[k + 1];
    outcomes[i] = outcomeOf(joined.substring(places[k], value), joined.substring(value, places[k + 2]),
      numbers[i]);
  }
  return Object.freeze(outcomes);
}

/** Reads what the module says in the struct at `result`: `seen` has its headers.
 *  `joined` is the text that lies at `text`: what points into it is cut out of
 *  it. `pair` is room for a struct. `outcomes` makes them, or is null. */
export function readSeen(wasm, seen, result, pair, joined, text, outcomes = null) {
  const { calls } = wasm;
  const reason = reasonOf(wasm.bytes[result + RESULT.reason]);
  const str = (at) => {
    const data = wasm.words[at >> 2];
    const size = wasm.words[(at >> 2) + 1];
    const from = data - text;
    if (from >= 0 && from + size <= joined.length) return joined.substring(from, from + size);
    return readText(wasm.bytes, data, size);
  };
  if (reason.kind === "wrong-call") throw wrongCall(`${reason.text}: ${reason.fix}`);
  if (outcomes === null) {
    outcomes = new Array(wasm.words[(result + RESULT.header_count) >> 2]);
    for (let i = 0; i < outcomes.length; ++i) {
      calls.corsieve_seen_header(pair, seen, i);
      outcomes[i] = outcomeOf(str(pair), str(pair + PAIR.value),
        calls.corsieve_seen_reason(seen, i));
    }
    Object.freeze(outcomes);
  }
  const { words, bytes } = wasm;
  return {
    type: TYPES[bytes[result + RESULT.type]],
    reason,
    status: bytes[result + RESULT.status] | (bytes[result + RESULT.status + 1] << 8),
    statusText: str(result + RESULT.status_message),
    outcomes,
    bodyOffset: words[(result + RESULT.body_offset) >> 2],
    errorOffset: orNull(words[(result + RESULT.error_offset) >> 2]),
    errorHeader: orNull(words[(result + RESULT.error_header) >> 2]),
  };
}

/** What `Headers` and `XMLHttpRequest` return. `pair` is room for a struct. */
export function readScriptView(wasm, seen, pair) {
  const { calls } = wasm;
  const count = calls.corsieve_seen_entries(seen, pair);
  const str = (at) => readStr(wasm, at);
  const entries = wasm.words[pair >> 2];
  const headers = new Array(count);
  for (let i = 0; i < count; ++i) {
    const at = entries + i * PAIR.size;
    headers[i] = Object.freeze([str(at), str(at + PAIR.value)]);
  }
  calls.corsieve_seen_all(pair, seen);
  return Object.freeze({ headers: Object.freeze(headers), all: str(pair) });
}
