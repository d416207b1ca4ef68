// A case as loopback servers can play it: the same, with their origins in place of its own.

/** Of "https://user@b.example/x": what is before the host, the host, and what is behind it. */
const AUTHORITY = /^([a-z][a-z0-9+.-]*:)?\/\/((?:[^/?#\\@]*@)?)([^/?#\\]*)(.*)$/is;

function originOf(url, base) {
  try {
    const { origin, protocol } = new URL(url, base);
    return /^https?:$/.test(protocol) ? origin : null;
  } catch {
    return null;
  }
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

function locationAt(value, base, toLoopback, prefix) {
  const found = AUTHORITY.exec(value);
  if (found) {
    const loopback = toLoopback(originOf(value, base));
    if (!loopback) return value;
    const [, scheme = "", user, , rest] = found;
    const [own, host] = loopback.split("//");
    const isSame = scheme === "" && toLoopback(originOf(base))?.startsWith(`${own}//`);
    return `${isSame ? "" : own}//${user}${host}${prefix}${rest.startsWith("/") ? "" : "/"}${rest}`;
  }
  return value.startsWith("/") ? prefix + value : value;
}

const isHttp2 = (head) => /^HTTP\/[23]/.test(head);

/** The origins all of whose answers came over HTTP/2, or 3. */
function originsOfHttp2({ responses, preflights = [] }, urls) {
  const all = new Map();
  for (const [i, url] of urls.entries()) {
    for (const head of [responses[i], preflights[i]]) {
      if (head) all.set(originOf(url), isHttp2(head) && all.get(originOf(url)) !== false);
    }
  }
  return new Set([...all.keys()].filter((origin) => all.get(origin)));
}

/** The case for the page at `own`, answered at `ports` under `prefix`, or at `securePorts` over HTTP/2; or why there
 *  is none: `{ why }`. `urls` has the URL of each hop. `isOverHttp1` says whether any answer of HTTP/2 is not sent so. */
export function mappedCase(c, urls, { own, ports, securePorts, prefix }) {
  const { request } = c;
  if (request.origin === "null") return { why: "the page's origin is null, and this page's is not" };
  if (request.mode === "navigate") return { why: "script does not navigate by fetch()" };
  const origins = originsOf(c, urls);
  if (origins.length - 1 > ports.length) return { why: `it goes to more than ${ports.length} other origins` };
  const host = new URL(request.origin).hostname;
  const secure = securePorts.length > 0 ? originsOfHttp2(c, urls) : new Set();
  secure.delete(request.origin); // The page is not served so itself.
  // What is same-site stays so.
  const nameFor = (origin) => (new URL(origin).hostname === host ? "127.0.0.1" : "localhost");
  const map = new Map(origins.map((origin, i) => [origin, i === 0 ? own : secure.has(origin) ?
    `https://${nameFor(origin)}:${securePorts[i - 1]}` : `http://${nameFor(origin)}:${ports[i - 1]}`]));
  const toLoopback = (origin) => map.get(origin);
  const toUrl = (url) => `${toLoopback(originOf(url))}${prefix}${url.slice(originOf(url).length)}`;

  const known = [...origins].sort((a, b) => b.length - a.length).map((origin) => origin.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const anyOrigin = new RegExp(known.join("|"), "g");
  const toHead = (head, url) => head.split("\n").map((line) => {
    const [, version, status] = /^(HTTP\/(?:2|2\.0|3)) (\d+)/.exec(line) ?? [];
    // What came over HTTP/2 has no reason; over HTTP/1.1 it is empty.
    if (version) return secure.has(originOf(url)) ? `HTTP/2 ${status} \r` : `HTTP/1.1 ${status} \r`;
    if (!isLocation(line)) return line.replace(anyOrigin, toLoopback);
    const value = valueOf(line);
    return line.replace(value, () => locationAt(value, url, toLoopback, prefix));
  }).join("\n");
  const isHere = (i) => secure.has(originOf(urls[i] ?? request.url));
  return {
    isOverHttp1: [c.responses, c.preflights ?? []].some((heads) => heads.some((head, i) => head && isHttp2(head) && !isHere(i))),
    request: { ...request, origin: own, url: toUrl(request.url) },
    responses: c.responses.map((head, i) => toHead(head, urls[i] ?? request.url)),
    preflights: (c.preflights ?? []).map((head, i) => (head === null ? null : toHead(head, urls[i] ?? request.url))),
  };
}
