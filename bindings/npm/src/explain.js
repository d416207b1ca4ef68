// What `corsieve explain` prints: the program's own text, from a module that is
// read when it is first asked for.

import { CorsieveError, wrongCall } from "./errors.js";
import { fetchFile, readFile } from "./explain_file.js";
import { LIMIT } from "./module.js";
import { collect } from "./pairs.js";
import { resolveLocation } from "./resolve_location.js";
import { APIS, CREDENTIALS, EMBEDDER_POLICIES, MODES, PROFILES, REDIRECTS, REFERRER_POLICIES,
         BODIES } from "./terms.js";
import { Text, readText, writeText } from "./text.js";

let program = null;

function instantiate(module) {
  const instance = new WebAssembly.Instance(module);
  instance.exports._initialize();
  return instance.exports;
}

/** Gets the module where it cannot be read synchronously: in browsers. */
export async function loadExplain(from) {
  if (program !== null) return;
  const bytes = from instanceof ArrayBuffer || ArrayBuffer.isView(from) ? from :
    await fetchFile(from);
  program ??= instantiate(await WebAssembly.compile(bytes));
}

function theProgram() {
  if (program !== null) return program;
  const bytes = readFile();
  if (bytes === null) {
    throw new CorsieveError("ERR_CORSIEVE_NOT_LOADED",
      "explain() needs explain.wasm, which cannot be read synchronously here: " +
      "await loadExplain() before");
  }
  program = instantiate(new WebAssembly.Module(bytes));
  return program;
}

const flag = (value) => (value ? "1" : "");
const list = (strings) => [String(strings.length), ...strings];

function headersOf(request) {
  const text = new Text();
  const places = collect(request.headers, text, "headers");
  const strings = [];
  for (let i = 0; i + 1 < places.length; ++i) {
    strings.push(text.joined.slice(places[i], places[i + 1]));
  }
  return list(strings);
}

// As bindings/wasm/explain.cc takes them.
function stringsOf(r, heads, preflights, options) {
  const profile = options.profile ?? "standard";
  if (profile !== "all" && !PROFILES.includes(profile)) {
    throw wrongCall(`profile is none of ${PROFILES.join(", ")}, all: ${profile}`);
  }
  const before = [profile, flag(options.color), ...list([...(options.wants ?? [])].map(String))];
  const request = [
    r.origin, r.url, APIS[r.api], MODES[r.mode], CREDENTIALS[r.credentials], REDIRECTS[r.redirect],
    `${r.method}`, `${r.destination}`, REFERRER_POLICIES[r.referrerPolicy],
    EMBEDDER_POLICIES[r.embedderPolicy], flag(r.body), flag(BODIES[r.body] === "stream"),
    flag(r.uploadListener), flag(r.schemelesslySameSite), ...headersOf(r),
  ];
  return { before, after: [...request, ...list(heads), ...list(preflights)] };
}

function call(strings) {
  const calls = theProgram();
  const joined = strings.join("");
  const size = strings.length * 4 + joined.length;
  if (size > LIMIT) throw new CorsieveError("ERR_CORSIEVE_INPUT_TOO_LARGE", `${size} bytes`);
  const sizes = calls.malloc(size);
  try {
    const words = new Uint32Array(calls.memory.buffer, sizes, strings.length);
    strings.forEach((string, i) => (words[i] = string.length));
    writeText(joined, new Uint8Array(calls.memory.buffer, sizes + strings.length * 4, joined.length));
    const at = calls.corsieve_explain(sizes, strings.length, sizes + strings.length * 4);
    const [text, textSize, base, baseSize] = new Uint32Array(calls.memory.buffer, at, 4);
    const bytes = new Uint8Array(calls.memory.buffer);
    return { text: readText(bytes, text, textSize),
             base: base === 0 ? null : readText(bytes, base, baseSize) };
  } catch (error) {
    if (!(error instanceof WebAssembly.RuntimeError)) throw error;
    program = null;
    throw new CorsieveError("ERR_CORSIEVE_INPUT_TOO_LARGE", error.message);
  } finally {
    if (program !== null) calls.free(sizes);
  }
}

export function explainHeads(request, heads, preflights, options) {
  const { before, after } = stringsOf(request, heads.filter((head) => head !== null),
    preflights.filter((head) => head !== null), options);
  const urls = [];
  // It asks for each URL that it has to resolve.
  while (true) {
    const { text, base } = call([...before, String(urls.length), ...urls.flat(), ...after]);
    if (base === null) return text;
    const href = resolveLocation(text, base);
    urls.push([text, base, flag(href !== null), href ?? ""]);
  }
}
