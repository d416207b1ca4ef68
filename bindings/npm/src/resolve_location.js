// What a Location comes to.

/** The URL that bytes come to. Those that are no UTF-8 are escaped one by one. */
export function resolveLocation(location, base) {
  const ascii = location.replace(/[\x80-\xff]+/g, (high) => {
    const bytes = Uint8Array.from(high, (c) => c.charCodeAt(0));
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch {
      return [...bytes].map((byte) => `%${byte.toString(16).toUpperCase()}`).join("");
    }
  });
  try {
    const url = new URL(ascii, base === "" ? undefined : base);
    // In paths it is escaped since Node 20 came out.
    // https://url.spec.whatwg.org/#path-percent-encode-set
    if (url.pathname.includes("^")) url.pathname = url.pathname.replaceAll("^", "%5E");
    return url.href;
  } catch {
    return null;
  }
}
