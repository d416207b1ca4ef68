// One response, and the heart of it: a list of headers.

import { explainHeads } from "./explain.js";
import { CorsieveError, wrongCall } from "./errors.js";
import { FilteredResponse, outcomesOf, readScriptView, readSeen } from "./filtered.js";
import { HEADERS, PAIR, REQUEST, RESULT, STR } from "./layout.js";
import { errorOf, guarded, instance } from "./module.js";
import { collect, rowsSize, writeHeaders } from "./pairs.js";
import { addReceived, headOf, writeResponse } from "./received.js";
import { addRequest, describeRequest, writeRequest, writeStr } from "./request.js";
import { CREDENTIALS, PROFILES, numberOf, profileOf, reasonOf } from "./terms.js";
import { Text } from "./text.js";

// Where things lie in what a call reserves: the text is behind them.
const RESULT_AT = 0;
const PAIR_AT = RESULT_AT + 40;
const REQUEST_AT = PAIR_AT + PAIR.size;
const ROOM = REQUEST_AT + REQUEST.size;

const VISIBLE_ROOM = 40 + HEADERS.size + STR.size;

const BORROW = 0;

function filterOf(wasm, profile) {
  wasm.filters[profile] ??= wasm.calls.corsieve_filter_new(profile, BORROW);
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

  /** Runs it: what came of it lies in the module until its next call. */
  #run(wasm) {
    const { places, received, joined } = this;
    const { calls } = wasm;
    const filter = filterOf(wasm, this.profile);
    const count = received.isHead ? 0 : (received.headers.length - 1) >> 1;
    const at = wasm.hand(joined, ROOM + places.rows + received.room + count);
    const text = wasm.place;
    const rows = at + ROOM;
    const response = rows + places.rows;
    writeRequest(wasm, at + REQUEST_AT, this.request, places, rows, text);
    wasm.words[(at + RESULT_AT) >> 2] = RESULT.size;
    let status;
    if (received.isHead) {
      status = calls.corsieve_filter_bytes(filter, at + REQUEST_AT, text + received.at,
        received.size, 0, 0, at + RESULT_AT);
    } else {
      writeResponse(wasm, response, received, text);
      status = calls.corsieve_filter_list(filter, at + REQUEST_AT, response,
        response + received.room, count, at + RESULT_AT);
    }
    if (status !== 0) throw failed(status);
    this.at = at;
    return filter;
  }

  read() {
    const wasm = instance();
    try {
      const filter = this.#run(wasm);
      const at = this.at + RESULT_AT;
      const outcomes = this.#ownOutcomes(wasm, at);
      const seen = outcomes === null ? wasm.calls.corsieve_filter_seen(filter) : 0;
      return readSeen(wasm, seen, at, this.at + PAIR_AT, this.joined, wasm.place, outcomes);
    } catch (error) {
      throw errorOf(wasm, error);
    }
  }

  scriptView() {
    const wasm = instance();
    this.view ??= guarded(wasm, () => {
      const filter = this.#run(wasm);
      return readScriptView(wasm, wasm.calls.corsieve_filter_seen(filter), this.at + PAIR_AT);
    });
    return this.view;
  }

  // By the standard, each header of a list stays in its place, and is as it was
  // given but for blanks around its value: then reasons are enough, and outcomes are
  // made of them once they are asked for. null: ask the module.
  #ownOutcomes(wasm, result) {
    const { received, joined } = this;
    if (this.profile !== 0 || received.isHead) return null;
    const places = received.headers;
    const count = (places.length - 1) >> 1;
    if (wasm.words[(result + RESULT.header_count) >> 2] !== count) return null;
    const { bytes } = wasm;
    const reasons = this.at + ROOM + this.places.rows + received.room;
    const numbers = new Array(count);
    for (let i = 0, k = 1; i < count; ++i, k += 2) {
      const from = places[k];
      const to = places[k + 1];
      if (from < to && (joined.charCodeAt(from) <= 0x20 || joined.charCodeAt(to - 1) <= 0x20)) {
        return null;
      }
      numbers[i] = bytes[reasons + i];
    }
    return () => outcomesOf(joined, places, numbers);
  }

  explain(options) {
    const head = headOf(this.received, this);
    return explainHeads(this.request, head === null ? [] : [head], [],
      { profile: PROFILES[this.profile], ...options });
  }
}

function failed(status) {
  return new CorsieveError("ERR_CORSIEVE_WRONG_CALL", `the engine refuses the call: ${status}`);
}

export function filterResponse(request, received, options) {
  const profile = profileOf(options);
  const question = new Question(describeRequest(request, options), received, profile);
  return new FilteredResponse(question.read(), question);
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
  try {
    const filter = filterOf(wasm, 0);
    const count = (places.length - 1) >> 1;
    const rows = rowsSize(places);
    const at = wasm.hand(joined, VISIBLE_ROOM + rows + count);
    const text = wasm.place;
    const reasons = at + VISIBLE_ROOM + rows;
    wasm.words[at >> 2] = RESULT.size;
    wasm.bytes.fill(0, at + 40, at + VISIBLE_ROOM);
    if (count > 0) writeHeaders(wasm.words, at + 40, places, at + VISIBLE_ROOM, text);
    if (list !== null) writeStr(wasm.words, at + 64, text + listAt, list.length);
    const status = wasm.calls.corsieve_filter_visible(filter, at + 40, at + 64, credentials,
      reasons, count, at);
    if (status !== 0) throw failed(status);
    const { bytes } = wasm;
    if (bytes[at + RESULT.type] === 3) {
      const which = wasm.words[(at + RESULT.error_header) >> 2];
      throw wrongCall(`header ${which}: ${reasonOf(bytes[at + RESULT.reason]).text}`);
    }
    const numbers = new Array(count);
    for (let i = 0; i < count; ++i) numbers[i] = bytes[reasons + i];
    return outcomesOf(joined, places, numbers);
  } catch (error) {
    throw errorOf(wasm, error);
  }
}
