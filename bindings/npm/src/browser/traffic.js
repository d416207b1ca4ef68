// What a page sends and receives, from the raw heads of the DevTools protocol:
// also those of responses that CORS blocks, of which frameworks have no event.

import { pairsOf, sentOf } from "./judge.js";

const EVENTS = ["requestWillBeSent", "requestWillBeSentExtraInfo", "responseReceived",
  "responseReceivedExtraInfo", "loadingFailed", "loadingFinished"];
const WAIT = 500;

/** Of one request, all that was told: the order of what is raw and what is not varies. */
class Request {
  sent = []; // requestWillBeSent, for each hop.
  rawSent = [];
  rawReceived = [];
  response = null;
  failure = null;
  isFinished = false;
  preflights = [];

  // Whether the raw heads are here that are to come.
  get isComplete() {
    const before = this.#rawBefore(this.sent.length);
    if (this.response) return this.rawReceived.length >= before + (this.response.hasExtraInfo ? 1 : 0);
    if (!this.failure) return false;
    const { corsErrorStatus, blockedReason } = this.failure;
    const isOfAnswer = corsErrorStatus ? !/Preflight|Scheme$/.test(corsErrorStatus.corsError) : blockedReason;
    return !isOfAnswer || this.rawReceived.length > before;
  }

  #rawBefore(hop) {
    return this.sent.slice(1, hop).filter((event) => event.redirectHasExtraInfo).length;
  }

  hops() {
    return this.sent.map((event, i) => {
      const raw = this.#rawBefore(i + 1);
      const next = this.sent[i + 1];
      const parsed = next ? next.redirectResponse : this.response?.response;
      const hasRaw = next ? next.redirectHasExtraInfo : this.response?.hasExtraInfo ?? true;
      return {
        url: event.request.url + (event.request.urlFragment ?? ""),
        hasCookies: hasRaw && (this.rawSent[raw]?.associatedCookies?.length > 0 ||
          this.rawReceived[raw]?.blockedCookies?.length > 0),
        sent: sentOf(Object.entries({ ...event.request.headers, ...hasRaw && this.rawSent[raw]?.headers })),
        received: receivedOf(hasRaw ? this.rawReceived[raw] : undefined, parsed),
      };
    });
  }
}

// Bytes above 0x7F are lost in headersText; what is no byte cannot be handed on.
const bytesOf = (text) => text.replace(/[^\0-\xff]/g, "?");

function receivedOf(raw, parsed) {
  // A response that was revalidated is what was stored.
  const isStored = raw?.statusCode === 304 && parsed && parsed.status !== 304;
  if (raw?.headersText && !isStored) return bytesOf(raw.headersText);
  const from = (!isStored && raw) || parsed;
  if (!from) return null;
  return {
    status: from.statusCode ?? from.status, statusText: bytesOf(parsed?.statusText ?? ""),
    headers: pairsOf(from.headers).map(([name, value]) => [name, bytesOf(value)]),
    protocol: raw && !isStored ? "h2" : "http/1.1",
  };
}

export class Traffic {
  #requests = new Map();
  #cdp;
  #listeners;

  constructor(cdp) {
    this.#cdp = cdp;
    this.#listeners = EVENTS.map((name) => [`Network.${name}`, (event) => this.#take(name, event)]);
  }

  async start() {
    for (const [name, listener] of this.#listeners) this.#cdp.on(name, listener);
    await this.#cdp.send("Network.enable");
  }

  async stop() {
    for (const [name, listener] of this.#listeners) this.#cdp.off(name, listener);
    await this.#cdp.detach().catch(() => {}); // The page may be closed.
  }

  #of(id) {
    if (!this.#requests.has(id)) this.#requests.set(id, new Request());
    return this.#requests.get(id);
  }

  #take(name, event) {
    const request = this.#of(event.requestId);
    if (name === "requestWillBeSent") {
      request.sent.push(event);
      const { type, requestId } = event.initiator ?? {};
      if (type === "preflight" && requestId) this.#of(requestId).preflights.push(request);
      request.isPreflight ||= type === "preflight";
    } else if (name === "requestWillBeSentExtraInfo") {
      request.rawSent.push(event);
    } else if (name === "responseReceivedExtraInfo") {
      request.rawReceived.push(event);
    } else if (name === "responseReceived") {
      request.response = event;
    } else if (name === "loadingFailed") {
      request.failure = event;
    }
    request.isFinished ||= name.startsWith("loading");
  }

  /** The requests so far, once their raw heads are here; of those that get none
   *  in half a second, what is known. */
  async requests() {
    const end = Date.now() + WAIT;
    const all = () => [...this.#requests.values()].filter((request) => request.sent.length > 0);
    while (!all().every((request) => request.isComplete) && Date.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return all().filter((request) => !request.isPreflight && (request.response || request.failure));
  }
}

/** As judge.js takes it. */
export function storyOf(request) {
  const { failure } = request;
  const [first] = request.sent;
  const story = {
    documentUrl: first.documentURL, method: first.request.method, type: first.type.toLowerCase(),
    hops: request.hops(),
    hasCredentials: /(WildcardOriginNotAllowed|InvalidAllowCredentials)$/.test(failure?.corsErrorStatus?.corsError),
    preflights: request.preflights.map((preflight) => {
      const [hop] = preflight.hops();
      const isMocked = preflight.response !== null && !preflight.response.hasExtraInfo;
      return { ...hop, isMocked };
    }),
  };
  return failure && !failure.corsErrorStatus ? withRedirectMode(story, failure) : story;
}

// Script's redirect mode shows where the request ends at a redirect. With "manual"
// the next hop is announced, and never sent.
function withRedirectMode(story, failure) {
  const { hops } = story;
  const isRedirect = (hop) => hop?.received && /^HTTP\/\S+ 30[12378]/.test(hop.received) ||
    [301, 302, 303, 307, 308].includes(hop?.received?.status);
  if (failure.errorText === "net::ERR_ABORTED" && hops.length > 1 && hops.at(-1).received === null) {
    return { ...story, hops: hops.slice(0, -1), redirect: "manual" };
  }
  return isRedirect(hops.at(-1)) ? { ...story, redirect: "error" } : story;
}
