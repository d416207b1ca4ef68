// The page: its state, and what is shown of it.

import { argumentsOf } from "./arguments.js";
import { ask, canAsk } from "./ask.js";
import { paint, select } from "./box.js";
import { bytesOf, decoded, textOf } from "./bytes.js";
import { byId, fill, h, say } from "./dom.js";
import { applied, stateOfCase, withAnswer, withHead, withoutAnswer } from "./edit.js";
import { EXAMPLES } from "./examples.js";
import { fixView } from "./fix.js";
import { startFiles } from "./files.js";
import { headersView } from "./headers.js";
import { marksOf, rangeOf } from "./places.js";
import { profilesView } from "./profiles.js";
import { MoreNeeded, ready } from "./program.js";
import { requestControls } from "./request.js";
import { EMPTY, fromFragment, toFragment } from "./state.js";
import { stepsView } from "./steps.js";
import { decidedView, verdictView } from "./verdict.js";
import { startCheck } from "built:check";

const SLOW = 40;

let state = { ...EMPTY, ...EXAMPLES[0].state };
let answer = { error: "" };
let before = null; // What an Apply has changed.
let written = ""; // The fragment that is this page's own.
let took = 0;
let timer = 0;
let isBehind = false; // Whether the answer is of what was asked before.
let isMissing = false; // Whether it was said that the program does not come.

const text = byId("text");
const box = byId("marks");
const controls = requestControls(change);
const check = startCheck(byId("check"));
const files = startFiles({ take: (next) => change({ ...EMPTY, ...next }), complain });

/** Takes what somebody typed or chose. */
function change(part) {
  before = null;
  state = { ...state, ...part };
  // The box is never behind what is typed next.
  if (text.value !== state.text) text.value = state.text;
  // What was complained of is gone.
  byId("broken").hidden = true;
  later();
}

/** At once, as long as that takes no time. */
function later() {
  clearTimeout(timer);
  if (took < SLOW) return show();
  isBehind = true;
  timer = setTimeout(show, 150);
}

function replace(next, said) {
  before = state;
  state = next;
  show();
  say(said);
}

/** Has `edit` change what the answer is of: what is on the screen may be of what was there before. */
const editing = (edit, saidOf) => (...args) =>
  (isBehind ? show() : replace(edit(state, answer, ...args), saidOf(...args)));

const actions = {
  set: change,
  apply: editing(applied, (then, said) => said),
  setHead: editing(withHead, () => "The answer is changed."),
  removeHead: editing(withoutAnswer, () => "The answer is removed."),
  addHead: editing(withAnswer, () => "An answer is added."),
};

function mark(range) {
  const marks = marksOf(state, answer).filter((one) => one.box === "text");
  paint(box, state.text, range && range.box === "text" ? [...marks, { ...range, kind: "by" }] : marks);
}

function showRange(range) {
  if (range.box === "text") return select(text, range);
  const boxes = document.querySelectorAll("#steps [data-key^=preflights]");
  boxes[range.box]?.scrollIntoView({ block: "center" });
  boxes[range.box]?.focus();
}

/** What is on the screen is of what was asked before. */
function fallBehind() {
  isBehind = true;
  if (text.value !== state.text) text.value = state.text;
  controls.show(state, {});
  paint(box, state.text, []);
  byId("explain").classList.add("behind");
}

/** What the program is needed for before `view` can show it; null: it is shown. */
function missingFor(view) {
  if (!canAsk(state) || !canAsk(state, { profile: "all" })) return "explain";
  try {
    view();
    return null;
  } catch (error) {
    if (error instanceof MoreNeeded) return "har";
    throw error;
  }
}

/** Shows what `view` does, at once or once as much of the program is there. */
async function withProgram(view) {
  const missing = missingFor(view);
  if (missing === null) return;
  fallBehind();
  byId("read").textContent = missing === "har" ? "This needs the rest of the program, which is loading \u2026" : "";
  try {
    await ready(missing);
    if (isBehind) show();
  } catch (error) {
    // What is asked by now may be answered without it.
    if (isBehind) complainOfProgram(error, missing);
  }
}

function complainOfProgram(error, missing) {
  isMissing = true;
  if (isBehind) byId("read").textContent = "";
  if (byId("explain").classList.contains("waiting")) fill(byId("verdict"));
  complain(missing === "har" ? `The rest of the program cannot be loaded: ${error.message}. This cannot be answered without it.` :
    `The program cannot be run here: ${error.message}. Nothing new can be answered.`);
}

const show = () => void withProgram(showAnswer);

function showAnswer() {
  const start = performance.now();
  clearTimeout(timer);
  answer = ask(state);
  isBehind = false;
  if (isMissing) byId("broken").hidden = true;
  isMissing = false;
  if (text.value !== state.text) text.value = state.text;
  byId("read").textContent = answer.error === undefined ? [...answer.recognized, ...answer.notes].join(" ") : "";
  const { list, index, parts } = answer.decided_at ?? { parts: [] };
  const range = (part) => (part ? rangeOf(state, answer, list, index, part) : null);
  const places = parts.map(range).filter((one) => one !== null);
  mark(null);
  controls.show(state, answer);
  showExample();
  fill(byId("verdict"), verdictView(answer, state.text.trim() === "" && state.preflights.length === 0));
  fill(byId("decided"), decidedView(answer, places, showRange), places.length > 0 && answer.deciding.length === 0 ?
    whereButton(places[0]) : null);
  fill(byId("headers"), headersView(answer, (answer.fates_at ?? []).map(({ line, by }) =>
    ({ line: line ? range({ line }) : null, by: range(by) })), { show: showRange, mark }));
  fill(byId("fix"), undoButton(), fixView(state, answer, actions));
  byId("explain").classList.remove("waiting", "behind");
  took = performance.now() - start;
  // What is further down waits until this is on the screen.
  timer = setTimeout(() => withProgram(showRest), 0);
}

function showRest() {
  const start = performance.now();
  fill(byId("profiles"), profilesView(answer.error === undefined ? ask(state, { profile: "all" }) : answer));
  fill(byId("steps"), stepsView(state, answer, actions));
  check.show(state);
  took += performance.now() - start;
  remember();
}

const whereButton = (place) => h("button", { type: "button", class: "small", onclick: () => showRange(place) },
  "Show the byte in the text");

/** Which example this is, as long as it is one. */
function showExample() {
  const at = EXAMPLES.findIndex(({ state: one }) => ["text", "url", "method"].every((key) => (one[key] ?? "") === state[key]));
  byId("example").value = at < 0 ? "" : String(at);
}

function undoButton() {
  if (before === null) return null;
  const old = before;
  return h("button", { type: "button", "data-key": "apply", onclick: () => {
    state = old;
    before = null;
    show();
    say("The change is undone.");
  } }, "Undo the change");
}

let remembering = 0;
function remember() {
  clearTimeout(remembering);
  remembering = setTimeout(async () => {
    written = await toFragment(state);
    history.replaceState(null, "", `#${written}`);
  }, 300);
}

/** Above all else, for it was asked for and does not come. */
function complain(what) {
  byId("broken").textContent = what;
  byId("broken").hidden = false;
}

async function readFragment() {
  const fragment = location.hash.slice(1);
  if (fragment === "" || fragment === written) return;
  byId("broken").hidden = true;
  try {
    state = await fromFragment(fragment);
    before = null;
  } catch (error) {
    complain(`The link cannot be read: ${error.message}. What is below is not what it had.`);
  }
}

function listen() {
  files.listen(text);
  text.addEventListener("input", () => {
    // What is typed is text, whatever was there before.
    const isBytes = state.isBytes && decoded(bytesOf(text.value)) === null && /^[\0-\xff]*$/.test(text.value);
    change({ text: text.value, isBytes, preflights: isBytes === state.isBytes ? state.preflights : [] });
  });
  byId("clear").addEventListener("click", () => {
    change({ ...EMPTY, profile: state.profile, server: state.server });
    text.focus();
  });
  byId("link").addEventListener("click", async () => {
    written = await toFragment(state);
    history.replaceState(null, "", `#${written}`);
    try {
      await navigator.clipboard.writeText(location.href);
      say("The link is copied.");
      byId("link").textContent = "Copied";
    } catch {
      say("The link is in the address bar.");
      byId("link").textContent = "It is the address";
    }
    setTimeout(() => (byId("link").textContent = "Copy link"), 1500);
  });
  addEventListener("hashchange", async () => {
    const old = written;
    await readFragment();
    if (location.hash.slice(1) === old) return;
    files.close();
    show();
  });
  const choice = byId("example");
  choice.append(new Option("take a question …", ""), ...EXAMPLES.map(({ title }, i) => new Option(title, String(i))));
  choice.addEventListener("change", () => {
    if (choice.value === "") return;
    const { profile, server } = state;
    change({ ...EMPTY, profile, server, ...EXAMPLES[Number(choice.value)].state });
  });
}

async function begin() {
  byId("request").append(...controls.view);
  listen();
  if (text.value !== state.text) text.value = state.text;
  const program = ready("explain");
  await readFragment();
  show();
  await program.catch((error) => complainOfProgram(error, "explain"));
}

/** For scripts: what was asked and answered, another state, and its link. */
globalThis.corsievePlayground = {
  ready: () => ready("explain"),
  told() {
    if (isBehind) show();
    const { args, files } = argumentsOf(state);
    const texts = Object.entries(files).map(([name, file]) =>
      [name, textOf(typeof file === "string" ? new TextEncoder().encode(file) : file)]);
    return { state, args, files: Object.fromEntries(texts), answer };
  },
  take(next) {
    before = null;
    state = { ...EMPTY, ...next };
    show();
  },
  ofCase: (c) => stateOfCase(EMPTY, c),
  check() {
    clearTimeout(timer);
    showRest();
    return check.now(state);
  },
  link: async () => `${location.href.split("#")[0]}#${await toFragment(state)}`,
};

begin();
