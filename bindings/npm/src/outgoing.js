// A request that is to be sent.

import { OUTGOING, PAIR } from "./layout.js";
import { readStr } from "./text.js";

/** What `call` says of it; null: there is none. */
export function readOutgoing(wasm, handle, call) {
  const at = wasm.reserve(OUTGOING.size);
  wasm.words[at >> 2] = OUTGOING.size;
  wasm.bytes.fill(0, at + 4, at + OUTGOING.size);
  const status = wasm.calls[call](handle, at);
  if (status !== 0) return null;
  const { words, bytes } = wasm;
  const str = (address) => (words[address >> 2] === 0 ? null : readStr(wasm, address));
  const headers = [];
  const list = words[(at + OUTGOING.headers) >> 2];
  for (let i = 0; i < words[(at + OUTGOING.header_count) >> 2]; ++i) {
    headers.push(Object.freeze([str(list + i * PAIR.size), str(list + i * PAIR.size + PAIR.value)]));
  }
  return Object.freeze({
    method: str(at + OUTGOING.method),
    url: str(at + OUTGOING.url),
    headers: Object.freeze(headers),
    origin: str(at + OUTGOING.origin),
    includeCredentials: bytes[at + OUTGOING.include_credentials] === 1,
    includeBody: bytes[at + OUTGOING.include_body] === 1,
  });
}
