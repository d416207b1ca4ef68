const { enforceCors } = require("../../dist/cjs/jsdom.js");

test("jsdom's XMLHttpRequest", () => record("jest-jsdom", port, {
  window,
  enforce: () => enforceCors(window, { console: { error() {} } }).restore,
}), 60_000);
