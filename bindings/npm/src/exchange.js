// A whole fetch: redirects, tainting, preflights. Who holds the sockets drives it.

import { CorsieveError, wrongCall } from "./errors.js";
import { explainHeads } from "./explain.js";
import { FilteredResponse, readScriptView, readSeen } from "./filtered.js";
import { EXCHANGE_INFO, OUTGOING, PAIR, REQUEST, RESULT } from "./layout.js";
import { guarded, instance } from "./module.js";
import { addReceived, headOf, writeResponse } from "./received.js";
import { addRequest, describeRequest, writeRequest, writeStr } from "./request.js";
import { PROFILES, TAINTINGS, profileOf } from "./terms.js";
import { Text, readText, writeText } from "./text.js";

const COPY = 1;
const STEPS = [null, "send-preflight", "send-request", "resolve-location", "done"];
const BAD_STATE = -7;

// What nobody holds any more is freed.
const freed = typeof FinalizationRegistry === "function" ?
  new FinalizationRegistry(({ wasm, free, handle }) => {
    if (!wasm.broken) wasm.calls[free](handle);
  }) : null;

class Handle {
  constructor(wasm, free, handle, owner) {
    Object.assign(this, { wasm, free, handle });
    freed?.register(owner, { wasm, free, handle }, this);
  }

  close() {
    if (this.handle === 0) return;
    freed?.unregister(this);
    if (!this.wasm.broken) this.wasm.calls[this.free](this.handle);
    this.handle = 0;
  }
}

export class PreflightCache {
  #handle = null;
  #profile = -1;

  /** Its handle for `profile`: made with the first exchange, whose profile it has. */
  static handleOf(cache, wasm, profile) {
    if (cache === undefined || cache === null) return 0;
    if (!(#handle in cache)) throw new TypeError("cache is no PreflightCache");
    if (cache.#handle === null || cache.#handle.wasm !== wasm) {
      const made = wasm.calls.corsieve_cache_new(profile, 0);
      wasm.look();
      cache.#handle = new Handle(wasm, "corsieve_cache_free", made, cache);
      cache.#profile = profile;
    }
    if (cache.#profile !== profile) {
      throw wrongCall(`the cache is of profile ${PROFILES[cache.#profile]}`);
    }
    return cache.#handle.handle;
  }

  get size() {
    return this.#handle === null ? 0 : this.#handle.wasm.calls.corsieve_cache_size(this.#handle.handle);
  }

  /** Forgets all. */
  clear() {
    this.#handle?.close();
    this.#handle = null;
  }
}

export class Exchange {
  #handle;
  #wasm;
  #now;
  #profile;
  #request;
  #cache;
  #step;
  #outgoing = null;
  #heads = [];
  #preflights = [];
  #latest = null;
  #done = null;

  constructor(request, options = {}) {
    this.#profile = profileOf(options);
    this.#now = options.now ?? (() => performance.now());
    this.#cache = options.cache;
    const r = (this.#request = describeRequest(request, options));
    const text = new Text();
    const places = addRequest(r, text);
    const now = this.#milliseconds();
    const wasm = (this.#wasm = instance());
    guarded(wasm, () => {
      const cache = PreflightCache.handleOf(options.cache, wasm, this.#profile);
      const { joined } = text;
      const first = wasm.reserve(joined.length + 8 + REQUEST.size + places.rows);
      const at = (first + joined.length + 7) & ~7;
      wasm.words.fill(0, at >> 2, (at >> 2) + 2);
      const made = wasm.calls.corsieve_exchange_new(this.#profile, cache, at, COPY);
      wasm.look();
      this.#handle = new Handle(wasm, "corsieve_exchange_free", made, this);
      writeText(joined, wasm.text);
      writeRequest(wasm, at, r, places, at + REQUEST.size, first);
      this.#take(wasm.calls.corsieve_exchange_start(made, at, now));
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
    this.#read((wasm, handle) => this.#take(wasm.calls.corsieve_exchange_nothing(handle)));
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
    this.#read((wasm, handle) => {
      const { joined } = text;
      const first = wasm.reserve(joined.length + 16);
      const at = (first + joined.length + 7) & ~7;
      writeText(joined, wasm.text);
      writeStr(wasm.words, at, joined === "" ? 0 : first, joined.length);
      this.#take(wasm.calls.corsieve_exchange_resolved(handle, at, schemelesslySameSite ? 1 : 0));
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
    this.#handle?.close();
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
    const wasm = this.#wasm;
    if (this.#handle.handle === 0 || wasm.broken) {
      throw new CorsieveError("ERR_CORSIEVE_CLOSED", "the exchange is closed");
    }
    return guarded(wasm, () => read(wasm, this.#handle.handle));
  }

  #text(call) {
    return this.#read((wasm, handle) => {
      const at = wasm.reserve(8);
      wasm.calls[call](at, handle);
      return readText(wasm.bytes, wasm.words[at >> 2], wasm.words[(at >> 2) + 1]);
    });
  }

  #give(received, bytesCall, listCall, isAnswer) {
    const text = new Text();
    const given = addReceived(received, text);
    const { joined } = text;
    const now = isAnswer ? [this.#milliseconds()] : [];
    this.#read((wasm, handle) => {
      const first = wasm.reserve(joined.length + 8 + given.room);
      const at = (first + joined.length + 7) & ~7;
      writeText(joined, wasm.text);
      let step;
      if (given.isHead) {
        step = wasm.calls[bytesCall](handle, first + given.at, given.size, ...now);
      } else {
        writeResponse(wasm, at, given, first);
        step = wasm.calls[listCall](handle, at, ...now);
      }
      if (isAnswer) this.#take(step);
      else if (step !== 0) throw wrongCall(`the engine refuses the call: ${step}`);
    });
    return headOf(given, text);
  }

  // What the module asks for next; what it said before is gone.
  #take(step) {
    const wasm = this.#wasm;
    wasm.look();
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
    }
  }

  // Copies all that there is to know, and lets the handle go.
  #finish(wasm, handle) {
    const { calls } = wasm;
    const response = this.#seen(wasm, calls.corsieve_exchange_response(handle));
    this.#latest = this.#seen(wasm, calls.corsieve_exchange_latest(handle));
    const at = wasm.reserve(64);
    const { words, bytes } = wasm;
    words[at >> 2] = EXCHANGE_INFO.size;
    bytes.fill(0, at + 4, at + EXCHANGE_INFO.size);
    calls.corsieve_exchange_info_get(handle, at);
    const str = () => readText(wasm.bytes, wasm.words[(at + 32) >> 2], wasm.words[(at + 36) >> 2]);
    const urlList = [];
    for (let i = 0; i < words[(at + EXCHANGE_INFO.url_count) >> 2]; ++i) {
      calls.corsieve_exchange_url_at(at + 32, handle, i);
      urlList.push(str());
    }
    calls.corsieve_exchange_response_url(at + 32, handle);
    wasm.look();
    this.#done = {
      response,
      responseUrl: str(),
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

function readOutgoing(wasm, handle, call) {
  const at = wasm.reserve(OUTGOING.size);
  wasm.words[at >> 2] = OUTGOING.size;
  wasm.bytes.fill(0, at + 4, at + OUTGOING.size);
  const status = wasm.calls[call](handle, at);
  wasm.look();
  if (status !== 0) return null;
  const { words, bytes } = wasm;
  const str = (address) => {
    const data = words[address >> 2];
    return data === 0 ? null : readText(bytes, data, words[(address >> 2) + 1]);
  };
  const headers = [];
  const list = words[(at + OUTGOING.headers) >> 2];
  for (let i = 0; i < words[(at + OUTGOING.header_count) >> 2]; ++i) {
    headers.push(Object.freeze([str(list + i * PAIR.size), str(list + i * PAIR.size + 8)]));
  }
  return Object.freeze({
    method: str(at + OUTGOING.method),
    url: str(at + OUTGOING.url),
    headers: Object.freeze(headers),
    origin: str(at + OUTGOING.origin),
    includeCredentials: bytes[at + OUTGOING.include_credentials] === 1,
    includeBody: bytes[at + OUTGOING.include_body] === 1,
  });
}
