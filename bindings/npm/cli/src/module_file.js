// program.wasm, which is packed by brotli: it is a sixth smaller so than npm's
// gzip makes it.

const url = () => new URL("./program.wasm.br", import.meta.url);

export function moduleBytes() {
  const node = globalThis.process?.getBuiltinModule;
  if (typeof node !== "function") throw new Error("await loadProgram(bytes) before run()");
  return node("node:zlib").brotliDecompressSync(node("node:fs").readFileSync(url()));
}
