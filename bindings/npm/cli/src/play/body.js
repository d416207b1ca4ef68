// A body that a head promises: one that breaks off or does not unpack is a failure of its own.

import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";

const PLAIN = Buffer.from("ok"); // As the recordings of tests/browsers/ were made.
const MOST = 1 << 20;

// Node 20 has no zstd: "ok" in one raw block, as RFC 8878 has it.
const ZSTD = Buffer.from("28b52ffd20021100006f6b", "hex");

const CODINGS = {
  gzip: gzipSync, "x-gzip": gzipSync, deflate: deflateSync, br: brotliCompressSync, zstd: () => ZSTD,
};

/** The one value of a header; null where there is none, or several lines have it. */
function only(head, name) {
  const found = [...head.matchAll(new RegExp(`^${name}:[ \\t]*([^\\r\\n]*?)[ \\t]*\\r?$`, "gim"))];
  return found.length === 1 ? found[0][1].toLowerCase() : null;
}

/** What follows a head, which is a string of bytes. What frames no body that can be sent gets two bytes. */
export function bodyOf(head) {
  const payload = CODINGS[only(head, "content-encoding")]?.(PLAIN) ?? PLAIN;
  if (/^transfer-encoding:/im.test(head)) {
    if (only(head, "transfer-encoding") !== "chunked") return PLAIN;
    return Buffer.concat([Buffer.from(`${payload.length.toString(16)}\r\n`), payload, Buffer.from("\r\n0\r\n\r\n")]);
  }
  const length = only(head, "content-length");
  if (length === null || !/^\d{1,9}$/.test(length) || Number(length) > MOST) return payload;
  const body = Buffer.alloc(Number(length));
  payload.copy(body);
  return body;
}
