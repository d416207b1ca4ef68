/// <reference lib="esnext.disposable" />

/** fetch() as a page has it, over one that knows of no origins. */

import type { Exchange, FilteredResponse, PreflightCache, Profile, Reason, RequestDescription } from "./index.js";

export interface Blocked {
  readonly request: RequestDescription;
  readonly response: FilteredResponse;
  /** The reason and what to change. */
  readonly message: string;
}

export interface Hidden {
  /** In lower case. */
  readonly name: string;
  readonly reason: Reason;
  readonly url: string;
}

export interface CorsFetchOptions {
  /** The page's origin. Without it `location.origin`, where there is one. */
  readonly origin?: string;
  readonly profile?: Profile;
  /**
   * "enforce": script sees what it would see in a browser. "warn": all passes, and
   * what a browser would hide or block is said once. "off": nothing is done.
   */
  readonly action?: "enforce" | "warn" | "off";
  /**
   * "send": OPTIONS is sent where a browser sends it. "assume": it is taken to be
   * allowed, which is said once; for mocks that have no answer to OPTIONS.
   */
  readonly preflight?: "send" | "assume";
  /** Without one nothing is remembered of preflights. */
  readonly cache?: PreflightCache;
  readonly now?: () => number;
  /** What a browser's console says goes there, each line once. */
  readonly console?: { error?(line: string): void; warn?(line: string): void };
  onBlocked?(blocked: Blocked): void;
  /** headers.get() or has() of a hidden header. */
  onHidden?(hidden: Hidden): void;
  /** The class of responses, where it is not the global one. */
  readonly Response?: unknown;
}

/** `inner`, or any function that is called and answers like it, as a page has it. */
export function corsFetch<F extends (input: any, init?: any) => Promise<any>>(
  inner: F, options?: CorsFetchOptions): F;

/** Puts it in place of globalThis.fetch: after mocks, to be restored before them. */
export function install(options?: CorsFetchOptions): { restore(): void; [Symbol.dispose](): void };

/** What fetch() rejects with; a TypeError to script, the reason to people. */
export class CorsError extends TypeError {
  readonly code: "ERR_CORS";
  readonly reason: Reason;
  readonly response: FilteredResponse;
}

/** What Chromium's console says of a fetch that failed; null: nothing of CORS. `answer`
 *  is the response that decided. */
export function consoleLine(exchange: Exchange, origin: string, method: string,
                            answer: { headers: { get(name: string): string | null } } | null): string | null;
