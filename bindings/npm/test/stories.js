// What a page's fetch() sees of twenty-four answers: recorded from Chromium 156.
// The page is of A; B is another origin. Each hop is the headers of one answer;
// of what script sees the names are compared that are in `NAMES`.

const NAMES = ["content-type", "x-a", "x-b", "etag", "set-cookie", "access-control-allow-origin"];

const PLAIN = [
  ["Content-Type", "text/plain"], ["X-A", "1"], ["X-B", "2"], ["ETag", '"e"'], ["Set-Cookie", "c=1"],
];
const allow = (origin, ...more) => [...PLAIN, ["Access-Control-Allow-Origin", origin], ...more];
const star = (...lists) => allow("*", ...lists.map((list) => ["Access-Control-Expose-Headers", list]));
const own = (...more) => allow("{A}", ["Access-Control-Allow-Credentials", "true"], ...more);
const expose = (list) => ["Access-Control-Expose-Headers", list];
const to = (where, ...headers) => [["Location", where], ...headers];
const acao = (value) => ["Access-Control-Allow-Origin", value];

const cors = (...names) => ({ type: "cors", status: 200, names: ["content-type", ...names] });
const error = "error";
const include = { credentials: "include" };

/** name, the fetch's options, its hops (origin, headers), what script sees. */
export const stories = [
  ["01 nothing is exposed", {}, [["B", star()]], cors()],
  ["02 X-A, X-B", {}, [["B", star("X-A, X-B")]], cors("x-a", "x-b")],
  ["03 X-A,X-B", {}, [["B", star("X-A,X-B")]], cors("x-a", "x-b")],
  ["04 *", {}, [["B", star("*")]], cors("x-a", "x-b", "etag", "access-control-allow-origin")],
  ["05 * with credentials", include, [["B", own(expose("*"))]], cors()],
  ["06 *, X-A with credentials", include, [["B", own(expose("*, X-A"))]], cors("x-a")],
  ["07 a bad token", {}, [["B", star("X-A, b@d")]], cors()],
  ["08 two lines", {}, [["B", star("X-A", "X-B")]], cors("x-a", "x-b")],
  ["09 Set-Cookie, X-A", {}, [["B", star("Set-Cookie, X-A")]], cors("x-a")],
  ["10 X-A,,X-B", {}, [["B", star("X-A,,X-B")]], cors("x-a", "x-b")],
  ["11 * twice", {}, [["B", [...allow("*"), acao("*")]]], error],
  ["12 origin with a slash", {}, [["B", allow("{A}/")]], error],
  ["13 TRUE", include, [["B", allow("{A}", ["Access-Control-Allow-Credentials", "TRUE"])]], error],
  ["14 not allowed", {}, [["B", PLAIN]], error],
  ["15 * with credentials", include, [["B", allow("*")]], error],
  ["16 no-cors", { mode: "no-cors" }, [["B", PLAIN]], { type: "opaque", status: 0, names: [] }],
  ["17 manual", { redirect: "manual" }, [["B", to("{A}/", acao("*"))]],
    { type: "opaqueredirect", status: 0, names: [] }],
  ["18 same origin", {}, [["A", PLAIN]],
    { type: "basic", status: 200, names: ["content-type", "x-a", "x-b", "etag"] }],
  ["19 B to A, *", {}, [["B", to("{A}/", acao("*"))], ["A", star()]], { ...cors(), redirected: true }],
  ["20 B to A, its origin", {}, [["B", to("{A}/", acao("*"))], ["A", allow("{A}")]], error],
  ["21 HTTP:", {}, [["B", allow("{A}".replace("{A}", "{UPPER}"))]], error],
  ["22 A to B to A, *", {}, [["A", to("{B}/")], ["B", to("{A}/", acao("*"))], ["A", star()]],
    { ...cors(), redirected: true }],
  ["23 A to B to A, its origin", {},
    [["A", to("{B}/")], ["B", to("{A}/", acao("*"))], ["A", allow("{A}")]], error],
  ["24 B to A, B not allowed", {}, [["B", to("{A}/")], ["A", star()]], error],
];

/** The headers of a hop, where A and B are these origins. */
export function filledIn(headers, a, b) {
  const fill = (value) => value.replace("{UPPER}", a.replace("http", "HTTP"))
    .replace("{A}", a).replace("{B}", b);
  return headers.map(([name, value]) => [name, fill(value)]);
}

/** What a fetch came to, as stories have it. */
export async function outcomeOf(promise) {
  let response;
  try {
    response = await promise;
  } catch (failure) {
    if (failure?.code === "ERR_CORS") return "error";
    throw failure;
  }
  const names = NAMES.filter((name) => response.headers.has(name));
  const outcome = { type: response.type, status: response.status, names };
  if (response.redirected) outcome.redirected = true;
  return outcome;
}

/** The twenty-two that XMLHttpRequest can ask for. */
export const xhrStories = stories.filter(([, init]) => !init.mode && !init.redirect)
  .map(([name, init, hops, want]) => [name, init, hops,
    want === "error" ? want : { status: want.status, names: want.names }]);

/** What an XMLHttpRequest of `window` came to. */
export function xhrOutcome(window, url, init) {
  return new Promise((resolve) => {
    const xhr = new window.XMLHttpRequest();
    // What is set after open() does not reach the request of happy-dom 21.
    xhr.withCredentials = init.credentials === "include";
    xhr.open("GET", url);
    xhr.onload = () => resolve({ status: xhr.status,
      names: NAMES.filter((name) => xhr.getResponseHeader(name) !== null) });
    xhr.onerror = () => resolve("error");
    xhr.send();
  });
}
