// In place of check.js, where no loopback servers are: how to get them.

import { copyButton, fill, h } from "./dom.js";

const COMMAND = "npx corsieve-cli play";

export function startCheck(where) {
  fill(where, h("h2", { id: "check-title" }, "What does your browser say?"), h("p", {}, "Run ", h("code", {}, COMMAND),
    ": the page then has a server on your own machine send these bytes, and compares what your browser makes of them. ",
    copyButton(() => COMMAND, "Copy", "the command")));
  return { show() {}, now() {} };
}
