"""What script sees of a response: an answer is Python's own, and immutable."""

import ctypes
import dataclasses
from typing import Dict, Optional, Tuple

from corsieve import _library, _terms
from corsieve._library import C, NONE, Text, text_of, to_bytes


@dataclasses.dataclass(frozen=True)
class Header:
    """A header that was received, and its fate."""

    name: str
    value: str
    reason: _terms.Reason

    @property
    def exposed(self) -> bool:
        """Whether script can read it."""
        return self.reason.exposed


@dataclasses.dataclass(frozen=True)
class Answer:
    """What script sees of a response, and why.

    Each character of its strings is one byte, as script has it: text of a
    header in UTF-8 is `value.encode("latin-1").decode()`.
    """

    type: _terms.ResponseType
    """What `response.type` says; ERROR if the fetch fails."""
    reason: _terms.Reason
    """Why it is an error, or why script gets it."""
    status: int
    """As script sees it: 0 unless the type is basic or cors."""
    status_message: str
    headers: Tuple[Header, ...]
    """All that were received, in order, each with its reason."""
    entries: Tuple[Tuple[str, str], ...]
    """[...headers]: names in lower case and sorted, values combined."""
    set_cookie: Tuple[str, ...]
    """headers.getSetCookie()"""
    body_offset: int
    """Of a head in bytes: where the body begins."""
    error_offset: Optional[int]
    """Of bytes that are no head: which one shows it."""
    error_header: Optional[int]
    """Of a list that is none: which header shows it."""
    _all: str = dataclasses.field(repr=False)

    @property
    def is_network_error(self) -> bool:
        """Whether the fetch fails, and script sees nothing."""
        return self.type is _terms.ResponseType.ERROR

    @property
    def visible(self) -> Dict[str, str]:
        """The entries, as a dict."""
        return dict(self.entries)

    @property
    def exposed(self) -> Tuple[str, ...]:
        """The names of the headers that script can read, as they came."""
        return tuple(h.name for h in self.headers if h.exposed)

    @property
    def hidden(self) -> Tuple[str, ...]:
        """The names of those that it cannot."""
        return tuple(h.name for h in self.headers if not h.exposed)

    def get(self, name: Text) -> Optional[str]:
        """headers.get(name), xhr.getResponseHeader(name); None is null."""
        wanted = to_bytes(name, "a header's name").lower()  # ASCII alone.
        for entry, value in self.entries:
            if entry.encode("latin-1") == wanted:
                return value
        return None

    def all_response_headers(self) -> str:
        """xhr.getAllResponseHeaders()"""
        return self._all


def _none(index: int) -> Optional[int]:
    return None if index == NONE else index


def answer_of(seen: Optional[int]) -> Answer:
    """Copies what the library shows, while the caller holds the handle."""
    if seen is None:
        raise _terms.CorsieveError(_terms.BAD_STATE)
    result = _library.ResultStruct()
    _terms.check(C.corsieve_seen_result(seen, None, 0, result))
    count = result.header_count
    reasons = (ctypes.c_uint8 * count)()
    _terms.check(C.corsieve_seen_result(seen, reasons, count, result))
    headers = []
    for i in range(count):
        pair = C.corsieve_seen_header(seen, i)
        headers.append(Header(text_of(pair.name), text_of(pair.value),
                              _terms.Reason(reasons[i])))
    pairs = ctypes.POINTER(_library.Pair)()
    number = C.corsieve_seen_entries(seen, pairs)
    entries = tuple((text_of(pairs[i].name), text_of(pairs[i].value))
                    for i in range(number))
    values = ctypes.POINTER(_library.Str)()
    number = C.corsieve_seen_set_cookie(seen, values)
    set_cookie = tuple(text_of(values[i]) for i in range(number))
    return Answer(
        _terms.ResponseType.at(result.type), _terms.Reason(result.reason),
        result.status, text_of(result.status_message), tuple(headers), entries,
        set_cookie, result.body_offset, _none(result.error_offset),
        _none(result.error_header), text_of(C.corsieve_seen_all(seen)))
