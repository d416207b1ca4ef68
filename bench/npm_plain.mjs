// The Fetch standard's filter of a CORS response in plain JavaScript, step by
// step: what the package is measured against. It refuses what the package refuses,
// and its answers are frozen as well.
// https://fetch.spec.whatwg.org/#concept-filtered-response-cors

const SAFELISTED = new Set(["cache-control", "content-language", "content-length", "content-type",
  "expires", "last-modified", "pragma"]);
const FORBIDDEN = new Set(["set-cookie", "set-cookie2"]);
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** https://fetch.spec.whatwg.org/#concept-header-list-get */
function get(list, name) {
  let value = null;
  for (const header of list) {
    if (header[0].toLowerCase() === name) value = value === null ? header[1] : `${value}, ${header[1]}`;
  }
  return value;
}

/** https://fetch.spec.whatwg.org/#extract-header-list-values */
function extract(value) {
  const names = [];
  for (const element of value.split(",")) {
    const name = element.trim();
    if (name === "") continue;
    if (!TOKEN.test(name)) return [];
    names.push(name.toLowerCase());
  }
  return names;
}

/** https://fetch.spec.whatwg.org/#concept-cors-check */
function corsCheck(request, list) {
  const origin = get(list, "access-control-allow-origin");
  if (origin === null) return "MissingAllowOriginHeader";
  const include = request.credentials === "include";
  if (!include && origin === "*") return null;
  if (origin !== request.origin) return "AllowOriginMismatch";
  if (!include) return null;
  return get(list, "access-control-allow-credentials") === "true" ? null : "InvalidAllowCredentials";
}

function fates(list, exposed, include) {
  const names = new Set(exposed);
  const all = !include && names.has("*");
  return list.map(([name, value]) => {
    const lower = name.toLowerCase();
    const reason = FORBIDDEN.has(lower) ? "ForbiddenResponseHeaderName" :
      SAFELISTED.has(lower) ? "Safelisted" : names.has(lower) ? "ExposedByName" :
      all ? "ExposedByWildcard" : "NotExposed";
    return Object.freeze({ name, value, reason,
      exposed: reason !== "ForbiddenResponseHeaderName" && reason !== "NotExposed" });
  });
}

/** https://fetch.spec.whatwg.org/#concept-header-name, and values, normalized. */
const checked = (list) => list.map(([name, value]) => {
  if (!TOKEN.test(name)) throw new TypeError(`no name: ${name}`);
  const normalized = value.replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, "");
  if (/[\0\n\r]|[^\0-\xff]/.test(normalized)) throw new TypeError(`no value: ${value}`);
  return [name, normalized];
});

const answer = (type, status, statusText, reason, outcomes) =>
  Object.freeze({ type, status, statusText, reason, outcomes: Object.freeze(outcomes) });

/** What filterResponse() answers of a list. */
export function filterPlain(request, { status, statusText = "", headers }) {
  const list = checked(headers);
  if (request.url.startsWith(`${request.origin}/`)) {
    return answer("basic", status, statusText, null, fates(list, ["*"], false));
  }
  const reason = corsCheck(request, list);
  if (reason !== null) return answer("error", 0, "", reason, []);
  const exposed = extract(get(list, "access-control-expose-headers") ?? "");
  return answer("cors", status, statusText, null, fates(list, exposed, request.credentials === "include"));
}

/** What it answers of a head, if that is well-formed. */
export function filterHeadPlain(request, head) {
  const lines = head.split("\r\n");
  const [, status, statusText] = /^HTTP\/1\.\d (\d{3}) ?(.*)$/.exec(lines[0]);
  const headers = [];
  for (let i = 1; lines[i] !== ""; ++i) {
    const colon = lines[i].indexOf(":");
    headers.push([lines[i].slice(0, colon), lines[i].slice(colon + 1)]);
  }
  return filterPlain(request, { status: Number(status), statusText, headers });
}

/** What visibleHeaders() answers. */
export const visiblePlain = (headers, expose) => Object.freeze(fates(checked(headers), extract(expose), false));
