// `corsieve-cli play` as the package has it, in a process of its own.

import { spawn } from "node:child_process";
import * as path from "node:path";
import { fileURLToPath } from "node:url";

const cli = path.join(path.dirname(fileURLToPath(import.meta.url)), "../../bindings/npm/cli/dist/cli.js");

/** Resolves to { url, close } once it has said its address. */
export function startPlay(...args) {
  const child = spawn(process.execPath, [cli, "play", ...args], { stdio: ["ignore", "pipe", "pipe"] });
  let out = "";
  let complaint = "";
  child.stderr.on("data", (some) => (complaint += some));
  const close = () => new Promise((done) => {
    child.on("exit", done);
    child.kill();
  });
  return new Promise((resolve, reject) => {
    child.on("exit", (status) => reject(new Error(`play ended with ${status}: ${complaint}`)));
    child.stdout.on("data", (some) => {
      out += some;
      if (out.includes("\n")) resolve({ url: out.split("\n")[0], close });
    });
  });
}
