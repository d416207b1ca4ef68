// What the browser that shows the page says itself: in the page that `corsieve-cli play` serves, whose
// loopback servers answer with the very bytes. Others have invitation.js in its place.

import { ask } from "./ask.js";
import { copyButton, counted, fill, h } from "./dom.js";
import { stateOfCase } from "./edit.js";
import { mappedCase } from "./mapped.js";
import { departureLink } from "./profiles.js";
import { ready } from "./program.js";
import { EMPTY } from "./state.js";
import { runLimited } from "../../tests/browsers/runner.js";

const PATIENCE = 400;
const LIMIT = 5000;
const FIELDS = ["outcome", "type", "status", "statusText", "redirected", "headers", "all"];

/** The profile of the browser that this is, and its name. */
function thisBrowser() {
  const agent = navigator.userAgent;
  const version = (name) => new RegExp(`${name}/(\\d+)`).exec(agent)?.[1];
  if (version("Firefox")) return { profile: "firefox", name: `Firefox ${version("Firefox")}` };
  if (version("Chrome")) return { profile: "chromium", name: `Chromium ${version("Chrome")}` };
  return { profile: "webkit", name: `WebKit (Safari ${version("Version") ?? ""})` };
}

function serversHere() {
  const meta = document.querySelector('meta[name="corsieve-play"]');
  const [own, ...ports] = meta.content.split(" ");
  return { own: `http://127.0.0.1:${own}`, ports, token: location.pathname.split("/")[1],
    securePorts: meta.dataset.http2.split(" ").filter(Boolean) };
}

/** The servers that this browser speaks HTTP/2 to: none where it does not trust their certificate. */
async function trusted({ securePorts, token, ...servers }) {
  const asked = securePorts.slice(0, 1).flatMap((port) => ["127.0.0.1", "localhost"].map((name) => fetch(`https://${name}:${port}/${token}/trusted`)));
  const isTrusted = (await Promise.allSettled(asked)).every(({ status }) => status === "fulfilled");
  const noServer = securePorts.length === 0 ? "corsieve-cli play --cert FILE --key FILE has servers of HTTP/2" :
    isTrusted ? null : "this browser does not trust the certificate that play was given";
  return { ...servers, token, securePorts: isTrusted ? securePorts : [],
    whyHttp1: { own: noServer ?? "the page's own server has no HTTP/2", mixed: noServer ?? "its server also answered over HTTP/1.1" } };
}

/** What the two say, where they do not say the same. */
function differences(seen, expected) {
  if (seen.outcome !== expected.outcome) return [{ field: "outcome", seen: seen.outcome, expected: expected.outcome }];
  if (seen.outcome !== "ok") return [];
  return FIELDS.filter((field) => field in seen || (field === "redirected" && expected.redirected && "type" in seen))
    .map((field) => ({ field, seen: seen[field] ?? false, expected: expected[field] ?? false }))
    .filter(({ seen: one, expected: other }) => JSON.stringify(one) !== JSON.stringify(other));
}

let runs = 0;

/** Asks the browser for what the servers answer; `{ why }` where that cannot be. */
async function checked(state, { profile }, servers) {
  const answer = ask(state, { profile, server: "" });
  if (answer.error !== undefined) return { why: "there is no answer to send" };
  if (answer.outcome === "unknown") return { why: "an answer of the chain is missing" };
  const id = `${Date.now()}_${++runs}`;
  const { overHttp1, ...mapped } = mappedCase(answer, { ...servers, prefix: `/${servers.token}/x/${id}` });
  if (mapped.why) return mapped;
  const played = stateOfCase({ ...EMPTY, profile }, mapped, true);
  const expected = ask(played);
  if (expected.error !== undefined) return { why: expected.error };
  const standard = ask(played, { profile: "standard" });
  const { departures } = ask(played, { profile: "all" });
  const taken = await fetch("exchange", { method: "POST", body: JSON.stringify({ ...mapped, id }) });
  if (!taken.ok) return { why: await taken.text() };
  const { api, method, mode, credentials, redirect, headers, url } = mapped.request;
  const request = api === "xhr" ? { api, method, credentials, headers, url } : { api, method, mode, credentials, redirect, headers, url };
  const seen = await runLimited(request, undefined, LIMIT);
  const isOther = expected.reason !== answer.reason;
  const note = isOther ? "Played by loopback servers, this exchange ends otherwise than with its own origins." :
    overHttp1 ? `What came over HTTP/2 was sent over HTTP/1.1: ${servers.whyHttp1[overHttp1]}.` : null;
  return { seen, expected, mapped, note, differences: differences(seen, expected), isAsStandard: differences(seen, standard).length === 0,
    known: Object.keys(departures).filter((name) => departures[name].includes(profile)) };
}

function caseOf({ seen, mapped }, { profile, name }) {
  return JSON.stringify({ id: `playground-${Date.now()}`, note: name, ...mapped, expect: { [profile]: seen } });
}

const headerCount = ({ headers, all }) => (headers ?? all.split("\r\n").filter(Boolean)).length;

const written = (value) => (typeof value === "string" ? value : JSON.stringify(value, null, 1));

/** What is known where a browser, or its profile, says something else than the standard. */
function knownView({ known, isAsStandard, differences: found }) {
  const names = known.map((name, i) => [i === 0 ? "" : ", ", departureLink(name)]);
  if (found.length > 0) {
    return isAsStandard ? h("p", {}, "It says what the standard says", known.length > 0 ?
      [": this version no longer has what is known as ", names] : null, ".") : null;
  }
  return isAsStandard ? null : h("p", {}, "The standard says otherwise",
    known.length > 0 ? [": known as ", names, " in docs/departures.md"] : null, ".");
}

function resultView(result, browser) {
  if (result.why) return h("p", {}, `This cannot be asked here: ${result.why}.`);
  const { seen } = result;
  if (!["ok", "network-error"].includes(seen.outcome)) {
    return h("p", {}, `The browser did not say: ${seen.message ?? seen.outcome}.`);
  }
  const copy = copyButton(() => caseOf(result, browser), "Copy as a case", "for a report");
  const note = result.note ? h("p", { class: "quiet" }, result.note) : null;
  if (result.differences.length === 0) {
    const what = seen.outcome === "ok" ? `the same type, status and ${counted(headerCount(seen), "header")}` : "the fetch fails";
    return [h("p", { class: "agrees" }, `\u2713 ${browser.name} says the same: ${what}.`), knownView(result), note, copy];
  }
  return [h("p", { class: "differs" }, `${browser.name} does not say the same as the profile ${browser.profile}, which was made of ${result.expected.versions}.`),
    h("table", {}, h("thead", {}, h("tr", {}, ["", browser.name, `profile ${browser.profile}`].map((name) => h("th", { scope: "col" }, name)))),
      h("tbody", {}, result.differences.map(({ field, seen: one, expected: other }) => h("tr", {},
        h("th", { scope: "row" }, field), h("td", {}, h("code", {}, written(one))), h("td", {}, h("code", {}, written(other))))))),
    knownView(result), note, copy];
}

const title = (text) => h("h2", { id: "check-title" }, text);

/** `show(state)` asks anew, once nothing has changed for a while. */
export function startCheck(where) {
  const servers = serversHere();
  const browser = thisBrowser();
  const known = trusted(servers);
  let timer = 0;
  let last = Promise.resolve();
  let asked = 0;
  const askBrowser = async (state, number) => {
    if (number !== asked) return;
    let result;
    try {
      await ready("explain");
      result = await checked(state, browser, await known);
    } catch (error) {
      result = { why: error.message };
    }
    if (number !== asked) return;
    fill(where, title("Your own browser, asked just now"), resultView(result, browser));
    where.dataset.state = result.why ? "cannot" : result.differences.length === 0 ? "agrees" : "differs";
  };
  // One after the other, for the servers answer one exchange at a time.
  const enqueue = (state, number) => (last = last.then(() => askBrowser(state, number)));
  return {
    show(state) {
      clearTimeout(timer);
      const number = ++asked;
      where.dataset.state = "asking";
      timer = setTimeout(() => enqueue(state, number), PATIENCE);
    },
    /** Without waiting for more to be typed. */
    now(state) {
      clearTimeout(timer);
      return enqueue(state, ++asked);
    },
  };
}
