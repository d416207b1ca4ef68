// Judges a request of a real page from what its hops sent and received.

import { Exchange } from "corsieve";
import { allowPreflight, followLocation } from "../driving.js";

// What the browser itself adds to a request, and a preflight does not name.
const BROWSERS_OWN = new Set(["accept", "accept-encoding", "accept-language", "cache-control",
  "if-modified-since", "if-none-match", "pragma", "priority", "upgrade-insecure-requests", "user-agent"]);
const MODES = ["cors", "no-cors", "same-origin", "navigate"];

/** Pairs of a record in which LF parts the lines of one name, as CDP has them. */
export const pairsOf = (record) => Object.entries(record ?? {})
  .flatMap(([name, value]) => `${value}`.split("\n").map((line) => [name, line]));

/** Sent headers by their names in lower case. */
export const sentOf = (pairs) => new Map(pairs.map(([name, value]) => [name.toLowerCase(), value]));

export function originOf(url) {
  try {
    return new URL(url).origin;
  } catch {
    return "null";
  }
}

const isRaw = (sent) => sent.has("host") || sent.has(":authority");

// A request with mode cors that leaves the origin says so, and one without CORS
// only if its method is none of GET and HEAD.
function modeOf(story, origin) {
  const { hops, originIsSent } = story;
  const said = hops[0].sent.get("sec-fetch-mode");
  if (MODES.includes(said)) return said;
  const leaves = hops.find(({ url, sent }) => originOf(url) !== origin && (originIsSent || isRaw(sent)));
  return leaves && !leaves.sent.has("origin") ? "no-cors" : "cors";
}

function headersOf(story) {
  const asked = story.preflights.map(({ sent }) => sent.get("access-control-request-headers"))
    .find((names) => names !== undefined)?.split(",");
  const sent = [...story.hops[0].sent];
  if (asked !== undefined) return sent.filter(([name]) => asked.includes(name));
  return sent.filter(([name]) => !BROWSERS_OWN.has(name) && !name.startsWith(":"));
}

/** What script asked, as far as it shows: after a redirect the Origin may be "null" that
 *  is not the page's. `sure`: so do the credentials. */
export function describe(story, options = {}) {
  const { hops, preflights } = story;
  const said = [...hops, ...preflights].map(({ sent }) => sent.get("origin")).filter(Boolean);
  const origin = options.origin ?? said.find((one) => one !== "null") ??
    (hops.length === 1 && said.length > 0 ? "null" : originOf(story.documentUrl));
  const mode = options.mode ?? modeOf(story, origin);
  const hasCredentials = story.hasCredentials ||
    hops.some(({ url, sent, hasCookies }) => (hasCookies || sent.has("cookie")) && originOf(url) !== origin);
  const destination = hops[0].sent.get("sec-fetch-dest") ?? "";
  return {
    sure: options.credentials !== undefined || hasCredentials,
    request: {
      origin, mode, url: hops[0].url, method: story.method, headers: headersOf(story),
      credentials: options.credentials ?? (hasCredentials ? "include" : "same-origin"),
      redirect: options.redirect ?? story.redirect ?? "follow",
      api: mode === "cors" && story.type === "xhr" ? "xhr" : "fetch",
      destination: destination === "empty" ? "" : destination,
    },
  };
}

/**
 * Plays a story: {documentUrl, method, type, hops, preflights}, where a hop is
 * {url, sent, received} and `received` is null if nothing came. `next` of what is
 * returned is not "done" where the story ends before the fetch does.
 */
export function play(request, story, { profile = "chromium", onPreflight } = {}) {
  const exchange = new Exchange(request, { profile });
  const hops = [...story.hops];
  const preflights = [...story.preflights];
  while (exchange.next !== "done") {
    if (exchange.next === "resolve-location") {
      followLocation(exchange, request.origin);
    } else if (exchange.next === "send-preflight") {
      // One that was not seen was answered from the browser's cache, or before anything
      // could see it: what followed shows that it allowed.
      const preflight = preflights.shift();
      if (preflight === undefined) onPreflight?.(exchange.outgoing);
      if (preflight === undefined || preflight.isMocked) allowPreflight(exchange);
      else if (preflight.received === null) exchange.receiveNothing();
      else exchange.receive(preflight.received);
    } else {
      const hop = hops.shift();
      if (hop === undefined) break;
      if (hop.received === null) exchange.receiveNothing();
      else exchange.receive(hop.received);
    }
  }
  return exchange;
}

/** What script sees of its latest response. */
export const seenOf = (exchange) => (exchange.next === "done" ? exchange.response : exchange.latest);
