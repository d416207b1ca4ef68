// `corsieve explain`, `har` and `reasons`, from the program's own code: no
// built-in of Node is needed.

import { resolveLocation } from "../../src/resolve_location.js";
import { readText } from "../../src/text.js";

let compiled = null;

/** Compiles program.wasm: its bytes, or a module of them. */
export async function load(from) {
  compiled = from instanceof WebAssembly.Module ? from : await WebAssembly.compile(from);
}

/** The same where it may be waited for. */
export function loadSync(bytes) {
  compiled ??= new WebAssembly.Module(bytes);
}

const encoder = new TextEncoder();
const bytesOf = (text) => (typeof text === "string" ? encoder.encode(text) : text);

/** Strings that are bytes, a character each. */
const latin1 = (bytes) => readText(bytes, 0, bytes.length);

/** https://url.spec.whatwg.org/#concept-url-origin; browsers' own schemes have one in them, as chrome-extension: in Chromium. */
function originOf(text) {
  const href = resolveLocation(text, "");
  if (href === null) return null;
  const { origin } = new URL(href);
  return /^(ftp|https?|wss?):/.test(origin) ? origin : "null";
}

/** Of one call: what it prints stays in it, and its memory goes with it. */
class Call {
  constructor(host) {
    this.host = host;
    this.input = null;
    const { exports } = new WebAssembly.Instance(compiled, { host: {
      resolve: (url, size, base, baseSize) =>
        this.hand(resolveLocation(latin1(this.at(url, size)), latin1(this.at(base, baseSize)))),
      origin: (url, size) => this.hand(originOf(latin1(this.at(url, size)))),
      open: (name, size, isText) => this.open(new TextDecoder().decode(this.at(name, size)), isText !== 0),
      read: (to, size) => this.read(to, size),
      failure: () => this.hand(this.input.failure ?? null),
      write: (stream, from, size) => host.write(stream, this.at(from, size).slice()),
    } });
    this.calls = exports;
    exports._initialize();
  }

  at(address, size) {
    return new Uint8Array(this.calls.memory.buffer, address, size);
  }

  /** Text for the module, which frees it. */
  hand(text) {
    if (text === null) return 0;
    const bytes = encoder.encode(text);
    const to = this.calls.malloc(4 + bytes.length);
    new DataView(this.calls.memory.buffer).setUint32(to, bytes.length, true);
    this.at(to + 4, bytes.length).set(bytes);
    return to;
  }

  open(name, isText) {
    this.rest = new Uint8Array(0);
    this.input = this.host.open(name, isText);
    return typeof this.input === "string" ? this.hand(this.input) : 0;
  }

  read(to, size) {
    if (this.rest.length === 0) this.rest = this.input.next();
    const some = this.rest.subarray(0, size);
    this.at(to, some.length).set(some);
    this.rest = this.rest.subarray(some.length);
    return some.length;
  }

  /** Calls with strings, as bindings/wasm/strings.h takes them. */
  with(name, strings) {
    const all = strings.map(bytesOf);
    const size = all.reduce((sum, bytes) => sum + bytes.length, 0);
    const sizes = this.calls.malloc(all.length * 4 + size);
    new Uint32Array(this.calls.memory.buffer, sizes, all.length).set(all.map((b) => b.length));
    let to = sizes + all.length * 4;
    for (const bytes of all) {
      this.at(to, bytes.length).set(bytes);
      to += bytes.length;
    }
    return this.calls[name](sizes, all.length, sizes + all.length * 4);
  }
}

/** Whether text of which more may come is enough for `explain`. */
export function isEnough(bytes) {
  return new Call({}).with("corsieve_is_enough", [bytes]) !== 0;
}

const flag = (value) => (value ? "1" : "");

/** Runs with what `host` opens, and what it makes of what is written; returns
 *  the exit status. */
export function runWith(args, host) {
  const { input, output, error } = host.terminal ?? {};
  return new Call(host).with("corsieve_run",
    [flag(input), flag(output), flag(error), String(args.length), ...args]);
}

/** One after the other, in blocks. */
export function inputOf(blocks, failure = null) {
  let i = 0;
  return { failure, next: () => (i < blocks.length ? blocks[i++] : new Uint8Array(0)) };
}

function joined(blocks) {
  const all = new Uint8Array(blocks.reduce((size, block) => size + block.length, 0));
  let at = 0;
  for (const block of blocks) {
    all.set(block, at);
    at += block.length;
  }
  return new TextDecoder().decode(all);
}

/** The program with these arguments. `files` has what each name stands for, text
 *  or bytes; "-" is standard input. */
export function run(args, { files = {}, color = false } = {}) {
  const written = { 1: [], 2: [] };
  const status = runWith([...args].map(String), {
    terminal: { output: color },
    open: (name) => {
      if (!Object.hasOwn(files, name) && name !== "-") return "No such file or directory";
      const bytes = bytesOf(files[name] ?? "");
      return inputOf(bytes.length > 0 ? [bytes] : []);
    },
    write: (stream, bytes) => written[stream].push(bytes),
  });
  return { status, stdout: joined(written[1]), stderr: joined(written[2]) };
}
