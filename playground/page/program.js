// The program, compiled: every verdict, reason and advice on this page is its own.

import { load, run as runLoaded } from "../../bindings/npm/cli/src/program.js";
import { KNOWN } from "built:known";
import { MODULES } from "built:modules";

let loaded = null;
let loading = Promise.resolve();

/** The bytes of a module: a file beside the page, or in the page itself. */
async function bytesOfModule(file) {
  const inside = document.getElementById(file);
  if (inside === null) {
    const response = await fetch(file);
    if (!response.ok) throw new Error(`${file} is not there (${response.status})`);
    return response.arrayBuffer();
  }
  const packed = Uint8Array.from(atob(inside.textContent), (c) => c.charCodeAt(0));
  return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

async function loadFor(command) {
  if (loaded?.commands.includes(command)) return;
  const knowing = MODULES.filter((module) => module.commands.includes(command));
  // In the page of one file there is the module that knows all.
  const wanted = knowing.find(({ file }) => document.getElementById(file)) ?? knowing[0];
  if (!wanted) throw new Error(`${command} is not in this page`);
  await load(await bytesOfModule(wanted.file));
  loaded = wanted;
}

/** Has the module that knows `command` ready. */
export function ready(command) {
  loading = loading.then(() => loadFor(command));
  const mine = loading;
  // A failure is told to who asked, and the next one tries again.
  loading = loading.catch(() => {});
  return mine;
}

// What it printed when the page was built: the first example has its answer before a module is there.
const known = new Map(KNOWN.map(({ args, files, stdout }) => [JSON.stringify([args, files]), stdout]));
const knownOf = (args, files) => known.get(JSON.stringify([args, files]));

/** Whether `run` can say it now. */
export const canRun = (args, files) => Boolean(loaded?.commands.includes(args[0])) || knownOf(args, files) !== undefined;

/** Thrown where the loaded module has not all that an input needs: once `ready("har")`, the whole program is there. */
export class MoreNeeded extends Error {}

/** What `corsieve ARGS` prints, once `ready(args[0])` or where `canRun`. */
export function run(args, files) {
  if (loaded === null) return { stdout: knownOf(args, files), stderr: "" };
  try {
    return runLoaded(args, { files });
  } catch (error) {
    // In page.wasm all that is left out is a trap (bindings/wasm/page_rest.cc).
    if (error instanceof WebAssembly.RuntimeError && !loaded.commands.includes("har")) throw new MoreNeeded();
    throw error;
  }
}
