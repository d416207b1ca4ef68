// What preflights allowed, remembered.

import { wrongCall } from "./errors.js";
import { Handle } from "./handle.js";
import { PROFILES } from "./terms.js";

export class PreflightCache {
  #handle = null;
  #profile = -1;

  /** Its handle for `profile`: made with the first exchange, whose profile it has. */
  static handleOf(cache, wasm, profile) {
    if (cache === undefined || cache === null) return 0;
    if (typeof cache !== "object" || !(#handle in cache)) throw new TypeError("cache is no PreflightCache");
    if (cache.#handle === null || cache.#handle.wasm !== wasm) {
      const made = wasm.calls.corsieve_cache_new(profile, 0);
      cache.#handle = new Handle(wasm, "corsieve_cache_free", made, cache);
      cache.#profile = profile;
    }
    if (cache.#profile !== profile) {
      throw wrongCall(`the cache is of profile ${PROFILES[cache.#profile]}`);
    }
    return cache.#handle.handle;
  }

  get size() {
    return this.#handle === null ? 0 : this.#handle.wasm.calls.corsieve_cache_size(this.#handle.handle);
  }

  /** Forgets all. */
  clear() {
    this.#handle?.close();
    this.#handle = null;
  }
}
