// What is pasted in the tests: what people do, cases of the repository, its examples.

import * as fs from "node:fs";
import * as path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "../..");

const filesOf = (folder, extension) => fs.readdirSync(path.join(root, folder))
  .filter((name) => name.endsWith(extension))
  .map((name) => ({ name: `${folder}/${name}`, bytes: fs.readFileSync(path.join(root, folder, name)) }));

/** Lines of a case file. */
export function casesOf(file) {
  return fs.readFileSync(file, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));
}

/** Every `step`th of a list. */
export const some = (list, count) => list.filter((_, i) => i % Math.max(1, Math.floor(list.length / count)) === 0).slice(0, count);

const isPlain = (c) => (c.responses ?? []).length > 0 && c.responses.every((head) => typeof head === "string");

/** Texts as bytes, and the page's request where a case has one. */
export function inputs() {
  const pasted = [...filesOf("tests/pastes", ".txt"), ...filesOf("tools/examples", ".http")]
    .map(({ name, bytes }) => ({ name, bytes, request: {} }));
  const cases = some(casesOf(path.join(root, "tests/cases/wpt.ndjson")).filter(isPlain), 100)
    .map(({ id, request, responses }) => ({ name: id, bytes: Buffer.from(responses.join(""), "latin1"), request }));
  return [...pasted, ...cases];
}
