// Runs one case in this document and returns what script can see of the answer.
// Loaded by the page itself and by its frames (other origins).
'use strict';

const BODY_LIMIT_MS = 1000;
const pause = ms => new Promise(resolve => setTimeout(resolve, ms));

function initOf(request) {
  const init = {
    method: request.method || 'GET',
    mode: request.mode,
    credentials: request.credentials,
    redirect: request.redirect,
  };
  if (request.headers) init.headers = request.headers;
  if (request.referrer_policy !== undefined) init.referrerPolicy = request.referrer_policy;
  if (request.stream) {
    init.body = new Blob([request.body || '']).stream();
    init.duplex = 'half';
  } else if (request.body !== undefined) {
    init.body = request.body;
  }
  return init;
}

// Where streams can't be bodies they are taken for strings, whose type is text.
function streamsAreBodies() {
  try {
    const init = {method: 'POST', body: new ReadableStream(), duplex: 'half'};
    return !new Request(location.href, init).headers.has('content-type');
  } catch (error) {
    return false;
  }
}

// Told only where it is not the URL that was asked for; an opaque response has none.
function addUrl(seen, url, request) {
  if (url && url !== request.url) seen.url = url;
}

async function runFetch(request, names, signal) {
  if (request.stream && !streamsAreBodies()) {
    return {outcome: 'not-run', message: 'this browser sends no streams'};
  }
  let response;
  try {
    response = await fetch(request.url, {...initOf(request), signal});
  } catch (error) {
    return {outcome: 'network-error'};
  }
  const seen = {
    outcome: 'ok',
    type: response.type,
    status: response.status,
    statusText: response.statusText,
    headers: [...response.headers],
  };
  if (names) {
    seen.get = {};
    for (const name of names) seen.get[name] = response.headers.get(name);
  }
  const cookies = response.headers.getSetCookie();
  if (cookies.length) seen.set_cookie = cookies;
  if (response.redirected) seen.redirected = true;
  addUrl(seen, response.url, request);
  // The body plays no part, but an unread one would hold its connection open. One that
  // never ends (WebKit, a broken stream of HTTP/2) is given up by the caller.
  await Promise.race([response.arrayBuffer().catch(() => {}), pause(BODY_LIMIT_MS)]);
  return seen;
}

function seenByXhr(xhr, names, request) {
  const seen = {
    outcome: 'ok',
    status: xhr.status,
    statusText: xhr.statusText,
    all: xhr.getAllResponseHeaders(),
  };
  if (names) {
    seen.get = {};
    for (const name of names) seen.get[name] = xhr.getResponseHeader(name);
  }
  addUrl(seen, xhr.responseURL, request);
  return seen;
}

function runXhr(request, names, signal) {
  return new Promise(resolve => {
    const xhr = new XMLHttpRequest();
    let atHeaders = {outcome: 'network-error'};
    signal.addEventListener('abort', () => xhr.abort());
    xhr.open(request.method || 'GET', request.url);
    xhr.withCredentials = request.credentials === 'include';
    for (const [name, value] of request.headers || []) xhr.setRequestHeader(name, value);
    if (request.upload_listener) xhr.upload.addEventListener('progress', () => {});
    // Heads are what is recorded: what script saw at readyState 2 counts even if the
    // body fails later. (Chromium does not get there when the whole body is a failure.)
    xhr.onreadystatechange = () => {
      if (xhr.readyState === 2) atHeaders = {...seenByXhr(xhr, names, request), body_error: true};
    };
    xhr.onerror = xhr.onabort = () => resolve(atHeaders);
    xhr.onload = () => resolve(seenByXhr(xhr, names, request));
    xhr.send(request.body === undefined ? null : request.body);
  });
}

// The time limit is kept here so that one slow case costs no browser restart.
async function runLimited(request, names, limitMs) {
  const controller = new AbortController();
  let timer;
  const late = new Promise(resolve => {
    timer = setTimeout(() => { resolve({outcome: 'timeout'}); controller.abort(); }, limitMs);
  });
  const run = request.api === 'xhr' ? runXhr : runFetch;
  try {
    return await Promise.race([run(request, names, controller.signal), late]);
  } catch (error) {
    return {outcome: 'script-error', message: String(error)};
  } finally {
    clearTimeout(timer);
    controller.abort();  // what is left of the body
  }
}
