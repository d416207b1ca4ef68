"""Serves the exact bytes of recorded cases on loopback, and hands out the work.

Python's http.server is of no use here: it writes well-formed heads only. Over
HTTP/1.1 this server reads one request per connection, answers with the bytes the
case asks for in one send() (Firefox judges a head by its first TCP segment) and
closes; h2.py has HTTP/2.

Paths under /_recorder/ are the recorder's own traffic; /case/<id>[/<n>] is case
traffic; anything else (favicons, redirects to nowhere) is a closed connection.
"""

import json
import re
import socket
import threading
import time
from pathlib import Path

import h2
import h3
from traffic import Request

HERE = Path(__file__).resolve().parent
MAIN_PORT = 18080
PLAIN_PORTS = (18080, 18081, 18082)
TLS_PORTS = (18443, 18444, 18445)
# Pages over TLS ask for work here, over HTTP/1.1: no case breaks this connection.
CONTROL_PORT = 18440
PAGE_ORIGINS = {
    "http": f"http://localhost:{MAIN_PORT}",
    "https": f"https://localhost:{TLS_PORTS[0]}",
}
CASE_PATH = re.compile(r"/case/([A-Za-z0-9_-]+)(.*)")
STATIC = {
    "page": ("page.html", "text/html; charset=utf-8"),
    "frame": ("frame.html", "text/html; charset=utf-8"),
    "runner.js": ("runner.js", "text/javascript; charset=utf-8"),
    "page.js": ("page.js", "text/javascript; charset=utf-8"),
}


def read_request(connection, scheme):
    """Returns (Request, body), or None when the peer closed or stalled."""
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(65536)
        if not piece or len(data) > 1 << 20:
            return None
        data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    split = [line.partition(":") for line in lines]
    pairs = [(name.lower(), value.strip(" \t")) for name, colon, value in split if colon]
    parts = first.split(" ")
    request = Request(scheme, parts[0], parts[1] if len(parts) > 1 else "", pairs)
    wanted = int(request.headers.get("content-length") or 0)
    while len(body) < wanted:
        piece = connection.recv(65536)
        if not piece:
            return None
        body += piece
    return request, body


def request_of(pairs):
    """The Request that the header block of a browser says."""
    pseudo, rest = {}, []
    for name, value in pairs:
        name, value = name.decode("latin-1"), value.decode("latin-1")
        if name.startswith(":"):
            pseudo[name] = value
        else:
            rest.append((name, value))
    rest.insert(0, ("host", pseudo.get(":authority", "")))
    return Request(pseudo.get(":scheme"), pseudo.get(":method"), pseudo.get(":path", ""), rest)


def block_of(response):
    """Pairs of bytes, :status first, of an object with `status` and `headers`."""
    pairs = [(":status", str(response["status"]))] + response.get("headers", [])
    return encoded(pairs)


def encoded(pairs):
    return [(name.encode("latin-1"), value.encode("latin-1")) for name, value in pairs]


class CaseServer:
    """Listens on all ports; `work` (see work.Work) says what there is to do.

    `certificate` is None if nothing is asked for over TLS; `protocol` is what
    cases get there: "h2" or "http/1.1", or "h3", for which h3.py stands in front.
    """

    def __init__(self, work, certificate=None, protocol="http/1.1"):
        self.work = work
        self.sockets = []
        self.last_activity = time.monotonic()
        self.has_port_80 = True
        listening = [(port, None) for port in PLAIN_PORTS + (80,)]
        if certificate:
            behind = h3.BEHIND if protocol == "h3" else 0
            for_cases = certificate.context("h2" if protocol == "h3" else protocol)
            listening += [(port + behind, for_cases) for port in TLS_PORTS]
            listening.append((CONTROL_PORT, certificate.context("http/1.1")))
        for port, context in listening:
            self._listen(port, context)

    def _listen(self, port, context):
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
        except OSError as error:
            listener.close()
            if port != 80:
                raise SystemExit(f"port {port} of 127.0.0.1 is needed: {error.strerror}")
            self.has_port_80 = False
            return
        listener.listen(128)
        self.sockets.append(listener)
        threading.Thread(target=self._accept, args=(listener, context), daemon=True).start()

    def close(self):
        for listener in self.sockets:
            listener.shutdown(socket.SHUT_RDWR)  # wakes the thread in accept()
            listener.close()

    def _accept(self, listener, context):
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection, context), daemon=True).start()

    def _serve(self, connection, context):
        try:
            # Browsers open spare connections and never use them: give up on those.
            connection.settimeout(60)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if context is None:
                self._serve_once(connection, "http")
                return
            connection = context.wrap_socket(connection, server_side=True)
            if connection.selected_alpn_protocol() == "h2":
                connection.settimeout(None)  # The browser says when it is over.
                h2.Connection(
                    connection.recv, connection.sendall, h2.decoder(), self._answer_stream
                ).serve()
            else:
                self._serve_once(connection, "https")
        except (OSError, h2.ProtocolError):
            pass
        finally:
            connection.close()

    def _serve_once(self, connection, scheme):
        """One request over HTTP/1.1."""
        received = read_request(connection, scheme)
        if received is None:
            return
        self.last_activity = time.monotonic()
        answer = self._answer(*received)
        if answer is None:
            return
        connection.sendall(answer)
        connection.settimeout(2)
        if scheme == "https":
            connection.unwrap()  # Says that the body ends here, and waits for the same.
            return
        connection.shutdown(socket.SHUT_WR)
        # Closing with unread bytes would send RST and could eat the answer.
        while connection.recv(65536):
            pass

    def _answer(self, request, body):
        """Bytes to send over HTTP/1.1, or None for a closed connection."""
        if request.path.startswith("/_recorder/"):
            return http_ok(*self._own(request, body))
        response, body = self._case_answer(request)
        # An object can't be said here: it is of a case that left HTTP/2 by a redirect.
        return response.encode("latin-1") + body if isinstance(response, str) else None

    def _answer_stream(self, pairs, body):
        """The h2.Answer, or None for a stream that is reset."""
        self.last_activity = time.monotonic()
        request = request_of(pairs)
        if request.path.startswith("/_recorder/"):
            body, content_type = self._own(request, body)
            head = {"status": 200 if body else 404, "headers": [("content-type", content_type)]}
            return h2.Answer([block_of(head)], body)
        response, body = self._case_answer(request)
        if not isinstance(response, dict):
            return None
        blocks = [block_of(each) for each in response.get("interim", []) + [response]]
        trailers = response.get("trailers")
        return h2.Answer(blocks, body, None if trailers is None else encoded(trailers))

    def _case_answer(self, request):
        match = CASE_PATH.match(request.path)
        found = self.work.case_answer(match[1], request, match[2]) if match else None
        return found or (None, b"")

    def _own(self, request, body):
        """(body, content type) of the recorder's own pages and messages."""
        name = request.path[len("/_recorder/") :]
        if name in STATIC:
            file, content_type = STATIC[name]
            return (HERE / file).read_bytes(), content_type
        reply = {}
        if name == "work":
            reply = self.work.next_batch(request.query)
        elif name == "results":
            self.work.take_results(json.loads(body))
        elif name == "mark":
            self.work.mark(request.query)
        else:
            return b"", "text/plain"
        return json.dumps(reply).encode(), "application/json"


def http_ok(body, content_type):
    head = (
        f"HTTP/1.1 {'200 OK' if body else '404 Not Found'}\r\nConnection: close\r\n"
        # The page over TLS asks from another origin.
        "Cache-Control: no-store\r\nAccess-Control-Allow-Origin: *\r\n"
        f"Content-Type: {content_type}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body
