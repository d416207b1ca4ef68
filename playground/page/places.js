// Where in what was pasted stands what the program speaks of.

import { bytesOf, charactersOf, decoded, shown } from "./bytes.js";
import { preflightNumber } from "./ask.js";
import { wantedOf } from "./verdict.js";

/** "text", or the index of a preflight's text. */
export function boxOf(source) {
  if (!source) return null;
  const number = preflightNumber(source.input);
  return number === null ? "text" : number;
}

const bareLine = (line) => (line.endsWith("\r") ? line.slice(0, -1) : line);
export const linesOf = (text) => text.split("\n");

// Of the text that was asked for last: each header of an answer asks for the same.
let known = { text: null };

/** The lines of a text, and where each begins. */
function linesAndStarts(text) {
  if (known.text === text) return known;
  const lines = linesOf(text);
  const starts = [];
  let at = 0;
  for (const line of lines) {
    starts.push(at);
    at += line.length + 1;
  }
  known = { text, lines, starts };
  return known;
}

/** How a head's line is written in the text, and which part of it is meant. */
function written(headLine, part, isBytes) {
  const line = bareLine(headLine);
  const cut = part ? [part.from, Math.min(part.to, line.length)] : [0, line.length];
  if (isBytes || decoded(bytesOf(line)) === null) return { line, from: cut[0], to: cut[1] };
  const text = shown(line);
  return { line: text, from: charactersOf(text, cut[0]), to: charactersOf(text, cut[1]) };
}

/** The range of characters that `part` of an answer is in its text: { box, from, to };
 *  all of a line where it is not written there as the program has it. */
export function rangeOf(state, answer, list, index, part) {
  const source = answer.read_from[list][index];
  const box = boxOf(source);
  if (box === null) return null;
  const text = box === "text" ? state.text : givenPreflights(state)[box];
  const { lines, starts } = linesAndStarts(text);
  const line = lines[part.line - 1];
  if (line === undefined) return null;
  const start = starts[part.line - 1];
  const headLine = answer.case[list][index].split("\n")[source.lines.indexOf(part.line)] ?? "";
  const { line: wanted, from, to } = written(headLine, part.from === undefined ? null : part, state.isBytes);
  let at = line.indexOf(wanted);
  if (at < 0) {
    // A pane shows the value, in a line of another form.
    at = line.lastIndexOf(wanted.slice(from, to));
    if (at < 0) return { box, from: start, to: start + bareLine(line).length };
    return { box, from: start + at, to: start + at + to - from };
  }
  // What is missing at the end of a line is shown by its last character.
  const first = Math.min(at + from, Math.max(0, bareLine(line).length - 1));
  return { box, from: start + first, to: start + Math.max(at + to, first + 1) };
}

export const givenPreflights = (state) => state.preflights.filter((text) => text.trim() !== "");

/** All that is to be marked: ranges with a class each, the weakest first. */
export function marksOf(state, answer) {
  if (!answer.case) return [];
  const { list, index, parts } = answer.decided_at;
  const marks = [];
  const wanted = new Set(wantedOf(answer));
  const add = (part, kind) => {
    const range = rangeOf(state, answer, list, index, part);
    if (range) marks.push({ ...range, kind });
  };
  for (const [i, place] of answer.fates_at.entries()) {
    if (place.line) add({ line: place.line }, answer.fates[i].exposed ? "exposed" : wanted.has(answer.fates[i].name) ? "wanted" : "hidden");
  }
  for (const part of parts) add(part, "decides");
  return marks;
}
