// Two origins on this machine, whose servers write what a test says, byte for byte.

import * as net from "node:net";
import { filledIn } from "./stories.js";

function listen(answer, port) {
  const server = net.createServer((socket) => {
    let head = "";
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      head += chunk.toString("latin1");
      if (!head.includes("\r\n\r\n")) return;
      socket.end(answer(head), "latin1");
    });
  });
  return new Promise((resolve) => server.listen(port, "127.0.0.1", () => resolve(server)));
}

/** A at 127.0.0.1, B at localhost. `hops` are what is answered next: origin,
 *  headers, and a status where it is another than these tell. */
export async function twoOrigins(portOfA = 0) {
  const asked = [];
  let hops = [];
  let options = null;
  let origins = null;
  const answer = (name) => (head) => {
    asked.push({ server: name, head });
    if (options !== null && head.startsWith("OPTIONS")) return options;
    const hop = hops.shift();
    if (hop === undefined || hop[0] !== name) return "";
    const headers = filledIn(hop[1], origins.A, origins.B);
    const isRedirect = headers.some(([key]) => key === "Location");
    const status = hop[2] ?? (isRedirect ? "302 Found" : "200 OK");
    return `HTTP/1.1 ${status}\r\nConnection: close\r\n` +
      headers.map(([key, value]) => `${key}: ${value}\r\n`).join("") + "\r\n" +
      (isRedirect ? "" : "body");
  };
  const a = await listen(answer("A"), portOfA);
  const b = await listen(answer("B"), 0);
  origins = { A: `http://127.0.0.1:${a.address().port}`, B: `http://localhost:${b.address().port}` };
  return {
    ...origins, asked,
    serve(next, preflight = null) {
      asked.length = 0;
      hops = [...next];
      options = preflight;
    },
    urlOf: (next) => `${origins[next[0][0]]}/`,
    close: () => Promise.all([a, b].map((server) => new Promise((done) => server.close(done)))),
  };
}

/** A port for A, where its origin has to be known before. */
export async function freePort() {
  const server = await listen(() => "", 0);
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}
