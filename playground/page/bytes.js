// Heads are bytes: the program's JSON has a character for each, and people read UTF-8.

const encoder = new TextEncoder();
const strict = new TextDecoder("utf-8", { fatal: true });

/** The bytes of a string that has a character for each. */
export function bytesOf(text) {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; ++i) bytes[i] = text.charCodeAt(i);
  return bytes;
}

/** A string that has a character for each byte. */
export function textOf(bytes) {
  let text = "";
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return text;
}

/** What the bytes say as UTF-8; null where they are none. */
export function decoded(bytes) {
  try {
    return strict.decode(bytes);
  } catch {
    return null;
  }
}

/** A head of the program's JSON as it is read. */
export const shown = (head) => decoded(bytesOf(head)) ?? head;

/** How many characters of `text` the first `size` of its bytes are. */
export function charactersOf(text, size) {
  let bytes = 0;
  let at = 0;
  for (const character of text) {
    if (bytes >= size) break;
    bytes += encoder.encode(character).length;
    at += character.length;
  }
  return at;
}
