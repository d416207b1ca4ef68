"""Requests and responses as they are given, and as the library takes them."""

import ctypes
import dataclasses
import operator
from typing import Iterable, List, Optional, Tuple, Union

from corsieve import _library, _terms
from corsieve._library import Text, to_bytes, to_str

HeaderPairs = Iterable[Tuple[Text, Text]]


@dataclasses.dataclass(frozen=True)
class Request:
    """What script asked; the defaults are those of `fetch(url)`.

    A `Filter` takes no notice of what says "exchange", an `Exchange` none of
    what says "filter". https://fetch.spec.whatwg.org/#requests
    """

    origin: Text
    """The page's serialized origin: "https://app.example", or "null"."""
    url: Text
    """The serialized URL that is answered: what `new URL().href` says."""
    mode: Union[_terms.Mode, str] = _terms.Mode.CORS
    credentials: Union[_terms.Credentials, str] = _terms.Credentials.SAME_ORIGIN
    redirect: Union[_terms.Redirect, str] = _terms.Redirect.FOLLOW
    initiator: Union[_terms.Initiator, str] = _terms.Initiator.FETCH
    method: Text = "GET"
    headers: HeaderPairs = ()
    """Exchange: the headers that script set."""
    body: Union[_terms.Body, str] = _terms.Body.NONE
    """Exchange."""
    destination: Text = ""
    """"" for fetch() and XMLHttpRequest; "script", "style", … for elements."""
    referrer_policy: Union[_terms.ReferrerPolicy, str] = (
        _terms.ReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN)
    """Exchange."""
    embedder_policy: Union[_terms.EmbedderPolicy, str] = (
        _terms.EmbedderPolicy.UNSAFE_NONE)
    upload_listener: bool = False
    """Exchange: whether `xhr.upload` had a listener."""
    schemelessly_same_site: bool = False
    """Whether origin and URL are, which takes the public suffix list to know."""
    response_tainting: Union[_terms.Tainting, str] = _terms.Tainting.BASIC
    """Filter: what redirects before this URL made of the fetch."""
    redirect_tainted: bool = False
    """Filter: whether they made the origin count as "null"."""
    began_same_origin: bool = False
    """Filter: whether the fetch's first URL was; for webkit."""


@dataclasses.dataclass(frozen=True)
class Response:
    """A response that came parsed."""

    status: int
    headers: HeaderPairs = ()
    """All of them, in order and with repeats, without pseudo-headers."""
    protocol: Union[_terms.Protocol, str] = _terms.Protocol.HTTP_1
    message: Text = ""
    """The reason phrase, which HTTP/1.1 alone has."""
    body_is_empty: bool = False
    """HTTP/2: whether no DATA came."""
    trailers: HeaderPairs = ()
    interim: Iterable[Tuple[int, HeaderPairs]] = ()
    """HTTP/2: (status, headers) of what was received before."""
    status_text: Optional[Text] = None
    """HTTP/2: what `:status` says, if not `status` in three digits."""


Head = Union[Text, Response, HeaderPairs]
"""A response: the head that bytes begin with, a Response, or the headers of one
with the status 200."""


def integer(value: int, bits: int, what: str) -> int:
    """ctypes would cut it off."""
    number = operator.index(value)
    if not -1 << bits - 1 <= number < 1 << bits - 1:
        raise ValueError(f"{what} is out of range: {number}")
    return number


def to_headers(pairs: HeaderPairs, what: str, keep: List[object],
               ) -> _library.Headers:
    """Where the headers lie, as long as `keep` lives: all in one buffer."""
    if isinstance(pairs, (str, bytes, bytearray, memoryview)):
        raise TypeError(f"{what} must be pairs of a name and a value")
    strings: List[bytes] = []
    for pair in pairs:
        if not isinstance(pair, (tuple, list)) or len(pair) != 2:
            raise TypeError(f"{what} must be pairs of a name and a value, and "
                            f"one is {pair!r:.100}")
        name, value = pair
        strings.append(to_bytes(name, "a header's name"))
        strings.append(to_bytes(value, "a header's value"))
    if not strings:
        return _library.Headers()
    joined = b"".join(strings)
    buffer = ctypes.create_string_buffer(joined, len(joined) + 1)
    at = ctypes.addressof(buffer)
    words: List[int] = []
    for string in strings:
        words += (at, len(string))
        at += len(string)
    rows = (ctypes.c_size_t * len(words))(*words)
    keep += (buffer, rows)
    row, word = ctypes.addressof(rows), ctypes.sizeof(ctypes.c_size_t)
    return _library.Headers(len(strings) // 2, 4 * word, row, row + word,
                            row + 2 * word, row + 3 * word)


def to_request(given: Request, keep: List[object]) -> _library.RequestStruct:
    if not isinstance(given, Request):
        raise TypeError(f"a Request is wanted, not {type(given).__name__}")
    r = _library.RequestStruct()
    r.mode = _terms.Mode.number_of(given.mode)
    r.credentials = _terms.Credentials.number_of(given.credentials)
    r.redirect = _terms.Redirect.number_of(given.redirect)
    r.initiator = _terms.Initiator.number_of(given.initiator)
    r.body = _terms.Body.number_of(given.body)
    r.referrer_policy = _terms.ReferrerPolicy.number_of(given.referrer_policy)
    r.embedder_policy = _terms.EmbedderPolicy.number_of(given.embedder_policy)
    r.response_tainting = _terms.Tainting.number_of(given.response_tainting)
    for flag in ("upload_listener", "schemelessly_same_site",
                 "redirect_tainted", "began_same_origin"):
        setattr(r, flag, 1 if getattr(given, flag) else 0)
    for name in ("origin", "url", "destination", "method"):
        setattr(r, name, to_str(getattr(given, name), name, keep))
    r.headers = to_headers(given.headers, "headers", keep)
    return r


def to_response(given: Response, keep: List[object]) -> _library.ResponseStruct:
    r = _library.ResponseStruct()
    r.status = integer(given.status, 32, "status")
    r.protocol = _terms.Protocol.number_of(given.protocol)
    r.body_is_empty = 1 if given.body_is_empty else 0
    r.message = to_str(given.message, "message", keep)
    r.status_text = to_str(given.status_text, "status_text", keep)
    r.headers = to_headers(given.headers, "headers", keep)
    r.trailers = to_headers(given.trailers, "trailers", keep)
    interim = [_library.InterimStruct(integer(status, 32, "status"),
                                      to_headers(pairs, "headers", keep))
               for status, pairs in given.interim]
    if interim:
        array = (_library.InterimStruct * len(interim))(*interim)
        keep.append(array)
        r.interim = ctypes.cast(array, ctypes.POINTER(_library.InterimStruct))
        r.interim_count = len(interim)
    return r


def to_head(given: Head, keep: List[object],
            ) -> Union[bytes, _library.ResponseStruct]:
    """What a response is handed over as: bytes, or a list."""
    if isinstance(given, (str, bytes, bytearray, memoryview)):
        return to_bytes(given, "the head")
    if not isinstance(given, Response):
        given = Response(200, given)
    return to_response(given, keep)
