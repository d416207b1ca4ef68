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
import re
from typing import Any, Deque, Dict, List, Optional, Sequence
from urllib.parse import urljoin

from mitmproxy import contentviews, ctx, exceptions, http

import corsieve
from corsieve import Step
from mitmproxy_request import (NO_CREDENTIALS, Preflight, all_allowed, client_of,
                               credentials_of, derive, header, host_of,
                               is_preflight, latin, response_of, url_of)
from mitmproxy_view import ViewCorsieve

# Signs that fonts without emoji have too.
UNREADABLE, HIDDEN = ":heavy_multiplication_x:", ":warning:"
WANT = ("content-disposition,content-range,etag,link,location,retry-after,"
        "ratelimit*,x-ratelimit-*,x-request-id,x-total-count,www-authenticate")
# (name, default, choices, what it is)
OPTIONS = (
    ("corsieve_profile", "standard", [str(p) for p in corsieve.Profile],
     "Whose behaviour is asked for."),
    ("corsieve_mark", "hidden", ["errors", "hidden", "all"],
     "What is marked. errors: what script cannot read at all; hidden: also what "
     "hides a header of corsieve_want; all: whatever hides any header that could "
     "be exposed, and each flow gets a comment."),
    ("corsieve_want", WANT, None,
     "Headers that script wants, separated by commas; * is a wildcard."),
    ("corsieve_credentials", "auto", ["auto"] + [str(c) for c in
                                                 corsieve.Credentials],
     "The credentials mode of requests. auto: include where a cookie or the "
     "browser's own Authorization was sent, same-origin elsewhere."),
)
REMEMBERED = 1000  # Preflights, and redirects that may be followed.
OURS = re.compile(r"corsieve( \(\w+\))?: ")  # How our comments begin.
# A value that makes the name of any header one that preflights ask for.
UNSAFE = b"("


@dataclasses.dataclass
class Fetch:
    """A fetch of script, and what was assumed of it."""

    exchange: corsieve.Exchange
    request: corsieve.Request
    assumed: List[str]
    origin: Optional[str] = None  # After a redirect: what it sends as Origin.


def options_error(what: str) -> Exception:
    return exceptions.OptionsError(what)  # type: ignore[no-untyped-call]


def forget(flow: http.HTTPFlow) -> None:
    """Takes back what was said of a flow before; what a person wrote stays."""
    lines = flow.comment.split("\n")
    written = [line for line in lines if not OURS.match(line)]
    if len(written) < len(lines):
        flow.comment = "\n".join(written)
        if flow.marked in (UNREADABLE, HIDDEN):
            flow.marked = ""


class Corsieve:
    """The add-on."""

    def __init__(self) -> None:
        self.preflights: "collections.OrderedDict[Any, Preflight]" = (
            collections.OrderedDict())
        self.redirects: Dict[Any, Deque[Fetch]] = {}
        self.view = ViewCorsieve()

    def load(self, loader: Any) -> None:
        for name, default, choices, what in OPTIONS:
            loader.add_option(name, str, default, what, choices=choices)

        contentviews.add(self.view)

    def done(self) -> None:
        if self.view in contentviews.views:
            contentviews.remove(self.view)

    def configure(self, updated: Any) -> None:
        # mitmproxy shows the choices, and takes any other word too.
        for name, _, choices, _ in OPTIONS:
            chosen = getattr(ctx.options, name)
            if choices and chosen not in choices:
                raise options_error(
                    f"{name}: {chosen} is none of {', '.join(choices)}")
        wanted = ctx.options.corsieve_want.lower().split(",")
        self.want = [name.strip() for name in wanted if name.strip()]
        if not ctx.options.corsieve_want.isascii():
            raise options_error("corsieve_want: names are ASCII")
        if "corsieve_profile" in updated:
            self.preflights.clear()
            self.redirects.clear()

    def response(self, flow: http.HTTPFlow) -> None:
        if flow.request.method == "CONNECT" or flow.websocket is not None:
            return
        assert flow.response is not None
        forget(flow)
        response = response_of(flow.response)
        if is_preflight(flow):
            self.judge_preflight(flow, response)
        else:
            self.judge_request(flow, response)

    # Preflights: https://fetch.spec.whatwg.org/#cors-preflight-fetch

    def judge_preflight(self, flow: http.HTTPFlow,
                        answer: corsieve.Response) -> None:
        origin = header(flow, "origin") or ""
        method = header(flow, "access-control-request-method") or ""
        listed = header(flow, "access-control-request-headers") or ""
        names = [n.strip().lower() for n in listed.split(",") if n.strip()]
        key = client_of(flow), origin, url_of(flow), method
        self.preflights.pop(key, None)
        self.preflights[key] = Preflight(names, answer)
        if len(self.preflights) > REMEMBERED:
            self.preflights.popitem(last=False)
        assumed: List[str] = []
        request = corsieve.Request(
            origin, url_of(flow), method=method, upload_listener=True,
            credentials=credentials_of(
                flow, names, ctx.options.corsieve_credentials, assumed),
            headers=[(name, UNSAFE) for name in names])
        exchange = corsieve.Exchange(ctx.options.corsieve_profile)
        if exchange.start(request) is not Step.SEND_PREFLIGHT:
            return self.skip(flow, exchange.response.reason.text)
        if exchange.receive(answer) is Step.DONE:
            self.say_error(flow, exchange.response, assumed,
                           f"the browser does not send the {method}")
        elif ctx.options.corsieve_mark == "all":
            self.say(flow, "", f"the preflight allows the {method}.", assumed)

    def kept(self, flow: http.HTTPFlow) -> Optional[Preflight]:
        """The preflight that was sent for a request."""
        preflight = self.preflights.get((
            client_of(flow), header(flow, "origin"), url_of(flow),
            latin(flow.request.method)))
        if preflight and all(header(flow, n) is not None
                             for n in preflight.names):
            return preflight
        return None

    # Requests: https://fetch.spec.whatwg.org/#http-fetch

    def judge_request(self, flow: http.HTTPFlow,
                      response: corsieve.Response) -> None:
        preflight = self.kept(flow)
        fetch = self.take_redirect(flow)
        if fetch is None:
            assumed: List[str] = []
            request = derive(flow, preflight,
                             ctx.options.corsieve_credentials, assumed)
            if isinstance(request, str):
                return self.skip(flow, request)
            if response.status == 304 and not (
                    preflight and "if-none-match" in preflight.names):
                return self.skip(flow, "with a 304 script sees the stored "
                                       "response, which is not here")
            fetch = Fetch(corsieve.Exchange(ctx.options.corsieve_profile),
                          request, assumed)
            fetch.exchange.start(request)
            note_credentials(fetch, response, ctx.options.corsieve_profile)
        exchange = fetch.exchange
        if exchange.next is Step.SEND_PREFLIGHT:
            if preflight is None:
                fetch.assumed.append("an earlier preflight allows this")
            exchange.receive(preflight.answer if preflight
                             else all_allowed(exchange.outgoing))
        if exchange.next is Step.SEND_REQUEST:
            exchange.receive(response)
        if exchange.next is Step.RESOLVE_LOCATION:
            return self.follow(flow, fetch)
        if exchange.next is not Step.DONE:
            return self.skip(flow, "the final response is not here")
        seen = exchange.response
        if seen.is_network_error:
            self.say_error(flow, seen, fetch.assumed)
        else:
            # Nobody reads the headers of what is no fetch of script.
            self.say_hidden(flow, seen, fetch.assumed,
                            () if fetch.request.destination else seen.headers)

    def follow(self, flow: http.HTTPFlow, fetch: Fetch) -> None:
        """Keeps a fetch that goes on for the request that it goes on with."""
        exchange = fetch.exchange
        try:
            url: Optional[str] = urljoin(exchange.url, exchange.location)
        except ValueError:
            url = None
        is_same = host_of(url or "") == host_of(str(fetch.request.origin))
        if exchange.resolved(url, is_same) is Step.DONE:
            return self.say_error(flow, exchange.response, fetch.assumed)
        if ctx.options.corsieve_mark == "all":
            self.say(flow, "", "the redirect is followed.", fetch.assumed)
        fetch.origin = exchange.outgoing.origin
        fetch.assumed.append(f"this follows the redirect of {url_of(flow)}")
        key = client_of(flow), exchange.url.partition("#")[0]
        self.redirects.setdefault(key, collections.deque(maxlen=16)).append(fetch)
        while len(self.redirects) > REMEMBERED:
            self.redirects.pop(next(iter(self.redirects)))

    def take_redirect(self, flow: http.HTTPFlow) -> Optional[Fetch]:
        """The fetch that a request goes on with: one to its URL, with its
        Origin."""
        key = client_of(flow), url_of(flow)
        fetches: Deque[Fetch] = self.redirects.get(key, collections.deque())
        for fetch in fetches:
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
        self.say(flow, UNREADABLE, f"{text} ({reason}, {reason.url})",
                 assumed)

    def say_hidden(self, flow: http.HTTPFlow, seen: corsieve.Answer,
                   assumed: List[str],
                   headers: Sequence[corsieve.Header]) -> None:
        mark = ctx.options.corsieve_mark
        by_reason: Dict[corsieve.Reason, List[str]] = {}
        for h in headers:
            name = h.name.lower()
            is_wanted = any(fnmatch.fnmatchcase(name, w) for w in self.want)
            could_be = mark == "all" and h.reason.fix
            if not h.exposed and (is_wanted or could_be):
                names = by_reason.setdefault(h.reason, [])
                if h.name not in names:
                    names.append(h.name)
        if mark == "errors" or not by_reason:
            if mark == "all":
                self.say(flow, "", "script can read what is to be read "
                                   f"(type {seen.type}).", assumed)
            return
        texts = []
        for reason, names in by_reason.items():
            fix = f" To change it: {reason.fix}." if reason.fix else ""
            texts.append(f"script cannot read {', '.join(names)}: "
                         f"{reason.text}.{fix} ({reason}, {reason.url})")
        self.say(flow, HIDDEN, " ".join(texts), assumed)

    def skip(self, flow: http.HTTPFlow, why: str) -> None:
        if ctx.options.corsieve_mark == "all":
            self.say(flow, "", f"not judged: {why}.", [])

    def say(self, flow: http.HTTPFlow, mark: str, text: str,
            assumed: List[str]) -> None:
        """Comments a flow, and marks it if nobody has."""
        profile = ctx.options.corsieve_profile
        whose = "" if profile == "standard" else f" ({profile})"
        comment = f"corsieve{whose}: {text}"
        if assumed:
            comment += f" Assumed: {'; '.join(dict.fromkeys(assumed))}."
        flow.comment = f"{flow.comment}\n{comment}" if flow.comment else comment
        if mark:
            flow.marked = flow.marked or mark
            ctx.log.warn(  # type: ignore[no-untyped-call]
                f"{flow.request.method} {url_of(flow)}: {comment}")


def note_credentials(fetch: Fetch, response: corsieve.Response,
                     profile: str) -> None:
    """Says what credentials would change; and no word if they do not."""
    if NO_CREDENTIALS not in fetch.assumed:
        return
    seen, other = (corsieve.filter(response, request, profile) for request in (
        fetch.request, dataclasses.replace(fetch.request, credentials="include")))
    fetch.assumed.remove(NO_CREDENTIALS)
    if (seen.reason, seen.headers) == (other.reason, other.headers):
        return
    what = other.reason.text
    if not other.is_network_error:
        what = next(b.reason.text for a, b in zip(seen.headers, other.headers)
                    if a != b)
    fetch.assumed.append(f"{NO_CREDENTIALS} (with them: {what})")


addons = [Corsieve()]
