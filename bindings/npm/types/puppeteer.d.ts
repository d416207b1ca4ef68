/** Puppeteer: what page script sees of its responses, and why. */

import type { FilteredResponse } from "./index.js";
import type { ExposedOptions, MatcherResult, MockOptions, Watch, WatchOptions } from "./playwright.js";

export type { ExposedOptions, Finding, MatcherResult, MockOptions, RequestOptions, Watch, WatchOptions }
  from "./playwright.js";

/** An `HTTPResponse` of Puppeteer. */
export interface PageResponse {
  url(): string;
  status(): number;
  statusText(): string;
  headers(): Record<string, string>;
  request(): any;
}

/** Throws with reason and fix if page script cannot read one of these headers. */
export function expectExposed(response: PageResponse, names: string | Iterable<string>,
  options?: ExposedOptions): Promise<FilteredResponse>;

/** For vitest or jest: `expect.extend(matchers)`, `await expect(response).toExpose("etag")`. */
export const matchers: {
  toExpose(response: PageResponse, names: string | Iterable<string>, options?: ExposedOptions):
    Promise<MatcherResult>;
};

/** Watches the page's requests from now on. Chromium only. */
export function explainBlocked(page: any, options?: WatchOptions): Promise<Watch>;

/** Warns of what `request.respond()` passes: before page.on("request"). */
export function warnOfMocks(page: any, options?: MockOptions): { restore(): void };
