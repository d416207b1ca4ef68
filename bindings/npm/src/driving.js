// What whoever drives an exchange does for it.

import { resolveLocation } from "corsieve";

const isSameHost = (origin, url) =>
  URL.canParse(origin) && new URL(origin).hostname === new URL(url).hostname;

/** Goes on from "resolve-location"; `origin` is the page's. */
export function followLocation(exchange, origin) {
  const url = resolveLocation(exchange.location, exchange.currentUrl);
  exchange.resolved(url, url !== null && isSameHost(origin, url));
}

/** Goes on from "send-preflight" as if a server allowed it; returns what was asked for. */
export function allowPreflight(exchange) {
  const { outgoing } = exchange;
  const asked = (name) => outgoing.headers.find(([key]) => key === name)?.[1] ?? "";
  const method = asked("Access-Control-Request-Method");
  const names = asked("Access-Control-Request-Headers");
  exchange.receive({ status: 204, headers: [
    ["access-control-allow-origin", outgoing.origin ?? "null"],
    ["access-control-allow-credentials", "true"],
    ["access-control-allow-methods", method],
    ["access-control-allow-headers", names],
  ] });
  return { method, names, url: outgoing.url };
}
