"""One response: what of it script can read."""

import ctypes
import threading
from typing import Any, Dict, List, Optional, Tuple, Union

from corsieve import _library, _terms
from corsieve._answer import Answer, Header, answer_of
from corsieve._handle import Handle
from corsieve._library import C, COPY, NONE, Text, to_bytes, to_str
from corsieve._messages import (Head, HeaderPairs, Request, to_head, to_headers,
                                to_request)


class Filter(Handle):
    """Filters responses, one after the other, with memory that it reuses."""

    def __init__(self,
                 profile: Union[_terms.Profile, str] = _terms.Profile.STANDARD):
        number = _terms.Profile.number_of(profile)
        self.profile = _terms.Profile(profile)
        super().__init__(C.corsieve_filter_new(number, COPY),
                         C.corsieve_filter_free)

    def filter(self, response: Head, request: Request) -> Answer:
        """What script sees of a response to a request.

        Of bytes, the HTTP/1.1 head that they begin with counts.
        https://fetch.spec.whatwg.org/#concept-http-fetch
        """
        keep: List[object] = []
        asked = to_request(request, keep)
        head = to_head(response, keep)
        with self._lock:
            handle = self._open()
            if isinstance(head, bytes):
                status = C.corsieve_filter_bytes(handle, asked, head, len(head),
                                                 None, 0, None)
            else:
                status = C.corsieve_filter_list(handle, asked, head, None, 0,
                                                None)
            _terms.check(status)
            return answer_of(C.corsieve_filter_seen(handle))

    def judge(self, headers: HeaderPairs, expose: Optional[Text] = None,
              credentials: Union[_terms.Credentials, str] = "same-origin",
              ) -> Tuple[Header, ...]:
        """The fate of each header in a CORS filtered response.

        `expose` is the value of Access-Control-Expose-Headers; None: what
        `headers` say. It is the standard's, whatever the profile. Headers that
        cannot be any raise ValueError.
        https://fetch.spec.whatwg.org/#concept-filtered-response-cors
        """
        keep: List[object] = []
        pairs = [(name, value) for name, value in headers]
        listed = to_headers(pairs, "headers", keep)
        value = to_str(expose, "expose", keep)
        number = _terms.Credentials.number_of(credentials)
        reasons = (ctypes.c_uint8 * len(pairs))()
        result = _library.ResultStruct()
        with self._lock:
            _terms.check(C.corsieve_filter_visible(
                self._open(), listed, value, number, reasons, len(pairs),
                result))
        if result.error_header != NONE:
            raise ValueError(f"headers[{result.error_header}]: "
                             f"{_terms.Reason(result.reason).text}")
        return tuple(
            Header(_latin(name), _latin(v).strip(" \t\r\n"), _terms.Reason(why))
            for (name, v), why in zip(pairs, reasons))


def _latin(text: Text) -> str:
    return to_bytes(text, "a header").decode("latin-1")


class _Filters(threading.local):
    """Those of this thread, by profile."""

    def __init__(self) -> None:
        self.by_number: Dict[int, Filter] = {}

    def of(self, profile: Union[_terms.Profile, str]) -> Filter:
        number = _terms.Profile.number_of(profile)
        if number not in self.by_number:
            self.by_number[number] = Filter(profile)
        return self.by_number[number]


_filters = _Filters()


def filter(response: Head, request: Request,
           profile: Union[_terms.Profile, str] = _terms.Profile.STANDARD,
           ) -> Answer:
    """What script sees of a response to a request, as Filter.filter says."""
    return _filters.of(profile).filter(response, request)


def judge_headers(headers: HeaderPairs, expose: Optional[Text] = None,
                  credentials: Union[_terms.Credentials, str] = "same-origin",
                  ) -> Tuple[Header, ...]:
    """The fate of each header in a CORS filtered response, as Filter.judge."""
    return _filters.of("standard").judge(headers, expose, credentials)


def visible_headers(headers: HeaderPairs, expose: Optional[Text] = None,
                    credentials: Union[_terms.Credentials, str] = "same-origin",
                    ) -> Tuple[Header, ...]:
    """Those of `headers` that a CORS filtered response shows, in order."""
    return tuple(h for h in judge_headers(headers, expose, credentials)
                 if h.exposed)


def origin_of(url: Text) -> Optional[str]:
    """The serialized origin of a serialized URL; None if it is no such URL.

    https://html.spec.whatwg.org/#ascii-serialisation-of-an-origin
    """
    keep: List[object] = []
    view = to_str(url, "url", keep)
    size = C.corsieve_origin_of(view, None, 0)
    buffer: Any = ctypes.create_string_buffer(size + 1)
    C.corsieve_origin_of(view, buffer, size)
    return buffer.raw[:size].decode("latin-1") if size else None
