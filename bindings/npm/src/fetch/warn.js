// The response passes; who asks it for what a browser would hide is told once.

import { becauseAndFix } from "../because.js";
import { dress } from "./seen.js";

/** Tells `say` of hidden headers that `headers` are asked for. */
export function tellOfHidden(headers, seen, url, say) {
  const hidden = new Map();
  for (const { name, exposed, reason } of seen.outcomes) {
    const key = name.toLowerCase();
    if (!exposed && !hidden.has(key)) hidden.set(key, reason);
  }
  for (const { name, exposed } of seen.outcomes) if (exposed) hidden.delete(name.toLowerCase());
  for (const method of ["get", "has"]) {
    const original = headers[method];
    Object.defineProperty(headers, method, {
      configurable: true, enumerable: false, writable: true,
      value(...args) {
        const found = original.apply(headers, args);
        const name = `${args[0]}`.toLowerCase();
        if (hidden.has(name)) say({ name, reason: hidden.get(name), url });
        return found;
      },
    });
  }
}

export const hiddenMessage = ({ name, reason, url }) =>
  `corsieve: in a browser script cannot read "${name}" of ${url}: ${becauseAndFix(reason)}`;

/** The response as it came, but for what following redirects changes. */
export function asReceived(received, exchange, watch) {
  return dress(received, { url: exchange.currentUrl.replace(/#.*/s, ""),
                           redirected: exchange.urlList.length > 1 }, watch);
}
