// fetch() as a page has it, on one that knows of no origins.

import { Exchange, resolveLocation } from "corsieve";
import { CorsError, consoleLine } from "./blocked.js";
import { describeCall, innerInit, originHere } from "./call.js";
import { asSeen } from "./seen.js";
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
  if (origin !== undefined) return origin;
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
        const url = resolveLocation(exchange.location, exchange.currentUrl);
        exchange.resolved(url, url !== null && isSameHost(this.call.description.origin, url));
      } else if (exchange.next === "send-preflight" && this.settings.preflight === "assume") {
        this.assume(exchange.outgoing);
      } else {
        await this.ask();
      }
    }
  }

  async ask() {
    const { exchange, call } = this;
    const { outgoing } = exchange;
    this.answered = exchange.next === "send-preflight" ? "preflight" : "request";
    await this.answer?.body?.cancel?.().catch(() => {});
    this.answer = this.failure = null;
    try {
      this.answer = await this.inner(outgoing.url, innerInit(this.init, outgoing, call));
    } catch (error) {
      if (call.signal?.aborted) throw error;
      this.failure = error;
    }
    if (this.answer === null || this.answer.type === "error") return exchange.receiveNothing();
    exchange.receive(receivedOf(this.answer, call.description.redirect));
  }

  // Mocks have no answer to OPTIONS. Who means to have one says "send".
  assume(outgoing) {
    const asked = (name) => outgoing.headers.find(([key]) => key === name)?.[1] ?? "";
    const method = asked("Access-Control-Request-Method");
    const names = asked("Access-Control-Request-Headers");
    this.settings.say(`preflight ${method} ${names} ${outgoing.url}`, "warn",
      `corsieve: a browser asks with OPTIONS before ${method} ${outgoing.url}` +
      `${names ? ` with ${names}` : ""}; that it is allowed was assumed (preflight: "assume")`);
    this.exchange.receive({ status: 204, headers: [
      ["access-control-allow-origin", outgoing.origin ?? "null"],
      ["access-control-allow-credentials", "true"],
      ["access-control-allow-methods", method],
      ["access-control-allow-headers", names],
    ] });
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
      return this.inner(url ?? location, { ...init, method: "GET", body: undefined, redirect: "follow" });
    }
    const { description } = call;
    return this.inner(exchange.currentUrl, {
      ...init, method: description.method, headers: description.headers, body: call.body ?? undefined,
      mode: undefined, redirect: description.redirect, signal: call.signal,
    });
  }
}

function isSameHost(origin, url) {
  return origin !== "null" && new URL(origin).hostname === new URL(url).hostname;
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
    profile: options.profile ?? "standard", cache: options.cache, now: options.now,
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
  if (settings.action === "enforce") {
    const seen = asSeen(answer, exchange, settings.classes().Response);
    if (settings.onHidden) tellOfHidden(seen.headers, response, url, settings.onHidden);
    return seen;
  }
  const received = asReceived(answer, exchange);
  tellOfHidden(received.headers, response, url, (hidden) => {
    settings.say(`hidden ${hidden.name} ${url}`, "warn", hiddenMessage(hidden));
    settings.onHidden?.(hidden);
  });
  return received;
}

export function corsFetch(inner, options = {}) {
  if (typeof inner !== "function") throw new TypeError("corsFetch() wraps a function");
  const settings = settingsOf(options);
  if (settings.action === "off") return inner;
  originOf(options);
  const fetch = async (input, init) => {
    const call = await describeCall(input, init, originOf(options), settings.classes());
    call.signal?.throwIfAborted?.();
    const driver = new Driver(inner, init, call, settings);
    await driver.run();
    if (driver.exchange.response.type === "error") return blocked(driver);
    if (driver.answer === null) return inner(input, init); // data: and about: are answered at once.
    return passed(driver);
  };
  return Object.defineProperty(fetch, "name", { value: inner.name, configurable: true });
}

/** Puts it in place of globalThis.fetch, behind whatever mocks that. */
export function install(options = {}) {
  const inner = globalThis.fetch;
  if (typeof inner !== "function") throw new TypeError("there is no globalThis.fetch to wrap");
  const wrapped = corsFetch(inner, options);
  globalThis.fetch = wrapped;
  const restore = () => {
    if (globalThis.fetch === wrapped) globalThis.fetch = inner;
  };
  return { restore, ...(Symbol.dispose && { [Symbol.dispose]: restore }) };
}
