// A request that is to be sent.

import { OUTGOING, PAIR } from "./layout.js";
import { readText } from "./text.js";

/** What `call` says of it; null: there is none. */
export function readOutgoing(wasm, handle, call) {
  const at = wasm.reserve(OUTGOING.size);
  wasm.words[at >> 2] = OUTGOING.size;
  wasm.bytes.fill(0, at + 4, at + OUTGOING.size);
  const status = wasm.calls[call](handle, at);
  if (status !== 0) return null;
  const { words, bytes } = wasm;
  const str = (address) => {
    const data = words[address >> 2];
    return data === 0 ? null : readText(bytes, data, words[(address >> 2) + 1]);
  };
  const headers = [];
  const list = words[(at + OUTGOING.headers) >> 2];
  for (let i = 0; i < words[(at + OUTGOING.header_count) >> 2]; ++i) {
    headers.push(Object.freeze([str(list + i * PAIR.size), str(list + i * PAIR.size + 8)]));
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
