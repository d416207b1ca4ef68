// Whether page script can read headers of a response that a test holds.

import { describe, play, seenOf } from "./judge.js";

const listed = (names) => {
  const list = typeof names === "string" ? [names] : [...names ?? []].map(String);
  if (list.length === 0) throw new TypeError("which header is to be exposed? Its name is wanted");
  return list;
};

/** What a matcher returns; `response` is what script sees. */
export function judgeExposed(story, names, options = {}) {
  const list = listed(names);
  const { request, sure } = describe(story, options);
  const exchange = play(request, story, options);
  const response = seenOf(exchange);
  const missing = list.filter((name) => !response.has(name));
  const where = `page script of ${request.origin}`;
  const url = story.hops.at(-1).url;
  let message = `${where} cannot read ${missing.join(", ")} of ${url}\n` +
    exchange.explain({ wants: missing });
  // Nothing that is sent tells credentials without cookies.
  if (!sure && missing.length < list.length) {
    const other = play({ ...request, credentials: "include" }, story, options);
    const hidden = list.filter((name) => !missing.includes(name) && !seenOf(other).has(name));
    if (seenOf(other).type !== "error" && hidden.length > 0) {
      missing.push(...hidden);
      message = `${where} can read ${hidden.join(", ")} of ${url} only without credentials, and whether the ` +
        'request had any does not show: say { credentials: "include" } or "omit"\n' +
        other.explain({ wants: hidden });
    }
  }
  const pass = missing.length === 0;
  return { pass, response, exchange, list,
           message: pass ? `${where} can read ${list.join(", ")} of ${url}` : message.trimEnd() };
}

/** expectExposed() and the matcher, where `storyOf(response)` has the response's story,
 *  and the profile of its browser. */
export function exposing(storyOf) {
  const judged = async (response, names, options) => {
    if (typeof response?.url !== "function") {
      throw new TypeError("a Response of the page is wanted. Of a response that CORS blocks there is " +
        "none: explainBlocked() tells of those");
    }
    const { story, profile } = await storyOf(response);
    return judgeExposed(story, names, { profile, ...options });
  };
  return {
    async expectExposed(response, names, options) {
      const { pass, message, response: seen } = await judged(response, names, options);
      if (pass) return seen;
      throw Object.assign(new Error(message), { code: "ERR_NOT_EXPOSED" });
    },
    matchers: {
      async toExpose(response, names, options) {
        const { pass, message, list } = await judged(response, names, options);
        return { pass, name: "toExpose", expected: list, message: () => message };
      },
    },
  };
}
