// What the program says of a state.

import { argumentsOf } from "./arguments.js";
import { canRun, run } from "./program.js";

/** Whether `ask` has an answer to it at once. */
export function canAsk(state, options) {
  const { args, files } = argumentsOf(state, options);
  return canRun(args, files);
}

/** The program's JSON; or, where it has none, its complaint as `error`. */
export function ask(state, options) {
  const { args, files } = argumentsOf(state, options);
  const { stdout, stderr } = run(args, files);
  if (stdout === "") return { error: complaint(stderr) };
  return JSON.parse(stdout);
}

/** Without the program's name, the file's, and the advice to read --help. */
export function complaint(stderr) {
  return stderr.split("\n")
    .filter((line) => line !== "" && !/--help/.test(line))
    .map((line) => line.replace(/^corsieve( explain| har)?: (standard input: )?/, ""))
    .join("\n");
}

/** The number of a preflight's text, by the name that `read_from` has. */
export function preflightNumber(input) {
  const found = /^preflight-(\d+)$/.exec(input);
  return found ? Number(found[1]) - 1 : null;
}
