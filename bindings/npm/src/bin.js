#!/usr/bin/env node
// `npx corsieve explain|har|reasons|play`: the package corsieve-cli does it, which is
// one of its own because it is as large as this one. Where it is not installed, npx
// is asked for it, and asks in turn.

import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";
import { pathToFileURL } from "node:url";

/** Where it is installed: beside this package, or in the project. */
function findCli() {
  for (const from of [import.meta.url, path.join(process.cwd(), "package.json")]) {
    try {
      return createRequire(from).resolve("corsieve-cli/package.json");
    } catch (error) {
      if (error.code !== "MODULE_NOT_FOUND") throw error;
    }
  }
  return null;
}

/** The npx that runs this, if one does. */
function findNpx() {
  const { npm_execpath: npm } = process.env;
  const npx = npm && path.join(path.dirname(npm), "npx-cli.js");
  return npx && fs.existsSync(npx) ? npx : null;
}

const args = process.argv.slice(2);
const found = findCli();
const npx = found === null ? findNpx() : null;
if (found !== null) {
  await import(pathToFileURL(path.join(path.dirname(found), "dist/cli.js")));
} else if (npx !== null) {
  const { version } = JSON.parse(fs.readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  const run = spawnSync(process.execPath, [npx, `corsieve-cli@${version}`, ...args], { stdio: "inherit" });
  process.exitCode = run.status ?? 2;
} else {
  console.error("corsieve: that is in the package corsieve-cli. Try\n" +
    `  npx corsieve-cli ${args.join(" ") || "--help"}`);
  process.exitCode = 2;
}
