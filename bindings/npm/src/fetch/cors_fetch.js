// fetch() as a page has it, on one that knows of no origins.

import { Exchange, profiles, resolveLocation } from "corsieve";
import { allowPreflight, followLocation } from "../driving.js";
import { CorsError, consoleLine } from "./blocked.js";
import { describeCall, innerInit, originHere } from "./call.js";
import { asSeen, dress } from "./seen.js";
import { asReceived, hiddenMessage, tellOfHidden } from "./warn.js";

const ACTIONS = ["enforce", "warn", "off"];
const PREFLIGHTS = ["send", "assume"];

function oneOf(words, word, what) {
  if (word === undefined) return words[0];
  if (words.includes(word)) return word;
  throw new TypeError(`${what} is none of ${words.join(", ")}: ${String(word)}`);
}

function originOf(options) {
  const origin = options.origin ?? originHere();
  if (origin === "null") return origin;
  if (origin !== undefined) {
    if (typeof origin === "string" && URL.canParse(origin)) {
      const { origin: serialized } = new URL(origin);
      return serialized === "null" ? origin : serialized;
    }
    throw new TypeError(`origin is no origin, as "https://app.example" is: ${String(origin)}`);
  }
  throw new TypeError('corsFetch() needs the page\'s origin: { origin: "https://app.example" }. ' +
    "There is no page here whose location has one");
}

/** What only an answer of the fetch inside tells: its Response, or why there is none. */
class Driver {
  answer = null;
  answered = null; // "preflight" or "request"
  failure = null;

  constructor(inner, init, call, settings) {
    Object.assign(this, { inner, init, call, settings });
    this.exchange = new Exchange(call.description, settings);
  }

  async run() {
    const { exchange } = this;
    while (exchange.next !== "done") {
      if (exchange.next === "resolve-location") {
        followLocation(exchange, this.call.description.origin);
      } else if (exchange.next === "send-preflight" && this.settings.preflight === "assume") {
        this.assume();
      } else {
        await this.ask();
      }
    }
  }

  async ask() {
    const { exchange, call } = this;
    const { outgoing } = exchange;
    const isPreflight = exchange.next === "send-preflight";
    this.answered = isPreflight ? "preflight" : "request";
    await this.answer?.body?.cancel?.().catch(() => {});
    this.answer = this.failure = null;
    try {
      this.answer = await this.inner(outgoing.url, innerInit(this.init, outgoing, call, isPreflight));
    } catch (error) {
      if (call.signal?.aborted) throw error;
      this.failure = error;
    }
    if (this.answer === null || this.answer.type === "error") return exchange.receiveNothing();
    exchange.receive(receivedOf(this.answer, call.description.redirect));
  }

  // Mocks have no answer to OPTIONS. Who means to have one says "send".
  assume() {
    const { method, names, url } = allowPreflight(this.exchange);
    this.settings.say(`preflight ${method} ${names} ${url}`, "warn",
      `corsieve: a browser asks with OPTIONS before ${method} ${url}` +
      `${names ? ` with ${names}` : ""}; that it is allowed was assumed (preflight: "assume")`);
  }

  /** The response that would have come without a browser. */
  async unfiltered() {
    const { exchange, answer, init, call } = this;
    if (this.failure !== null && this.answered === "request") throw this.failure;
    if (answer !== null && this.answered === "request") {
      const location = answer.headers.get("location");
      const follows = location !== null && answer.status > 299 && answer.status < 400 &&
        call.description.redirect === "follow";
      if (!follows) return answer;
      const url = resolveLocation(location, exchange.urlList.at(-1));
      // https://fetch.spec.whatwg.org/#concept-http-redirect-fetch
      const { method } = exchange.outgoing;
      const isGet = answer.status === 303 ? method !== "HEAD" : answer.status < 303 && method === "POST";
      const response = await this.askAsItIs(url ?? location, isGet ? "GET" : method);
      return dress(response, { redirected: true });
    }
    return this.askAsItIs(exchange.currentUrl, call.description.method);
  }

  askAsItIs(url, method) {
    const { call, init } = this;
    const { headers, redirect, method: own } = call.description;
    const hasBody = method === own && call.body !== null;
    const kept = hasBody ? headers : headers.filter(([name]) => !name.startsWith("content-"));
    return this.inner(url, {
      ...init, method, headers: kept, body: hasBody ? call.body : undefined, mode: undefined, redirect,
      integrity: call.integrity, signal: call.signal,
    });
  }
}

// A fetch of a browser keeps redirects to itself.
function receivedOf(answer, redirect) {
  if (answer.type === "opaqueredirect" && answer.status === 0) {
    if (redirect === "manual") return { status: 302, headers: [["location", "/"]] };
    throw new TypeError("the fetch inside hides redirects (opaqueredirect), so their CORS checks " +
      "cannot be made");
  }
  return { status: answer.status, statusText: answer.statusText, headers: answer.headers };
}

function settingsOf(options) {
  const said = new Set();
  return {
    action: oneOf(ACTIONS, options.action, "action"),
    preflight: oneOf(PREFLIGHTS, options.preflight, "preflight"),
    profile: oneOf(profiles.map(({ name }) => name), options.profile, "profile"), cache: options.cache, now: options.now,
    onBlocked: options.onBlocked, onHidden: options.onHidden,
    /** They are looked for when they are needed: mocks put others in their place. */
    classes() {
      const { Request, Headers, Response } = globalThis;
      return { Request, Headers, Response, ...options.classes,
               ...(options.Response && { Response: options.Response }) };
    },
    /** Each thing once. */
    say(key, level, text) {
      if (said.has(key)) return;
      said.add(key);
      (options.console ?? globalThis.console)?.[level]?.(text);
    },
  };
}

async function blocked(driver) {
  const { exchange, settings, call, answer } = driver;
  const { origin, method } = call.description;
  const { response } = exchange;
  const line = consoleLine(exchange, origin, method, answer);
  const url = exchange.urlList.at(-1);
  if (line !== null) settings.say(`${response.reason.name} ${url}`, "error", line);
  const error = new CorsError(exchange, settings.profile, driver.failure);
  settings.onBlocked?.({ request: call.description, response, message: error.cause.message });
  if (settings.action === "warn") {
    settings.say(`warn ${response.reason.name} ${url}`, "warn",
      `corsieve: in a browser this fetch fails: ${error.cause.message}`);
    return driver.unfiltered();
  }
  // That the server is not there is no matter of CORS.
  if (response.reason.name === "ConnectionClosed" && driver.failure !== null) throw driver.failure;
  throw error;
}

function passed(driver) {
  const { exchange, settings, answer } = driver;
  const { response } = exchange;
  const url = exchange.responseUrl || exchange.currentUrl;
  const say = settings.action === "enforce" ? settings.onHidden : (hidden) => {
    settings.say(`hidden ${hidden.name} ${url}`, "warn", hiddenMessage(hidden));
    settings.onHidden?.(hidden);
  };
  const watch = say && ((headers) => tellOfHidden(headers, response, url, say));
  return settings.action === "enforce" ?
    asSeen(answer, exchange, settings.classes().Response, watch) : asReceived(answer, exchange, watch);
}

// What a fetch of a page is put over, whichever copy of this package did: over two,
// the outer would judge what the inner left.
const WITHIN = Symbol.for("corsieve.within");

// Who holds a blob's URL made the blob.
const isBlob = (input) => /^\s*blob:/i.test(typeof input === "object" ? input?.url ?? input : input);

export function corsFetch(outer, options = {}) {
  if (typeof outer !== "function") throw new TypeError("corsFetch() wraps a function");
  const inner = outer[WITHIN] ?? outer;
  const settings = settingsOf(options);
  if (settings.action === "off") return inner;
  originOf(options);
  const fetch = async (input, init) => {
    if (isBlob(input)) return inner(input, init);
    const call = await describeCall(input, init, originOf(options), settings.classes());
    call.signal?.throwIfAborted?.();
    const driver = new Driver(inner, init, call, settings);
    await driver.run();
    if (driver.exchange.response.type === "error") return blocked(driver);
    if (driver.answer === null) return inner(input, init); // data: and about: are answered at once.
    return passed(driver);
  };
  return Object.defineProperties(fetch, { [WITHIN]: { value: inner },
                                          name: { value: inner.name, configurable: true } });
}

/** Puts it in place of globalThis.fetch, behind whatever mocks that. */
export function install(options = {}) {
  const before = globalThis.fetch;
  if (typeof before !== "function") throw new TypeError("there is no globalThis.fetch to wrap");
  const page = corsFetch(before, options);
  let current = page;
  const wrapped = page === before ? before : Object.defineProperties((...call) => current(...call), {
    [WITHIN]: { value: page[WITHIN] }, name: { value: page.name, configurable: true },
  });
  globalThis.fetch = wrapped;
  const restore = () => {
    current = before; // Who took it while it was in place, a mock, has it still.
    if (globalThis.fetch === wrapped) globalThis.fetch = before;
  };
  return { restore, ...(Symbol.dispose && { [Symbol.dispose]: restore }) };
}
