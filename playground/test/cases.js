// Recorded cases that the page can ask a browser about.

import * as path from "node:path";
import { fileURLToPath } from "node:url";
import { blocksOf } from "../../bindings/npm/cli/src/play/http2.js";
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

/** A header block as curl prints it; null where that has not all of it. */
function headOf({ status, headers, interim = [], trailers, protocol = "h2" }) {
  const blocks = [...interim, { status, headers }].map((block) => [[":status", String(block.status)], ...block.headers]);
  const head = blocks.map(([[, code], ...pairs]) => `HTTP/2 ${code} \r\n${pairs.map((pair) => `${pair.join(": ")}\r\n`).join("")}\r\n`).join("");
  const isWhole = JSON.stringify(blocksOf(head)) === JSON.stringify(blocks);
  return isWhole && trailers === undefined && protocol === "h2" ? head : null;
}

/** Cases of header blocks to other origins than the page's, with heads in place of them. */
export function recordedHttp2Cases(browser, count) {
  const file = process.env.CORSIEVE_SHARED ? path.join(process.env.CORSIEVE_SHARED, "cases/h2.ndjson") : path.join(root, "tests/browsers/h2.ndjson");
  const all = casesOf(file)
    .filter((c) => ["ok", "network-error"].includes(c.expect?.[browser]?.outcome) && new URL(c.request.url).origin !== c.request.origin)
    .map((c) => ({ ...c, responses: c.responses.map((one) => (typeof one === "string" ? one : headOf(one))) }))
    .filter(({ responses, body, request }) => body === undefined && responses.every((head) => head !== null) &&
      Object.keys(request).every((key) => SAYABLE.has(key)));
  return some(all, count);
}
