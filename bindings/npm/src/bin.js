#!/usr/bin/env node
// `npx corsieve explain|har|reasons|play`: the package corsieve-cli does it, which is
// one of its own because it is as large as this one.

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

const found = findCli();
if (found === null) {
  const words = process.argv.slice(2).join(" ") || "--help";
  console.error("corsieve: that is in the package corsieve-cli. Try\n" +
    `  npx corsieve-cli ${words}`);
  process.exitCode = 2;
} else {
  await import(pathToFileURL(path.join(path.dirname(found), "dist/cli.js")));
}
