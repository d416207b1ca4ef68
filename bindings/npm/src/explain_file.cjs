// The same for CommonJS.

const file = () => require("node:path").join(__dirname, "../explain.wasm");

exports.readFile = () => require("node:fs").readFileSync(file());

exports.fetchFile = async (from) => {
  if (from === undefined) return exports.readFile();
  return (await fetch(from)).arrayBuffer();
};
