// What to change, on the server and in the page: the program's advice, which it has tried.

import { copyButton, h } from "./dom.js";
import { shown } from "./bytes.js";

/** As `explain --help` has them. */
const SERVERS = ["nginx", "apache", "caddy", "express", "fastapi", "spring", "s3", "go"];

const ACTIONS = { add: "add", replace: "set", remove: "one only", drop: "remove", status: "status" };

/** Changes that one server makes to its answers to one URL. */
function groupsOf(changes) {
  const groups = new Map();
  for (const change of changes) {
    const key = JSON.stringify([change.to, change.url, change.for_origin]);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(change);
  }
  return [...groups.values()];
}

const lineOf = ({ action, name, value }) =>
  (action === "drop" ? name : action === "status" ? value : `${name}: ${shown(value)}`);

function groupView(changes) {
  const [{ to, url, for_origin: origin }] = changes;
  return [
    h("p", { class: "what" }, "Answer ", to === "OPTIONS" ? h("b", {}, "OPTIONS ") : null, h("code", {}, shown(url)),
      origin ? [", asked with ", h("code", {}, `Origin: ${shown(origin)}`), " and only then,"] : null, " like this:"),
    h("ul", { class: "lines" }, changes.map((change) =>
      h("li", { class: change.action }, h("span", { class: "tag" }, ACTIONS[change.action]), h("code", {}, lineOf(change))))),
  ];
}

/** What can never be read, and so has no advice. */
function nothingView({ outcome, fates, sentences }) {
  const never = fates.filter((fate) => fate.reason === "ForbiddenResponseHeaderName");
  return [
    h("h3", {}, "On the server"),
    h("p", {}, outcome === "ok" ? "There is no further change to advise." : "No change of headers would help here."),
    never.length === 0 ? null : h("ul", { class: "quiet" }, never.map((fate) =>
      h("li", {}, h("code", {}, shown(fate.name)), `: ${sentences[fate.reason]}`))),
  ];
}

function serverView(state, answer, { apply, set }) {
  const { advice } = answer;
  if (!advice.then) return nothingView(answer);
  const choice = h("select", { "data-key": "server", "aria-label": "The fix as", onchange: () => set({ server: choice.value }) },
    h("option", { value: "" }, "as header lines"), SERVERS.map((name) => h("option", { value: name }, `for ${name}`)));
  choice.value = state.server;
  const text = () => advice.configuration ?? advice.lines.join("\n") + "\n";
  return [
    h("h3", {}, "On the server"),
    h("p", {}, `${advice.text}:`),
    advice.call ? h("p", {}, `The page has to help: ${advice.call}.`) : null,
    advice.configuration !== undefined ? h("pre", { class: "code config", tabindex: "0" }, advice.configuration) :
      groupsOf(advice.changes).map(groupView),
    h("div", { class: "bar" },
      h("button", { type: "button", class: "main", "data-key": "apply", onclick: () => apply(advice.then, "The server's fix is applied.") },
        "Apply it to the text"),
      choice, copyButton(text, "Copy", "the server's fix", "")),
  ];
}

function pageView(answer, { apply }) {
  const { page, page_cases: cases } = answer.advice;
  if (page.length === 0) return null;
  return [h("h3", {}, "In the page"), h("ul", { class: "page" }, page.map((text, i) => h("li", {},
    h("p", {}, `${text[0].toUpperCase()}${text.slice(1)}.`),
    h("div", { class: "bar" },
      h("button", { type: "button", class: "main", "data-key": `page-${i}`, onclick: () => apply(cases[i], "The page's change is applied.") },
        "Apply it to the text"),
      copyButton(() => text, "Copy", "what the page is to do")))))];
}

export function fixView(state, answer, actions) {
  if (!answer.advice) return null;
  const { advice } = answer;
  const isFine = !advice.then && advice.page.length === 0 && answer.outcome === "ok" && answer.fates.every((fate) => fate.exposed);
  if (isFine) return null;
  return h("div", { class: "fix" }, h("h2", {}, "What to change"),
    serverView(state, answer, actions), pageView(answer, actions),
    advice.notes.length > 0 ? h("ul", { class: "quiet" }, advice.notes.map((note) => h("li", {}, note))) : null);
}
