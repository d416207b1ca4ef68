"""A whole fetch: redirects, tainting, preflights; the sockets are yours."""

import ctypes
import dataclasses
import time
from typing import Any, Callable, List, Optional, Tuple, Union

from corsieve import _library, _terms
from corsieve._answer import Answer, answer_of
from corsieve._handle import Handle
from corsieve._library import C, COPY, Text, bytes_of, text_of, to_str
from corsieve._messages import Head, Request, integer, to_head, to_request
from corsieve._terms import Step, check


class PreflightCache(Handle):
    """What preflights allowed, remembered, for the exchanges that it is given.

    https://fetch.spec.whatwg.org/#concept-cache
    """

    def __init__(self,
                 profile: Union[_terms.Profile, str] = _terms.Profile.STANDARD,
                 capacity: int = 0):
        """`capacity`: how many (partition, origin, URL) are remembered; 0: as
        many as the profile's engine does."""
        if capacity < 0:
            raise ValueError("capacity is less than 0")
        number = _terms.Profile.number_of(profile)
        self.profile = _terms.Profile(profile)
        super().__init__(
            C.corsieve_cache_new(number, integer(capacity, 64, "capacity")),
            C.corsieve_cache_free)

    def clear(self, origin: Text, url: Text, partition: Text = "") -> None:
        """Forgets what is remembered for a URL."""
        keep: List[object] = []
        views = [to_str(text, "the key", keep)
                 for text in (partition, origin, url)]
        with self._lock:
            check(C.corsieve_cache_clear(self._open(), *views))

    def __len__(self) -> int:
        with self._lock:
            return int(C.corsieve_cache_size(self._open()))

    def __bool__(self) -> bool:
        return True  # An empty one is a cache, too.


@dataclasses.dataclass(frozen=True)
class Outgoing:
    """A request to send."""

    method: str
    url: str
    """With its fragment and credentials."""
    headers: Tuple[Tuple[str, str], ...]
    """All that Fetch decides."""
    origin: Optional[str]
    """The Origin among them; None: not sent."""
    include_credentials: bool
    """Whether cookies and authentication go along."""
    include_body: bool


@dataclasses.dataclass(frozen=True)
class Info:
    """What a fetch that is done came to, beside its response."""

    redirected: bool
    body_null: bool
    """Whether the body is null, whatever was sent."""
    timing_allow_passed: bool
    """Whether script may see the fetch's timing in detail."""
    response_tainting: _terms.Tainting
    redirect_tainted: bool
    preflight_count: int
    """How many OPTIONS were to be sent."""


def _now_ms(now_ms: Optional[int]) -> int:
    return (time.monotonic_ns() // 1000000 if now_ms is None
            else integer(now_ms, 64, "now_ms"))


class Exchange(Handle):
    """One fetch after the other.

        step = exchange.start(request)
        while step is not Step.DONE:
            if step is Step.RESOLVE_LOCATION:
                step = exchange.resolved(urljoin(exchange.url, exchange.location))
            else:
                step = exchange.receive(send(exchange.outgoing))
        print(exchange.response.visible)

    `now_ms` is any clock in milliseconds that never goes back; None is
    time.monotonic(). Calls for another step than the one in hand raise
    CorsieveError, and change nothing. https://fetch.spec.whatwg.org/#fetching
    """

    def __init__(self,
                 profile: Union[_terms.Profile, str] = _terms.Profile.STANDARD,
                 cache: Optional[PreflightCache] = None, partition: Text = ""):
        """Without a cache nothing is remembered; `partition` is the network
        partition key. A cache of another profile raises CorsieveError."""
        number = _terms.Profile.number_of(profile)
        self.profile = _terms.Profile(profile)
        keep: List[object] = []
        key = to_str(partition, "partition", keep)
        if cache is None:
            super().__init__(C.corsieve_exchange_new(number, None, key, COPY),
                             C.corsieve_exchange_free)
        elif isinstance(cache, PreflightCache):
            # A cache is for one thread at a time, and so are its exchanges.
            with cache._lock:
                super().__init__(
                    C.corsieve_exchange_new(number, cache._open(), key, COPY),
                    C.corsieve_exchange_free, cache._lock)
        else:
            raise TypeError("cache must be a PreflightCache")

    def start(self, request: Request, now_ms: Optional[int] = None) -> Step:
        """Begins a fetch, ending any other."""
        keep: List[object] = []
        asked = to_request(request, keep)
        with self._lock:
            return Step(check(C.corsieve_exchange_start(
                self._open(), asked, _now_ms(now_ms))))

    @property
    def next(self) -> Step:
        """What it asks for."""
        with self._lock:
            return Step(check(C.corsieve_exchange_next(self._open())))

    def receive(self, answer: Optional[Head],
                now_ms: Optional[int] = None) -> Step:
        """Hands over the answer; None: the connection failed.

        A parsed interim response changes nothing: its final one is to come.
        """
        keep: List[object] = []
        head = None if answer is None else to_head(answer, keep)
        with self._lock:
            handle = self._open()
            if head is None:
                step = C.corsieve_exchange_nothing(handle)
            elif isinstance(head, bytes):
                step = C.corsieve_exchange_bytes(handle, head, len(head),
                                                 _now_ms(now_ms))
            else:
                step = C.corsieve_exchange_list(handle, head, _now_ms(now_ms))
            return Step(check(step))

    def store(self, response: Head) -> None:
        """A stored response that the request in hand revalidates: a 304 is
        merged into it. Call it before receive()."""
        keep: List[object] = []
        head = to_head(response, keep)
        with self._lock:
            handle = self._open()
            check(C.corsieve_exchange_stored_bytes(handle, head, len(head))
                  if isinstance(head, bytes)
                  else C.corsieve_exchange_stored_list(handle, head))

    def resolved(self, url: Optional[Text],
                 schemelessly_same_site: bool = False) -> Step:
        """The serialized URL that `location` comes to; None: it does not parse.

        The second says whether its origin and the request's are schemelessly
        same site.
        """
        keep: List[object] = []
        view = to_str(url, "url", keep)
        with self._lock:
            return Step(check(C.corsieve_exchange_resolved(
                self._open(), view, 1 if schemelessly_same_site else 0)))

    def run(self, request: Request,
            send: Callable[[Outgoing], Optional[Head]],
            resolve: Callable[[str, str], Optional[str]]) -> Answer:
        """A whole fetch: send(outgoing) answers, as receive() takes it, and
        resolve(base, location) is as resolved() wants it, for instance
        urllib.parse.urljoin."""
        step = self.start(request)
        while step is not Step.DONE:
            if step is Step.RESOLVE_LOCATION:
                step = self.resolved(resolve(self.url, self.location))
            else:
                step = self.receive(send(self.outgoing))
        return self.response

    def _sent(self, get: Callable[[int, Any], int]) -> Outgoing:
        """Call it with the lock."""
        o = _library.OutgoingStruct()
        check(get(self._open(), o))
        origin = bytes_of(o.origin)
        return Outgoing(
            text_of(o.method), text_of(o.url),
            tuple((text_of(o.headers[i].name), text_of(o.headers[i].value))
                  for i in range(o.header_count)),
            None if origin is None else origin.decode("latin-1"),
            bool(o.include_credentials), bool(o.include_body))

    @property
    def outgoing(self) -> Outgoing:
        """The request to send; when done, the last that was."""
        with self._lock:
            return self._sent(C.corsieve_exchange_outgoing)

    @property
    def preflight(self) -> Optional[Outgoing]:
        """The last preflight; None if there was none."""
        with self._lock:
            check(C.corsieve_exchange_next(self._open()))
            try:
                return self._sent(C.corsieve_exchange_preflight)
            except _terms.CorsieveError:
                return None

    def _text(self, get: Callable[[int], Any]) -> str:
        with self._lock:
            data = bytes_of(get(self._open()))
        if data is None:
            raise _terms.CorsieveError(_terms.BAD_STATE)
        return data.decode("latin-1")

    @property
    def location(self) -> str:
        """The value of Location, where that is to be resolved."""
        return self._text(C.corsieve_exchange_location)

    @property
    def url(self) -> str:
        """The URL to resolve it against: the last requested."""
        return self._text(C.corsieve_exchange_url)

    @property
    def response_url(self) -> str:
        """When done, what `response.url` says."""
        return self._text(C.corsieve_exchange_response_url)

    @property
    def url_list(self) -> Tuple[str, ...]:
        """The URLs that were requested."""
        urls: List[str] = []
        with self._lock:
            handle = self._open()
            check(C.corsieve_exchange_next(handle))
            while True:
                url = bytes_of(C.corsieve_exchange_url_at(handle, len(urls)))
                if url is None:
                    return tuple(urls)
                urls.append(url.decode("latin-1"))

    @property
    def response(self) -> Answer:
        """When done, what script sees."""
        with self._lock:
            return answer_of(C.corsieve_exchange_response(self._open()))

    @property
    def latest(self) -> Answer:
        """What became of the response received last, redirects included."""
        with self._lock:
            return answer_of(C.corsieve_exchange_latest(self._open()))

    @property
    def info(self) -> Info:
        """When done, what else the fetch came to."""
        i = _library.InfoStruct()
        with self._lock:
            check(C.corsieve_exchange_info_get(self._open(), ctypes.byref(i)))
        return Info(bool(i.redirected), bool(i.body_null),
                    bool(i.timing_allow_passed),
                    _terms.Tainting.at(i.response_tainting),
                    bool(i.redirect_tainted), i.preflight_count)
