// What came of the fetch, in one sentence, and what the program says about it.

import { counted, h } from "./dom.js";
import { shown } from "./bytes.js";
import { reasonLink } from "./reason.js";

/** Of the headers that are hidden, those that the advice exposes: what a page may want. */
export function wantedOf({ advice, fates }) {
  const lists = (advice?.changes ?? []).filter(({ name }) => name?.toLowerCase() === "access-control-expose-headers");
  const named = new Set(lists.flatMap(({ value }) => (value ?? "").split(",").map((name) => name.trim().toLowerCase())));
  const hidden = fates.filter((fate) => !fate.exposed && named.has(fate.name.toLowerCase()));
  return [...new Set(hidden.map((fate) => fate.name))];
}

function someOf(names) {
  const more = names.length - 3;
  if (more > 0) return `${names.slice(0, 3).join(", ")} and ${more} more`;
  return names.join(", ").replace(/, ([^,]*)$/, " or $1");
}

/** "good", "some", "bad" or "open", and the sentence. */
export function verdictOf(answer, isEmpty = false) {
  if (isEmpty) return { kind: "open", text: "Paste a response to begin" };
  if (answer.error !== undefined) return { kind: "open", text: "This could not be read" };
  if (answer.outcome === "unknown") return { kind: "open", text: "Not known yet: an answer is missing" };
  if (answer.outcome === "network-error") return { kind: "bad", text: "JavaScript gets nothing: the fetch fails" };
  const exposed = answer.fates.filter((fate) => fate.exposed).length;
  const all = answer.fates.length;
  if (answer.type.startsWith("opaque")) return { kind: "bad", text: "JavaScript gets a response that tells nothing" };
  const hidden = all - exposed;
  const wanted = wantedOf(answer);
  const text = hidden === 0 ? `JavaScript reads the response and all of its ${counted(all, "header")}` :
    wanted.length > 0 ? `JavaScript reads the response, but not ${someOf(wanted)}` :
    `JavaScript reads the response, and ${exposed} of its ${counted(all, "header")}`;
  // What is left may be nothing that a page could want.
  return { kind: hidden === 0 || !answer.advice.then ? "good" : "some", text };
}

function why(answer) {
  if (answer.error !== undefined) return h("p", { class: "said" }, answer.error.replace(/^./, (c) => c.toUpperCase()));
  if (answer.outcome === "unknown") {
    return [h("p", {}, "The fetch goes on to ", h("code", {}, answer.goes_on_to), ". Ask for its answer, and paste it below:"),
      answer.ask ? h("pre", { class: "code" }, answer.ask) : null];
  }
  const { origin, url } = answer.case.request;
  const type = answer.outcome === "network-error" ? "" : `Response type ${answer.type}, status ${answer.status}: `;
  return [h("p", {}, type, reasonLink(answer.reason, answer.sentences), answer.place ? ` (${answer.place})` : ""),
    h("p", { class: "quiet" }, "When ", h("code", {}, shown(origin)), " fetches ", h("code", {}, shown(url)))];
}

const list = (texts, name) => (texts.length === 0 ? null :
  h("ul", { class: name }, texts.map((text) => h("li", {}, text))));

export function verdictView(answer, isEmpty) {
  const { kind, text } = verdictOf(answer, isEmpty);
  return h("div", { class: `verdict ${kind}` }, h("h2", {}, text), why(answer),
    answer.error === undefined ? list([...answer.remarks, ...answer.assumptions], "quiet") : null);
}

/** What a check compared, each with a button that shows it in the text. */
export function decidedView(answer, places, show) {
  if (!answer.deciding || answer.deciding.length === 0) return null;
  return answer.deciding.map((value) => h("dl", { class: "decided" },
    h("dt", {}, value.name),
    h("dd", {}, h("span", { class: "tag" }, "got"),
      value.got.length === 0 ? "none" : value.got.map((got) => h("code", {}, differing(got, value.differs_at))),
      places.length > 0 ? h("button", { type: "button", class: "small", "data-key": "decided",
        onclick: () => show(places[0]) }, "Show it in the text") : null),
    h("dd", {}, h("span", { class: "tag" }, "wanted"), h("code", {}, value.wanted))));
}

function differing(got, at) {
  if (at === undefined) return [got];
  return at < got.length ? [got.slice(0, at), h("mark", {}, got.slice(at))] : [got, h("mark", {}, "\u2205")];
}
