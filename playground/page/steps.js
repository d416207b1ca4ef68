// The exchange, step by step: what the browser sends, and each answer as text of its own.

import { copyButton, h } from "./dom.js";
import { markedBox } from "./box.js";
import { charactersOf, shown } from "./bytes.js";

const NAMES = { responses: "answer", preflights: "answer to OPTIONS" };

/** The step's answer: the list of the case and the index in it. */
function placesOf(steps) {
  let hop = 0;
  return steps.map((step) => (step.is_preflight ? { list: "preflights", index: hop } : { list: "responses", index: hop++ }));
}

function titleOf(step, index) {
  if (step.is_preflight) return "The browser asks first (preflight)";
  return index === 0 ? "The page's request" : "The redirect is followed";
}

/** What decided, in the head itself, which has a line for each of the text's. */
function headMarks(answer, list, index) {
  const { list: decides, index: at, parts } = answer.decided_at;
  if (decides !== list || at !== index) return [];
  const { lines } = answer.read_from[list][index];
  const heads = answer.case[list][index].split("\n");
  // What is missing at the end of a head is on none of its lines.
  return parts.filter(({ line }) => lines.includes(line)).map(({ line, from, to }) => {
    const i = lines.indexOf(line);
    const start = heads.slice(0, i).reduce((sum, one) => sum + shown(one.replace(/\r$/, "")).length + 1, 0);
    const written = shown(heads[i]);
    return { from: start + charactersOf(written, from), to: start + charactersOf(written, to), kind: "decides" };
  });
}

function answerView(state, answer, { list, index }, actions) {
  const source = answer.read_from[list][index];
  const head = answer.case[list][index];
  if (!source) {
    return h("p", { class: "quiet" }, "Its answer is not in the text and taken to allow the request. ",
      h("button", { type: "button", class: "small", "data-key": `add-${list}-${index}`,
        onclick: () => actions.addHead(list, head) }, "Write it down"));
  }
  const key = `${list}-${index}`;
  const box = markedBox({
    "aria-label": `Head of the ${NAMES[list]} ${index + 1}`, "data-key": key, rows: "1",
    onchange: (event) => actions.setHead(list, index, event.target.value),
  }, shown(head).replaceAll("\r\n", "\n").trimEnd(), headMarks(answer, list, index));
  const canGo = list === "preflights" || answer.case.responses.length > 1;
  return [box, canGo ? h("button", { type: "button", class: "small", "data-key": `remove-${key}`,
    onclick: () => actions.removeHead(list, index) }, "Remove this answer") : null];
}

function sentView(headers) {
  return h("ul", { class: "sent" }, headers.map(([name, value]) =>
    h("li", {}, h("code", {}, `${shown(name)}: ${shown(value)}`))));
}

export function stepsView(state, answer, actions) {
  if (!answer.steps) return [];
  const places = placesOf(answer.steps);
  const steps = answer.steps.map((step, i) => h("li", { class: "step" },
    h("h3", {}, titleOf(step, places[i].index)),
    h("p", { class: "sends" }, h("code", {}, `${shown(step.method)} ${shown(step.url)}`)),
    step.headers.length > 0 ? sentView(step.headers) : null,
    answerView(state, answer, places[i], actions),
    step.outcome !== "" ? h("p", { class: "outcome" }, `\u2192 ${shown(step.outcome)}`) : null));
  const view = h("ol", { class: "steps" }, steps);
  const title = answer.steps.length === 1 ? "The exchange: one request" : `The exchange, in ${answer.steps.length} steps`;
  return [
    h("h2", { id: "steps-title" }, title),
    // One step is what the text shows already.
    answer.steps.length === 1 && answer.read_from.preflights.length === 0 ?
      h("details", {}, h("summary", { "data-key": "steps" }, "What is sent, and the answer by itself"), view) : view,
    h("div", { class: "bar" },
      h("button", { type: "button", "data-key": "add-answer", onclick: () => actions.addHead("responses",
        "HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: *\n\n") }, "Add an answer, to a redirect"),
      copyButton(() => JSON.stringify({ id: "playground", ...answer.case }), "Copy as a case", "for a report"),
      h("span", { class: "quiet" }, "The request itself is what the controls above say.")),
  ];
}
