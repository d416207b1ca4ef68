// Changes of what was pasted: lines of it where they stand there, else all of it written anew.

import { decoded, bytesOf, shown } from "./bytes.js";
import { boxOf, givenPreflights, linesOf } from "./places.js";

const bare = (line) => (line.endsWith("\r") ? line.slice(0, -1) : line);
const headLines = (head) => head.split("\n").map(bare);
const nameOf = (line) => line.slice(0, line.indexOf(":")).trim().toLowerCase();

/** The state that asks for a case: texts of bytes where they are not UTF-8, or `asBytes`. */
export function stateOfCase(state, { request, responses, preflights = [] }, asBytes = false) {
  const heads = [...responses, ...preflights.filter((head) => head !== null)];
  const isBytes = asBytes || heads.some((head) => decoded(bytesOf(head)) === null || /[\0\r](?!\n)/.test(head));
  const text = isBytes ? (head) => head : (head) => shown(head).replaceAll("\r\n", "\n");
  return {
    ...state, isBytes,
    text: responses.map(text).join(""),
    preflights: preflights.filter((head) => head !== null).map(text),
    ...controlsOf(request),
  };
}

/** The controls that say what a request is. */
export function controlsOf(request) {
  return {
    origin: request.origin, url: request.url, method: request.method, credentials: request.credentials,
    api: request.api, mode: request.mode, redirect: request.redirect,
    headers: request.headers.map(([name, value]) => `${name}: ${shown(value)}`).join("\n"),
  };
}

/** Of two requests, the controls that differ. */
function changedControls(from, to) {
  const [old, now] = [controlsOf(from), controlsOf(to)];
  return Object.fromEntries(Object.entries(now).filter(([key, value]) => value !== old[key]));
}

function withBox(state, box, text) {
  if (box === "text") return { ...state, text };
  const given = givenPreflights(state);
  given[box] = text;
  return { ...state, preflights: given };
}

/** The text with a head's lines changed as `head` is: null where they are not in it as they
 *  are in the head. What stands before each of them stays. */
function spliced(text, source, old, head, isBytes) {
  const write = isBytes ? (line) => line : shown;
  const lines = linesOf(text);
  const before = headLines(old).map(write);
  const after = headLines(head).map(write);
  const rest = [...after];
  const removed = [];
  for (const [i, line] of before.entries()) {
    const at = rest.indexOf(line);
    if (at >= 0) rest.splice(at, 1);
    else removed.push(i);
  }
  const added = rest.filter((line) => line !== "");
  const numbers = source.lines;
  const prefixAt = (i) => {
    const line = bare(lines[numbers[i] - 1] ?? "");
    return line.endsWith(before[i]) ? line.slice(0, line.length - before[i].length) : null;
  };
  if (prefixAt(0) === null || removed.some((i) => prefixAt(i) === null)) return null;
  const end = text.includes("\r\n") ? "\r" : "";
  const edits = new Map();
  for (const i of removed) {
    // A line of the same name takes its place.
    const k = i === 0 ? added.findIndex((line) => line.startsWith("HTTP/")) :
      added.findIndex((line) => nameOf(line) === nameOf(before[i]));
    edits.set(numbers[i] - 1, k < 0 ? [] : [prefixAt(i) + added.splice(k, 1)[0] + end]);
  }
  let last = before.length - 1;
  while (last > 0 && (before[last] === "" || numbers[last] === undefined)) --last;
  const prefix = prefixAt(last) ?? prefixAt(0);
  const out = lines.flatMap((line, i) => {
    const own = edits.get(i) ?? [line];
    if (i !== numbers[last] - 1) return own;
    const kept = i === lines.length - 1 && own.length > 0 && added.length > 0 ? own.map((one) => bare(one) + end) : own;
    return [...kept, ...added.map((one) => prefix + one + end)];
  });
  return out.join("\n");
}

/** The state in which the answer's case is `then`. */
export function applied(state, answer, then) {
  const now = answer.case;
  const anew = () => stateOfCase(state, { ...then, preflights: received(then, answer) });
  if (then.responses.length !== now.responses.length) return anew();
  let next = { ...state, ...changedControls(now.request, then.request) };
  for (const change of changesOf(answer, then)) {
    const text = change.box === "text" ? next.text : givenPreflights(next)[change.box];
    const changed = spliced(text, change.source, change.old, change.head, state.isBytes);
    if (changed === null) return anew();
    next = withBox(next, change.box, changed);
  }
  return next;
}

/** The heads that change, the last of a text first: lines move when others before them change. */
function changesOf(answer, then) {
  const changes = new Map();
  for (const list of ["responses", "preflights"]) {
    for (const [i, head] of then[list].entries()) {
      const source = answer.read_from[list][i];
      const old = answer.case[list][i];
      if (!source || head === null || head === old) continue;
      const box = boxOf(source);
      changes.set(`${box} ${source.lines[0]}`, { box, source, old, head });
    }
  }
  return [...changes.values()].sort((a, b) => b.source.lines[0] - a.source.lines[0]);
}

/** A case's preflights without those that were only assumed, and each once. */
function received(c, answer) {
  const seen = new Set();
  return (c.preflights ?? []).map((head, i) => {
    const source = answer.read_from.preflights[i];
    if (!source) return null;
    const key = `${source.input} ${source.lines[0]}`;
    if (seen.has(key)) return null;
    seen.add(key);
    return head;
  });
}

/** The state in which one answer's head is what somebody wrote. */
export function withHead(state, answer, list, index, text) {
  const head = text.replace(/\n*$/, "\n\n");
  const source = answer.read_from[list][index];
  const box = boxOf(source);
  if (typeof box === "number") return withBox(state, box, text);
  const then = { ...answer.case, [list]: answer.case[list].map((old, i) => (i === index ? latinOf(head) : old)) };
  const next = stateOfCase(state, { ...then, preflights: received(then, answer) });
  return next;
}

const latinOf = (text) => {
  const bytes = new TextEncoder().encode(text);
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
};

/** The state without an answer, or with one more at the end. */
export function withoutAnswer(state, answer, list, index) {
  const then = { ...answer.case, [list]: answer.case[list].map((old, i) => (i === index ? null : old)) };
  then.responses = then.responses.filter((head) => head !== null);
  return stateOfCase(state, { ...then, preflights: received(then, answer) });
}

export function withAnswer(state, answer, list, head) {
  if (list === "preflights") {
    const text = state.isBytes ? head : shown(head).replaceAll("\r\n", "\n");
    return { ...state, preflights: [...givenPreflights(state), text] };
  }
  const then = { ...answer.case, responses: [...answer.case.responses, latinOf(head)] };
  return stateOfCase(state, { ...then, preflights: received(then, answer) });
}
