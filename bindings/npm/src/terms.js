// The words of Fetch, and corsieve.h's numbers for them.

import { wrongCall } from "./errors.js";
import { REASON_INFO } from "./layout.js";
import { instance } from "./module.js";
import { readCString, readStr } from "./text.js";

export const MODES = ["cors", "no-cors", "same-origin", "navigate"];
export const CREDENTIALS = ["same-origin", "omit", "include"];
export const REDIRECTS = ["follow", "error", "manual"];
export const APIS = ["fetch", "xhr"];
export const BODIES = ["none", "source", "stream"];
export const REFERRER_POLICIES = [
  "strict-origin-when-cross-origin", "no-referrer", "no-referrer-when-downgrade", "same-origin",
  "origin", "strict-origin", "origin-when-cross-origin", "unsafe-url",
];
export const EMBEDDER_POLICIES = ["unsafe-none", "require-corp", "credentialless"];
export const TAINTINGS = ["basic", "cors", "opaque"];
export const PROTOCOLS = ["http/1.1", "h2", "h3"];
export const TYPES = ["basic", "cors", "default", "error", "opaque", "opaqueredirect"];
export const PROFILES = ["standard", "chromium", "firefox", "webkit"];
const KINDS = ["exposed", "hidden", "response", "redirect", "network-error", "wrong-call"];

/** The number of a word. */
export function numberOf(words, word, what) {
  const number = words.indexOf(word);
  if (number >= 0) return number;
  throw wrongCall(`${what} is none of ${words.join(", ")}: ${String(word)}`);
}

/** The number of the profile that options name. */
export const profileOf = (options) =>
  options?.profile === undefined ? 0 : numberOf(PROFILES, options.profile, "profile");

const byNumber = [];

function readReason(number) {
  const wasm = instance();
  const at = wasm.scratch;
  wasm.words[at >> 2] = REASON_INFO.size;
  wasm.calls.corsieve_reason_get(number, at);
  const text = (member) => readStr(wasm, at + member);
  return Object.freeze({
    name: text(REASON_INFO.name), kind: KINDS[wasm.bytes[at + REASON_INFO.kind]],
    text: text(REASON_INFO.text), url: text(REASON_INFO.url), fix: text(REASON_INFO.fix),
  });
}

/** The one object that there is of a reason. */
export function reasonOf(number) {
  return (byNumber[number] ??= readReason(number));
}

/** Every reason, by its name: read when it is asked for, so that loading this
 *  package runs nothing. */
export const reasons = (() => {
  let table = null;
  const all = () => (table ??= readReasons());
  const no = () => false;
  return new Proxy({}, {
    get: (_, key) => Reflect.get(all(), key),
    has: (_, key) => Reflect.has(all(), key),
    ownKeys: () => Reflect.ownKeys(all()),
    getOwnPropertyDescriptor(_, key) {
      const found = Reflect.getOwnPropertyDescriptor(all(), key);
      return found && { ...found, configurable: true };
    },
    set: no, defineProperty: no, deleteProperty: no, setPrototypeOf: no, preventExtensions: no,
  });
})();

function readReasons() {
  const { calls } = instance();
  const table = {};
  for (let i = 0; i < calls.corsieve_reason_count(); ++i) {
    const reason = reasonOf(calls.corsieve_reason_at(i));
    table[reason.name] = reason;
  }
  return Object.freeze(table);
}

/** Every profile, and the versions that it stands for. */
export const profiles = Object.freeze(PROFILES.map((name, i) => Object.freeze({
  name,
  get versions() {
    const wasm = instance();
    const at = wasm.calls.corsieve_profile_versions(i);
    return readCString(wasm.bytes, at);
  },
})));
