// A case as loopback servers can play it: the same, with their origins in place of its own.

import { resolveLocation } from "../../bindings/npm/src/resolve_location.js";

/** Of "https://user@b.example/x": what is before the host, the host, and what is behind it. */
const AUTHORITY = /^([a-z][a-z0-9+.-]*:)?\/\/((?:[^/?#\\@]*@)?)([^/?#\\]*)(.*)$/is;

/** The origin of an http(s) URL, whose characters are bytes; null for others. */
function originOf(url, base = "") {
  const href = resolveLocation(url, base);
  return href !== null && /^https?:/.test(href) ? new URL(href).origin : null;
}

const isLocation = (line) => /^location[ \t]*:/i.test(line);
const valueOf = (line) => line.slice(line.indexOf(":") + 1).trim();

/** The origins that a case speaks of, the page's first. */
function originsOf({ request, responses }, urls) {
  const origins = new Set([request.origin]);
  for (const [i, head] of responses.entries()) {
    if (urls[i]) origins.add(originOf(urls[i]));
    for (const line of head.split("\n").filter(isLocation)) origins.add(originOf(valueOf(line), urls[i] ?? request.url));
  }
  for (const url of [request.url, ...urls]) origins.add(originOf(url));
  origins.delete(null);
  return [...origins];
}

/** What relative to a path of ours would lead elsewhere than relative to its own: "..", "\\", "https:x". */
const IS_ODD = /(^|[/\\])(\.|%2e){2}([/\\?#]|$)|[\\\t]|^[\0-\x20]|[\0-\x20]$|^[a-z][a-z0-9+.-]*:(?!\/\/)/i;

const userOf = ({ username, password }) => (username || password ? `${username}${password && `:${password}`}@` : "");

/** An absolute URL at a loopback server. */
function urlAt(loopback, prefix, url) {
  const [scheme, host] = loopback.split("//");
  return `${scheme}//${userOf(url)}${host}${prefix}${url.pathname}${url.search}${url.hash}`;
}

/** Written as it was, as far as that leads to the same place. */
function locationAt(value, base, toLoopback, prefix) {
  const loopback = toLoopback(originOf(value, base));
  if (!loopback) return value;
  if (IS_ODD.test(value)) return urlAt(loopback, prefix, new URL(resolveLocation(value, base)));
  const found = AUTHORITY.exec(value);
  if (!found) return value.startsWith("/") ? prefix + value : value;
  const [, scheme = "", user, , rest] = found;
  const [own, host] = loopback.split("//");
  const isSame = scheme === "" && toLoopback(originOf(base))?.startsWith(`${own}//`);
  return `${isSame ? "" : own}//${user}${host}${prefix}${rest.startsWith("/") ? "" : "/"}${rest}`;
}

const isHttp2 = (head) => /^HTTP\/(?:2|2\.0|3) /.test(head);

/** Without what upgrades to HTTP/2, which loopback servers speak from the beginning. */
const withoutUpgrade = (head) => head?.replace(/^(?:HTTP\/1\.\d 1\d\d[^]*?\r?\n\r?\n)+(?=HTTP\/[23])/, "") ?? null;

/** The origins all of whose answers came over HTTP/2, or 3. */
function originsOfHttp2(heads) {
  const all = new Map();
  for (const { head, origin, isAssumed } of heads) {
    if (!isAssumed) all.set(origin, isHttp2(head) && all.get(origin) !== false);
  }
  return new Set([...all.keys()].filter((origin) => all.get(origin)));
}

/** The answer's case for the page at `own`, answered at `ports` under `prefix`, or at `securePorts` over HTTP/2; or why
 *  there is none: `{ why }`. `overHttp1` says why an answer of HTTP/2 is not sent so, if any is not. */
export function mappedCase({ case: c, read_from: from, steps }, { own, ports, securePorts, prefix }) {
  const { request } = c;
  if (request.origin === "null") return { why: "the page's origin is null, and this page's is not" };
  if (request.mode === "navigate") return { why: "script does not navigate by fetch()" };
  const urls = steps.filter((step) => !step.is_preflight).map((step) => step.url);
  const responses = c.responses.map(withoutUpgrade);
  const preflights = (c.preflights ?? []).map(withoutUpgrade);
  if ([...responses, ...preflights].some((head) => head && /^location[ \t]*:[^\n]*\n[ \t]/im.test(head))) {
    return { why: "a Location is folded over two lines" };
  }
  const origins = originsOf({ request, responses }, urls);
  if (origins.length - 1 > ports.length) return { why: `it goes to more than ${ports.length} other origins` };

  const urlOf = (i) => urls[i] ?? request.url;
  const placed = (head, i) => ({ head, url: urlOf(i), origin: originOf(urlOf(i)) });
  const heads = [...responses.map(placed), ...preflights.map((head, i) => ({ ...placed(head, i), isAssumed: !from.preflights[i]?.input }))]
    .filter(({ head }) => head !== null);
  const secure = securePorts.length > 0 ? originsOfHttp2(heads) : new Set();
  secure.delete(request.origin); // The page is not served so itself.
  const host = new URL(request.origin).hostname;
  // What is same-site stays so.
  const nameFor = (origin) => (new URL(origin).hostname === host ? "127.0.0.1" : "localhost");
  const map = new Map(origins.map((origin, i) => [origin, i === 0 ? own : secure.has(origin) ?
    `https://${nameFor(origin)}:${securePorts[i - 1]}` : `http://${nameFor(origin)}:${ports[i - 1]}`]));
  const toLoopback = (origin) => map.get(origin);

  const known = [...origins].sort((a, b) => b.length - a.length).map((origin) => origin.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const anyOrigin = new RegExp(known.join("|"), "g");
  const written = ({ head, url, origin }) => head.split("\n").map((line, i) => {
    const [, version, status] = /^HTTP\/(\S+) ([^\s]*)/.exec(line) ?? [];
    // What came over HTTP/2 has no reason; over HTTP/1.1 it is empty.
    if (version && secure.has(origin)) return `HTTP/2 ${status} \r`;
    if (version && /^(2|2\.0|3)$/.test(version)) return `HTTP/1.1 ${status} \r`;
    if (!isLocation(line) || i === 0) return line.replace(anyOrigin, toLoopback);
    const value = valueOf(line);
    const at = line.indexOf(":") + 1;
    return line.slice(0, at) + line.slice(at).replace(value, () => locationAt(value, url, toLoopback, prefix));
  }).join("\n");
  const other = heads.find(({ head, origin }) => isHttp2(head) && !secure.has(origin));
  return {
    overHttp1: !other ? null : other.origin === request.origin ? "own" : "mixed",
    request: { ...request, origin: own, url: urlAt(toLoopback(originOf(request.url)), prefix, new URL(request.url)) },
    responses: responses.map((head, i) => written(placed(head, i))),
    preflights: preflights.map((head, i) => (head === null ? null : written(placed(head, i)))),
  };
}
