// jsdom: XMLHttpRequest of a window answers as a page's. jsdom asks and follows
// redirects; each request that it sends is decided here before, and answered so
// that its own checks pass.

import { AsyncLocalStorage } from "node:async_hooks";
import { Exchange, rawPairs } from "corsieve";
import { CorsError, consoleLine } from "corsieve/fetch";
import { followLocation } from "./driving.js";

const lower = (name) => `${name}`.toLowerCase();
const SIMPLE = ["GET", "HEAD", "POST"];
const ALLOWED = { "access-control-allow-origin": "*", "access-control-allow-credentials": "true" };

/** One send(): what script asked, and what came of it. */
class Sent {
  exchange = null;
  answer = null; // To what decided: its headers.
  failure = null;

  constructor(xhr, names, options) {
    Object.assign(this, { names, options, credentials: xhr.withCredentials ? "include" : "same-origin" });
  }

  get response() {
    return this.exchange?.next === "done" ? this.exchange.response : null;
  }

  start({ opaque, method, headers, body }) {
    this.origin ??= opaque.origin;
    this.method = method;
    // jsdom has added its own.
    const own = Object.entries(headers).filter(([name]) =>
      this.names.has(lower(name)) || lower(name) === "content-type");
    // Without another cause jsdom asks first where somebody listens to the upload.
    const uploadListener = opaque.preflight?.unsafeHeaders.length === 0 && SIMPLE.includes(method);
    this.exchange = new Exchange({
      origin: this.origin, url: opaque.url, method, api: "xhr", credentials: this.credentials,
      headers: own, body: body ? "source" : "none", uploadListener,
    }, this.options);
  }

  receive(controller, status, headers, statusText) {
    const raw = controller?.rawHeaders;
    const pairs = raw?.length > 0 ? rawPairs(raw) : headers;
    this.answer = { headers: { get: (name) => [headers[name]].flat().join(", ") } };
    this.exchange.receive({ status, statusText, headers: pairs });
  }

  receiveNothing(failure) {
    this.failure = failure;
    this.answer = null;
    this.exchange.receiveNothing();
  }
}

/** What jsdom wants to send, as a browser does. */
function requestOf(opts, outgoing) {
  const names = new Set([...outgoing.headers.map(([name]) => lower(name)), "origin"]);
  if (!outgoing.includeCredentials) names.add("cookie");
  const others = Object.entries(opts.headers).filter(([name]) => !names.has(lower(name)));
  return { ...opts, headers: Object.fromEntries([...others, ...outgoing.headers]) };
}

/** Its OPTIONS, of which jsdom knows nothing. */
function askFirst(dispatch, opts, handler, sent) {
  const headers = Object.fromEntries(sent.exchange.outgoing.headers);
  return new Promise((resolve) => {
    let isAnswered = false;
    const answered = (...answer) => {
      if (!isAnswered) sent.receive(...answer);
      isAnswered = true;
    };
    dispatch({ ...opts, method: "OPTIONS", headers, body: null }, {
      onRequestStart: (controller, context) => handler.onRequestStart?.(controller, context),
      onResponseStart: answered,
      onResponseData() {},
      onResponseEnd: resolve,
      onResponseError(controller, error) {
        if (!isAnswered) sent.receiveNothing(error);
        resolve();
      },
    });
  });
}

function answerWhatIsAsked(sent, handler, blocked) {
  const { exchange } = sent;
  return {
    onRequestStart: (controller, context) => handler.onRequestStart?.(controller, context),
    onResponseStart(controller, status, headers, statusText) {
      sent.receive(controller, status, headers, statusText);
      if (sent.response?.type === "error") return controller.abort(blocked(sent));
      const passed = { ...headers, ...ALLOWED };
      // jsdom follows what is no redirect.
      if (exchange.next === "done") delete passed.location;
      handler.onResponseStart?.(controller, status, passed, statusText);
    },
    onResponseData: (controller, chunk) => handler.onResponseData?.(controller, chunk),
    onResponseEnd: (controller, trailers) => handler.onResponseEnd?.(controller, trailers),
    onResponseError(controller, error) {
      if (sent.response === null && exchange.next === "send-request") sent.receiveNothing(error);
      handler.onResponseError?.(controller, error);
    },
  };
}

async function send(dispatch, opts, handler, sent, blocked) {
  if (sent.exchange?.next === "resolve-location") {
    followLocation(sent.exchange, sent.origin);
  } else {
    sent.start(opts);
  }
  while (sent.exchange.next === "send-preflight") await askFirst(dispatch, opts, handler, sent);
  if (sent.exchange.next === "done") throw blocked(sent);
  dispatch(requestOf(opts, sent.exchange.outgoing), answerWhatIsAsked(sent, handler, blocked));
}

// jsdom's own preflight, for what was decided otherwise.
function allow(opts, handler) {
  const idle = { aborted: false, paused: false, rawHeaders: [], abort() {}, pause() {}, resume() {} };
  const headers = { ...ALLOWED, "access-control-allow-headers": "*" };
  handler.onResponseStart?.(idle, 204, headers, "");
  handler.onResponseEnd?.(idle, {});
}

const interceptorOf = (store, blocked) => (dispatch) => (opts, handler) => {
  const sent = store.getStore();
  // What elements and WebSockets ask for is no matter of an XMLHttpRequest.
  if (sent === undefined || opts.opaque?.origin === undefined) return dispatch(opts, handler);
  const isPreflight = opts.method === "OPTIONS" && opts.opaque.preflight !== undefined &&
    "Access-Control-Request-Method" in opts.headers && sent.exchange === null;
  if (isPreflight) {
    allow(opts, handler);
  } else {
    send(dispatch, opts, handler, sent, blocked).catch((error) => handler.onResponseError?.(null, error));
  }
  return true;
};

/** Tells, once, of what is blocked; returns what jsdom is told. */
function teller(options) {
  const said = new Set();
  return (sent) => {
    const { exchange, origin, method, answer, failure } = sent;
    const error = new CorsError(exchange, options.profile, failure);
    const { response } = exchange;
    const line = consoleLine(exchange, origin, method, answer);
    const { message } = error.cause;
    options.onBlocked?.({ url: exchange.currentUrl, response, message });
    const key = `${response.reason.name} ${exchange.currentUrl}`;
    if (line !== null && !said.has(key)) {
      (options.console ?? globalThis.console)?.error?.(
        `${line.replace("Access to fetch", "Access to XMLHttpRequest")}\n${message}`);
    }
    said.add(key);
    return error;
  };
}

/** Where a window has its dispatcher: no interface of jsdom tells it. */
function placeOf(window) {
  // Since 30.1, and before.
  for (const [holder, key] of [[window._settings, "dispatcher"], [window, "_dispatcher"]]) {
    if (typeof holder?.[key]?.compose === "function") return [holder, key];
  }
  throw new TypeError("enforceCors() needs a window of jsdom 28 or later");
}

/** XMLHttpRequest of `window` answers as a page's, until restore() is called. */
export function enforceCors(window = globalThis.jsdom?.window ?? globalThis, options = {}) {
  const [holder, key] = placeOf(window);
  const { prototype } = window.XMLHttpRequest;
  const original = {};
  const asked = new WeakMap();
  const sents = new WeakMap();
  const store = new AsyncLocalStorage();
  const seenBy = (xhr) => {
    const response = xhr.readyState < 2 ? null : sents.get(xhr)?.response;
    return response?.type === "error" ? null : response;
  };
  const methods = {
    open(method, url, isAsync = true) {
      asked.set(this, { names: new Set(), isAsync });
      return Reflect.apply(original.open, this, arguments);
    },
    setRequestHeader(name) {
      asked.get(this)?.names.add(lower(name));
      return Reflect.apply(original.setRequestHeader, this, arguments);
    },
    send() {
      const { names, isAsync } = asked.get(this) ?? {};
      if (isAsync === false) throw new TypeError("corsieve cannot answer a synchronous XMLHttpRequest");
      const sent = new Sent(this, names, options);
      sents.set(this, sent);
      return store.run(sent, () => Reflect.apply(original.send, this, arguments));
    },
    getResponseHeader(name) {
      const seen = seenBy(this);
      const value = Reflect.apply(original.getResponseHeader, this, arguments);
      return seen ? seen.getResponseHeader(name) : value;
    },
    getAllResponseHeaders() {
      return seenBy(this)?.getAllResponseHeaders() ?? original.getAllResponseHeaders.call(this);
    },
  };
  for (const [name, value] of Object.entries(methods)) {
    original[name] = prototype[name];
    prototype[name] = value;
  }
  const dispatcher = holder[key];
  holder[key] = dispatcher.compose(interceptorOf(store, teller(options)));
  const restore = () => {
    holder[key] = dispatcher;
    Object.assign(prototype, original);
  };
  return { restore, ...(Symbol.dispose && { [Symbol.dispose]: restore }) };
}
