// HTTP/2 with header blocks that are exactly those of a head. Node's server speaks the protocol, but
// refuses, mends and reorders what a block has: on their way out its blocks give way to ours.

import * as http2 from "node:http2";
import { Duplex, Transform } from "node:stream";
import * as tls from "node:tls";

// RFC 9113, section 6.
const HEADERS = 1;
const CONTINUATION = 9;
const END_STREAM = 0x1;
const END_HEADERS = 0x4;
const FRAME_HEAD = 9;
const MOST_OF_FRAME = 16384;
// As for connections of HTTP/1.1.
const PATIENCE = 60_000;

/** The blocks of a head as curl prints it: lists of pairs, `:status` first, interim ones before the answer's. */
export function blocksOf(head) {
  const blocks = [];
  let block = null;
  for (const line of head.split(/\r?\n/)) {
    const [, version, status] = /^HTTP\/(\S+) ([^ \t]*)/.exec(line) ?? [];
    if (line === "") {
      block = null;
    } else if (block === null && version !== undefined) {
      block = [[":status", status]];
      // What upgrades to HTTP/2 is an interim head of HTTP/1.1.
      if (!version.startsWith("1")) blocks.push(block);
    } else if (block !== null) {
      const colon = line.indexOf(":");
      const [name, value] = colon < 0 ? [line, ""] : [line.slice(0, colon), line.slice(colon + 1)];
      block.push([name.replace(/[A-Z]/g, (c) => c.toLowerCase()), value.replace(/^[ \t]+|[ \t]+$/g, "")]);
    }
  }
  return blocks;
}

/** A length as HPACK writes it with a prefix of seven bits (RFC 7541, section 5.1). */
function lengthOf(text) {
  if (text.length < 127) return [text.length];
  const bytes = [127];
  let rest = text.length - 127;
  for (; rest > 127; rest >>= 7) bytes.push((rest & 127) | 128);
  return [...bytes, rest];
}

/** Literals without indexing, not Huffman coded: any bytes, and no state. */
const encoded = (block) => Buffer.concat(block.flatMap(([name, value]) =>
  [Buffer.of(0, ...lengthOf(name)), Buffer.from(name, "latin1"), Buffer.of(...lengthOf(value)), Buffer.from(value, "latin1")]));

function frame(type, flags, stream, payload) {
  const head = Buffer.alloc(FRAME_HEAD);
  head.writeUIntBE(payload.length, 0, 3);
  head[3] = type;
  head[4] = flags;
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

/** HEADERS, and CONTINUATION for what does not fit. */
function framesOf(stream, block, endFlag) {
  const bytes = encoded(block);
  const frames = [];
  for (let at = 0; at === 0 || at < bytes.length; at += MOST_OF_FRAME) {
    const isLast = at + MOST_OF_FRAME >= bytes.length;
    frames.push(frame(at === 0 ? HEADERS : CONTINUATION, (isLast ? END_HEADERS : 0) | (at === 0 ? endFlag : 0), stream,
      bytes.subarray(at, at + MOST_OF_FRAME)));
  }
  return Buffer.concat(frames);
}

/** Passes frames on, but for HEADERS of the streams of `answers`, which get their blocks. */
function replacing(answers) {
  let rest = Buffer.alloc(0);
  return new Transform({
    transform(chunk, _, done) {
      rest = Buffer.concat([rest, chunk]);
      for (;;) {
        const size = rest.length < FRAME_HEAD ? Infinity : FRAME_HEAD + rest.readUIntBE(0, 3);
        if (rest.length < size) break;
        const whole = rest.subarray(0, size);
        rest = rest.subarray(size);
        const stream = whole.readUInt32BE(5);
        const blocks = whole[3] === HEADERS ? answers.get(stream) : undefined;
        if (blocks === undefined) this.push(whole);
        else blocks.forEach((block, i) => this.push(framesOf(stream, block, i === blocks.length - 1 ? whole[4] & END_STREAM : 0)));
      }
      done();
    },
  });
}

const hasBody = (status) => !["204", "205", "304"].includes(status);

/** Listens on 127.0.0.1 with a certificate. `answer(request)` gives `{ head, body }`; anything else closes the connection. */
export function listenHttp2({ cert, key }, answer) {
  const server = tls.createServer({ cert, key, ALPNProtocols: ["h2"] }, (socket) => {
    const answers = new Map();
    const out = replacing(answers);
    socket.on("error", () => socket.destroy());
    socket.setTimeout(PATIENCE, () => socket.destroy());
    out.pipe(socket);
    const connection = Duplex.from({ readable: socket, writable: out });
    connection.on("error", () => socket.destroy());
    const session = http2.performServerHandshake(connection);
    session.on("error", () => socket.destroy());
    // CONNECT has no :path.
    session.on("stream", (stream, { ":method": method, ":path": target = "", ":authority": host, ...more }) => {
      stream.on("error", () => {});
      // Who asks may be gone already.
      if (stream.closed || stream.destroyed) return undefined;
      const found = answer({ method, target, headers: new Map([...Object.entries(more), ["host", host]]) });
      const blocks = found ? blocksOf(found.head) : [];
      if (blocks.length === 0) return socket.destroy();
      answers.set(stream.id, blocks);
      stream.respond({ ":status": 200 });
      return stream.end(hasBody(blocks.at(-1)[0][1]) ? found.body : undefined);
    });
  });
  server.on("tlsClientError", () => {});
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => resolve(server));
  });
}
