// Makes dist/ and cli/dist/ of src/, types/, cli/src/ and the modules of bindings/wasm/build.sh.
//
//   node build.js FOLDER    where the four modules are

import * as fs from "node:fs";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";
import * as esbuild from "esbuild";

const here = path.dirname(fileURLToPath(import.meta.url));
const wasm = process.argv[2];
if (!wasm) {
  console.error("usage: node build.js FOLDER");
  process.exit(2);
}
const dist = path.join(here, "dist");
fs.rmSync(dist, { recursive: true, force: true });
fs.mkdirSync(dist);

/** Chromium's lines of docs/reasons.md, by reason. */
const consoleLines = {
  name: "console lines",
  setup(build) {
    build.onResolve({ filter: /console_lines\.js$/ }, () => ({ path: "lines", namespace: "lines" }));
    build.onLoad({ filter: /.*/, namespace: "lines" }, () => {
      const text = fs.readFileSync(path.join(here, "../../docs/reasons.md"), "utf8");
      const templates = {};
      for (const section of text.split("\n### ").slice(1)) {
        const line = /^Chromium: (Access to fetch at .*)$/m.exec(section);
        if (line) templates[section.slice(0, section.indexOf("\n"))] = line[1];
      }
      return { contents: `export const templates = ${JSON.stringify(templates)};` };
    });
  },
};

/** What several entries have is a file of its own, so that there is one engine. */
const shared = {
  name: "shared",
  setup(build) {
    build.onResolve({ filter: /^(corsieve(\/fetch)?|\.\/browser\.js)$/ }, ({ path: asked }) => ({
      path: asked === "corsieve" ? "./index.js" : `./${path.basename(asked, ".js")}.js`, external: true,
    }));
  },
};

/** The engine is a file of its own. */
const apart = {
  name: "apart",
  setup(build) {
    build.onResolve({ filter: /\/wasm\.js$/ }, () => ({ path: "./wasm.js", external: true }));
  },
};

/** What only one of the two formats can say has a file of each. */
const commonjs = {
  name: "commonjs",
  setup(build) {
    build.onResolve({ filter: /\/(explain_file|wasm)\.js$/ }, (file) => ({
      path: path.join(here, "src", path.basename(file.path, ".js") + ".cjs"),
    }));
  },
};

// CommonJS has the same names in a folder: npm packs files of one name one after the
// other, and what they have in common costs little.
const entries = ["index", "fetch", "happy-dom", "jsdom", "browser", "playwright", "puppeteer"];
for (const [format, folder, plugin] of [["esm", dist, apart], ["cjs", path.join(dist, "cjs"), commonjs]]) {
  for (const entry of entries) {
    await esbuild.build({
      entryPoints: [path.join(here, `src/${entry}.js`)],
      outfile: path.join(folder, `${entry}.js`),
      bundle: true, format, platform: "neutral", target: "es2022", charset: "ascii",
      minifySyntax: true, minifyWhitespace: true, legalComments: "inline",
      external: ["node:*"], plugins: [plugin, shared, consoleLines],
    });
    const types = path.join(here, `types/${entry}.d.ts`);
    if (fs.existsSync(types)) fs.copyFileSync(types, path.join(folder, `${entry}.d.ts`));
  }
}
fs.writeFileSync(path.join(dist, "cjs/package.json"), '{"type": "commonjs"}\n');
const engine = fs.readFileSync(path.join(wasm, "corsieve.wasm")).toString("base64");
// Inside a function that is called later, the text would be read twice.
fs.writeFileSync(path.join(dist, "wasm.js"), `const engine = "${engine}";\nexport const base64 = () => engine;\n`);
fs.copyFileSync(path.join(here, "../../LICENSE"), path.join(here, "LICENSE"));
fs.copyFileSync(path.join(wasm, "explain.wasm"), path.join(dist, "explain.wasm"));

fs.copyFileSync(path.join(here, "src/bin.js"), path.join(dist, "bin.js"));

// The package corsieve-cli.
const cli = path.join(here, "cli/dist");
fs.rmSync(cli, { recursive: true, force: true });
await esbuild.build({
  entryPoints: ["index", "cli", "play/play"].map((name) => path.join(here, `cli/src/${name}.js`)),
  outbase: path.join(here, "cli/src"), outdir: cli, bundle: true, splitting: true, format: "esm", platform: "neutral",
  target: "es2022", charset: "ascii", minifySyntax: true, minifyWhitespace: true,
  chunkNames: "program", external: ["node:*"],
});
/** A module as brotli packs it. */
function writePacked(file, folder) {
  const bytes = fs.readFileSync(path.join(wasm, file));
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, `${file}.br`), brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length, [constants.BROTLI_PARAM_LGWIN]: 24 },
  }));
}
writePacked("program.wasm", cli);
// For test/cli.test.js: no package has it.
writePacked("page.wasm", path.join(here, "cli/page"));
// The page that `play` serves: nobody waits for a smaller module there.
const { MODULES, pageFiles } = await import("../../playground/build_page.js");
const { files } = await pageFiles({ wasm, modules: MODULES.filter(({ file }) => file === "program.wasm"), isPlay: true });
for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(cli, "play", name), text);
fs.copyFileSync(path.join(here, "cli/src/index.d.ts"), path.join(cli, "index.d.ts"));
fs.copyFileSync(path.join(here, "../../LICENSE"), path.join(here, "cli/LICENSE"));
