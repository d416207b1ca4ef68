// The program as a function. In Node it finds its module; elsewhere `load()` it.

import { load, loadSync, run as runLoaded } from "./program.js";
import { moduleBytes } from "./module_file.js";

let loaded = false;

export async function loadProgram(from) {
  await load(from);
  loaded = true;
}

export function run(args, options) {
  if (!loaded) loadSync(moduleBytes());
  loaded = true;
  return runLoaded(args, options);
}
