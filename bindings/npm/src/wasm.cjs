// What dist/wasm.js says, which only modules can import: packed once for both formats.

exports.base64 = () => {
  const file = require("node:path").join(__dirname, "../wasm.js");
  return /"([^"]*)"/.exec(require("node:fs").readFileSync(file, "latin1"))[1];
};
