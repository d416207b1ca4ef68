/** Playwright: what page script sees of its responses, and why. */

import type { FilteredResponse, Outcome, Profile, Reason, ExplainOptions } from "./index.js";

/** Where a browser does not tell, or tells otherwise. */
export interface RequestOptions {
  /** That of the browser that is driven. */
  readonly profile?: Profile;
  /** The page's. Without it, the Origin that was sent, or the frame's. */
  readonly origin?: string;
  readonly mode?: "cors" | "no-cors" | "same-origin";
  readonly redirect?: "follow" | "error" | "manual";
}

export interface ExposedOptions extends RequestOptions {
  /** Without it, "include" where cookies show it. */
  readonly credentials?: "omit" | "same-origin" | "include";
}

/** A `Response` of Playwright. */
export interface PageResponse {
  url(): string;
  status(): number;
  statusText(): string;
  headersArray(): Promise<{ name: string; value: string }[]>;
  request(): any;
}

/** Throws with reason and fix if page script cannot read one of these headers. */
export function expectExposed(response: PageResponse, names: string | Iterable<string>,
  options?: ExposedOptions): Promise<FilteredResponse>;

export interface MatcherResult {
  pass: boolean;
  name: string;
  expected: string[];
  message: () => string;
}

/** `expect.extend(matchers)`, then `await expect(response).toExpose("etag")`. */
export const matchers: {
  toExpose(response: PageResponse, names: string | Iterable<string>, options?: ExposedOptions):
    Promise<MatcherResult>;
};

export interface WatchOptions extends RequestOptions {
  readonly credentials?: ExposedOptions["credentials"] |
    ((request: { url: string; method: string }) => ExposedOptions["credentials"]);
  /** The headers that script needs. Without it explain() tells of every hidden one. */
  readonly wants?: Iterable<string>;
}

/** One request of the page. */
export interface Finding {
  readonly url: string;
  readonly method: string;
  /** The page's. */
  readonly origin: string;
  readonly isBlocked: boolean;
  /** Why it is blocked, or why script gets it; null: only the browser knows. */
  readonly reason: Reason | null;
  /** What Chromium says (`corsErrorStatus`); null: nothing. */
  readonly corsError: string | null;
  /** Its preflight was answered by the test tool, and reached no server. */
  readonly isPreflightMocked: boolean;
  /** What script sees; null: its head is not known. */
  readonly response: FilteredResponse | null;
  readonly hidden: readonly Outcome[];
  explain(options?: ExplainOptions): string;
}

export interface Watch {
  /** What is blocked, and what script asked for across origins, in order. */
  findings(): Promise<Finding[]>;
  /** Why script does not get what it asked for, and what to change; "" if it does. */
  explain(): Promise<string>;
  /** Throws with that if something was blocked, or of `wants` hidden. */
  check(): Promise<void>;
  stop(): Promise<void>;
}

/** Watches the page's requests from now on. Chromium only. */
export function explainBlocked(page: any, options?: WatchOptions): Promise<Watch>;

export interface MockOptions extends ExposedOptions {
  /** What a mock passes and a browser would not is said there, each thing once. */
  readonly console?: { warn?(line: string): void };
}

/** Warns of what `route.fulfill()` passes, in handlers that are set from now on. */
export function warnOfMocks(pageOrContext: any, options?: MockOptions): { restore(): void };
