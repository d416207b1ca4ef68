import { inject, test } from "vitest";
import { install } from "../../dist/fetch.js";
import { record } from "../record.js";
import { quiet } from "../quiet.js";

test("Node's fetch", () => record("vitest-node", inject("port"), {
  fetch: (...call) => fetch(...call),
  enforce: (origin) => install({ origin, console: quiet }).restore,
}), 60_000);
