const { install } = require("../../dist/cjs/fetch.js");

test("Node's fetch", () => record("jest-node", port, {
  fetch: (...call) => fetch(...call),
  enforce: (origin) => install({ origin, console: { error() {} } }).restore,
}), 60_000);
