// Where explain.wasm is: beside this file.

const url = () => new URL("./explain.wasm", import.meta.url);

/** Its bytes; null where files cannot be read. */
export function readFile() {
  const node = globalThis.process?.getBuiltinModule;
  if (typeof node !== "function" || url().protocol !== "file:") return null;
  return node("node:fs").readFileSync(url());
}

export async function fetchFile(from) {
  const there = new URL(from ?? url());
  if (there.protocol === "file:") {
    // Bundlers for pages do not look for what is not written out.
    return (await import(/* @vite-ignore */ ["node:fs", "promises"].join("/"))).readFile(there);
  }
  return (await fetch(there)).arrayBuffer();
}
