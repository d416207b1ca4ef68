// The modules of bindings/wasm that the page loads, the first before it answers: what each
// is asked is written here alone. build.js leaves out those that were not compiled. What
// page.wasm cannot read, the whole program does.

export const MODULES = [
  { file: "page.wasm", commands: ["explain"] },
  { file: "program.wasm", commands: ["explain", "har", "reasons"] },
];
