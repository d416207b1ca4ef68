// The tree that the site is made of: what git tracks, and nothing else, so that
// leftovers of builds never show.

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../..");

// A file that is deleted but still in the index is none.
const tracked = execFileSync("git", ["-C", root, "ls-files", "-z"], { encoding: "utf8", maxBuffer: 1 << 26 })
  .split("\0")
  .filter((file) => file !== "" && existsSync(path.join(root, file)))
  .sort();
const files = new Set(tracked);
const folders = new Set();
for (const file of tracked) {
  for (let folder = path.posix.dirname(file); folder !== "."; folder = path.posix.dirname(folder))
    folders.add(folder);
}

export const isFile = (file) => files.has(file);
export const isFolder = (folder) => folders.has(folder);

/** The tracked files whose path begins with `folder/`. */
export const filesBelow = (folder) => tracked.filter((file) => file.startsWith(folder + "/"));

/** What lies in a folder itself: `{ folders, files }`, names in order. */
export function entriesOf(folder) {
  const found = { folders: new Set(), files: new Set() };
  for (const file of filesBelow(folder)) {
    const [name, ...more] = file.slice(folder.length + 1).split("/");
    (more.length > 0 ? found.folders : found.files).add(name);
  }
  return { folders: [...found.folders], files: [...found.files] };
}

export const bytesOf = (file) => readFileSync(path.join(root, file));
export const textOf = (file) => bytesOf(file).toString("utf8");

/** The version, which stands in corsieve.h alone. */
export function version() {
  const header = textOf("include/corsieve.h");
  return ["MAJOR", "MINOR", "PATCH"]
    .map((part) => header.match(new RegExp(`CORSIEVE_VERSION_${part} (\\d+)`))[1])
    .join(".");
}
