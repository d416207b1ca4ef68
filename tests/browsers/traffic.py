"""What one case's requests are answered with, and what the server saw of them."""

import re

from h3 import PROTOCOL_HEADER

DEFAULT_BODY = b"ok"
# What is kept of each preflight: enough to check what the engine says it sends.
KEPT_REQUEST_HEADERS = (
    "origin",
    "access-control-request-method",
    "access-control-request-headers",
)


class Request:
    """A request as received; header values as Latin-1 strings."""

    def __init__(self, scheme, method, target, pairs):
        self.method = method
        self.path, _, self.query = target.partition("?")
        self.names = [name for name, _ in pairs]
        self.headers = dict(pairs)
        # Over HTTP/2 the caller passes :authority under this name.
        self.url = f"{scheme}://{self.headers.get('host', '')}{target}"


def pick(answers, hop):
    return answers[hop] if hop is not None and hop < len(answers) else None


class CaseTraffic:
    """The answers of one case, by request and hop, and the requests that came."""

    def __init__(self, case):
        self.case = case
        self.preflights = []  # [{header: value}], as received
        self.preflight_order = []  # names of the last preflight's headers, in order
        self.closed_on = None  # what was last answered with a closed connection
        self.origin_sent = None
        self.protocols = set()  # what h3.py says that it was asked over
        self.hops = []  # [{"method", "url"}] of what is not a preflight
        self.marks = []  # preflights seen when each request of the page ended

    def _member(self, name):
        """The case's member, or that of the request of `then` that the page is at."""
        at = len(self.marks)
        then = self.case.get("then", [])
        own = then[at - 1] if 0 < at <= len(then) else {}
        return own.get(name, self.case.get(name)) or []

    def answer(self, request, rest):
        """(response, body): a head string or an object. None: a closed connection.

        The hop is the number in the `rest` of the path, none being 0; other paths
        are of a hop that nothing answers. Counting requests would
        not do: browsers repeat some by themselves (421), a case may ask twice,
        and a redirect to its own URL has to meet the same answer again.
        """
        self.protocols.add(request.headers.get(PROTOCOL_HEADER))
        number = re.fullmatch(r"(?:/(\d+))?", rest)
        hop = int(number[1] or 0) if number else None
        if request.method == "OPTIONS" and "access-control-request-method" in request.headers:
            return self._answer_preflight(request, hop)
        self.origin_sent = request.headers.get("origin")
        responses = self._member("responses")
        response = pick(responses, hop)
        if response is None and hop is not None and hop >= len(responses):
            response = self.case.get("loop")
        seen = {"method": request.method, "url": request.url}
        # Browsers repeat a request whose connection closes: that is transport.
        if not (response is None and self.closed_on == (hop, seen)):
            self.hops.append(seen)
        self.closed_on = (hop, seen) if response is None else None
        if response is None:
            return None
        if request.method == "HEAD":
            return response, b""
        body = self.case.get("body")
        return response, DEFAULT_BODY if body is None else body.encode("latin-1")

    def _answer_preflight(self, request, hop):
        kept = {n: request.headers[n] for n in KEPT_REQUEST_HEADERS if n in request.headers}
        answers = self._member("preflights")
        response = pick(answers, hop)
        # Firefox repeats a request ten times when the connection closes without an
        # answer: that is not a preflight more. One of a later request of the page is.
        key = (len(self.marks), hop, kept)
        if response is not None or self.closed_on != key:
            self.preflights.append(kept)
        self.closed_on = key if response is None else None
        self.preflight_order = request.names
        return None if response is None else (response, b"")
