// The modules ask for nothing, and are what the package takes them for.

import assert from "node:assert/strict";
import * as fs from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import * as zlib from "node:zlib";
import * as layout from "../src/layout.js";

const read = (path) => fs.readFileSync(fileURLToPath(new URL(path, import.meta.url)));
const lines = (path) => read(path).toString().split("\n").filter((line) => line);
const explain = read("../dist/explain.wasm");

const { base64 } = await import("../dist/wasm.js");
const engine = Buffer.from(base64(), "base64");

test("it imports nothing: it opens nothing, reads no clock", () => {
  for (const bytes of [engine, explain]) {
    assert.deepEqual(WebAssembly.Module.imports(new WebAssembly.Module(bytes)), []);
  }
});

test("it exports what exports.txt names, all of it of corsieve.h", () => {
  const module = new WebAssembly.Module(engine);
  const names = WebAssembly.Module.exports(module).map(({ name }) => name)
    .filter((name) => name.startsWith("corsieve_")).sort();
  assert.deepEqual(names, lines("../../wasm/exports.txt"));
  const symbols = new Set(lines("../../../engine/c/symbols.txt"));
  assert.deepEqual(names.filter((name) => !symbols.has(name)), []);
});

test("it is at most 70 kB, compressed", () => {
  const { length } = zlib.gzipSync(engine, { level: 9 });
  assert.ok(length <= 70_000, `${length}`);
  console.log(`module: ${length} bytes of gzip`);
});

test("layout.js is what the compiler was told of layout.c", () => {
  const told = {};
  for (const line of lines("../../wasm/layout.c")) {
    const [, type, member = "size", number] =
      /^(?:SIZE|AT)\((\w+), (?:(\w+), )?(\d+)\);$/.exec(line) ?? [];
    if (type) (told[type.toUpperCase()] ??= {})[member] = Number(number);
  }
  assert.deepEqual({ ...layout }, told);
});
