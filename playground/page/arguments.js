// From the page's state to the program's arguments and files.

import { bytesOf } from "./bytes.js";

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
