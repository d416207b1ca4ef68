// Recorded cases that the page can ask a browser about.

import * as path from "node:path";
import { fileURLToPath } from "node:url";
import { casesOf, some } from "./inputs.js";

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "../..");

const SAYABLE = new Set(["origin", "url", "api", "mode", "credentials", "redirect", "method", "headers"]);

function isSayable({ request, responses = [], preflights = [], then, stored, loop, body }) {
  const heads = [...responses, ...preflights];
  return !then && !stored && !loop && body === undefined && responses.length > 0 && request.origin !== "null" &&
    Object.keys(request).every((key) => SAYABLE.has(key)) && request.mode !== "navigate" &&
    heads.every((head) => head === null || (typeof head === "string" && head.startsWith("HTTP/1") && head.length < 4000));
}

/** Cases with what this browser was recorded to say, spread over all groups. */
export function recordedCases(browser, count) {
  const shared = process.env.CORSIEVE_SHARED && path.join(process.env.CORSIEVE_SHARED, "cases/browsers.ndjson");
  const all = [...casesOf(path.join(root, "tests/cases/recorded.ndjson")), ...(shared ? casesOf(shared) : [])]
    .filter((c) => ["ok", "network-error"].includes(c.expect?.[browser]?.outcome) && isSayable(c));
  return some(all, count);
}
