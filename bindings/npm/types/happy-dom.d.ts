/** happy-dom: fetch() and XMLHttpRequest of its windows answer as a page's. */

import type { CorsFetchOptions } from "./fetch.js";

export interface CorsSettingsOptions extends CorsFetchOptions {
  /** What asks the servers; without it globalThis.fetch. */
  readonly fetch?: (input: any, init?: any) => Promise<any>;
}

/** `new Window({ url, settings: corsSettings() })`. The origin is the window's. */
export function corsSettings(options?: CorsSettingsOptions): {
  fetch: {
    disableSameOriginPolicy: boolean;
    interceptor: {
      beforeAsyncRequest(context: { request: any; window: any }): Promise<any>;
      beforeSyncRequest(context: { request: any; window: any }): any;
    };
  };
};
