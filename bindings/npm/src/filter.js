// One response, and the heart of it: a list of headers.

import { explainHeads } from "./explain.js";
import { CorsieveError, wrongCall } from "./errors.js";
import { FilteredResponse, readScriptView, readSeen } from "./filtered.js";
import { HEADERS, PAIR, REQUEST, RESULT, STR } from "./layout.js";
import { guarded, instance } from "./module.js";
import { collect, rowsSize, writeHeaders } from "./pairs.js";
import { addReceived, headOf, writeResponse } from "./received.js";
import { addRequest, describeRequest, writeRequest, writeStr } from "./request.js";
import { CREDENTIALS, PROFILES, numberOf, profileOf, reasonOf } from "./terms.js";
import { Text, writeText } from "./text.js";

// Where things lie in what a call reserves: the text is behind them.
const RESULT_AT = 0;
const PAIR_AT = RESULT_AT + 40;
const REQUEST_AT = PAIR_AT + PAIR.size;
const ROOM = REQUEST_AT + REQUEST.size;

const BORROW = 0;

function filterOf(wasm, profile) {
  wasm.filters[profile] ??= wasm.calls.corsieve_filter_new(profile, BORROW);
  wasm.look();
  return wasm.filters[profile];
}

/** What is asked, all of it strings: it can be run again. */
class Question {
  constructor(request, received, profile) {
    const text = new Text();
    this.profile = profile;
    this.request = request;
    this.places = addRequest(request, text);
    this.received = addReceived(received, text);
    this.joined = text.joined;
  }

  /** Runs it, and hands `read` the addresses of what came of it. */
  run(read) {
    const wasm = instance();
    return guarded(wasm, () => {
      const filter = filterOf(wasm, this.profile);
      const { places, received, joined } = this;
      const size = ROOM + places.rows + received.room;
      const at = wasm.reserve(size + joined.length);
      const text = at + size;
      writeText(joined, wasm.bytes, text);
      writeRequest(wasm, at + REQUEST_AT, this.request, places, at + ROOM, text);
      const result = at + RESULT_AT;
      wasm.words[result >> 2] = RESULT.size;
      const { calls } = wasm;
      let status;
      if (received.isHead) {
        status = calls.corsieve_filter_bytes(filter, at + REQUEST_AT, text + received.at,
          received.size, 0, 0, result);
      } else {
        const response = at + ROOM + places.rows;
        writeResponse(wasm, response, received, text);
        status = calls.corsieve_filter_list(filter, at + REQUEST_AT, response, 0, 0, result);
      }
      wasm.look();
      if (status !== 0) throw failed(wasm, status);
      return read(wasm, calls.corsieve_filter_seen(filter), result, at + PAIR_AT, text);
    });
  }

  scriptView() {
    this.view ??= this.run((wasm, seen, _, pair) => readScriptView(wasm, seen, pair));
    return this.view;
  }

  explain(options) {
    const head = headOf(this.received, this);
    return explainHeads(this.request, head === null ? [] : [head], [],
      { profile: PROFILES[this.profile], ...options });
  }
}

function failed(wasm, status) {
  return new CorsieveError("ERR_CORSIEVE_WRONG_CALL", `the engine refuses the call: ${status}`);
}

export function filterResponse(request, received, options) {
  const profile = profileOf(options);
  const question = new Question(describeRequest(request, options), received, profile);
  const read = question.run((wasm, seen, result, pair, text) =>
    readSeen(wasm, seen, result, pair, question.joined, text));
  return new FilteredResponse(read, () => question.scriptView(),
    (how) => question.explain(how));
}

export function visibleHeaders(headers, expose, options) {
  const credentials = options?.credentials === undefined ? 0 :
    numberOf(CREDENTIALS, options.credentials, "credentials");
  const text = new Text();
  const places = collect(headers, text, "headers");
  const list = expose === undefined || expose === null ? null :
    typeof expose === "string" ? expose : [...expose].join(",");
  const listAt = list === null ? 0 : text.add(list, "the expose list");
  const { joined } = text;
  const wasm = instance();
  return guarded(wasm, () => {
    const filter = filterOf(wasm, 0);
    const count = (places.length - 1) >> 1;
    const fixed = 40 + HEADERS.size + STR.size;
    const size = fixed + rowsSize(places);
    const at = wasm.reserve(size + joined.length + count);
    const text = at + size;
    const reasons = text + joined.length;
    writeText(joined, wasm.bytes, text);
    wasm.words[at >> 2] = RESULT.size;
    wasm.bytes.fill(0, at + 40, at + fixed);
    if (count > 0) writeHeaders(wasm.words, at + 40, places, at + fixed, text);
    if (list !== null) writeStr(wasm.words, at + 64, text + listAt, list.length);
    const status = wasm.calls.corsieve_filter_visible(filter, at + 40, at + 64, credentials,
      reasons, count, at);
    wasm.look();
    if (status !== 0) throw failed(wasm, status);
    const { bytes } = wasm;
    if (bytes[at + RESULT.type] === 3) {
      const which = wasm.words[(at + RESULT.error_header) >> 2];
      throw wrongCall(`header ${which}: ${reasonOf(bytes[at + RESULT.reason]).text}`);
    }
    const outcomes = new Array(count);
    for (let i = 0; i < count; ++i) {
      const number = bytes[reasons + i];
      outcomes[i] = Object.freeze({
        name: joined.substring(places[2 * i], places[2 * i + 1]),
        value: joined.substring(places[2 * i + 1], places[2 * i + 2]),
        exposed: number < 10,
        reason: reasonOf(number),
      });
    }
    return Object.freeze(outcomes);
  });
}
