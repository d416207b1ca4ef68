// happy-dom: settings under which its fetch() and XMLHttpRequest answer as a page's.

import { corsFetch } from "corsieve/fetch";
import { dress } from "./fetch/seen.js";

const BODILESS = new Set(["GET", "HEAD"]);

/** What their copy is asked for, they are asked for: they may tell of it. */
const askToo = (seen) => (headers) => {
  for (const method of ["get", "has"]) {
    const original = headers[method];
    headers[method] = (...args) => {
      seen[method](...args);
      return original.apply(headers, args);
    };
  }
};

async function answer(request, window, options, before) {
  // In vitest the window's are the global ones.
  const node = globalThis.Response === window.Response ? before : globalThis;
  const { Request, Headers, Response } = node;
  const fetch = corsFetch(options.fetch ?? node.fetch,
    { origin: window.location.origin, classes: { Request, Headers, Response }, ...options });
  const { method } = request;
  try {
    const seen = await fetch(request.url, {
      method, headers: [...request.headers], mode: request.mode, credentials: request.credentials,
      redirect: request.redirect,
      body: BODILESS.has(method) || !request.body ? undefined : await request.arrayBuffer(),
    });
    const body = seen.body && new window.Uint8Array(await seen.arrayBuffer());
    const response = new window.Response(body, {
      status: seen.status || 200, statusText: seen.statusText, headers: [...seen.headers],
    });
    return dress(response, { type: seen.type, url: seen.url, redirected: seen.redirected,
                             status: seen.status, ok: seen.ok }, askToo(seen.headers));
  } catch (error) {
    if (error.code !== "ERR_CORS") throw error;
    // An error of the window, for script's instanceof.
    const own = new window.TypeError(error.message, { cause: error.cause });
    throw Object.assign(own, { code: error.code, reason: error.reason, response: error.response });
  }
}

/** `new Window({ url, settings: corsSettings(options) })`. It alone judges: happy-dom's
 *  own check is turned off. A synchronous XMLHttpRequest it cannot answer. */
export function corsSettings(options = {}) {
  const { fetch, Request, Headers, Response } = globalThis;
  const before = { fetch, Request, Headers, Response };
  return {
    fetch: {
      disableSameOriginPolicy: true,
      interceptor: {
        beforeAsyncRequest: ({ request, window }) => answer(request, window, options, before),
        beforeSyncRequest() {
          throw new TypeError("corsieve cannot answer a synchronous XMLHttpRequest");
        },
      },
    },
  };
}
