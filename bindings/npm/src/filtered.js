// What script sees of a response: a frozen object that needs the module no more.

import { wrongCall } from "./errors.js";
import { PAIR, RESULT } from "./layout.js";
import { TYPES, reasonOf } from "./terms.js";
import { readText } from "./text.js";

const NONE = 0xffffffff;
const orNull = (offset) => (offset === NONE ? null : offset);

export class FilteredResponse {
  #scriptView;
  #explain;

  /** `scriptView()` gives what ScriptApi says: {headers, all}; `explain(options)`
   *  its story. */
  constructor(read, scriptView, explain) {
    Object.assign(this, read);
    this.#scriptView = scriptView;
    this.#explain = explain;
    Object.freeze(this);
  }

  get headers() {
    return this.#scriptView().headers;
  }

  get(name) {
    const lower = String(name).toLowerCase();
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
    return this.#scriptView().all;
  }

  explain(options) {
    return this.#explain(options);
  }

  toJSON() {
    return { ...this, headers: this.headers };
  }
}

/** Reads what the module says in the struct at `result`: `seen` has its headers.
 *  `joined` is the text that lies at `text`: what points into it is cut out of
 *  it. `pair` is room for a struct. */
export function readSeen(wasm, seen, result, pair, joined, text) {
  const { calls } = wasm;
  const reason = reasonOf(wasm.bytes[result + RESULT.reason]);
  const { words, bytes } = wasm;
  const str = (at) => {
    const data = words[at >> 2];
    const size = words[(at >> 2) + 1];
    const from = data - text;
    if (from >= 0 && from + size <= joined.length) return joined.substring(from, from + size);
    return readText(bytes, data, size);
  };
  if (reason.kind === "wrong-call") throw wrongCall(`${reason.text}: ${reason.fix}`);
  const count = words[(result + RESULT.header_count) >> 2];
  const outcomes = new Array(count);
  for (let i = 0; i < count; ++i) {
    calls.corsieve_seen_header(pair, seen, i);
    const number = calls.corsieve_seen_reason(seen, i);
    outcomes[i] = Object.freeze({
      name: str(pair), value: str(pair + PAIR.value), exposed: number < 10,
      reason: reasonOf(number),
    });
  }
  return {
    type: TYPES[bytes[result + RESULT.type]],
    reason,
    status: bytes[result + RESULT.status] | (bytes[result + RESULT.status + 1] << 8),
    statusText: str(result + RESULT.status_message),
    outcomes: Object.freeze(outcomes),
    bodyOffset: words[(result + RESULT.body_offset) >> 2],
    errorOffset: orNull(words[(result + RESULT.error_offset) >> 2]),
    errorHeader: orNull(words[(result + RESULT.error_header) >> 2]),
  };
}

/** What `Headers` and `XMLHttpRequest` return. `pair` is room for a struct. */
export function readScriptView(wasm, seen, pair) {
  const { calls } = wasm;
  const count = calls.corsieve_seen_entries(seen, pair);
  wasm.look();
  const str = (at) => readText(wasm.bytes, wasm.words[at >> 2], wasm.words[(at >> 2) + 1]);
  const entries = wasm.words[pair >> 2];
  const headers = new Array(count);
  for (let i = 0; i < count; ++i) {
    const at = entries + i * PAIR.size;
    headers[i] = Object.freeze([str(at), str(at + PAIR.value)]);
  }
  calls.corsieve_seen_all(pair, seen);
  wasm.look();
  return Object.freeze({ headers: Object.freeze(headers), all: str(pair) });
}
