// The page's HTML, script and style, as texts: bindings/npm/build.js packs them, too.

import { createHash } from "node:crypto";
import * as fs from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import { load, run } from "../bindings/npm/cli/src/program.js";
import { argumentsOf } from "./page/arguments.js";
import { EXAMPLES } from "./page/examples.js";
import { MODULES } from "./page/modules.js";
import { EMPTY } from "./page/state.js";

export { MODULES };

const here = path.dirname(fileURLToPath(import.meta.url));
// The bundler is the npm package's.
const esbuild = createRequire(path.join(here, "../bindings/npm/package.json"))("esbuild");

/** Of MODULES, those that a folder of bindings/wasm/build.sh has. */
export const modulesIn = (wasm) => MODULES.filter(({ file }) => fs.existsSync(path.join(wasm, file)));

/** What the program says of the first example. */
async function knownOf(wasm, { file }) {
  await load(fs.readFileSync(path.join(wasm, file)));
  return ["standard", "all"].map((profile) => {
    const { args, files } = argumentsOf({ ...EMPTY, ...EXAMPLES[0].state }, { profile });
    return { args, files, stdout: JSON.stringify(JSON.parse(run(args, { files }).stdout)) };
  });
}

/** The script of the program's report of a HAR, which the page runs over its own copy. */
async function reportScript(wasm, { file }) {
  await load(fs.readFileSync(path.join(wasm, file)));
  const html = run(["har", "--format", "html", "-"], { files: { "-": '{"log": {"entries": []}}' } }).stdout;
  const [, script] = /<script>\n'use strict';\n(function view\(root\) {\n.*\n}\n)view\(document\);/s.exec(html);
  return script;
}

/** What only the build knows. */
const built = ({ modules, known, report, docs, isPlay }) => ({
  name: "built",
  setup(build) {
    const texts = {
      known: `export const KNOWN = ${JSON.stringify(known)};`,
      modules: `export const MODULES = ${JSON.stringify(modules)};`,
      report: `export ${report}`,
      settings: `export const DOCS = ${JSON.stringify(docs)};`,
    };
    build.onResolve({ filter: /^built:check$/ }, () => ({ path: path.join(here, isPlay ? "page/check.js" : "page/invitation.js") }));
    build.onResolve({ filter: /^built:/ }, ({ path: name }) => ({ path: name.slice(6), namespace: "built" }));
    build.onLoad({ filter: /.*/, namespace: "built" }, ({ path: name }) => ({ contents: texts[name] }));
  },
});

/** The browsers' recorder is a plain script: the check asks the browser by the very same code. */
const runner = {
  name: "runner",
  setup(build) {
    build.onLoad({ filter: /tests\/browsers\/runner\.js$/ }, ({ path: file }) => ({
      contents: `${fs.readFileSync(file, "utf8")}\nexport { runLimited };\n`,
    }));
  },
};

async function bundled(texts) {
  const { outputFiles } = await esbuild.build({
    entryPoints: [path.join(here, "page/main.js"), path.join(here, "page/style.css")], outdir: "/", write: false,
    bundle: true, format: "esm", target: ["es2022"], minify: true, charset: "utf8", legalComments: "inline",
    plugins: [built(texts), runner],
  });
  const textOf = (end) => outputFiles.find((file) => file.path.endsWith(end)).text;
  return { js: textOf(".js").replaceAll("</script", "<\\/script"), css: textOf(".css") };
}

/** What a policy says of an inline text. */
export const hashOf = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

const html = fs.readFileSync(path.join(here, "page/index.html"), "utf8");
// The first example is there before any script is.
const firstText = EXAMPLES[0].state.text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** The page with these; functions, for "$&" in what is put in would mean something. */
export const page = ({ policy, style, script }) => html.replace("CSP", () => policy)
  .replace("STYLE", () => style).replaceAll("TEXT", () => firstText).replace("SCRIPT", () => script);

/** What a static host, or `play`, serves beside these modules of the folder `wasm`, and what is in it. */
export async function pageFiles({ wasm, modules, docs = "", isPlay = false }) {
  const known = await knownOf(wasm, modules[0]);
  const report = await reportScript(wasm, modules.find(({ commands }) => commands.includes("har")));
  const { js, css } = await bundled({ modules, known, report, docs, isPlay });
  const index = page({
    policy: `default-src 'none'; script-src ${hashOf(js)} 'wasm-unsafe-eval'; style-src ${hashOf(css)}; connect-src 'self'; ` +
      "img-src data:; base-uri 'none'; form-action 'none'",
    // All but the modules is inside, for a phone waits half a second for each further file.
    style: `<link rel="preload" href="${modules[0].file}" as="fetch" crossorigin>\n<style>${css}</style>`,
    script: `<script type="module">${js}</script>`,
  });
  return { js, css, files: { "index.html": index } };
}
