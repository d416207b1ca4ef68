import { inject, test } from "vitest";
import { install } from "../../dist/fetch.js";
import { enforceCors } from "../../dist/jsdom.js";
import { record } from "../record.js";
import { quiet } from "../quiet.js";

test("Node's fetch and jsdom's XMLHttpRequest", () => record("vitest-jsdom", inject("port"), {
  fetch: (...call) => fetch(...call),
  window,
  enforce() {
    const pages = [install({ console: quiet }), enforceCors(undefined, { console: quiet })];
    return () => pages.forEach((page) => page.restore());
  },
}), 60_000);
