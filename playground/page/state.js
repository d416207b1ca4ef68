// All that the page is asked: it fits into the fragment of its address.

import { bytesOf, textOf } from "./bytes.js";

/** "" leaves it to the text. `isBytes`: each character of the texts is a byte. */
export const EMPTY = Object.freeze({
  text: "", preflights: Object.freeze([]), isBytes: false,
  origin: "", url: "", method: "", headers: "", credentials: "", api: "", mode: "", redirect: "",
  profile: "standard", server: "",
});

const VERSION = "1";

async function through(bytes, stream) {
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());
}

const toBase64 = (bytes) =>
  btoa(textOf(bytes)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
const fromBase64 = (text) => bytesOf(atob(text.replaceAll("-", "+").replaceAll("_", "/")));

/** What follows "#": the version, and what is not as in EMPTY, compressed. */
export async function toFragment(state) {
  const kept = Object.entries(EMPTY)
    .filter(([key, value]) => JSON.stringify(state[key]) !== JSON.stringify(value))
    .map(([key]) => [key, state[key]]);
  const json = new TextEncoder().encode(JSON.stringify(Object.fromEntries(kept)));
  return `${VERSION}.${toBase64(await through(json, new CompressionStream("deflate-raw")))}`;
}

function isOfEmpty(key, value) {
  const like = EMPTY[key];
  if (Array.isArray(like)) return Array.isArray(value) && value.every((one) => typeof one === "string");
  return typeof value === typeof like;
}

/** The state of a link; throws an Error that says what is wrong with it. */
export async function fromFragment(fragment) {
  const [version, data, ...more] = fragment.replace(/^#/, "").split(".");
  if (data === undefined || more.length > 0) throw new Error("it is not one of this page's");
  if (version !== VERSION) throw new Error("it was made by another version of this page");
  let state;
  try {
    const json = await through(fromBase64(data), new DecompressionStream("deflate-raw"));
    state = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(json));
  } catch {
    throw new Error("it is cut off or changed");
  }
  const isState = state !== null && typeof state === "object" &&
    Object.entries(state).every(([key, value]) => Object.hasOwn(EMPTY, key) && isOfEmpty(key, value));
  if (!isState) throw new Error("it has something that this page does not know");
  return { ...EMPTY, ...state };
}
