// The module, made smaller than Base64 alone makes it.

import { inflateSync } from "fflate";

/** What Base64 says. */
function decoded(text) {
  if (typeof Uint8Array.fromBase64 === "function") return Uint8Array.fromBase64(text);
  if (typeof Buffer === "function") return Buffer.from(text, "base64");
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; ++i) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

/** What Base64 of deflated bytes says. */
export function inflated(text) {
  const bytes = decoded(text);
  // Node's own is faster, where it can be had without an import.
  const zlib = globalThis.process?.getBuiltinModule?.("node:zlib");
  return zlib ? zlib.inflateRawSync(bytes) : inflateSync(bytes);
}
