// A Response as script sees it. A subclass would have another constructor, and a
// Proxy fails brand checks: so it is a plain one with properties of its own.

const define = (object, key, value) =>
  Object.defineProperty(object, key, { value, configurable: true, enumerable: false, writable: true });

const immutable = () => {
  throw new TypeError("immutable");
};

/** Gives it these facts: {type, url, redirected}, and status where it has others.
 *  `watch` is told of its headers. A copy that clone() makes gets all of it, too. */
export function dress(response, facts, watch) {
  for (const [key, value] of Object.entries(facts)) define(response, key, value);
  for (const method of ["append", "delete", "set"]) define(response.headers, method, immutable);
  watch?.(response.headers);
  const clone = response.clone;
  define(response, "clone", () => dress(clone.call(response), facts, watch));
  return response;
}

const hasNoBody = (status) => status === 204 || status === 205 || status === 304;

/** What script sees of `received`, whose body it takes. */
export function asSeen(received, exchange, Response, watch) {
  const seen = exchange.response;
  const facts = { type: seen.type, url: exchange.responseUrl, redirected: exchange.redirected };
  // Only this has the status 0.
  if (seen.type !== "basic" && seen.type !== "cors") return dress(Response.error(), facts, watch);
  const { status } = seen;
  const isOdd = status < 200 || status > 599;
  const body = exchange.bodyIsNull || hasNoBody(status) ? null : received.body;
  const response = new Response(body, {
    status: isOdd ? 200 : status, statusText: seen.statusText, headers: seen.headers,
  });
  return dress(response, isOdd ? { ...facts, status, ok: false } : facts, watch);
}
