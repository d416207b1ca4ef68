// What script asked, as it is described and as corsieve.h takes it.

import { wrongCall } from "./errors.js";
import { REQUEST } from "./layout.js";
import { collect, rowsSize, writeHeaders } from "./pairs.js";
import {
  APIS, BODIES, CREDENTIALS, EMBEDDER_POLICIES, MODES, REDIRECTS, REFERRER_POLICIES, TAINTINGS,
  numberOf,
} from "./terms.js";

// Who asks for one asks for it again.
let lastOrigin = [null, ""];
let lastUrl = [null, ""];

function serializedOrigin(origin) {
  if (typeof origin !== "string") throw wrongCall(`origin is no string: ${typeof origin}`);
  if (origin === lastOrigin[0]) return lastOrigin[1];
  const serialized = originOf(origin);
  lastOrigin = [origin, serialized];
  return serialized;
}

function originOf(origin) {
  if (origin === "null") return origin;
  let url;
  try {
    url = new URL(origin);
  } catch {
    throw wrongCall(`origin is no origin, and no URL of one: ${JSON.stringify(origin)}`);
  }
  // Of other schemes the engine has its own opinion.
  return url.origin === "null" ? origin : url.origin;
}

function serializedUrl(given) {
  const url = typeof given === "string" ? given : `${given}`;
  if (url === lastUrl[0]) return lastUrl[1];
  let serialized;
  try {
    serialized = new URL(url).href;
  } catch {
    throw wrongCall(`url is no absolute URL: ${JSON.stringify(url)}`);
  }
  lastUrl = [url, serialized];
  return serialized;
}

const word = (words, value, what) => (value === undefined ? 0 : numberOf(words, value, what));

function bodyOf(body) {
  if (body === undefined || body === null) return 0;
  return typeof body === "string" ? numberOf(BODIES, body, "body") : 1;
}

/** Reads each member once, in this order. Of what a `Request` has, referrerPolicy
 *  and destination may be empty. */
export function describeRequest(given, options) {
  if (typeof given !== "object" || given === null) {
    throw new TypeError("a description of the request is wanted");
  }
  const api = word(APIS, given.api, "api");
  let mode = word(MODES, given.mode, "mode");
  let credentials = word(CREDENTIALS, given.credentials, "credentials");
  let redirect = word(REDIRECTS, given.redirect, "redirect");
  if (api === 1) {
    // https://xhr.spec.whatwg.org/#the-send()-method
    mode = 0;
    redirect = 0;
    if (credentials === 1) credentials = 0;
  }
  return {
    api, mode, credentials, redirect,
    origin: serializedOrigin(given.origin ?? options?.origin),
    url: serializedUrl(given.url),
    method: given.method ?? "GET",
    headers: given.headers,
    body: bodyOf(given.body),
    destination: given.destination ?? "",
    referrerPolicy: word(REFERRER_POLICIES, given.referrerPolicy || undefined, "referrerPolicy"),
    embedderPolicy: word(EMBEDDER_POLICIES, given.embedderPolicy, "embedderPolicy"),
    uploadListener: given.uploadListener ? 1 : 0,
    schemelesslySameSite: given.schemelesslySameSite ? 1 : 0,
    responseTainting: word(TAINTINGS, given.responseTainting, "responseTainting"),
    redirectTainted: given.redirectTainted ? 1 : 0,
    beganSameOrigin: given.beganSameOrigin ? 1 : 0,
  };
}

/** Adds its strings to `text`; returns where they are. */
export function addRequest(r, text) {
  const origin = text.add(r.origin, "origin");
  text.add(r.url, "url");
  const destination = text.add(r.destination, "destination");
  const method = text.add(r.method, "method");
  const end = text.joined.length;
  const headers = collect(r.headers, text, "headers");
  return { origin, url: origin + r.origin.length, destination, method, end, headers,
           rows: rowsSize(headers) };
}

/** Writes the struct to `at`, and its headers' rows to `rows`. */
export function writeRequest(wasm, at, r, places, rows, text) {
  const { words } = wasm;
  const first = at >> 2;
  // Four members that are bytes to a word, as REQUEST has them.
  words[first] = REQUEST.size;
  words[first + 1] = r.mode | (r.credentials << 8) | (r.redirect << 16) | (r.api << 24);
  words[first + 2] = r.body | (r.referrerPolicy << 8) | (r.embedderPolicy << 16) |
    (r.uploadListener << 24);
  words[first + 3] = r.schemelesslySameSite | (r.responseTainting << 8) |
    (r.redirectTainted << 16) | (r.beganSameOrigin << 24);
  writeStr(words, at + REQUEST.origin, text + places.origin, places.url - places.origin);
  writeStr(words, at + REQUEST.url, text + places.url, places.destination - places.url);
  writeStr(words, at + REQUEST.destination, text + places.destination,
    places.method - places.destination);
  writeStr(words, at + REQUEST.method, text + places.method, places.end - places.method);
  writeHeaders(words, at + REQUEST.headers, places.headers, rows, text);
}

export function writeStr(words, at, data, size) {
  words[at >> 2] = data;
  words[(at >> 2) + 1] = size;
}
