// From the page's state to the program's arguments, and back from its JSON.

import { bytesOf } from "./bytes.js";
import { run } from "./program.js";

const OPTIONS = ["origin", "url", "method", "credentials", "api", "mode", "redirect"];

/** `corsieve explain` with what the controls say, and the files that it reads. */
export function argumentsOf(state, { profile = state.profile, server = state.server } = {}) {
  const args = ["explain", "--format", "json", "--profile", profile];
  for (const name of OPTIONS) {
    const value = state[name].trim();
    if (value !== "") args.push(`--${name}`, value);
  }
  for (const line of state.headers.split("\n")) {
    if (line.trim() !== "") args.push("--header", line.trim());
  }
  if (server !== "" && profile !== "all") args.push("--for", server);
  const files = {};
  const given = state.preflights.filter((text) => text.trim() !== "");
  for (const [i, text] of given.entries()) {
    files[`preflight-${i + 1}`] = state.isBytes ? bytesOf(text) : text;
    args.push("--preflight", `preflight-${i + 1}`);
  }
  if (state.text.trim() !== "" || given.length === 0) {
    files["-"] = state.isBytes ? bytesOf(state.text) : state.text;
    args.push("-");
  } else {
    files["-"] = "";
  }
  return { args, files };
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
