"""Runs a case (docs/design.md, "Cases") through the package, as
tools/run_case.cc and tools/serve_case.cc do through the C++ API, and answers
with what `corsieve batch` prints."""

import json
import re
from urllib.parse import urljoin, urlsplit

import corsieve
from corsieve import Step

HTTP2_LINE = re.compile(r"HTTP/(2|2\.0|3) ([^ \t\r\n]*)")


class CannotRun(Exception):
    """What only the program does: it has a parser of URLs."""


def pairs(given):
    return [(name, value) for name, value in given]


def parsed(answer, is_recorded):
    """An answer that came parsed; None: its head is bytes."""
    if isinstance(answer, dict):
        return answer
    if is_recorded:
        return None
    interim = []
    for head in re.split(r"\r?\n\r?\n", answer):
        lines = re.split(r"\r?\n", head)
        two = HTTP2_LINE.match(lines[0])
        one = re.match(r"HTTP/1\.1 1\d\d(?!\S)", lines[0])
        if not two and not one:
            return None
        fields = [(name.lower(), value.strip(" \t")) for name, _, value in
                  (line.partition(":") for line in lines[1:] if line)]
        if one:
            continue
        if re.fullmatch(r"1\d\d", two[2]):
            interim.append({"status": int(two[2]), "headers": fields})
            continue
        status = int(two[2]) if re.fullmatch(r"\d{3}", two[2]) else two[2]
        return {"protocol": "h3" if two[1] == "3" else "h2", "status": status,
                "headers": fields, "interim": interim}
    return None


def response_of(answer, body_is_empty):
    status, text = answer["status"], None
    if isinstance(status, str):
        digits = re.match(r"\s*\d+", status[:9])
        status, text = int(digits[0]) if digits else 0, status
    return corsieve.Response(
        status, pairs(answer["headers"]), message="", status_text=text,
        protocol="HTTP/3" if answer.get("protocol") == "h3" else "HTTP/2",
        body_is_empty=body_is_empty, trailers=pairs(answer.get("trailers", [])),
        interim=[(i["status"], pairs(i["headers"]))
                 for i in answer.get("interim", [])])


def is_same_host(origin, url):
    return origin != "null" and urlsplit(origin).hostname == urlsplit(url).hostname


SAFE = r"[!$&'()*+,./0-9:;=@A-Z_a-z~-]*"
LOCATION = re.compile(rf"(https?://[a-z0-9.-]+(:\d+)?(?=[/?#]|$))?(/(?!/))?"
                      rf"(?![a-zA-Z]*:)(?!/){SAFE}(\?[!$-~]*)?(#[!$-~]*)?")


def simply_resolved(base, location):
    """What a Location comes to where urllib does as the URL standard does."""
    if not LOCATION.fullmatch(location) or location.strip() == "":
        raise CannotRun()
    url = urlsplit(urljoin(base, location))
    try:
        port = url.port
    except ValueError as error:  # Beyond 65535, which is no URL.
        raise CannotRun() from error
    if port in (80, 443) or re.fullmatch(r"[0-9.]+", url.hostname) \
            and url.hostname != "127.0.0.1":
        raise CannotRun()
    return url._replace(path=url.path or "/").geturl()


def request_of(r):
    xhr = r.get("api") == "xhr"
    credentials = r.get("credentials", "same-origin")
    if xhr and credentials == "omit":
        credentials = "same-origin"
    same_site = r.get("schemelessly_same_site")
    return corsieve.Request(
        r["origin"], r["url"], initiator="xhr" if xhr else "fetch",
        mode="cors" if xhr else r.get("mode", "cors"), credentials=credentials,
        redirect="follow" if xhr else r.get("redirect", "follow"),
        method=r.get("method", "GET"), headers=pairs(r.get("headers", [])),
        upload_listener=r.get("upload_listener", False),
        body=("stream" if r.get("stream") else
              "source" if "body" in r else "none"),
        destination=r.get("destination", ""),
        referrer_policy=r.get("referrer_policy",
                              "strict-origin-when-cross-origin"),
        embedder_policy=r.get("embedder_policy", "unsafe-none"),
        schemelessly_same_site=(is_same_host(r["origin"], r["url"])
                                if same_site is None else same_site))


def sent(outgoing):
    return {"method": outgoing.method, "url": outgoing.url,
            "headers": [list(pair) for pair in outgoing.headers],
            "include_credentials": outgoing.include_credentials}


class Server:
    """Answers as the case says, and notes what it was sent."""

    def __init__(self, case, request, profile, urls):
        self.case, self.request, self.profile = case, request, profile
        self.urls = urls  # What Locations come to, where the program told.
        self.hop, self.hops, self.preflights = 0, [], []
        url = urlsplit(request["url"])
        self.recorded = (url.hostname in ("localhost", "127.0.0.1")
                         and url.path.startswith("/case/"))

    def index(self, url):
        if self.profile == "standard" or not self.recorded:
            return self.hop
        path = urlsplit(self.case["request"]["url"]).path
        base = re.match(r".{6}[^/]*", path)[0]
        asked = urlsplit(url).path
        if not asked.startswith(base):
            return None
        rest = re.fullmatch(r"|/(\d{1,3})", asked[len(base):])
        return None if rest is None else int(rest[1] or 0)

    def head(self, answer, method):
        if answer is None:
            return None
        answered = parsed(answer, self.recorded)
        if answered is not None:
            return response_of(answered, method in ("HEAD", "OPTIONS")
                               or self.case.get("body") == "")
        body = ("" if self.profile == "standard" or method == "HEAD" else
                self.case.get("body", "ok"))
        return (answer + body).encode("latin-1")

    def answer(self, exchange):
        out, step = exchange.outgoing, exchange.next
        is_preflight = step is Step.SEND_PREFLIGHT
        (self.preflights if is_preflight else self.hops).append(sent(out))
        i = self.index(exchange.url)
        answers = self.case.get("preflights" if is_preflight else "responses", [])
        there = answers[i] if i is not None and i < len(answers) else None
        if is_preflight:
            head = self.head(there, "OPTIONS")
            if isinstance(head, bytes):
                head = there.encode("latin-1")
        else:
            if i is not None and i >= len(answers):
                there = self.case.get("loop")
            if "stored" in self.case:
                stored = parsed(self.case["stored"], self.recorded)
                exchange.store(self.case["stored"] if stored is None
                               else response_of(stored, False))
            head = self.head(there, out.method)
        exchange.receive(head, self.now_ms)
        if isinstance(head, corsieve.Response) and head.status // 100 == 1 \
                and head.status != 101:
            exchange.receive(None)

    def resolve(self, exchange):
        self.hop += 1
        if self.hop < len(self.urls):
            url = self.urls[self.hop]
        else:
            url = simply_resolved(exchange.url, exchange.location)
        exchange.resolved(url, is_same_host(self.request["origin"], url))

    def serve(self, exchange, now_ms):
        self.now_ms = now_ms
        while exchange.next is not Step.DONE:
            if exchange.next is Step.RESOLVE_LOCATION:
                self.resolve(exchange)
            else:
                self.answer(exchange)


def run_one(case, request, profile, urls, now_ms, cache):
    """What batch prints of one request of a case."""
    exchange = corsieve.Exchange(profile, cache)
    server = Server(case, request, profile, urls)
    exchange.start(request_of(request), now_ms)
    server.serve(exchange, now_ms)
    seen, info = exchange.response, exchange.info
    preflight = exchange.preflight
    result = {
        "id": case.get("id"),
        "request": {"origin": request["origin"], "url": request["url"]},
        "outcome": "network-error" if seen.is_network_error else "ok",
        "type": str(seen.type), "status": seen.status,
        "statusText": seen.status_message, "url": exchange.response_url,
        "redirected": info.redirected,
        "headers": [list(entry) for entry in seen.entries],
        "set_cookie": list(seen.set_cookie),
        "get": {name: seen.get(name) for name in case.get("names", [])},
        "body_null": info.body_null,
        "timing_allow_passed": (not seen.is_network_error
                                and info.timing_allow_passed),
        "hops": server.hops, "did_preflight": info.preflight_count > 0,
        "origin_sent": exchange.outgoing.origin, "reason": seen.reason.name,
        "fates": [{"name": h.name, "value": h.value, "exposed": h.exposed,
                   "reason": h.reason.name} for h in seen.headers],
    }
    if request.get("api") == "xhr":
        result["all"] = seen.all_response_headers()
    if info.preflight_count > 1:
        result["preflights_sent"] = info.preflight_count
    if server.preflights:
        result["preflights"] = server.preflights
    if preflight is not None:
        result["preflight_request"] = dict(preflight.headers)
    return result, info.preflight_count


def run(case, profile, told=None):
    """A case's result. `told` is what the program printed, which has the URLs
    that Locations came to; {}: it is not there."""
    told = told or {}
    request = dict(case["request"], **told.get("request", {}))
    hops = [hop["url"] for hop in told.get("hops", [])]
    if "then" not in case:
        return run_one(case, request, profile, hops, 0,
                       corsieve.PreflightCache(profile))[0]
    cache = corsieve.PreflightCache(profile)
    now_ms, results, counts = 0, [], []
    for then in [{}] + case["then"]:
        now_ms += then.get("wait_ms", 0)
        asked = dict(case["request"])
        asked.update((key, value) for key, value in then.items() if key not in (
            "wait_ms", "responses", "preflights"))
        served = dict(case)
        served.update((key, then[key]) for key in ("responses", "preflights")
                      if key in then)
        if "responses" in then:
            served["request"] = asked
        at = sum(len(r["hops"]) for r in results)
        result, count = run_one(served, asked, profile, hops[at:], now_ms, cache)
        if results and "preflight_request" not in result:
            before = results[-1].get("preflight_request")
            if before is not None:
                result["preflight_request"] = before
        results.append(result)
        counts.append(count)
    last = results[-1]
    last["outcomes"] = [r["outcome"] for r in results]
    last["preflights_by_request"] = counts
    preflights = [p for r in results for p in r.get("preflights", [])]
    last["hops"] = [h for r in results for h in r["hops"]]
    if preflights:
        last["preflights"] = preflights
    last["did_preflight"] = sum(counts) > 0
    last.pop("preflights_sent", None)
    if sum(counts) > 1:
        last["preflights_sent"] = sum(counts)
    return last


def read_cases(path):
    with open(path, encoding="utf-8") as lines:
        cases = [json.loads(line) for line in lines]
    return [case for case in cases if "request" in case and "responses" in case]
