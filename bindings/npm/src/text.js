// Strings across the border: each character is one byte.

import { CorsieveError } from "./errors.js";

let encoder;

/** Strings to hand over, end to end: what is at character n is at byte n. */
export class Text {
  joined = "";

  /** Where it begins. */
  add(value, what) {
    const string = typeof value === "string" ? value : stringOf(value, what);
    const at = this.joined.length;
    this.joined += string;
    return at;
  }
}

// As WebIDL makes a string of it.
function stringOf(value, what) {
  if (typeof value === "symbol") throw new TypeError(`${what} is a symbol`);
  return `${value}`;
}

/** Writes all of it to `bytes`, whose size is no less. */
export function writeText(joined, bytes) {
  const size = joined.length;
  if (size > 24 && typeof TextEncoder === "function") {
    encoder ??= new TextEncoder();
    // With what is not ASCII, more is written than there are characters.
    const { read, written } = encoder.encodeInto(joined, bytes);
    if (read === size && written === size) return;
  }
  for (let i = 0; i < size; ++i) {
    const code = joined.charCodeAt(i);
    if (code > 0xff) {
      throw new CorsieveError("ERR_CORSIEVE_NOT_BYTES",
        `character ${i} is U+${code.toString(16).toUpperCase().padStart(4, "0")}: ` +
        "each is a byte, so none is above U+00FF");
    }
    bytes[i] = code;
  }
}

/** Bytes as a string of as many characters. (TextDecoder has windows-1252.) */
export function readText(bytes, at, size) {
  if (size === 0) return "";
  if (size > 64 && typeof Buffer === "function") {
    return Buffer.from(bytes.buffer, bytes.byteOffset + at, size).latin1Slice();
  }
  let string = "";
  for (let i = 0; i < size; i += 4096) {
    string += String.fromCharCode.apply(null, bytes.subarray(at + i, at + Math.min(size, i + 4096)));
  }
  return string;
}

/** What a corsieve_str at `at` points to. */
export const readStr = ({ bytes, words }, at) =>
  readText(bytes, words[at >> 2], words[(at >> 2) + 1]);

/** What NUL-terminated bytes of the module say. */
export function readCString(bytes, at) {
  return readText(bytes, at, bytes.indexOf(0, at) - at);
}
