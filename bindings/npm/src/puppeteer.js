// Puppeteer: its responses judged as page script sees them, what CORS blocked, and
// mocks that pass where a server's answer would not.

import { Watch, exposing, judgeMock, originOf, pairsOf, sentOf, teller } from "./browser.js";

/** The document that asks; a frame without a URL of its own has its parent's origin. */
function documentOf(request) {
  let frame = request.frame();
  while (frame?.parentFrame() && originOf(frame.url()) === "null") frame = frame.parentFrame();
  return frame?.url() ?? "about:blank";
}

async function profileOf(request) {
  const version = await request.frame()?.page().browser().version() ?? "";
  return /^firefox/i.test(version) ? "firefox" : "chromium";
}

async function storyOf(response) {
  const request = response.request();
  const requests = [...request.redirectChain()];
  if (requests.at(-1) !== request) requests.push(request);
  const hops = requests.map((at) => {
    const answer = at === request ? response : at.response();
    return {
      url: at.url(), sent: sentOf(Object.entries(at.headers())),
      received: answer && { status: answer.status(), statusText: answer.statusText(),
                            headers: pairsOf(answer.headers()) },
    };
  });
  return {
    profile: await profileOf(request),
    story: { documentUrl: documentOf(requests[0]), method: requests[0].method(),
             type: requests[0].resourceType(), hops, preflights: [] },
  };
}

export const { expectExposed, matchers } = exposing(storyOf);

export async function explainBlocked(page, options = {}) {
  return new Watch(await page.createCDPSession(), options).start();
}

const TOOL = { name: "Puppeteer", call: "request.respond()", answersPreflights: false };

const mockOf = (request, answer) => ({
  documentUrl: documentOf(request), method: request.method(), type: request.resourceType(),
  originIsSent: true, preflights: [],
  hops: [{ url: request.url(), sent: sentOf(Object.entries(request.headers())),
           received: { status: answer.status ?? 200, headers: Object.entries(answer.headers ?? {})
             .flatMap(([name, value]) => [value].flat().map((line) => [name, `${line}`])) } }],
});

/** Of a page whose requests are intercepted: before its other listeners. */
export function warnOfMocks(page, options = {}) {
  const tell = teller(options);
  const listener = (request) => {
    const { respond } = request;
    request.respond = (answer, priority) => {
      // A preflight is answered in public: the browser itself judges that.
      const isPreflight = request.method() === "OPTIONS" &&
        "access-control-request-method" in request.headers();
      if (!isPreflight && !request.isNavigationRequest()) {
        judgeMock(mockOf(request, answer), TOOL, options, tell);
      }
      return respond.call(request, answer, priority);
    };
  };
  page.on("request", listener);
  return { restore: () => void page.off("request", listener) };
}
