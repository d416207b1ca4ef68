// The page's files, as the package has them.

import * as fs from "node:fs";
import * as path from "node:path";

const TYPES = { ".html": "text/html; charset=utf-8", ".wasm": "application/wasm" };

/** A file of the page by its name; null: there is none. Modules are packed by brotli, which browsers undo. */
export function pageFile(folders, name) {
  const type = TYPES[path.extname(name)];
  if (type === undefined || name.includes("/") || name.includes("\\")) return null;
  for (const folder of folders) {
    for (const [packed, encoding] of [["", null], [".br", "br"]]) {
      const file = path.join(folder, name + packed);
      if (fs.existsSync(file)) return { type, encoding, bytes: fs.readFileSync(file) };
    }
  }
  return null;
}

/** The page as `play` serves it: it may ask the loopback servers, and knows where they are. `securePorts` are those of HTTP/2. */
export function withServers(html, ports, securePorts) {
  const hostsOf = (scheme, all) => all.flatMap((port) => [`${scheme}://127.0.0.1:${port}`, `${scheme}://localhost:${port}`]);
  const hosts = [...hostsOf("http", ports), ...hostsOf("https", securePorts)];
  return html
    .replace("connect-src 'self'", () => `connect-src 'self' ${hosts.join(" ")}`)
    .replace("<meta name=\"color-scheme\"", () => `<meta name="corsieve-play" content="${ports.join(" ")}" data-http2="${securePorts.join(" ")}">\n<meta name="color-scheme"`);
}
