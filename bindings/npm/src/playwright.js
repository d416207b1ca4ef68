// Playwright: its responses judged as page script sees them, what CORS blocked, and
// mocks that pass where a server's answer would not.

import { Watch, exposing, judgeMock, originOf, sentOf, teller } from "./browser.js";

const pairs = (list) => list.map(({ name, value }) => [name, value]);

/** The document that asks; a frame without a URL of its own has its parent's origin. */
function documentOf(request) {
  let frame;
  try {
    frame = request.frame();
  } catch {
    return "about:blank"; // A service worker's.
  }
  while (frame.parentFrame() && originOf(frame.url()) === "null") frame = frame.parentFrame();
  return frame.url();
}

function profileOf(request) {
  try {
    return request.frame().page().context().browser().browserType().name();
  } catch {
    return undefined;
  }
}

// The raw head of a response that was revalidated is that of the 304 alone; headers()
// has what was stored, too.
async function headersOf(response) {
  const raw = pairs(await response.headersArray());
  const names = new Set(raw.map(([name]) => name.toLowerCase()));
  return [...raw, ...Object.entries(response.headers()).filter(([name]) => !names.has(name))];
}

async function storyOf(response) {
  const requests = [];
  for (let at = response.request(); at; at = at.redirectedFrom()) requests.unshift(at);
  const hops = await Promise.all(requests.map(async (request) => {
    const answer = request === response.request() ? response : await request.response();
    return {
      url: request.url(), sent: sentOf(pairs(await request.headersArray())),
      received: answer && { status: answer.status(), statusText: answer.statusText(),
                            headers: await headersOf(answer) },
    };
  }));
  return {
    profile: profileOf(requests[0]),
    story: { documentUrl: documentOf(requests[0]), method: requests[0].method(),
             type: requests[0].resourceType(), hops, preflights: [] },
  };
}

export const { expectExposed, matchers } = exposing(storyOf);

export async function explainBlocked(page, options = {}) {
  return new Watch(await page.context().newCDPSession(page), options).start();
}

const TOOL = { name: "Playwright", call: "route.fulfill()", answersPreflights: true };

async function mockOf(request, answer) {
  const headers = answer.headers ? Object.entries(answer.headers) :
    answer.response ? pairs(await answer.response.headersArray()) : [];
  return {
    documentUrl: documentOf(request), method: request.method(), type: request.resourceType(),
    originIsSent: true, preflights: [],
    hops: [{ url: request.url(), sent: sentOf(Object.entries(request.headers())),
             received: { status: answer.status ?? answer.response?.status() ?? 200, headers } }],
  };
}

/** Handlers that `target` (a page or a context) gets from now on. */
export function warnOfMocks(target, options = {}) {
  const tell = teller(options);
  const { route, unroute } = target;
  const wrapped = new WeakMap();
  const seen = new WeakSet();
  const watched = (given) => {
    if (seen.has(given)) return;
    seen.add(given);
    const { fulfill } = given;
    given.fulfill = async (answer = {}) => {
      const request = given.request();
      if (!request.isNavigationRequest()) {
        judgeMock(await mockOf(request, answer), TOOL, { profile: profileOf(request), ...options }, tell);
      }
      return fulfill.call(given, answer);
    };
  };
  const wrap = (handler) => {
    if (!wrapped.has(handler)) {
      wrapped.set(handler, (given, request) => {
        watched(given);
        return handler(given, request);
      });
    }
    return wrapped.get(handler);
  };
  target.route = function (url, handler, ...rest) {
    return route.call(this, url, wrap(handler), ...rest);
  };
  target.unroute = function (url, handler) {
    return unroute.call(this, url, handler && (wrapped.get(handler) ?? handler));
  };
  return { restore: () => Object.assign(target, { route, unroute }) };
}
