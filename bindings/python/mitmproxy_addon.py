"""Marks flows that page script cannot read, or not all that is wanted of them.

    mitmweb -s mitmproxy_addon.py --set corsieve_profile=chromium

A flow's comment says why, what to change, and what was assumed. Options:
corsieve_profile, corsieve_mark, corsieve_want, corsieve_credentials.

What a request was is in its own headers: Origin, Sec-Fetch-*, Cookie. Where
they say nothing the comment says what was taken instead; where there is nothing
to go by, a flow is not judged. A preflight is judged by itself, and again with
the request that it was sent for; a redirect is carried on to the next request.
"""

import collections
import dataclasses
import fnmatch
from typing import Any, Deque, Dict, List, Optional, Tuple
from urllib.parse import urljoin, urlsplit

from mitmproxy import ctx, exceptions, http

import corsieve
from corsieve import Step

MARKS = {"errors": ":red_circle:", "hidden": ":yellow_circle:",
         "all": ":white_circle:"}
WANT = ("content-disposition,content-range,etag,link,location,retry-after,"
        "ratelimit*,x-ratelimit-*,x-request-id,x-total-count,www-authenticate")
REMEMBERED = 1000  # Preflights, and redirects that may be followed.
# What a browser answers a challenge with; other Authorization is script's own.
BROWSERS_SCHEMES = ("basic", "digest", "negotiate", "ntlm")
# A value that makes the name of any header one that preflights ask for.
UNSAFE = b"("


@dataclasses.dataclass
class Derived:
    """The request that script made, and what was assumed for it."""

    request: corsieve.Request
    assumed: List[str]


@dataclasses.dataclass
class Preflight:
    """What OPTIONS was sent for, and its answer."""

    names: List[str]
    answer: corsieve.Response


@dataclasses.dataclass
class Redirected:
    """A fetch that goes on elsewhere."""

    exchange: corsieve.Exchange
    origin: Optional[str]
    since: str
    assumed: List[str]


def header(flow: http.HTTPFlow, name: str) -> Optional[str]:
    return flow.request.headers.get(name)


def url_of(flow: http.HTTPFlow) -> str:
    return flow.request.pretty_url.partition("#")[0]


def client_of(flow: http.HTTPFlow) -> str:
    peer = flow.client_conn.peername
    return peer[0] if peer else ""


def response_of(flow: http.HTTPFlow) -> corsieve.Response:
    response = flow.response
    assert response is not None
    version = response.http_version
    is_http2 = version.startswith("HTTP/2")
    is_http1 = not is_http2 and not version.startswith("HTTP/3")
    trailers = response.trailers.fields if response.trailers else ()
    return corsieve.Response(
        response.status_code, response.headers.fields,
        protocol=("HTTP/1.1" if is_http1 else
                  "HTTP/2" if is_http2 else "HTTP/3"),
        message=response.reason.encode("latin-1", "replace") if is_http1 else "",
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
    return (origin != "null" and
            urlsplit(origin).hostname == urlsplit(url_of(flow)).hostname)


def credentials_of(flow: http.HTTPFlow, names: List[str],
                   assumed: List[str]) -> str:
    chosen = ctx.options.corsieve_credentials
    if chosen != "auto":
        return str(chosen)
    if header(flow, "cookie") is not None:
        return "include"
    authorization = header(flow, "authorization")
    if authorization is not None and "authorization" not in names \
            and authorization.split(" ")[0].lower() in BROWSERS_SCHEMES:
        return "include"
    if header(flow, "sec-fetch-site") != "same-origin":
        assumed.append("no credentials, as no cookie was sent")
    return "same-origin"


def derive(flow: http.HTTPFlow, preflight: Optional[Preflight],
           ) -> Tuple[Optional[Derived], str]:
    """What script asked; or none, and why it is not known."""
    assumed: List[str] = []
    mode = header(flow, "sec-fetch-mode")
    origin = header(flow, "origin")
    if mode not in (None, "cors", "no-cors", "same-origin"):
        return None, f"this is no request of script: Sec-Fetch-Mode is {mode}"
    if origin is None:
        referer = header(flow, "referer")
        if header(flow, "sec-fetch-site") == "same-origin":
            origin = corsieve.origin_of(url_of(flow))
        elif mode is not None and referer is not None:
            origin = corsieve.origin_of(referer.encode("latin-1", "replace"))
            assumed.append("the page is of Referer's origin")
    if origin is None:
        return None, "there is no Origin, and nothing says what page asked"
    if mode is None:
        mode = "cors"
        assumed.append("mode cors, as there is no Sec-Fetch-Mode")
    names = preflight.names if preflight else []
    credentials = credentials_of(flow, names, assumed)
    destination = header(flow, "sec-fetch-dest") or ""
    content = flow.request.raw_content
    return Derived(corsieve.Request(
        origin, url_of(flow), mode=mode, credentials=credentials,
        method=flow.request.method,
        headers=[(n, flow.request.headers.get(n, "").encode("utf-8", "replace"))
                 for n in names],
        # Where there was a preflight, one was needed.
        upload_listener=preflight is not None,
        body="source" if content and flow.request.method not in ("GET", "HEAD")
        else "none",
        destination="" if destination == "empty" else destination,
        schemelessly_same_site=is_same_site(flow, origin)), assumed), ""


class Corsieve:
    def __init__(self) -> None:
        self.preflights: "collections.OrderedDict[Any, Preflight]" = (
            collections.OrderedDict())
        self.redirects: Dict[Any, Deque[Redirected]] = {}

    def load(self, loader: Any) -> None:
        loader.add_option(
            "corsieve_profile", str, "standard",
            "Whose behaviour is asked for.",
            choices=[str(profile) for profile in corsieve.Profile])
        loader.add_option(
            "corsieve_mark", str, "hidden",
            "What is marked. errors: what script cannot read at all; hidden: "
            "also what hides a header of corsieve_want; all: whatever hides any "
            "header that could be exposed, and each flow gets a comment.",
            choices=list(MARKS))
        loader.add_option(
            "corsieve_want", str, WANT,
            "Headers that script wants, separated by commas; * is a wildcard.")
        loader.add_option(
            "corsieve_credentials", str, "auto",
            "The credentials mode of requests. auto: include where a cookie or "
            "the browser's own Authorization was sent, same-origin elsewhere.",
            choices=["auto"] + [str(mode) for mode in corsieve.Credentials])

    def configure(self, updated: Any) -> None:
        if "corsieve_profile" in updated:
            self.preflights.clear()
            self.redirects.clear()
        if "corsieve_want" in updated:
            wanted = ctx.options.corsieve_want.lower().split(",")
            self.want = [name.strip() for name in wanted if name.strip()]
            if not all(name.isascii() for name in self.want):
                raise exceptions.OptionsError("corsieve_want: names are ASCII")

    def response(self, flow: http.HTTPFlow) -> None:
        if flow.request.method == "CONNECT" or flow.websocket is not None:
            return
        if is_preflight(flow):
            self.judge_preflight(flow)
        else:
            self.judge_request(flow)

    # Preflights: https://fetch.spec.whatwg.org/#cors-preflight-fetch

    def judge_preflight(self, flow: http.HTTPFlow) -> None:
        headers = flow.request.headers
        method = headers["access-control-request-method"]
        names = [n.strip().lower() for n in headers.get(
            "access-control-request-headers", "").split(",") if n.strip()]
        key = client_of(flow), headers["origin"], url_of(flow), method
        preflight = Preflight(names, response_of(flow))
        self.preflights.pop(key, None)
        self.preflights[key] = preflight
        if len(self.preflights) > REMEMBERED:
            self.preflights.popitem(last=False)
        assumed: List[str] = []
        request = corsieve.Request(
            headers["origin"], url_of(flow), method=method,
            credentials=credentials_of(flow, names, assumed),
            headers=[(name, UNSAFE) for name in names], upload_listener=True)
        exchange = corsieve.Exchange(ctx.options.corsieve_profile)
        if exchange.start(request) is not Step.SEND_PREFLIGHT:
            return self.skip(flow, exchange.latest.reason.text)
        if exchange.receive(preflight.answer) is Step.DONE:
            self.say_error(flow, exchange.response, assumed,
                           f"the browser does not send the {method}")
        elif ctx.options.corsieve_mark == "all":
            self.say(flow, "", f"the preflight allows the {method}", assumed)

    def kept(self, flow: http.HTTPFlow) -> Optional[Preflight]:
        """The preflight that was sent for a request."""
        preflight = self.preflights.get((
            client_of(flow), header(flow, "origin"), url_of(flow),
            flow.request.method))
        if preflight and all(n in flow.request.headers for n in preflight.names):
            return preflight
        return None

    # Requests

    def judge_request(self, flow: http.HTTPFlow) -> None:
        preflight = self.kept(flow)
        before = self.take_redirect(flow)
        if before is not None:
            exchange, assumed = before.exchange, before.assumed
            assumed = assumed + [f"this follows the redirect of {before.since}"]
        else:
            derived, why = derive(flow, preflight)
            if derived is None:
                return self.skip(flow, why)
            if flow.response.status_code == 304 and (
                    not preflight or "if-none-match" not in preflight.names):
                return self.skip(flow, "304: script sees the stored response, "
                                       "which is not here")
            exchange = corsieve.Exchange(ctx.options.corsieve_profile)
            assumed = derived.assumed
            exchange.start(derived.request)
        if exchange.next is Step.SEND_PREFLIGHT:
            if preflight is None:
                assumed = assumed + ["an earlier preflight allows this"]
            exchange.receive(preflight.answer if preflight
                             else all_allowed(exchange.outgoing))
        if exchange.next is Step.SEND_REQUEST:
            exchange.receive(response_of(flow))
        if exchange.next is Step.RESOLVE_LOCATION:
            return self.follow(flow, exchange, assumed)
        if exchange.next is not Step.DONE:
            return self.skip(flow, "the final response is not here")
        seen = exchange.response
        if seen.is_network_error:
            self.say_error(flow, seen, assumed)
        else:
            self.say_hidden(flow, seen, assumed)

    def follow(self, flow: http.HTTPFlow, exchange: corsieve.Exchange,
               assumed: List[str]) -> None:
        """Keeps a fetch that goes on for the request that it goes on with."""
        try:
            url = urljoin(exchange.url, exchange.location)
            same_host = urlsplit(url).hostname == urlsplit(exchange.url).hostname
        except ValueError:
            return self.skip(flow, "Location is not understood")
        if exchange.resolved(url, same_host) is Step.DONE:
            return self.say_error(flow, exchange.response, assumed)
        out = exchange.outgoing
        key = client_of(flow), exchange.url.partition("#")[0]
        origin = (exchange.outgoing.origin
                  if exchange.next is Step.SEND_REQUEST else out.origin)
        fetches = self.redirects.setdefault(key, collections.deque(maxlen=16))
        fetches.append(Redirected(exchange, origin, url_of(flow), assumed))
        while len(self.redirects) > REMEMBERED:
            self.redirects.pop(next(iter(self.redirects)))
        if ctx.options.corsieve_mark == "all":
            self.say(flow, "", "the redirect is followed", assumed)

    def take_redirect(self, flow: http.HTTPFlow) -> Optional[Redirected]:
        """The fetch that a request goes on with: one to its URL, with its
        Origin."""
        key = client_of(flow), url_of(flow)
        fetches = self.redirects.get(key, ())
        for fetch in list(fetches):
            if fetch.origin == header(flow, "origin"):
                fetches.remove(fetch)
                if not fetches:
                    del self.redirects[key]
                return fetch
        return None

    # What is said

    def say_error(self, flow: http.HTTPFlow, seen: corsieve.Answer,
                  assumed: List[str], what: str = "") -> None:
        reason = seen.reason
        if reason.kind is corsieve.Kind.WRONG_CALL:
            return self.skip(flow, reason.text)
        text = f"{what or 'script cannot read this response'}: {reason.text}."
        if reason.fix:
            text += f" To change it: {reason.fix}."
        self.say(flow, MARKS["errors"], f"{text} ({reason}, {reason.url})",
                 assumed)

    def say_hidden(self, flow: http.HTTPFlow, seen: corsieve.Answer,
                   assumed: List[str]) -> None:
        mark = ctx.options.corsieve_mark
        by_reason: Dict[corsieve.Reason, List[str]] = {}
        for h in seen.headers:
            name = h.name.lower()
            is_wanted = any(fnmatch.fnmatchcase(name, w) for w in self.want)
            could_be = mark == "all" and h.reason.fix
            if not h.exposed and (is_wanted or could_be):
                names = by_reason.setdefault(h.reason, [])
                if h.name not in names:
                    names.append(h.name)
        if mark == "errors" or not by_reason:
            if mark == "all":
                self.say(flow, "", f"script reads all that it can "
                                   f"(type {seen.type})", assumed)
            return
        texts = []
        for reason, names in by_reason.items():
            fix = f" To change it: {reason.fix}." if reason.fix else ""
            texts.append(f"script cannot read {', '.join(names)}: "
                         f"{reason.text}.{fix} ({reason}, {reason.url})")
        self.say(flow, MARKS["hidden"], " ".join(texts), assumed)

    def skip(self, flow: http.HTTPFlow, why: str) -> None:
        if ctx.options.corsieve_mark == "all":
            self.say(flow, "", f"not judged: {why}", [])

    def say(self, flow: http.HTTPFlow, mark: str, text: str,
            assumed: List[str]) -> None:
        """Comments a flow, and marks it; what a person wrote stays."""
        profile = ctx.options.corsieve_profile
        whose = "" if profile == "standard" else f" ({profile})"
        comment = f"corsieve{whose}: {text}"
        if assumed:
            comment += f" Assumed: {'; '.join(dict.fromkeys(assumed))}."
        written = flow.comment.partition("corsieve")[0].rstrip("\n")
        flow.comment = f"{written}\n{comment}" if written else comment
        if mark:
            flow.marked = flow.marked or mark
            ctx.log.warn(f"{flow.request.method} {url_of(flow)}: {comment}")


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


addons = [Corsieve()]
