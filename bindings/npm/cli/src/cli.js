#!/usr/bin/env node
// `npx corsieve-cli explain|har|reasons|play`.

import * as fs from "node:fs";
import { isatty } from "node:tty";
import { errorText, inflated, isGzip, readInput } from "./input.js";
import { moduleBytes } from "./module_file.js";
import { inputOf, loadSync, runWith } from "./program.js";

const BLOCK = 1 << 16;

// What the program does not know of.
const PLAY = "\nIn this package alone: corsieve-cli play, a page to do the same in (play --help).\n";

// Those that are read where one has to wait, by name.
const waited = new Map();

/** A file from its first byte, read as it is asked for. */
function fileInput(name) {
  const fd = fs.openSync(name);
  const input = { failure: null, next: () => {
    const block = new Uint8Array(BLOCK);
    try {
      return block.subarray(0, fs.readSync(fd, block));
    } catch (error) {
      input.failure = errorText(error);
      return new Uint8Array(0);
    }
  } };
  return input;
}

async function main(args) {
  loadSync(moduleBytes());
  while (true) {
    const written = { 1: [], 2: [] };
    let wait = null;
    const taken = new Set();
    const status = runWith(args, {
      terminal: { input: isatty(0), output: isatty(1), error: isatty(2) },
      write: (stream, bytes) => written[stream].push(bytes),
      open: (name, isText) => {
        if (waited.has(name)) {
          // What came in once does not come again.
          const again = name === "-" && taken.has(name);
          taken.add(name);
          return again ? inputOf([]) : inputOf(waited.get(name).blocks, waited.get(name).failure);
        }
        if (name === "-") {
          wait ??= () => readInput(isText);
          return "it is not read yet";
        }
        try {
          const input = fileInput(name);
          if (isText) return input;
          const first = input.next();
          if (!isGzip(first)) {
            const rest = input.next;
            let begun = false;
            input.next = () => (begun ? rest() : ((begun = true), first));
            return input;
          }
          wait ??= () => inflated(fs.createReadStream(name));
          return "it is not read yet";
        } catch (error) {
          return errorText(error);
        } finally {
          if (wait !== null) wait.named ??= name;
        }
      },
    });
    if (wait === null) return { status, written };
    waited.set(wait.named ?? "-", await wait());
  }
}

function write(stream, blocks) {
  return new Promise((resolve) => {
    stream.on("error", () => process.exit(1));
    stream.write(Buffer.concat(blocks), resolve);
  });
}

const [command, ...rest] = process.argv.slice(2);
if (command === "play") {
  const { play } = await import("./play/play.js");
  process.exitCode = await play(rest);
} else {
  const { status, written } = await main(process.argv.slice(2));
  await write(process.stderr, written[2]);
  await write(process.stdout, written[1]);
  if (["--help", "-h"].includes(command)) await write(process.stdout, [Buffer.from(PLAY)]);
  process.exit(status);
}
