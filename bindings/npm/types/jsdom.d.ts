/// <reference lib="esnext.disposable" />

/** jsdom: XMLHttpRequest of a window answers as a page's. */

import type { FilteredResponse, PreflightCache, Profile } from "./index.js";

export interface EnforceCorsOptions {
  readonly profile?: Profile;
  /** Without one nothing is remembered of preflights. */
  readonly cache?: PreflightCache;
  readonly now?: () => number;
  /** What is blocked is said there once, with what to change. */
  readonly console?: { error?(line: string): void };
  onBlocked?(blocked: {
    readonly url: string;
    readonly response: FilteredResponse;
    /** The reason and what to change. */
    readonly message: string;
  }): void;
}

/** `window` is of jsdom 28 or later; without one it is the test environment's. */
export function enforceCors(window?: object, options?: EnforceCorsOptions): { restore(): void; [Symbol.dispose](): void };
