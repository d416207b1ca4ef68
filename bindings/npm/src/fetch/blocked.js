// What is said of a fetch that fails: to script as browsers say it, to people why.

import { because } from "../because.js";
import { templates } from "./console_lines.js";

const MESSAGES = {
  chromium: "Failed to fetch",
  firefox: "NetworkError when attempting to fetch resource.",
  webkit: "Load failed",
};

/** What fetch() rejects with. `instanceof` fails across copies of this package:
 *  its code is "ERR_CORS". */
export class CorsError extends TypeError {
  constructor(exchange, profile, why) {
    const { reason } = exchange.response;
    super(MESSAGES[profile] ?? `Failed to fetch: ${reason.text}`, { cause: causeOf(exchange, why) });
    this.code = "ERR_CORS";
    Object.defineProperty(this, "reason", { value: reason });
    Object.defineProperty(this, "response", { value: exchange.response });
  }

  // As runners print it, and as scripts compare it.
  get name() {
    return "TypeError";
  }
}

function causeOf(exchange, why) {
  const { reason } = exchange.response;
  const lines = [because(reason)];
  if (reason.fix) lines.push(`To change it: ${reason.fix}`);
  const { method, url } = exchange.outgoing;
  if (url) lines.push(`It was decided by the answer to ${method} ${url}`);
  if (why) lines.push(`Of that there was none: ${why.message ?? why}`);
  const cause = new Error(lines.join("\n"), why ? { cause: why } : undefined);
  cause.name = "CorsReason";
  return cause;
}

/** The first header that a preflight asked for and was not allowed. */
function notAllowed(exchange, answer) {
  const asked = exchange.preflight?.headers
    .find(([name]) => name === "Access-Control-Request-Headers")?.[1] ?? "";
  const allowed = (answer?.headers.get("access-control-allow-headers") ?? "").toLowerCase()
    .split(",").map((name) => name.trim());
  return asked.split(",").find((name) => !allowed.includes(name)) ?? "";
}

/** The line of Chromium's console; null: it has none of CORS. `answer` decided. */
export function consoleLine(exchange, origin, method, answer) {
  const { reason } = exchange.response;
  const template = templates[reason.name];
  if (template === undefined) return null;
  const header = reason.name.endsWith("InvalidAllowCredentials") ?
    "access-control-allow-credentials" : "access-control-allow-origin";
  const url = exchange.urlList.at(-1) ?? exchange.currentUrl;
  const values = {
    URL: url, ORIGIN: origin, VALUE: answer?.headers.get(header) ?? "", METHOD: method,
    NAME: notAllowed(exchange, answer), SCHEME: new URL(url).protocol.slice(0, -1),
  };
  return template.replace(/\b(URL|ORIGIN|VALUE|METHOD|NAME|SCHEME)\b/g, (word) => values[word]);
}
