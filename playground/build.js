// Makes the page of page/ and the modules of bindings/wasm/build.sh.
//
//   node playground/build.js OUT --wasm FOLDER [--docs BASE]
//
// OUT/index.html and what stands beside it is for any static host;
// OUT/corsieve-playground.html has all of it in one file. BASE is where the
// documentation is, as a reference from the page; without it a reason's page is
// what the program prints of it.

import * as fs from "node:fs";
import * as path from "node:path";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { hashOf, modulesIn, page, pageFiles } from "./build_page.js";
import { sizesOf } from "./sizes.js";

function usage(why) {
  console.error(`playground/build.js: ${why}\nusage: node playground/build.js OUT --wasm FOLDER [--docs BASE]`);
  process.exit(2);
}

function argumentsOf() {
  try {
    return parseArgs({ allowPositionals: true, options: { wasm: { type: "string" }, docs: { type: "string" } } });
  } catch (error) {
    return usage(error.message);
  }
}
const { positionals, values } = argumentsOf();
if (positionals.length !== 1 || !values.wasm) usage("one folder is wanted, and --wasm");
const out = path.resolve(positionals[0]);
const modules = modulesIn(values.wasm);
if (!modules.some(({ commands }) => commands.includes("har"))) {
  usage(`program.wasm is not in ${values.wasm}: bindings/wasm/build.sh makes it`);
}

const { js, css, files } = await pageFiles({ wasm: values.wasm, modules, docs: values.docs });
fs.rmSync(out, { recursive: true, force: true });
fs.mkdirSync(out, { recursive: true });
const write = (name, data) => fs.writeFileSync(path.join(out, name), data);
for (const [name, text] of Object.entries(files)) write(name, text);
for (const { file } of modules) fs.copyFileSync(path.join(values.wasm, file), path.join(out, file));

// In one file there is room for one module: the one that has all.
const whole = modules.find(({ commands }) => commands.includes("har"));
const packed = gzipSync(fs.readFileSync(path.join(values.wasm, whole.file)), { level: 9 }).toString("base64");
const inside = modules.map(({ file }) => (file === whole.file ?
  `<script type="application/wasm" id="${file}">${packed}</script>` : "")).join("");
write("corsieve-playground.html", page({
  policy: `default-src 'none'; script-src ${hashOf(js)} 'wasm-unsafe-eval'; style-src ${hashOf(css)}; ` +
    "img-src data:; base-uri 'none'; form-action 'none'",
  style: `<style>${css}</style>`,
  script: `${inside}<script type="module">${js}</script>`,
}));

console.log(["file".padEnd(26), ...["bytes", "gzip -9", "brotli"].map((name) => name.padStart(10))].join(""));
for (const { name, bytes, gzip, brotli } of sizesOf(out)) {
  console.log(name.padEnd(26) + [bytes, gzip, brotli].map((size) => size.toLocaleString("en").padStart(10)).join(""));
}
