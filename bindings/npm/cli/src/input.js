// Reading what may never end, and what is compressed.

import { createGunzip } from "node:zlib";
import { isEnough } from "./program.js";

// As tools/commands/ have them.
const PATIENCE = 1000;
const MOST_OF_TEXT = (64 << 20) + 1;

const MESSAGES = { EISDIR: "Is a directory" };

/** What the C library calls it. */
export function errorText(error) {
  if (MESSAGES[error.code]) return MESSAGES[error.code];
  const text = /^[A-Z0-9]+: ([^,]*)/.exec(error.message)?.[1] ?? error.message;
  return text[0].toUpperCase() + text.slice(1);
}

export const isGzip = (bytes) => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** All of standard input; of text that goes on behind a whole answer, what came
 *  in a second. */
export function readInput(isText) {
  return isText ? textInput() : inflated(process.stdin);
}

async function textInput() {
  const blocks = [];
  let size = 0;
  let looked = Date.now();
  const { stdin } = process;
  return new Promise((resolve) => {
    const end = (failure = null) => {
      clearInterval(timer);
      stdin.destroy();
      resolve({ blocks, failure });
    };
    const look = () => {
      if (Date.now() - looked < PATIENCE) return;
      if (isEnough(Buffer.concat(blocks))) return end();
      looked = Date.now();
    };
    const timer = setInterval(look, PATIENCE);
    stdin.on("data", (block) => {
      blocks.push(block);
      size += block.length;
      if (size >= MOST_OF_TEXT) end();
      else look();
    });
    stdin.on("end", () => end());
    stdin.on("error", (error) => end(errorText(error)));
  });
}

/** What a stream has, inflated if it is gzip, up to where that is broken. */
export async function inflated(stream) {
  const blocks = [];
  try {
    for await (const block of stream) blocks.push(block);
  } catch (error) {
    return { blocks, failure: errorText(error) };
  }
  const all = Buffer.concat(blocks);
  return isGzip(all) ? gunzip(all) : { blocks, failure: null };
}

function gunzip(bytes) {
  const blocks = [];
  const zip = createGunzip();
  return new Promise((resolve) => {
    zip.on("data", (block) => blocks.push(block));
    zip.on("error", (error) => resolve({ blocks, failure: error.code === "Z_BUF_ERROR" ?
      "the gzip ends before its end" : `it is no whole gzip: ${error.message}` }));
    // Zeros behind the last member are passed over.
    zip.on("end", () => resolve({ blocks, failure: zip.bytesWritten < bytes.length ?
      "it is no whole gzip: incorrect header check" : null }));
    zip.end(bytes);
  });
}
