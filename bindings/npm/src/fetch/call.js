// A call of fetch(): what script asks, and what is handed to the fetch inside.

/** Where the page is; undefined: there is none. */
export function originHere() {
  const here = globalThis.location;
  return here && /^https?:$/.test(here.protocol ?? "") ? here.origin : undefined;
}

const isStream = (body) =>
  typeof ReadableStream === "function" && body instanceof ReadableStream;

/** The call as data. What a body says of its type is among the headers. */
export async function describeCall(input, init, origin, { Request, Headers }) {
  const base = globalThis.document?.baseURI ?? `${origin}/`;
  const isRequest = typeof input === "object" && input !== null && typeof input.url === "string";
  const target = isRequest ? input : new URL(`${input}`, origin === "null" ? undefined : base).href;
  const request = await ownRequest(target, init, Request);
  const given = init?.headers ?? (isRequest ? input.headers : undefined);
  const headers = [...new Headers(given)];
  const { body, type } = await bodyOf(request, init);
  if (type && !headers.some(([name]) => name === "content-type")) headers.push(["content-type", type]);
  return {
    // Not the made request's: in vitest its class may be happy-dom's, which Node refuses.
    body, signal: init?.signal === undefined && isRequest ? input.signal : init?.signal,
    integrity: request.integrity || undefined,
    description: {
      origin, url: request.url, method: request.method, mode: request.mode,
      credentials: request.credentials, redirect: request.redirect,
      referrerPolicy: request.referrerPolicy, headers,
      body: body === null ? "none" : isStream(body) ? "stream" : "source",
    },
  };
}

// A Request of another class (undici's, a polyfill's) would be taken for a string.
async function ownRequest(target, init, Request) {
  if (typeof target === "string" || target instanceof Request) return new Request(target, init);
  const { method, headers, mode, credentials, redirect, referrerPolicy, integrity } = target;
  const body = init?.body === undefined && target.body ? await target.arrayBuffer() : undefined;
  return new Request(target.url, { method, headers: [...headers], mode, credentials, redirect,
                                   referrerPolicy, integrity, body, ...init });
}

// Bytes can be sent again at another URL; a stream cannot.
async function bodyOf(request, init) {
  if (isStream(init?.body)) return { body: request.body, type: null };
  const type = request.headers.get("content-type");
  if (!request.body) return { body: null, type: null };
  return { body: await request.arrayBuffer(), type };
}

/** What the fetch inside is called with, for what the exchange sends. Members
 *  that are not Fetch's (a dispatcher) stay. */
export function innerInit(init, outgoing, call, isPreflight) {
  const body = outgoing.includeBody ? call.body : undefined;
  return {
    ...init, method: outgoing.method, headers: outgoing.headers.map((pair) => [...pair]), body,
    mode: undefined, redirect: "manual", credentials: call.description.credentials,
    integrity: isPreflight ? undefined : call.integrity,
    signal: call.signal, ...(isStream(body) && { duplex: "half" }),
  };
}
