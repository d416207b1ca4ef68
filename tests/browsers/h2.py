"""The frames of HTTP/2 (RFC 9113), as far as a server of recorded cases needs them.

Blocks are sent exactly as a case has them. Libraries refuse, mend or reorder what
they are given, and most cases are about blocks that RFC 9113 does not allow. What
is received comes from browsers and is well-formed, so that it is decoded by
python3-hpack, a package of Debian's.
"""

import struct
import typing

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
DATA, HEADERS, RST_STREAM, SETTINGS, PING, GOAWAY, WINDOW_UPDATE, CONTINUATION = (
    0, 1, 3, 4, 6, 7, 8, 9)
END_STREAM, ACK, END_HEADERS, PADDED, PRIORITY = 0x1, 0x1, 0x4, 0x8, 0x20
INITIAL_WINDOW_SIZE = 0x4  # a setting
PROTOCOL_ERROR, INTERNAL_ERROR = 0x1, 0x2
MAX_FRAME = 16384  # every peer takes frames of this size
FIRST_WINDOW = 65535
MAX_REQUEST_HEAD = 1 << 20


class Answer(typing.NamedTuple):
    """What a stream is answered with. A block is a list of pairs of bytes."""

    blocks: list  # interim blocks and the final one, each with its :status
    body: bytes = b""
    trailers: typing.Optional[list] = None


class ProtocolError(Exception):
    """The peer sent what no browser sends."""


def frame(kind, flags, stream, payload=b""):
    return struct.pack(">I", len(payload))[1:] + struct.pack(">BBI", kind, flags, stream) + payload


def integer(value, prefix_bits):
    """An integer of HPACK (RFC 7541, section 5.1); the bits before it are 0."""
    limit = (1 << prefix_bits) - 1
    if value < limit:
        return bytes([value])
    out, value = [limit], value - limit
    while value >= 128:
        out.append(value % 128 + 128)
        value //= 128
    return bytes(out + [value])


def header_block(pairs):
    """Literals without indexing, not Huffman coded: any bytes, and no state."""
    out = b""
    for name, value in pairs:
        out += b"\x00" + integer(len(name), 7) + name + integer(len(value), 7) + value
    return out


def header_frames(stream, block, end_stream=False):
    """HEADERS, and CONTINUATION for what does not fit."""
    pieces = [block[i : i + MAX_FRAME] for i in range(0, len(block), MAX_FRAME)] or [b""]
    out = b""
    for i, piece in enumerate(pieces):
        flags = END_HEADERS if i == len(pieces) - 1 else 0
        if i == 0 and end_stream:
            flags |= END_STREAM
        out += frame(CONTINUATION if i else HEADERS, flags, stream, piece)
    return out


def without_padding(flags, payload, has_priority=False):
    """The payload of a DATA or HEADERS frame without what surrounds it."""
    padding = 0
    if flags & PADDED:
        if not payload:
            raise ProtocolError("a padded frame without a length")
        padding, payload = payload[0], payload[1:]
    if has_priority and flags & PRIORITY:
        payload = payload[5:]
    if padding > len(payload):
        raise ProtocolError("more padding than payload")
    return payload[: len(payload) - padding]


class Connection:
    """Serves one connection: `answer(pairs, body)` gives an Answer, or None.

    `receive(n)` gives up to n bytes, or none at the end; `send(bytes)` sends all.
    `decode(block)` gives pairs of bytes. One thread reads and writes.
    """

    def __init__(self, receive, send, decode, answer):
        self.receive, self.send, self.decode, self.answer = receive, send, decode, answer
        self.buffer = b""
        self.requests = {}  # stream: [pairs, body so far], until the stream is answered
        self.first_window = FIRST_WINDOW  # of a new stream
        self.window = FIRST_WINDOW  # of the connection
        self.windows = {}  # stream: bytes that it may still send
        self.going = None  # the last stream that counts, once GOAWAY was sent
        self.waiting = {}  # stream: (DATA that no window had room for, trailers)

    def serve(self):
        """Returns when the peer has closed the connection."""
        self.send(frame(SETTINGS, 0, 0))
        if self._read(len(PREFACE)) != PREFACE:
            return
        while True:
            head = self._read(9)
            if head is None:
                return
            kind, flags, stream = struct.unpack(">BBI", head[3:])
            payload = self._read(int.from_bytes(head[:3], "big"))
            if payload is None:
                return
            self._take(kind, flags, stream & 0x7FFFFFFF, payload)

    def _read(self, count):
        while len(self.buffer) < count:
            piece = self.receive(65536)
            if not piece:
                return None
            self.buffer += piece
        out, self.buffer = self.buffer[:count], self.buffer[count:]
        return out

    def _take(self, kind, flags, stream, payload):
        if kind == HEADERS:
            self._take_headers(flags, stream, payload)
        elif kind == DATA:
            self._take_data(flags, stream, payload)
        elif kind == SETTINGS and not flags & ACK:
            self._take_settings(payload)
        elif kind == PING and not flags & ACK:
            self.send(frame(PING, ACK, 0, payload))
        elif kind == WINDOW_UPDATE:
            more = int.from_bytes(payload, "big") & 0x7FFFFFFF
            if stream == 0:
                self.window += more
            elif stream in self.windows:
                self.windows[stream] += more
            self._flush()
        elif kind == RST_STREAM:
            self._forget(stream)
            # Behind a block that it refused a WebKitGTK leaves some requests open for ever,
            # unless the connection goes away, too.
            if int.from_bytes(payload, "big") == PROTOCOL_ERROR and self.going is None:
                self.going = stream
                self.send(frame(GOAWAY, 0, 0, struct.pack(">II", stream, 0)))
        # GOAWAY, PRIORITY and unknown frames ask for nothing.

    def _take_settings(self, payload):
        for i in range(0, len(payload), 6):
            setting, value = struct.unpack(">HI", payload[i : i + 6])
            if setting == INITIAL_WINDOW_SIZE:
                # A change counts for the streams that are open, too.
                for stream in self.windows:
                    self.windows[stream] += value - self.first_window
                self.first_window = value
        self.send(frame(SETTINGS, ACK, 0))
        self._flush()

    def _take_headers(self, flags, stream, payload):
        block, end = without_padding(flags, payload, has_priority=True), flags & END_HEADERS
        while not end:
            head = self._read(9)
            if head is None:
                return
            kind, more_flags, same = struct.unpack(">BBI", head[3:])
            if kind != CONTINUATION or same != stream:
                raise ProtocolError("a header block was interrupted")
            block += self._read(int.from_bytes(head[:3], "big")) or b""
            if len(block) > MAX_REQUEST_HEAD:
                raise ProtocolError("a header block is too long")
            end = more_flags & END_HEADERS
        pairs = self.decode(block)
        if self.going is not None and stream > self.going:
            return  # The peer asks again on another connection.
        # A second block of a stream would be trailers, which no page can send.
        if stream not in self.requests:
            self.requests[stream] = [pairs, b""]
            self.windows[stream] = self.first_window
        if flags & END_STREAM:
            self._respond(stream)

    def _take_data(self, flags, stream, payload):
        if payload:
            # All that came is room again, or long uploads would stop.
            more = struct.pack(">I", len(payload))
            self.send(frame(WINDOW_UPDATE, 0, 0, more) + frame(WINDOW_UPDATE, 0, stream, more))
        if stream not in self.requests:
            return
        self.requests[stream][1] += without_padding(flags, payload)
        if flags & END_STREAM:
            self._respond(stream)

    def _respond(self, stream):
        answer = self.answer(*self.requests[stream])
        if answer is None:
            self.send(frame(RST_STREAM, 0, stream, struct.pack(">I", INTERNAL_ERROR)))
            self._forget(stream)
            return
        bare = not answer.body and answer.trailers is None
        # Blocks and data go in a send() each, so in a TLS record each: a WebKitGTK that
        # resets the stream for its block never ends the request if the record has DATA, too.
        for i, block in enumerate(answer.blocks):
            end = bare and i == len(answer.blocks) - 1
            self.send(header_frames(stream, header_block(block), end))
        if bare:
            self._forget(stream)
        else:
            self.waiting[stream] = (answer.body, answer.trailers)
            self._send_ready(stream)

    def _send_ready(self, stream):
        """Sends what the windows let through of a stream's DATA, and its trailers after that."""
        body, trailers = self.waiting[stream]
        while body:
            room = min(MAX_FRAME, self.window, self.windows[stream])
            if room <= 0:
                self.waiting[stream] = (body, trailers)
                return
            piece, body = body[:room], body[room:]
            self.window -= len(piece)
            self.windows[stream] -= len(piece)
            last = not body and trailers is None
            self.send(frame(DATA, END_STREAM if last else 0, stream, piece))
        if trailers is not None:
            self.send(header_frames(stream, header_block(trailers), end_stream=True))
        self._forget(stream)

    def _flush(self):
        for stream in list(self.waiting):
            self._send_ready(stream)

    def _forget(self, stream):
        for table in (self.requests, self.windows, self.waiting):
            table.pop(stream, None)


def decoder():
    """Decodes the header blocks of one connection; needs Debian's python3-hpack."""
    import hpack  # Here, so that the frames are tested without it.

    state = hpack.Decoder(max_header_list_size=MAX_REQUEST_HEAD)
    return lambda block: state.decode(block, raw=True)
