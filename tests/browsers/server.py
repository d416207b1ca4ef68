"""Serves the exact bytes of recorded cases on loopback, and hands out the work.

Python's http.server is of no use here: it writes well-formed heads only. This
server reads one request per connection, answers with the bytes the case asks
for in one send() (Firefox judges a head by its first TCP segment) and closes.

Paths under /_recorder/ are the recorder's own traffic; /case/<id>[/<n>] is case
traffic; anything else (favicons, redirects to nowhere) is a closed connection.
"""

import json
import re
import socket
import threading
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
MAIN_PORT = 18080
PORTS = (18080, 18081, 18082)
DEFAULT_BODY = b"ok"
CASE_PATH = re.compile(r"/case/([A-Za-z0-9_-]+)(?:/(\d+))?$")
STATIC = {
    "page": ("page.html", "text/html; charset=utf-8"),
    "frame": ("frame.html", "text/html; charset=utf-8"),
    "runner.js": ("runner.js", "text/javascript; charset=utf-8"),
    "page.js": ("page.js", "text/javascript; charset=utf-8"),
}
# What is kept of each case request: enough to check what the engine says it sends.
KEPT_REQUEST_HEADERS = (
    "origin",
    "access-control-request-method",
    "access-control-request-headers",
)


class CaseTraffic:
    """What the server answers to one case's requests, and what it saw of them."""

    def __init__(self, case):
        self.case = case
        self.preflights = []  # [{header: value}], as received
        self.preflight_order = []  # names of the last preflight's headers, in order
        self.closed_on = None  # the preflight last answered with a closed connection
        self.origin_sent = None
        self.marks = []  # preflights seen when each request of the page ended

    def answer(self, request, suffix):
        """Bytes to send, or None for a closed connection.

        The hop is the number in the path, none being 0. Counting requests would
        not do: browsers repeat some by themselves (421), a case may ask twice,
        and a redirect to its own URL has to meet the same answer again.
        """
        hop = int(suffix or 0)
        if request.method == "OPTIONS" and "access-control-request-method" in request.headers:
            return self._answer_preflight(request, hop)
        self.origin_sent = request.headers.get("origin")
        responses = self.case["responses"]
        head = responses[hop] if hop < len(responses) else self.case.get("loop")
        if head is None:
            return None
        head = head.encode("latin-1")
        if request.method == "HEAD":
            return head
        body = self.case.get("body")
        return head + (DEFAULT_BODY if body is None else body.encode("latin-1"))


    def _answer_preflight(self, request, hop):
        kept = {n: request.headers[n] for n in KEPT_REQUEST_HEADERS if n in request.headers}
        heads = self.case.get("preflights") or []
        head = heads[hop] if hop < len(heads) else None
        # Firefox repeats a request ten times when the connection closes without an
        # answer: that is transport, not a preflight more.
        if not (self.closed_on == (hop, kept) and not head):
            self.preflights.append(kept)
        self.closed_on = None if head else (hop, kept)
        self.preflight_order = request.names
        return None if head is None else head.encode("latin-1")


class Request:
    """A request head as received; header values as Latin-1 strings."""

    def __init__(self, raw_head):
        lines = raw_head.decode("latin-1").split("\r\n")
        parts = lines[0].split(" ")
        self.method = parts[0]
        self.path, _, self.query = (parts[1] if len(parts) > 1 else "").partition("?")
        self.headers, self.names = {}, []
        for line in lines[1:]:
            name, colon, value = line.partition(":")
            if colon:
                name = name.lower()
                self.names.append(name)
                self.headers[name] = value.strip(" \t")


def read_request(connection):
    """Returns (Request, body), or None when the peer closed or stalled."""
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(65536)
        if not piece or len(data) > 1 << 20:
            return None
        data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    request = Request(head)
    wanted = int(request.headers.get("content-length") or 0)
    while len(body) < wanted:
        piece = connection.recv(65536)
        if not piece:
            return None
        body += piece
    return request, body


class CaseServer:
    """Listens on all ports; `work` (see record.Work) says what there is to do."""

    def __init__(self, work):
        self.work = work
        self.sockets = []
        self.last_activity = time.monotonic()
        self.has_port_80 = True
        for port in PORTS + (80,):
            listener = socket.socket()
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                listener.bind(("127.0.0.1", port))
            except OSError:
                listener.close()
                if port != 80:
                    raise
                self.has_port_80 = False
                continue
            listener.listen(128)
            self.sockets.append(listener)
            threading.Thread(target=self._accept, args=(listener,), daemon=True).start()

    def close(self):
        for listener in self.sockets:
            listener.shutdown(socket.SHUT_RDWR)  # wakes the thread in accept()
            listener.close()

    def _accept(self, listener):
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection):
        try:
            # Browsers open spare connections and never use them: give up on those.
            connection.settimeout(60)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            received = read_request(connection)
            if received is None:
                return
            self.last_activity = time.monotonic()
            answer = self._answer(*received)
            if answer is None:
                return
            connection.sendall(answer)
            connection.shutdown(socket.SHUT_WR)
            # Closing with unread bytes would send RST and could eat the answer.
            connection.settimeout(2)
            while connection.recv(65536):
                pass
        except OSError:
            pass
        finally:
            connection.close()

    def _answer(self, request, body):
        if request.path.startswith("/_recorder/"):
            return self._own(request, body)
        match = CASE_PATH.match(request.path)
        return self.work.case_answer(match[1], request, match[2]) if match else None

    def _own(self, request, body):
        name = request.path[len("/_recorder/") :]
        if name in STATIC:
            file, content_type = STATIC[name]
            return http_ok((HERE / file).read_bytes(), content_type)
        if name == "work":
            return http_ok(json.dumps(self.work.next_batch(request.query)).encode())
        if name == "results":
            self.work.take_results(json.loads(body))
            return http_ok(b"{}")
        if name == "mark":
            self.work.mark(request.query)
            return http_ok(b"{}")
        return None


def http_ok(body, content_type="application/json"):
    head = (
        "HTTP/1.1 200 OK\r\nConnection: close\r\nCache-Control: no-store\r\n"
        f"Content-Type: {content_type}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body
