// A whole fetch: redirects, tainting, preflights. Who holds the sockets drives it.

import { PreflightCache } from "./cache.js";
import { CorsieveError, wrongCall } from "./errors.js";
import { explainHeads } from "./explain.js";
import { FilteredResponse, readScriptView, readSeen } from "./filtered.js";
import { EXCHANGE_INFO, PAIR, REQUEST, RESULT, STR } from "./layout.js";
import { Handle, keep } from "./handle.js";
import { guarded, instance } from "./module.js";
import { readOutgoing } from "./outgoing.js";
import { addReceived, headOf, writeResponse } from "./received.js";
import { addRequest, describeRequest, writeRequest, writeStr } from "./request.js";
import { PROFILES, TAINTINGS, profileOf } from "./terms.js";
import { Text, readStr } from "./text.js";

const COPY = 1;
const STEPS = [null, "send-preflight", "send-request", "resolve-location", "done"];
const BAD_STATE = -7;

export class Exchange {
  #handle;
  #wasm;
  #now;
  #profile;
  #request;
  #cache;
  #isClosed = false;
  #told = []; // What the module was told, to tell it again.
  #step;
  #outgoing = null;
  #heads = [];
  #preflights = [];
  #latest = null;
  #done = null;

  constructor(request, options = {}) {
    this.#profile = profileOf(options);
    this.#now = options.now ?? (() => performance.now());
    if (typeof this.#now !== "function") throw new TypeError("now is no function");
    this.#cache = options.cache ?? null;
    const r = (this.#request = describeRequest(request, options));
    const text = new Text();
    const places = addRequest(r, text);
    const { joined } = text;
    const now = this.#milliseconds();
    this.#make();
    this.#tell((wasm, handle) => {
      const at = wasm.hand(joined, REQUEST.size + places.rows);
      writeRequest(wasm, at, r, places, at + REQUEST.size, wasm.place);
      return wasm.calls.corsieve_exchange_start(handle, at, now);
    });
  }

  get next() {
    return STEPS[this.#step];
  }

  get outgoing() {
    this.#outgoing ??= this.#read((wasm, handle) => readOutgoing(wasm, handle,
      "corsieve_exchange_outgoing"));
    return this.#outgoing;
  }

  get preflight() {
    if (this.#done) return this.#done.preflight;
    return this.#read((wasm, handle) => readOutgoing(wasm, handle, "corsieve_exchange_preflight"));
  }

  get location() {
    return this.#text("corsieve_exchange_location");
  }

  get currentUrl() {
    return this.#done ? this.#done.currentUrl : this.#text("corsieve_exchange_url");
  }

  receive(received) {
    const asked = this.#step;
    const heads = asked === 1 ? this.#preflights : this.#heads;
    if (asked !== 1 && asked !== 2) throw this.#badState("receive");
    heads.push(this.#give(received, "corsieve_exchange_bytes", "corsieve_exchange_list", true));
  }

  receiveNothing() {
    if (this.#step !== 1 && this.#step !== 2) throw this.#badState("receiveNothing");
    this.#tell((wasm, handle) => wasm.calls.corsieve_exchange_nothing(handle));
  }

  /** A stored response that the request in hand revalidates. */
  store(received) {
    if (this.#step !== 1 && this.#step !== 2) throw this.#badState("store");
    this.#give(received, "corsieve_exchange_stored_bytes", "corsieve_exchange_stored_list", false);
  }

  resolved(url, schemelesslySameSite = false) {
    if (this.#step !== 3) throw this.#badState("resolved");
    const text = new Text();
    if (url !== null && url !== undefined) text.add(url, "url");
    const { joined } = text;
    this.#tell((wasm, handle) => {
      const at = wasm.hand(joined, STR.size);
      writeStr(wasm.words, at, joined === "" ? 0 : wasm.place, joined.length);
      return wasm.calls.corsieve_exchange_resolved(handle, at, schemelesslySameSite ? 1 : 0);
    });
  }

  get latest() {
    if (this.#latest === null) {
      this.#latest = this.#read((wasm, handle) =>
        this.#seen(wasm, wasm.calls.corsieve_exchange_latest(handle)));
    }
    return this.#latest;
  }

  get response() {
    return this.#finished("response").response;
  }

  get urlList() {
    return this.#finished("urlList").urlList;
  }

  get redirected() {
    return this.#finished("redirected").redirected;
  }

  get responseUrl() {
    return this.#finished("responseUrl").responseUrl;
  }

  get bodyIsNull() {
    return this.#finished("bodyIsNull").bodyIsNull;
  }

  get timingAllowPassed() {
    return this.#finished("timingAllowPassed").timingAllowPassed;
  }

  get responseTainting() {
    return this.#finished("responseTainting").responseTainting;
  }

  get preflightCount() {
    return this.#finished("preflightCount").preflightCount;
  }

  explain(options) {
    return explainHeads(this.#request, this.#heads, this.#preflights,
      { profile: PROFILES[this.#profile], ...options });
  }

  /** Frees it; what was read stays. */
  close() {
    this.#isClosed = true;
    this.#handle.close();
  }

  #make() {
    const wasm = (this.#wasm = instance());
    guarded(wasm, () => {
      const cache = PreflightCache.handleOf(this.#cache, wasm, this.#profile);
      const at = wasm.reserve(8);
      wasm.words.fill(0, at >> 2, (at >> 2) + 2);
      const made = wasm.calls.corsieve_exchange_new(this.#profile, cache, at, COPY);
      this.#handle = new Handle(wasm, "corsieve_exchange_free", made, this);
      if (cache === 0) keep(this.#handle);
    });
  }

  #milliseconds() {
    const now = this.#now();
    return BigInt(Number.isFinite(now) ? Math.trunc(now) : 0);
  }

  #badState(what) {
    return wrongCall(`${what} is not for now: the exchange asks for ${this.next}`);
  }

  #finished(what) {
    if (this.#done === null) throw this.#badState(what);
    return this.#done;
  }

  #read(read) {
    if (this.#isClosed || this.#done !== null) {
      throw new CorsieveError("ERR_CORSIEVE_CLOSED", "the exchange is closed");
    }
    if (this.#handle.handle === 0 || this.#wasm.broken) this.#makeAgain();
    return guarded(this.#wasm, () => read(this.#wasm, this.#handle.handle));
  }

  #makeAgain() {
    if (this.#cache !== null) {
      throw new CorsieveError("ERR_CORSIEVE_CLOSED", "what the cache held was lost with its memory");
    }
    this.#make();
    guarded(this.#wasm, () => {
      for (const tell of this.#told) {
        tell(this.#wasm, this.#handle.handle);
      }
    });
  }

  // Tells the module something: `tell` returns what it asks for next.
  #tell(tell) {
    this.#read((wasm, handle) => this.#take(tell(wasm, handle)));
    this.#told?.push(tell);
  }

  #text(call) {
    return this.#read((wasm, handle) => {
      const at = wasm.reserve(8);
      wasm.calls[call](at, handle);
      return readStr(wasm, at);
    });
  }

  #give(received, bytesCall, listCall, isAnswer) {
    const text = new Text();
    const given = addReceived(received, text);
    const { joined } = text;
    const now = isAnswer ? [this.#milliseconds()] : [];
    const tell = (wasm, handle) => {
      const at = wasm.hand(joined, given.room);
      if (given.isHead) {
        return wasm.calls[bytesCall](handle, wasm.place + given.at, given.size, ...now);
      }
      writeResponse(wasm, at, given, wasm.place);
      return wasm.calls[listCall](handle, at, ...now);
    };
    if (isAnswer) {
      this.#tell(tell);
    } else {
      const status = this.#read(tell);
      if (status !== 0) throw wrongCall(`the engine refuses the call: ${status}`);
      this.#told.push(tell);
    }
    return headOf(given, text);
  }

  // What the module asks for next; what it said before is gone.
  #take(step) {
    const wasm = this.#wasm;
    if (step < 0) {
      throw step === BAD_STATE ? this.#badState("this") :
        wrongCall(`the engine refuses the call: ${step}`);
    }
    this.#outgoing = null;
    this.#latest = null;
    this.#step = step;
    if (step !== 4) return;
    try {
      this.#finish(wasm, this.#handle.handle);
    } finally {
      this.#handle.close();
      this.#told = null;
    }
  }

  // Copies all that there is to know, and lets the handle go.
  #finish(wasm, handle) {
    const { calls } = wasm;
    const response = this.#seen(wasm, calls.corsieve_exchange_response(handle));
    this.#latest = this.#seen(wasm, calls.corsieve_exchange_latest(handle));
    const at = wasm.reserve(64);
    wasm.words[at >> 2] = EXCHANGE_INFO.size;
    wasm.bytes.fill(0, at + 4, at + EXCHANGE_INFO.size);
    calls.corsieve_exchange_info_get(handle, at);
    const str = () => readStr(wasm, at + 32);
    const urlList = [];
    for (let i = 0; i < wasm.words[(at + EXCHANGE_INFO.url_count) >> 2]; ++i) {
      calls.corsieve_exchange_url_at(at + 32, handle, i);
      urlList.push(str());
    }
    calls.corsieve_exchange_response_url(at + 32, handle);
    const responseUrl = str();
    const { words, bytes } = wasm;
    this.#done = {
      response, responseUrl,
      urlList: Object.freeze(urlList),
      redirected: bytes[at + EXCHANGE_INFO.redirected] === 1,
      bodyIsNull: bytes[at + EXCHANGE_INFO.body_null] === 1,
      timingAllowPassed: bytes[at + EXCHANGE_INFO.timing_allow_passed] === 1,
      responseTainting: TAINTINGS[bytes[at + EXCHANGE_INFO.response_tainting]],
      preflightCount: words[(at + EXCHANGE_INFO.preflight_count) >> 2],
    };
    calls.corsieve_exchange_url(at + 32, handle);
    this.#done.currentUrl = str();
    this.#outgoing = readOutgoing(wasm, handle, "corsieve_exchange_outgoing");
    this.#done.preflight = readOutgoing(wasm, handle, "corsieve_exchange_preflight");
  }

  #seen(wasm, seen) {
    const at = wasm.reserve(40 + PAIR.size);
    wasm.words[at >> 2] = RESULT.size;
    wasm.calls.corsieve_seen_result(seen, 0, 0, at);
    const read = readSeen(wasm, seen, at, at + 40, "", 0);
    const view = readScriptView(wasm, seen, at + 40);
    return new FilteredResponse(read, {
      scriptView: () => view, explain: (options) => this.explain(options),
    });
  }
}

if (Symbol.dispose) Exchange.prototype[Symbol.dispose] = Exchange.prototype.close;
