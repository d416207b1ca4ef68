// `corsieve-cli play`: the page on 127.0.0.1, and servers beside it that answer the browser with
// the bytes that the page is about.

import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import * as fs from "node:fs";
import { createSecureContext } from "node:tls";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Answers } from "./answers.js";
import { pageFile, withServers } from "./files.js";
import { listenHttp2 } from "./http2.js";
import { listen } from "./loopback.js";

// Other origins than the page's: as many as a chain of redirects may lead to.
const OTHERS = 3;

const USAGE = `usage: corsieve-cli play [--port N] [--open] [--cert FILE --key FILE]

The playground, served on 127.0.0.1: paste a response, see which of its headers
script reads, and let this browser fetch the same bytes from a loopback server.

  --port N      the page's port; a free one is taken without it
  --open        opens the page in the browser
  --cert FILE   a certificate for localhost and 127.0.0.1 that the browser trusts,
  --key FILE    and its key, both PEM: what came over HTTP/2 is sent over HTTP/2
`;

const fixed = (status, type, bytes, more = "") => Buffer.concat([Buffer.from(
  `HTTP/1.1 ${status}\r\nConnection: close\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n` +
  `Cross-Origin-Resource-Policy: same-origin\r\nReferrer-Policy: no-referrer\r\n` +
  `Content-Type: ${type}\r\n${more}Content-Length: ${bytes.length}\r\n\r\n`), bytes]);

const told = (status, text) => fixed(status, "text/plain; charset=utf-8", Buffer.from(`${text}\n`));

/** Serves the page and the answers; resolves to `{ url, close }`. `folders` have the page's files,
 *  `certificate` is null or `{ cert, key }` for servers of HTTP/2. */
export async function serve({ port = 0, folders, certificate = null }) {
  const token = randomBytes(16).toString("hex");
  const answers = new Answers(token);
  let ports = [];
  let securePorts = [];
  // A name that a stranger's DNS leads here is not one of these.
  const isOurs = (headers) => [...ports, ...securePorts].some((one) => [`127.0.0.1:${one}`, `localhost:${one}`].includes(headers.get("host")));

  const exchange = (request, socket) => {
    const answer = isOurs(request.headers) ? answers.of(request) : undefined;
    if (answer === undefined) return false;
    if (answer === null) socket.destroy();
    else socket.end(Buffer.concat([Buffer.from(answer.head, "latin1"), answer.body]));
    return true;
  };
  const page = (request, socket) => {
    if (exchange(request, socket)) return undefined;
    if (!isOurs(request.headers)) return socket.end(told("421 Misdirected Request", "this is not the name of this server"));
    const start = `/${token}/`;
    const name = request.target.startsWith(start) ? request.target.slice(start.length).split("?")[0] : null;
    if (name === "exchange" && request.method === "POST") {
      const own = request.headers.get("origin") === `http://127.0.0.1:${ports[0]}`;
      const wrong = own ? answers.take(request.body.toString()) : "another origin asks";
      return socket.end(wrong === null ? told("200 OK", "taken") : told("400 Bad Request", wrong));
    }
    const file = name === null || request.method !== "GET" ? null : pageFile(folders, name || "index.html");
    if (file === null) return socket.end(told("404 Not Found", "there is nothing here"));
    const bytes = name === "" || name === "index.html" ? Buffer.from(withServers(file.bytes.toString(), ports, securePorts)) : file.bytes;
    return socket.end(fixed("200 OK", file.type, bytes, file.encoding ? `Content-Encoding: ${file.encoding}\r\n` : ""));
  };
  const other = (request, socket) => exchange(request, socket) || socket.destroy();

  const servers = [await listen(port, page)];
  for (let i = 0; i < OTHERS; ++i) servers.push(await listen(0, other));
  ports = servers.map((server) => server.address().port);
  const secure = [];
  const overHttp2 = (request) => {
    if (!isOurs(request.headers)) return null;
    // By this the page learns whether its browser trusts the certificate.
    if (request.target === `/${token}/trusted`) return { head: "HTTP/2 204\nAccess-Control-Allow-Origin: *\n", body: Buffer.alloc(0) };
    return answers.of(request);
  };
  if (certificate !== null) for (let i = 0; i < OTHERS; ++i) secure.push(await listenHttp2(certificate, overHttp2));
  securePorts = secure.map((server) => server.address().port);
  return {
    url: `http://127.0.0.1:${ports[0]}/${token}/`,
    close: () => Promise.all([...servers, ...secure].map((server) => new Promise((done) => server.close(done)))),
  };
}

function open(url) {
  const [command, ...args] = { darwin: ["open"], win32: ["cmd", "/c", "start", ""] }[process.platform] ?? ["xdg-open"];
  spawn(command, [...args, url], { stdio: "ignore", detached: true })
    .on("error", () => console.error("corsieve: no browser could be opened: open the address yourself")).unref();
}

function optionsOf(args) {
  const { values } = parseArgs({ args, options: {
    port: { type: "string" }, open: { type: "boolean" }, cert: { type: "string" }, key: { type: "string" }, help: { type: "boolean", short: "h" },
  } });
  if (values.port !== undefined && !(/^\d{1,5}$/.test(values.port) && Number(values.port) < 65536)) {
    throw new Error(`--port is a number up to 65535, not ${values.port}`);
  }
  if ((values.cert === undefined) !== (values.key === undefined)) throw new Error("--cert and --key go together");
  return { ...values, port: Number(values.port ?? 0) };
}

/** The certificate that the options name; throws an Error that says what is wrong with it. */
function certificateOf({ cert, key }) {
  if (cert === undefined) return null;
  const certificate = { cert: fs.readFileSync(cert), key: fs.readFileSync(key) };
  try {
    createSecureContext(certificate);
  } catch (error) {
    throw new Error(`--cert ${cert} and --key ${key} are no certificate with its key: ${error.message}`);
  }
  return certificate;
}

/** The exit status; undefined as long as it serves. */
export async function play(args) {
  let options;
  try {
    options = optionsOf(args);
  } catch (error) {
    process.stderr.write(`corsieve play: ${error.message}\n${USAGE}`);
    return 2;
  }
  if (options.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const folders = [".", ".."].map((where) => new URL(where, import.meta.url)).map(fileURLToPath);
  try {
    const { url } = await serve({ port: options.port, folders, certificate: certificateOf(options) });
    process.stdout.write(`${url}\nCtrl+C ends it. Only this machine can reach it.\n`);
    if (options.open) open(url);
    return undefined;
  } catch (error) {
    const why = error.code === "EADDRINUSE" ? `port ${options.port} is taken` : error.message;
    process.stderr.write(`corsieve play: ${why}\n`);
    return 1;
  }
}
