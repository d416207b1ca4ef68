"""What script asked and what it was answered, as a flow of mitmproxy shows it.

For mitmproxy_addon.py. What a request says of itself counts; what does not
stand there is assumed, and said, or not known.
"""

import dataclasses
from typing import List, Optional, Union
from urllib.parse import urlsplit

from mitmproxy import http

import corsieve

# What a browser answers a challenge with; other Authorization is script's own.
BROWSERS_SCHEMES = ("basic", "digest", "negotiate", "ntlm")
NO_CREDENTIALS = "no credentials, as no cookie was sent"


@dataclasses.dataclass
class Preflight:
    """What OPTIONS was sent for, and its answer."""

    names: List[str]
    answer: corsieve.Response


def latin(text: str) -> str:
    """A string of mitmproxy's with one character for each byte."""
    return text.encode("utf-8", "surrogateescape").decode("latin-1")


def header(flow: http.HTTPFlow, name: str) -> Optional[str]:
    value = flow.request.headers.get(name)
    return None if value is None else latin(value)


def url_of(flow: http.HTTPFlow) -> str:
    return latin(flow.request.pretty_url).partition("#")[0]


def host_of(url: str) -> Optional[str]:
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None


def client_of(flow: http.HTTPFlow) -> str:
    peer = flow.client_conn.peername
    return peer[0] if peer else ""


def response_of(response: http.Response) -> corsieve.Response:
    version = response.http_version
    is_http1 = not version.startswith(("HTTP/2", "HTTP/3"))
    trailers = response.trailers.fields if response.trailers else ()
    return corsieve.Response(
        response.status_code, response.headers.fields,
        protocol="HTTP/1.1" if is_http1 else version[:6],
        message=latin(response.reason) if is_http1 else "",
        body_is_empty=response.raw_content == b"",
        trailers=() if is_http1 else trailers)


def is_preflight(flow: http.HTTPFlow) -> bool:
    return (flow.request.method == "OPTIONS"
            and header(flow, "origin") is not None
            and header(flow, "access-control-request-method") is not None)


def is_same_site(flow: http.HTTPFlow, origin: str) -> bool:
    site = header(flow, "sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "same-site")
    return origin != "null" and host_of(origin) == host_of(url_of(flow))


def credentials_of(flow: http.HTTPFlow, names: List[str], chosen: str,
                   assumed: List[str]) -> str:
    """`chosen`, or what the request shows; `names` are headers of script's."""
    if chosen != "auto":
        return chosen
    if header(flow, "cookie") is not None:
        return "include"
    authorization = header(flow, "authorization")
    if authorization is not None and "authorization" not in names \
            and authorization.split(" ")[0].lower() in BROWSERS_SCHEMES:
        return "include"
    if header(flow, "sec-fetch-site") != "same-origin":
        assumed.append(NO_CREDENTIALS)
    return "same-origin"


def derive(flow: http.HTTPFlow, preflight: Optional[Preflight],
           credentials: str, assumed: List[str]) -> Union[corsieve.Request, str]:
    """What script asked; or why that is not known."""
    mode = header(flow, "sec-fetch-mode")
    origin = header(flow, "origin")
    if mode not in (None, "cors", "no-cors", "same-origin"):
        return f"this is no request of script: Sec-Fetch-Mode is {mode}"
    if origin is None:
        referer = header(flow, "referer")
        if header(flow, "sec-fetch-site") == "same-origin":
            origin = corsieve.origin_of(url_of(flow))
        elif mode is not None and referer is not None:
            origin = corsieve.origin_of(referer)
            assumed.append("the page has Referer's origin")
    if origin is None:
        return "there is no Origin, and nothing says what page asked"
    if mode is None:
        mode = "cors"
        assumed.append("mode cors, as there is no Sec-Fetch-Mode")
    names = preflight.names if preflight else []
    destination = header(flow, "sec-fetch-dest") or ""
    has_body = flow.request.method not in ("GET", "HEAD") \
        and flow.request.raw_content
    return corsieve.Request(
        origin, url_of(flow), mode=mode, method=latin(flow.request.method),
        credentials=credentials_of(flow, names, credentials, assumed),
        headers=[(name, header(flow, name) or "") for name in names],
        # Where there was a preflight, one was needed.
        upload_listener=preflight is not None,
        body="source" if has_body else "none",
        destination="" if destination == "empty" else destination,
        schemelessly_same_site=is_same_site(flow, origin))


def all_allowed(outgoing: corsieve.Outgoing) -> corsieve.Response:
    """The answer that allows what a preflight asks for."""
    asked = dict(outgoing.headers)
    return corsieve.Response(204, [
        ("Access-Control-Allow-Origin", outgoing.origin or "*"),
        ("Access-Control-Allow-Credentials", "true"),
        ("Access-Control-Allow-Methods",
         asked.get("Access-Control-Request-Method", "")),
        ("Access-Control-Allow-Headers",
         asked.get("Access-Control-Request-Headers", ""))])
