// The module that corsieve.h was compiled to, instantiated on first use.

import { CorsieveError } from "./errors.js";
import { decoded } from "./base64.js";
import { writeText } from "./text.js";
import { base64 } from "./wasm.js";

let compiled = null;
let current = null;

/** Bytes of strings, and all that a call may hand over. */
export const LIMIT = 16 * 1024 * 1024;

function compile() {
  compiled ??= new WebAssembly.Module(decoded(base64()));
  return compiled;
}

/** Compiles where the main thread does not wait for it. */
export async function ready() {
  compiled ??= await WebAssembly.compile(decoded(base64()));
  instance();
}

/** An instance, its memory, and a place to write to that grows. Any call may move the
 *  memory: what was read of `bytes`, `words` and `text` is good until the next one. */
class Instance {
  #bytes = new Uint8Array(0);
  #words;
  #text;

  constructor(module) {
    this.calls = new WebAssembly.Instance(module).exports;
    this.memory = this.calls.memory;
    this.calls._initialize();
    this.filters = [];
    this.place = 0;
    this.room = 0;
    this.broken = false;
    // Room for a struct that is read while a call has its own in hand.
    this.scratch = this.calls.malloc(64);
  }

  get bytes() {
    if (this.#bytes.length === 0) this.#look();
    return this.#bytes;
  }

  get words() {
    if (this.#bytes.length === 0) this.#look();
    return this.#words;
  }

  get text() {
    if (this.#bytes.length === 0) this.#look();
    return this.#text;
  }

  #look() {
    const { buffer } = this.memory;
    this.#bytes = new Uint8Array(buffer);
    this.#words = new Uint32Array(buffer);
    this.#text = this.#bytes.subarray(this.place, this.place + this.room);
  }

  /** The address of room for `size` bytes, until the next time. */
  reserve(size) {
    if (size > LIMIT) {
      throw new CorsieveError("ERR_CORSIEVE_INPUT_TOO_LARGE",
        `${size} bytes are more than the ${LIMIT} that one call takes`);
    }
    if (size > this.room) {
      this.calls.free(this.place);
      this.room = Math.max(4096, size + (size >> 1));
      this.place = this.calls.malloc(this.room);
      this.#look();
    }
    return this.place;
  }

  /** Writes strings to `place`; returns the address of room behind them, aligned, for
   *  `size` bytes, until the next time. */
  hand(joined, size) {
    const at = (this.reserve(joined.length + 8 + size) + joined.length + 7) & ~7;
    writeText(joined, this.text);
    return at;
  }
}

/** The instance that is in use; another where one was given up. */
export function instance() {
  if (current === null || current.broken) current = new Instance(compile());
  return current;
}

/** What is to be thrown for what a call threw. What trapped may be in disorder: the
 *  instance is given up. */
export function errorOf(wasm, error) {
  if (!(error instanceof WebAssembly.RuntimeError) && !(error instanceof RangeError)) return error;
  wasm.broken = true;
  return new CorsieveError("ERR_CORSIEVE_INPUT_TOO_LARGE",
    `there is no memory for it: ${error.message}`);
}

/** What `call` returns. */
export function guarded(wasm, call) {
  try {
    return call();
  } catch (error) {
    throw errorOf(wasm, error);
  }
}
