// A response as it was received: the bytes of a head, or what was parsed.

import { wrongCall } from "./errors.js";
import { INTERIM, RESPONSE } from "./layout.js";
import { collect, rowsSize, writeHeaders } from "./pairs.js";
import { writeStr } from "./request.js";
import { PROTOCOLS, numberOf } from "./terms.js";
import { readText } from "./text.js";

/** Adds it to `text`. A string is a head, each character a byte of it. */
export function addReceived(given, text) {
  if (typeof given === "string") return addHead(given, text);
  if (given instanceof ArrayBuffer) given = new Uint8Array(given);
  // Of whatever realm: jest has two.
  if (ArrayBuffer.isView(given)) {
    const bytes = new Uint8Array(given.buffer, given.byteOffset, given.byteLength);
    return addHead(readText(bytes, 0, bytes.length), text);
  }
  if (typeof given !== "object" || given === null) {
    throw new TypeError("a response is a string, bytes, or has status and headers");
  }
  return addResponse(given, text);
}

function addHead(head, text) {
  return { isHead: true, at: text.add(head, "the head"), size: head.length, room: 0 };
}

function statusOf(status, what) {
  const number = Number(status);
  if (Number.isInteger(number) && number >= 0 && number <= 0x7fffffff) return number;
  throw wrongCall(`${what} is no integer of 31 bits: ${String(status)}`);
}

function addResponse(given, text) {
  const wire = typeof given.status === "string" ? given.status : null;
  const status = statusOf(wire === null ? given.status : Number.parseInt(wire.slice(0, 9), 10) || 0, "status");
  const protocol = given.protocol === undefined ? 0 :
    numberOf(PROTOCOLS, given.protocol, "protocol");
  const bodyIsEmpty = given.bodyIsEmpty ? 1 : 0;
  const at = text.add(given.statusText ?? "", "statusText");
  const statusText = [at, text.joined.length - at];
  const headers = collect(given.headers, text, "headers");
  const trailers = collect(given.trailers, text, "trailers");
  const interim = [];
  for (const one of given.interim ?? []) {
    interim.push({ status: statusOf(one.status, "an interim status"),
                   headers: collect(one.headers, text, "interim headers") });
  }
  const wireAt = wire === null ? 0 : text.add(wire, "status");
  let room = RESPONSE.size + rowsSize(headers) + rowsSize(trailers) + interim.length * 32;
  for (const one of interim) room += rowsSize(one.headers);
  return { isHead: false, status, protocol, bodyIsEmpty, statusText, headers, trailers, interim,
           wire: wire === null ? null : [wireAt, wire.length], room };
}

/** Writes a parsed response's struct to `at`, which has `room` for all of it. */
export function writeResponse(wasm, at, r, text) {
  const { words } = wasm;
  const first = at >> 2;
  words[first] = RESPONSE.size;
  words[first + 1] = r.status;
  words[first + 2] = r.protocol | (r.bodyIsEmpty << 8);
  words[first + 3] = 0;
  writeStr(words, at + RESPONSE.message, text + r.statusText[0], r.statusText[1]);
  let rows = at + RESPONSE.size;
  const list = (to, places) => {
    writeHeaders(words, to, places, rows, text);
    rows += rowsSize(places);
  };
  list(at + RESPONSE.headers, r.headers);
  list(at + RESPONSE.trailers, r.trailers);
  const { wire, interim } = r;
  writeStr(words, at + RESPONSE.status_text, wire === null ? 0 : text + wire[0],
    wire === null ? 0 : wire[1]);
  writeStr(words, at + RESPONSE.interim, interim.length === 0 ? 0 : rows, interim.length);
  let one = rows;
  rows += interim.length * 32;
  for (const { status, headers } of interim) {
    words[one >> 2] = status;
    list(one + INTERIM.headers, headers);
    one += INTERIM.size;
  }
}

/** The bytes of a response that was added, as curl -i would print them: for
 *  explain(). null: no head has them. */
export function headOf(r, text) {
  const { joined } = text;
  if (r.isHead) return joined.slice(r.at, r.at + r.size);
  const lines = [];
  const block = (first, places) => {
    lines.push(first);
    for (let i = 0; i + 2 < places.length; i += 2) {
      lines.push(`${joined.slice(places[i], places[i + 1])}: ${
        joined.slice(places[i + 1], places[i + 2])}`);
    }
    lines.push("");
  };
  const version = ["HTTP/1.1", "HTTP/2", "HTTP/3"][r.protocol];
  for (const { status, headers } of r.interim) block(`${version} ${status} `, headers);
  const [at, size] = r.statusText;
  const message = r.protocol === 0 ? joined.slice(at, at + size) : "";
  block(`${version} ${r.status} ${message}`, r.headers);
  return lines.some((line) => /[\r\n\0]/.test(line)) ? null : `${lines.join("\r\n")}\r\n`;
}
