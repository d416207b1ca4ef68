// What files cost a reader.

import * as fs from "node:fs";
import * as path from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

/** A file as brotli packs it, at its best. */
export const packed = (bytes) => brotliCompressSync(bytes, { params: {
  [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length, [constants.BROTLI_PARAM_LGWIN]: 24,
} });

/** Of each file of a folder its name and bytes, plain, by gzip and by brotli. What is packed inside
 *  already is opened from a disk. */
export function sizesOf(folder) {
  return fs.readdirSync(folder).sort().map((name) => {
    const bytes = fs.readFileSync(path.join(folder, name));
    const isPacked = bytes.includes("application/wasm");
    return { name, bytes: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length, brotli: isPacked ? "\u2013" : packed(bytes).length };
  });
}
