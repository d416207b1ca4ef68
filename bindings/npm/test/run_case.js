// Runs a case (docs/design.md, "Cases") through the package, as
// tools/run_case.cc and tools/serve_case.cc do through the C++ API, and answers
// with what `corsieve batch` prints.

import { Exchange, PreflightCache, resolveLocation } from "corsieve";

const HTTP2_LINE = /^HTTP\/(2|2\.0|3) ([^ \t\r\n]*)/;

/** An answer that came parsed; null: its head is bytes. */
function parsed(answer, isRecorded) {
  if (typeof answer === "object") return answer;
  if (isRecorded) return null;
  const interim = [];
  for (const head of answer.split(/\r?\n\r?\n/)) {
    const [first, ...lines] = head.split(/\r?\n/);
    const two = HTTP2_LINE.exec(first);
    const one = /^HTTP\/1\.1 1\d\d(?!\S)/.test(first);
    if (!two && !one) return null;
    if (one) continue;
    const headers = lines.filter((line) => line).map((line) => {
      const colon = line.indexOf(":");
      return colon < 0 ? [line.toLowerCase(), ""] :
        [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).replace(/^[ \t]+|[ \t]+$/g, "")];
    });
    if (/^1\d\d$/.test(two[2])) {
      interim.push({ status: Number(two[2]), headers });
      continue;
    }
    return { protocol: two[1] === "3" ? "h3" : "h2",
             status: /^\d{3}$/.test(two[2]) ? Number(two[2]) : two[2], headers, interim };
  }
  return null;
}

function responseOf(answer, bodyIsEmpty) {
  return { status: answer.status, headers: answer.headers, bodyIsEmpty,
           protocol: answer.protocol ?? "h2", trailers: answer.trailers, interim: answer.interim };
}

function isSameHost(origin, url) {
  return origin !== "null" && URL.canParse(origin) && URL.canParse(url) &&
    new URL(origin).hostname === new URL(url).hostname;
}

export function requestOf(r) {
  return {
    origin: r.origin, url: r.url, api: r.api, mode: r.mode, credentials: r.credentials,
    redirect: r.redirect, method: r.method, headers: r.headers, uploadListener: r.upload_listener,
    body: r.stream ? "stream" : "body" in r ? "source" : "none", destination: r.destination,
    referrerPolicy: r.referrer_policy, embedderPolicy: r.embedder_policy,
    schemelesslySameSite: r.schemelessly_same_site ?? isSameHost(r.origin, r.url),
  };
}

const sent = (outgoing) => ({
  method: outgoing.method, url: outgoing.url, headers: outgoing.headers.map((pair) => [...pair]),
  include_credentials: outgoing.includeCredentials,
});

/** Answers as the case says, and notes what it was sent. */
class Server {
  hop = 0;
  hops = [];
  preflights = [];

  constructor(given, origin, profile) {
    this.given = given;
    this.origin = origin;
    this.profile = profile;
    const url = new URL(given.request.url);
    this.path = url.pathname;
    this.isRecorded = /^(localhost|127\.0\.0\.1)$/.test(url.hostname) &&
      url.pathname.startsWith("/case/");
  }

  index(url) {
    if (this.profile === "standard" || !this.isRecorded) return this.hop;
    const base = /^.{6}[^/]*/.exec(this.path)[0];
    const asked = new URL(url).pathname;
    if (!asked.startsWith(base)) return null;
    const rest = /^(?:|\/(\d{1,3}))$/.exec(asked.slice(base.length));
    return rest === null ? null : Number(rest[1] ?? 0);
  }

  head(answer, method, body) {
    if (answer === undefined || answer === null) return null;
    const given = parsed(answer, this.isRecorded);
    if (given !== null) {
      return responseOf(given, method === "HEAD" || method === "OPTIONS" || this.given.body === "");
    }
    const follows = this.profile === "standard" || method === "HEAD" ? "" : this.given.body ?? "ok";
    return answer + (body ? follows : "");
  }

  answer(exchange) {
    const { outgoing } = exchange;
    const isPreflight = exchange.next === "send-preflight";
    (isPreflight ? this.preflights : this.hops).push(sent(outgoing));
    const i = this.index(exchange.currentUrl);
    const answers = this.given[isPreflight ? "preflights" : "responses"] ?? [];
    let there = i === null ? undefined : answers[i];
    if (!isPreflight) {
      if (i !== null && i >= answers.length) there = this.given.loop;
      if (this.given.stored !== undefined) {
        const stored = parsed(this.given.stored, this.isRecorded);
        exchange.store(stored === null ? this.given.stored : responseOf(stored,
          outgoing.method === "HEAD" || outgoing.method === "OPTIONS" || this.given.body === ""));
      }
    }
    const head = this.head(there, isPreflight ? "OPTIONS" : outgoing.method, !isPreflight);
    if (head === null) return exchange.receiveNothing();
    exchange.receive(head);
    const status = Number.parseInt(head.status, 10);
    if (typeof head === "object" && status >= 100 && status < 200 && status !== 101) {
      exchange.receiveNothing();
    }
  }

  serve(exchange) {
    while (exchange.next !== "done") {
      if (exchange.next !== "resolve-location") {
        this.answer(exchange);
        continue;
      }
      ++this.hop;
      const url = resolveLocation(exchange.location, exchange.currentUrl);
      exchange.resolved(url, url !== null && isSameHost(this.origin, url));
    }
  }
}

function runOne(given, request, profile, now, cache) {
  const exchange = new Exchange(requestOf(request), { profile, cache, now: () => now });
  const server = new Server(given, request.origin, profile);
  server.serve(exchange);
  const { response } = exchange;
  const failed = response.type === "error";
  const result = {
    id: given.id, request: { origin: request.origin, url: request.url },
    outcome: failed ? "network-error" : "ok", type: response.type, status: response.status,
    statusText: response.statusText, url: exchange.responseUrl, redirected: exchange.redirected,
    headers: response.headers.map((pair) => [...pair]), set_cookie: [],
    get: Object.fromEntries((given.names ?? []).map((name) => [name, response.get(name)])),
    body_null: exchange.bodyIsNull, timing_allow_passed: !failed && exchange.timingAllowPassed,
    hops: server.hops, did_preflight: exchange.preflightCount > 0,
    origin_sent: exchange.outgoing.origin, reason: response.reason.name,
    fates: response.outcomes.map((o) => ({ name: o.name, value: o.value, exposed: o.exposed,
                                           reason: o.reason.name })),
  };
  if (request.api === "xhr") result.all = response.getAllResponseHeaders();
  if (exchange.preflightCount > 1) result.preflights_sent = exchange.preflightCount;
  if (server.preflights.length > 0) result.preflights = server.preflights;
  const { preflight } = exchange;
  if (preflight !== null) result.preflight_request = Object.fromEntries(preflight.headers);
  return { result, count: exchange.preflightCount };
}

/** A case's result; `told` is what the program printed. */
export function runCase(given, profile, told) {
  const cache = new PreflightCache();
  const asked = { ...given.request, ...(given.then ? {} : told.request) };
  if (!given.then) return runOne(given, asked, profile, 0, cache).result;
  let now = 0;
  const results = [];
  const counts = [];
  for (const then of [{}, ...given.then]) {
    const { wait_ms: wait, responses, preflights, ...members } = then;
    now += wait ?? 0;
    const request = { ...given.request, ...members };
    const served = { ...given, ...(responses && { responses, request }),
                     ...(preflights && { preflights }) };
    const { result, count } = runOne(served, request, profile, now, cache);
    const before = results.at(-1)?.preflight_request;
    if (before && !result.preflight_request) result.preflight_request = before;
    results.push(result);
    counts.push(count);
  }
  const last = results.at(-1);
  const preflights = results.flatMap((r) => r.preflights ?? []);
  const all = { ...last, outcomes: results.map((r) => r.outcome), preflights_by_request: counts,
                hops: results.flatMap((r) => r.hops), did_preflight: counts.some((n) => n > 0) };
  if (preflights.length > 0) all.preflights = preflights;
  delete all.preflights_sent;
  const total = counts.reduce((a, b) => a + b, 0);
  if (total > 1) all.preflights_sent = total;
  return all;
}
