// A server of this machine alone that reads heads of requests and writes what it is told, byte for byte:
// Node's own http refuses to write heads that are malformed, and those are what one wants to see.

import * as net from "node:net";

const MOST_OF_HEAD = 64 << 10;
const MOST_OF_BODY = 8 << 20;
// Browsers open spare connections and never use them.
const PATIENCE = 60_000;

/** Method, target, headers by lower-case name, and where the body begins; null: there is more to come. */
function headOf(bytes) {
  const end = bytes.indexOf("\r\n\r\n");
  if (end < 0) return null;
  const [first, ...lines] = bytes.toString("latin1", 0, end).split("\r\n");
  const [method, target] = first.split(" ");
  const headers = new Map();
  for (const line of lines) {
    const colon = line.indexOf(":");
    if (colon > 0) headers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
  }
  return { method, target, headers, body: end + 4 };
}

/** Reads one request of a connection, then has `answer` write and end it. */
function serve(socket, answer) {
  let bytes = Buffer.alloc(0);
  socket.setTimeout(PATIENCE, () => socket.destroy());
  socket.on("error", () => socket.destroy());
  const take = (chunk) => {
    bytes = Buffer.concat([bytes, chunk]);
    const head = headOf(bytes);
    const wanted = head === null ? MOST_OF_HEAD : head.body + Number(head.headers.get("content-length") ?? 0);
    if (!(wanted <= MOST_OF_HEAD + MOST_OF_BODY) || (head === null && bytes.length > MOST_OF_HEAD)) return socket.destroy();
    if (head === null || bytes.length < wanted) return undefined;
    socket.off("data", take);
    const { method, target, headers } = head;
    return answer({ method, target: target ?? "", headers, body: bytes.subarray(head.body) }, socket);
  };
  socket.on("data", take);
}

/** Listens on 127.0.0.1. Rejects where the port is taken. */
export function listen(port, answer) {
  const server = net.createServer({ noDelay: true }, (socket) => serve(socket, answer));
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve(server));
  });
}
