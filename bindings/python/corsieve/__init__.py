"""Which headers of a response page script can read, and why.

    import corsieve
    answer = corsieve.filter(
        b"HTTP/1.1 200 OK\\r\\nAccess-Control-Allow-Origin: *\\r\\nX-Id: 7\\r\\n\\r\\n",
        corsieve.Request("https://app.example", "https://api.example/"))
    answer.get("x-id")        # None
    answer.headers[1].reason  # <Reason.NotExposed: 11>

It is corsieve's C library by ctypes: the file that CORSIEVE_LIBRARY names, else
the one beside this package, else what the system's loader finds as
libcorsieve.so.0.

Strings that are given may be bytes, or str of which each character up to U+00FF
is one byte (latin-1), as script has them; what is returned is such a str.
Handles (Filter, Exchange, PreflightCache) may be used by any thread: others
wait. What is returned lives on when they are closed.
"""

from corsieve._answer import Answer, Header
from corsieve._exchange import Exchange, Info, Outgoing, PreflightCache
from corsieve._filter import (Filter, filter, judge_headers, origin_of,
                              visible_headers)
from corsieve._library import C as _C
from corsieve._messages import Request, Response
from corsieve._terms import (Body, CorsieveError, Credentials, EmbedderPolicy,
                             Initiator, Kind, Mode, Profile, Protocol, Reason,
                             Redirect, ReferrerPolicy, ResponseType, Step,
                             Tainting)

__all__ = [
    "Answer", "Body", "CorsieveError", "Credentials", "EmbedderPolicy",
    "Exchange", "Filter", "Header", "Info", "Initiator", "Kind", "Mode",
    "Outgoing", "PreflightCache", "Profile", "Protocol", "Reason", "Redirect",
    "ReferrerPolicy", "Request", "Response", "ResponseType", "Step", "Tainting",
    "filter", "judge_headers", "library_version", "origin_of",
    "visible_headers",
]


def library_version() -> str:
    """The version of the C library that runs, as "0.1.0"."""
    return str(_C.corsieve_version_string().decode())
