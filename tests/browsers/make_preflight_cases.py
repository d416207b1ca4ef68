#!/usr/bin/env python3
"""Writes the preflight cases: one thing varied at a time, no expectations.

usage: make_preflight_cases.py > cases.ndjson

The answers are not known in advance; record.py asks the browsers. The order of
the cases decides their ids: add new ones at the end of a group's function only
together with a new recording.
"""

import json
import sys

PAGE = "http://localhost:18080"
OTHER = "http://127.0.0.1:18081"
THIRD = "http://127.0.0.1:18082"
OPAQUE = "null"
APIS = ("fetch", "xhr")


def head(status, *headers):
    return f"HTTP/1.1 {status}\r\n" + "".join(f"{n}: {v}\r\n" for n, v in headers) + "\r\n"


def acao(value="*"):
    return ("Access-Control-Allow-Origin", value)


def acac(value="true"):
    return ("Access-Control-Allow-Credentials", value)


def acam(value):
    return ("Access-Control-Allow-Methods", value)


def acah(value):
    return ("Access-Control-Allow-Headers", value)


def max_age(value):
    return ("Access-Control-Max-Age", value)


def given(maker, value):
    """A header, or none for None."""
    return [] if value is None else [maker(value)]


def ok(*headers):
    """A preflight answer that passes but for what `headers` say."""
    return head("200 OK", acao(), *headers)


ACTUAL = head("200 OK", acao())
ACTUAL_CREDENTIALED = head("200 OK", acao(PAGE), acac())
# Repeated requests must not be answered by the HTTP cache.
ACTUAL_UNCACHED = head("200 OK", acao(), ("Cache-Control", "no-store"))
ACTUAL_CREDENTIALED_UNCACHED = head("200 OK", acao(PAGE), acac(), ("Cache-Control", "no-store"))


class Cases:
    def __init__(self):
        self.cases = []

    def add(self, group, preflights, responses=(ACTUAL,), base=OTHER, then=None, **request):
        """`preflights`, `responses`: one per hop; a str for one hop. %ID% names the case."""
        case_id = f"F{len(self.cases) + 1:05}"
        if preflights is None or isinstance(preflights, str):
            preflights = [preflights]
        if isinstance(responses, str):
            responses = [responses]
        whole = {"origin": PAGE, "url": f"{base}/case/{case_id}", "api": "fetch", "mode": "cors"}
        whole.update({"credentials": "same-origin", "redirect": "follow"})
        whole.update(request)
        case = {
            "id": case_id,
            "group": group,
            "request": whole,
            "responses": [r.replace("%ID%", case_id) for r in responses],
            "preflights": [p and p.replace("%ID%", case_id) for p in preflights],
        }
        if then:
            case["then"] = then
        self.cases.append(case)


def methods(add):
    group = "pf-method"
    written = ("GET", "get", "HEAD", "head", "POST", "post", "pOsT", "PUT", "put", "Put")
    written += ("DELETE", "delete", "OPTIONS", "options", "PATCH", "patch", "Patch")
    written += ("CHICKEN", "chicken", "QUERY", "!#$")
    for method in written:
        values = [None, method.upper(), method.lower(), method, "*"]
        for value in dict.fromkeys(values):
            for api in APIS:
                add(group, ok(*given(acam, value)), api=api, method=method)
    for value in ("", "GET", "PUT, PATCH", "PATCH,PUT", "put", "PUT2", "XPUT", "PUT,PUT", "Put"):
        for api in APIS:
            add(group, ok(acam(value)), api=api, method="PUT")
    # A simple method that needs a preflight for a header: is it compared at all?
    for method in ("GET", "HEAD", "POST", "post"):
        for value in (None, "", "PUT", "@", method.lower()):
            add(group, ok(acah("x-a"), *given(acam, value)), method=method, headers=[["X-A", "1"]])
    # Same origin: no preflight, whatever is asked.
    for method in ("PUT", "CHICKEN"):
        add(group, ok(), base=PAGE, method=method, headers=[["X-A", "1"]])
    # A page of another origin; mode same-origin.
    add(group, ok(acam("PUT")), origin=OPAQUE, method="PUT")
    add(group, ok(acam("PUT")), origin="http://localhost", method="PUT")
    add(group, ok(acam("PUT")), mode="same-origin", method="PUT")


def headers(add):
    group = "pf-headers"
    x_a = [["X-A", "1"]]
    for value in (None, "", "X-A", "x-a", "X-a", "X-B", "X-B, X-A", "x-a,x-b", "X-A, X-A", "X-AA",
                  "XX-A", "x_a", "content-type"):
        for api in APIS:
            add(group, ok(*given(acah, value)), api=api, headers=x_a)
    # The list that is asked for: order, case, repetition, joining.
    for names in (
        ("X-B", "X-A"), ("X-B", "x-a", "X-C"), ("x-a", "X-A"), ("X-A", "X-B", "X-A"),
        ("x_b", "x-b", "x.b", "xb"), ("X-Z", "Accept", "X-A", "Content-Type"),
        ("~t", "!t", "0t", "Zt", "^t"), ("Cache-Control", "Pragma", "If-None-Match"),
        ("User-Agent", "X-Requested-With", "Last-Event-ID", "Upgrade-Insecure-Requests"),
        ("Cookie", "Host", "X-A", "Referer", "Sec-X", "Proxy-X", "DNT", "Via"),
        ("Origin", "Access-Control-Request-Method", "X-A"), ("Cookie", "Sec-Y"),
    ):  # fmt: skip
        for api in APIS:
            add(group, ok(acah("*")), api=api, headers=[[n, "1"] for n in names])
    both = [["X-A", "1"], ["X-B", "2"]]
    for value in ("X-A", "X-B", "X-A, X-B", "x-b,x-a", "X-A X-B", "X-A;X-B"):
        add(group, ok(acah(value)), headers=both)
    # Which request headers are safelisted, seen by whether a preflight is sent.
    values = {
        "Accept": ("*/*", "a" * 128, "a" * 129, 'a"b', "a(b", "a:b", "a<b", "a?b", "a@b", "a[b",
                   "a\\b", "a{b", "a\x7fb", "a\x01b", "a\tb", "a\xe9b", ""),
        "Accept-Language": ("en", "en-US,en;q=0.8", "en_US", "e@n", "a" * 128, "a" * 129, "\xe9"),
        "Content-Language": ("en", "*", "e\xe9n", "a/b", "a=b;c=d"),
        "Content-Type": ("text/plain", "TEXT/PLAIN", "text/plain;charset=utf-8", "text/plain;x",
                         "multipart/form-data", "application/x-www-form-urlencoded",
                         "application/json", "text/html", "text/plain, text/plain", "text/plain;",
                         "text/plain ", "text", "", "text/plain;a=" + "b" * 115,
                         "text/plain;a=" + "b" * 116, 'text/plain;a="b"', "text/plain;a=(b",
                         "text/plain,application/json", "text/ plain", "text/plain x"),
        "Range": ("bytes=0-", "bytes=0-10", "bytes=-5", "bytes=5-1", "bytes=0-1,3-4", "bytes=x",
                  "Bytes=0-1", "bytes = 0-1", "bytes=0 - 1", "bytes=00-01", "items=0-1"),
    }  # fmt: skip
    for name, tried in values.items():
        for value in tried:
            for api in APIS if name in ("Content-Type", "Range") else ("fetch",):
                method = "POST" if name == "Content-Type" else "GET"
                add(group, ok(acah("*")), api=api, method=method, headers=[[name, value]])
    for name in ("DPR", "Downlink", "Save-Data", "Viewport-Width", "Width", "Device-Memory", "ECT",
                 "RTT", "Sec-CH-UA", "Priority", "Early-Data", "X-Forwarded-For", "Authorization",
                 "If-Range", "If-Modified-Since", "Content-Encoding", "Content-Disposition",
                 "Date", "TE", "Set-Cookie", "X-HTTP-Method-Override"):  # fmt: skip
        add(group, ok(acah("*")), headers=[[name, "1"]])
    # Client hints that Chromium safelists, some by value.
    hints = {
        "DPR": ("1.5", "x", "", "-1"), "Device-Memory": ("0.5", "x"), "Downlink": ("1.7", "1e3"),
        "ECT": ("4g", "slow-2g", "5g", "4G"), "RTT": ("100", "x"), "Save-Data": ("on", "ON", "off"),
        "Viewport-Width": ("100", "x", "1" * 129), "Width": ("100", "x"),
    }  # fmt: skip
    for name, tried in hints.items():
        for value in tried:
            add(group, ok(acah("*")), headers=[[name, value]])
    # Forbidden by value: X-HTTP-Method-Override naming a forbidden method.
    add(group, ok(acah("*")), headers=[["X-HTTP-Method", "TRACE"], ["X-Method-Override", "GET"]])
    # Safelisted one by one, over 1,024 bytes together.
    for width in (120, 128):
        pieces = [["Accept-Language", "a" * width], ["Accept", "a" * width]]
        add(group, ok(acah("*")), headers=pieces + [["Content-Language", "a" * width]])
        add(group, ok(acah("*")), headers=[["Accept", "a"]] * width)
    add(group, ok(acah("*")), headers=[["Accept", "a" * 60], ["Accept", "b" * 66]])
    add(group, ok(acah("*")), headers=[["Accept", "a" * 60], ["Accept", "b" * 67]])


def wildcards(add):
    group = "pf-wildcard"
    asked = {"method": "PUT", "headers": [["X-A", "1"]]}
    lists = (
        ("*", "*"), ("*", "X-A"), ("PUT", "*"), ("*", None), (None, "*"), ("GET, *", "X-B, *"),
        ("*, GET", "*, X-B"), ("**", "*"), ("*", "**"), ('"*"', "*"), (" * ", "\t*"),
        ("*,*", "*,*"), ("*X", "*"), ("*", "*X"), (",*", "*,"), ("*, PUT", "*, X-A"),
    )  # fmt: skip
    for methods_value, headers_value in lists:
        listed = given(acam, methods_value) + given(acah, headers_value)
        for credentials in ("omit", "same-origin", "include"):
            preflight = head("200 OK", acao(PAGE), acac(), *listed)
            add(group, preflight, ACTUAL_CREDENTIALED, credentials=credentials, **asked)
        for credentials in ("same-origin", "include"):
            preflight = head("200 OK", acao(PAGE), acac(), *listed)
            add(group, preflight, ACTUAL_CREDENTIALED, api="xhr", credentials=credentials, **asked)
    # With credentials `*` is a name: a header and a method of that name.
    for credentials in ("omit", "include"):
        for api in APIS:
            preflight = head("200 OK", acao(PAGE), acac(), acam("*"), acah("*"))
            same = {"api": api, "credentials": credentials}
            add(group, preflight, ACTUAL_CREDENTIALED, method="*", **same)
            add(group, preflight, ACTUAL_CREDENTIALED, headers=[["*", "1"]], **same)


def authorization(add):
    group = "pf-authorization"
    auth = ["Authorization", "Basic eA=="]
    for value in (None, "*", "Authorization", "authorization", "*, Authorization",
                  "Authorization, *", "X-A", "*, authorization, X-A"):  # fmt: skip
        for sent in ([auth], [auth, ["X-A", "1"]]):
            for credentials in ("omit", "same-origin", "include"):
                preflight = head("200 OK", acao(PAGE), acac(), *given(acah, value))
                add(group, preflight, ACTUAL_CREDENTIALED, credentials=credentials, headers=sent)
        for credentials in ("same-origin", "include"):
            preflight = head("200 OK", acao(PAGE), acac(), *given(acah, value))
            add(group, preflight, ACTUAL_CREDENTIALED, api="xhr", credentials=credentials,
                headers=[auth])  # fmt: skip
    # The other credential-like names that `*` covers.
    for name in ("AUTHORIZATION", "Proxy-Authorization", "X-Authorization", "WWW-Authenticate"):
        for value in ("*", name.lower()):
            add(group, ok(acah(value)), headers=[[name, "1"]])


def statuses(add):
    group = "pf-status"
    asked = {"method": "PUT"}
    codes = (200, 201, 202, 203, 204, 205, 206, 208, 226, 250, 299, 300, 301, 302, 303, 304, 305,
             306, 307, 308, 399, 400, 401, 403, 404, 405, 407, 410, 412, 418, 429, 451, 499, 500,
             501, 502, 503, 504, 599, 600, 999)  # fmt: skip
    for code in codes:
        for api in APIS:
            add(group, head(f"{code} X", acao(), acam("PUT")), api=api, **asked)
    for code in (301, 302, 303, 307, 308):
        location = ("Location", f"{OTHER}/case/%ID%/1")
        add(group, [head(f"{code} X", acao(), acam("PUT"), location), ok(acam("PUT"))],
            [ACTUAL, ACTUAL], **asked)  # fmt: skip
    for redirect in ("error", "manual"):
        location = ("Location", f"{OTHER}/case/%ID%/1")
        add(group, [head("302 X", acao(), acam("PUT"), location), ok(acam("PUT"))],
            [ACTUAL, ACTUAL], redirect=redirect, **asked)  # fmt: skip
        add(group, ok(acam("PUT")), redirect=redirect, **asked)
    # A fine preflight answer, and the status of the response itself.
    for code in (204, 304, 404, 405, 500):
        add(group, ok(acam("PUT")), head(f"{code} X", acao()), **asked)
    # 401 with a challenge must not open a dialogue on the OPTIONS.
    challenge = ("WWW-Authenticate", 'Basic realm="x"')
    add(group, head("401 X", acao(), acam("PUT"), challenge), **asked)


def malformed(add):
    group = "pf-malformed"
    good = "Access-Control-Allow-Origin: *\r\nAccess-Control-Allow-Methods: PUT\r\n"
    for preflight in (
        None, "", "garbage\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.1 204\r\n" + good + "\r\n",
        "HTTP/1.0 200 OK\r\n" + good + "\r\n", "HTTP/1.1 200 OK\r\n" + good,
        ("HTTP/1.1 200 OK\r\n" + good + "\r\n").replace("\r\n", "\n"),
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n" + good + "\r\n",
        "HTTP/1.1 103 Early\r\n" + good + "\r\nHTTP/1.1 200 OK\r\n\r\n",
        "HTTP/1.1 101 Switch\r\n" + good + "\r\n", "HTTP/1.1 100 Continue\r\n" + good + "\r\n",
        "HTTP/1.1 2000 X\r\n" + good + "\r\n", "HTTP/1.1 20 X\r\n" + good + "\r\n",
        "HTTP/1.1 abc\r\n" + good + "\r\n", "HTTP/1.1\r\n" + good + "\r\n",
        "HTTP/1.1 200 OK\r\nX: a\0b\r\n" + good + "\r\n",
        "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin : *\r\nAccess-Control-Allow-Methods: PUT"
        "\r\n\r\n",
        "HTTP/1.1 200 OK\r\n" + good + "Content-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\n" + good + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "HTTP/1.1 200 OK\r\n" + good + "Location: /a\r\nLocation: /b\r\n\r\n",
        "HTTP/1.1 200 OK\r\n" + good + "Content-Encoding: gzip\r\n\r\n",
    ):  # fmt: skip
        for api in APIS:
            add(group, preflight, api=api, method="PUT")


def allow_origin(add):
    group = "pf-acao"
    name = "Access-Control-Allow-Origin"
    for origin in (PAGE, OPAQUE):
        for lines in (
            [], [origin], ["*"], ["null"], [""], [origin + "/"], [origin.upper()], [origin] * 2,
            [origin, ""], ["", origin], [f"{origin}, {origin}"], ["*, *"], ["*", "*"], ["http://x"],
            [f"{origin} http://x"], [f'"{origin}"'],
        ):  # fmt: skip
            for credentials in ("same-origin", "include"):
                preflight = head("200 OK", acam("PUT"), acac(), *[(name, v) for v in lines])
                actual = head("200 OK", acao(origin), acac())
                add(group, preflight, actual, origin=origin, method="PUT", credentials=credentials)
    # The preflight passes and the response does not, and the reverse.
    for api in APIS:
        add(group, ok(acam("PUT")), head("200 OK"), api=api, method="PUT")
        add(group, head("200 OK", acam("PUT")), ACTUAL, api=api, method="PUT")
        add(group, ok(acam("PUT")), head("200 OK", acao("null")), api=api, method="PUT")
        # The exposed names are those of the response, never of the preflight.
        exposing = ok(acam("PUT"), ("Access-Control-Expose-Headers", "x-a"), ("X-B", "2"))
        add(group, exposing, head("200 OK", acao(), ("X-A", "1")), api=api, method="PUT")
        wider = head("200 OK", acao(), ("Access-Control-Expose-Headers", "x-a"), ("X-A", "1"))
        add(group, exposing, wider, api=api, method="PUT")
    lower = "HTTP/1.1 200 OK\r\naccess-control-allow-origin: *\r\naccess-control-allow-origin:\r\n"
    add(group, lower + "access-control-allow-methods: PUT\r\n\r\n", method="PUT")


def credentials_flag(add):
    group = "pf-credentials"
    name = "Access-Control-Allow-Credentials"
    for lines in ([], ["true"], ["TRUE"], ["false"], [""], ["true, true"], ["true", "true"],
                  ["true", ""], ["", "true"], [" true\t"], ['"true"'], ["true;"]):  # fmt: skip
        for origin_value in (PAGE, "*"):
            for credentials in ("omit", "same-origin", "include"):
                preflight = head(
                    "200 OK", acao(origin_value), acam("PUT"), *[(name, v) for v in lines]
                )
                add(group, preflight, ACTUAL_CREDENTIALED, method="PUT", credentials=credentials)
        preflight = head("200 OK", acao(PAGE), acam("PUT"), *[(name, v) for v in lines])
        add(group, preflight, ACTUAL_CREDENTIALED, api="xhr", method="PUT", credentials="include")
    # Credentials only on one of the two.
    allowed = head("200 OK", acao(PAGE), acac(), acam("PUT"))
    for api in APIS:
        add(group, allowed, ACTUAL, api=api, method="PUT", credentials="include")
        add(group, allowed, head("200 OK", acao(PAGE)), api=api, method="PUT",
            credentials="include")  # fmt: skip
        add(group, head("200 OK", acao(PAGE), acam("PUT")), ACTUAL_CREDENTIALED, api=api,
            method="PUT", credentials="include")  # fmt: skip


# %s is what has to be found. In head strings one character is one byte.
LISTS = (
    "%s", " %s ", "\t%s\t", ",%s", "%s,", ",,%s,,", ", ,%s", "%s ,", "%s\t,y", "y,\t%s", "y, %s",
    "y ,%s", '"%s"', '"%s', '%s"', '"y",%s', '%s,"y"', '"y,z",%s', '"a,%s', "%s;q=1", "%s;", ";%s",
    "%s y", "y %s", "%s=1", "%s/1", "%s,@", "@,%s", "(%s)", "%s,(c)", "%s,a b", "%s,a:b", "%s,{",
    "%s\x01", "%s,\x01", "\x0b%s", "%s\x0c", "%s,\x7f", "%s\xe9", "%s,\xe9", "\xa0%s", "%s\x85,y",
    "y,\r\n %s", "%s,\r\n\ty", "y,\r%s", "%s\r,y", "%s\r", "\r%s", "y,\r\n,%s", "*,@", "@,*", "*",
    "*,%s,@", "y;%s", "y|%s", "%s,'", "%s,`", "%s,!#$&-^_|~", "y\n,%s", "%s,*@", '"*"', "%s,\\",
)  # fmt: skip


def list_syntax(add):
    group = "pf-list-syntax"
    for pattern in LISTS:
        value = pattern.replace("%s", "PUT")
        add(group, ok(acam(value)), method="PUT")
        add(group, ok(acam(value)), api="xhr", method="PUT")
        value = pattern.replace("%s", "X-A")
        add(group, ok(acah(value)), headers=[["X-A", "1"]])
        add(group, ok(acah(value)), api="xhr", headers=[["X-A", "1"]])
    # A bad list that nothing has to be found in.
    for value in ("@", '"a"', "a b", "PUT, @"):
        add(group, ok(acam(value), acah("X-A")), headers=[["X-A", "1"]])
        add(group, ok(acam("PUT"), acah(value)), method="PUT")
    long_list = ",".join(f"x-{i}" for i in range(300))
    add(group, ok(acah(long_list + ",x-a")), headers=[["X-A", "1"]])
    add(group, ok(acah(long_list)), headers=[["X-A", "1"]])


def duplicates(add):
    group = "pf-duplicates"
    for values in (
        ("%s", "y"), ("y", "%s"), ("", "%s"), ("%s", ""), ("%s", "%s"), ("%s", "@"), ("@", "%s"),
        ("*", "y"), ("y", "*"), ("*", "@"), ("@", "*"), ("y,", "%s"), ("y", ",%s"), ("", ""),
        ("a", "b", "%s"), ("a", "", "%s"), ('"a', '%s"'), ('"y', "%s"),
    ):  # fmt: skip
        for api in APIS:
            lines = [acam(v.replace("%s", "PUT")) for v in values]
            add(group, ok(*lines), api=api, method="PUT")
            lines = [acah(v.replace("%s", "X-A")) for v in values]
            add(group, ok(*lines), api=api, headers=[["X-A", "1"]])
    # Other spellings of the name; other headers between.
    mixed = [("access-control-allow-methods", "y"), ("X", "1"), acam("PUT")]
    add(group, ok(*mixed), method="PUT")
    mixed = [("ACCESS-CONTROL-ALLOW-HEADERS", "y"), ("X", "1"), acah("X-A")]
    add(group, ok(*mixed), headers=[["X-A", "1"]])


def redirects(add):
    group = "pf-redirect"
    auth = ["Authorization", "Basic eA=="]
    both = ok(acam("PUT, DELETE, CHICKEN"), acah("X-A, Authorization, Content-Type"))
    to = {
        "same": f"{OTHER}/case/%ID%/1",
        "third": f"{THIRD}/case/%ID%/1",
        "page": f"{PAGE}/case/%ID%/1",
    }

    def hop(code, target):
        return head(f"{code} X", acao(), ("Location", target))

    for code in (301, 302, 303, 307, 308):
        for place in ("same", "third", "page"):
            for api in APIS:
                for asked in (
                    {"method": "PUT"},
                    {"method": "POST", "headers": [["X-A", "1"], ["Content-Type", "a/b"]]},
                    {"headers": [["X-A", "1"]]},
                ):
                    add(group, [both, both], [hop(code, to[place]), ACTUAL], api=api, **asked)
    # From a page's own server to another: only the second hop is preflighted.
    for code in (301, 302, 303, 307, 308):
        for asked in ({"method": "PUT"}, {"headers": [["X-A", "1"]]}, {"method": "CHICKEN"}):
            own = head(f"{code} X", ("Location", f"{OTHER}/case/%ID%/1"))
            add(group, [None, both], [own, ACTUAL], base=PAGE, **asked)
    # What the second preflight must say: Origin is `null` after two cross-origin hops.
    for value in (None, "*", "null", PAGE, OTHER):
        second = head("200 OK", *given(acao, value), acam("PUT"))
        for place in ("same", "third", "page"):
            add(group, [both, second], [hop(307, to[place]), ACTUAL], method="PUT")
        own = head("307 X", ("Location", f"{OTHER}/case/%ID%/1"))
        add(group, [None, second], [own, ACTUAL], base=PAGE, method="PUT")
    for second in (None, head("204 X", acao()), head("404 X", acao(), acam("PUT"))):
        for place in ("same", "third"):
            add(group, [both, second], [hop(307, to[place]), ACTUAL], method="PUT")
    # Back to the page's own server: what of the preflight's answer is judged at all?
    for second in (None, head("404 X"), head("404 X", acao()), head("200 OK"), head("204 X", acao()),
                   ok(acam("@")), head("200 OK", acam("PUT")), head("200 OK", acam("GET, @"))):
        add(group, [both, second], [hop(307, to["page"]), ACTUAL], method="PUT")
    for second in (head("200 OK"), head("200 OK", acah("X-A")), head("404 X", acah("X-A"))):
        add(group, [both, second], [hop(307, to["page"]), ACTUAL], headers=[["X-A", "1"]])
    # The response there is judged against `null`, too.
    for value in (None, "null", PAGE):
        actual = head("200 OK", *given(acao, value))
        add(group, [both, both], [hop(307, to["page"]), actual], method="PUT")
    # A method that a redirect turned into GET, after a preflight and without one.
    for code in (302, 303):
        for second in (None, ok(), ok(acam("GET"))):
            for place in ("same", "third"):
                add(group, [both, second], [hop(code, to[place]), ACTUAL], method="DELETE")
                add(group, [both, second], [hop(code, to[place]), ACTUAL], api="xhr",
                    method="POST", body="x", upload_listener=True)  # fmt: skip
    for code in (301, 307, 308):
        for method in ("DELETE", "CHICKEN"):
            add(group, [both, ok()], [hop(code, to["third"]), ACTUAL], method=method)
            add(group, [both, both], [hop(code, to["third"]), ACTUAL], method=method)
    own = head("307 X", ("Location", f"{OTHER}/case/%ID%/1"))
    add(group, [None, ok()], [own, ACTUAL], base=PAGE, method="DELETE")
    add(group, [both, ok()], [hop(303, to["same"]), ACTUAL], method="PUT", headers=[["X-A", "1"]])
    add(group, [both, both], [hop(303, to["same"]), ACTUAL], method="PUT", headers=[["X-A", "1"]])
    # Which body headers stay on that request.
    body_headers = [["Content-Type", "a/b"], ["Content-Encoding", "x"], ["Content-Language", "@"],
                    ["Content-Location", "x"], ["Content-Disposition", "x"]]  # fmt: skip
    for place in ("same", "third"):
        all_listed = ok(acam("PUT"), acah(", ".join(n for n, _ in body_headers)))
        for method, code in (("POST", 302), ("PUT", 303), ("POST", 307), ("GET", 303)):
            add(group, [all_listed, all_listed], [hop(code, to[place]), ACTUAL], method=method,
                headers=body_headers)  # fmt: skip
    # Authorization is dropped on the way to another origin (not in WebKit).
    for place in ("same", "third", "page"):
        for credentials in ("same-origin", "include"):
            second = head("200 OK", acao("null"), acac(), acah("X-A"))
            first = head("200 OK", acao(PAGE), acac(), acah("X-A, Authorization"))
            response = head("307 X", acao(PAGE), acac(), ("Location", to[place]))
            actual = head("200 OK", acao("null"), acac())
            for sent in ([auth], [auth, ["X-A", "1"]]):
                add(group, [first, second], [response, actual], headers=sent,
                    credentials=credentials)  # fmt: skip
            second = head("200 OK", acao(PAGE), acac(), acah("X-A"))
            actual = head("200 OK", acao(PAGE), acac())
            add(group, [first, second], [response, actual], headers=[auth, ["X-A", "1"]],
                credentials=credentials)  # fmt: skip
    # The first response fails its own check; redirect modes; three hops.
    add(group, [both, both], [head("307 X", ("Location", to["third"])), ACTUAL], method="PUT")
    for redirect in ("error", "manual"):
        add(group, [both, both], [hop(307, to["third"]), ACTUAL], method="PUT", redirect=redirect)
    last = f"{PAGE}/case/%ID%/2"
    for place in ("same", "third"):
        chain = [hop(307, to[place]), hop(308, last), ACTUAL]
        add(group, [both, both, both], chain, method="PUT")
        chain = [hop(302, to[place]), hop(302, last), ACTUAL]
        add(group, [both, both, both], chain, method="POST", headers=[["X-A", "1"]])
    # No preflight at first (simple), none after either.
    for code in (302, 307):
        add(group, [both, both], [hop(code, to["third"]), ACTUAL], method="POST")
    # Userinfo in the target.
    named = f"http://u:p@127.0.0.1:18082/case/%ID%/1"
    add(group, [both, both], [hop(307, named), ACTUAL], method="PUT")
    # An opaque page.
    add(group, [both, both], [hop(307, to["third"]), ACTUAL], origin=OPAQUE, method="PUT")


def upload_listeners(add):
    group = "pf-upload-listener"
    for method in ("GET", "HEAD", "POST", "PUT"):
        for body in (None, "x"):
            for preflight in (ok(), ok(acam("PUT")), ok(acam("@")), None, head("404 X", acao())):
                request = {"api": "xhr", "method": method, "upload_listener": True}
                if body:
                    request["body"] = body
                add(group, preflight, **request)
    # Without the listener, for comparison; on the page's own origin; with credentials.
    for body in (None, "x"):
        with_body = {"body": body} if body else {}
        add(group, ok(), api="xhr", method="POST", **with_body)
        add(group, ok(), base=PAGE, api="xhr", method="POST", upload_listener=True, **with_body)
        for preflight in (ok(), head("200 OK", acao(PAGE), acac())):
            add(group, preflight, ACTUAL_CREDENTIALED, api="xhr", method="POST",
                upload_listener=True, credentials="include", **with_body)  # fmt: skip
        header = {"headers": [["X-A", "1"]], "upload_listener": True}
        add(group, ok(), api="xhr", method="POST", **header, **with_body)
        add(group, ok(acah("x-a")), api="xhr", method="POST", **header, **with_body)
        # Redirected from the page's own server to another.
        own = head("307 X", ("Location", f"{OTHER}/case/%ID%/1"))
        for second in (ok(), None):
            add(group, [None, second], [own, ACTUAL], base=PAGE, api="xhr", method="POST",
                upload_listener=True, **with_body)  # fmt: skip
        away = head("307 X", acao(), ("Location", f"{THIRD}/case/%ID%/1"))
        for second in (ok(), None):
            add(group, [ok(), second], [away, ACTUAL], api="xhr", method="POST",
                upload_listener=True, **with_body)  # fmt: skip


def max_ages(add):
    """Two requests in one case: `preflights_by_request` tells what the cache did."""
    group = "pf-max-age"
    again = [{}]

    def twice(preflight_headers, first, then=again, credentialed=False):
        if credentialed:
            preflight = head("200 OK", acao(PAGE), acac(), *preflight_headers)
            add(group, preflight, ACTUAL_CREDENTIALED_UNCACHED, then=then, **first)
        else:
            add(group, ok(*preflight_headers), ACTUAL_UNCACHED, then=then, **first)

    put = {"method": "PUT"}
    custom = {"headers": [["X-A", "1"]]}
    for value in (None, "600", "0", "1", "5", "-1", "", "abc", "+5", " 5 ", "5.5", "5,6", "5, 5",
                  "0x10", "5s", "99999999999999999999", "1e3", "000005", '"5"', "5;", "-0", "5 6",
                  "86400", "2147483648"):  # fmt: skip
        twice([acam("PUT"), *given(max_age, value)], put)
        twice([acah("X-A"), *given(max_age, value)], custom)
        if value in (None, "600", "0"):
            twice([acam("PUT"), *given(max_age, value)], {"api": "xhr", **put})
    for first_line, second_line in (("5", "600"), ("600", ""), ("", "600"), ("0", "600"), ("5", "5")):
        twice([acam("PUT"), max_age(first_line), max_age(second_line)], put)
    # How long: the default of 5 seconds, and what is asked for.
    for value, wait in ((None, 3500), (None, 6500), ("2", 500), ("2", 3500), ("10", 6500),
                        ("", 6500), ("abc", 6500), ("+600", 6500), ("600s", 6500),
                        ("600, 600", 6500), ("600.5", 6500), ("000600", 6500),
                        ("99999999999999999999", 6500), ("9223372036854775807", 6500),
                        ("\x0b600", 6500)):  # fmt: skip
        twice([acam("PUT"), *given(max_age, value)], put, [{"wait_ms": wait}])
    age = max_age("600")
    # What an entry covers: another method, header, list, API, URL, credentials.
    x_a, x_b = [["X-A", "1"]], [["X-B", "1"]]
    every = [acam("PUT, DELETE"), acah("X-A, X-B"), age]
    for first, second in (
        ({"method": "PUT"}, {"method": "DELETE"}),
        ({"method": "PUT"}, {"method": "GET", "headers": x_a}),
        ({"method": "PUT"}, {"method": "PUT", "headers": x_a}),
        ({"headers": x_a}, {"headers": x_b}),
        ({"headers": x_a}, {"headers": x_a + x_b}),
        ({"headers": x_a}, {"method": "POST", "headers": x_a}),
        ({"headers": x_a}, {"method": "HEAD", "headers": x_a}),
        ({"headers": x_a}, {"method": "DELETE", "headers": x_a}),
        ({"headers": x_a}, {"headers": [["x-a", "2"]]}),
        ({"method": "PUT"}, {"api": "xhr"}),
        ({"method": "PUT", "api": "xhr"}, {"api": "fetch"}),
        ({"method": "PUT"}, {"method": "put"}),
        ({"method": "HEAD", "headers": x_a}, {}),
        ({"method": "POST", "headers": x_a}, {}),
    ):
        twice(every, first, [second])
    # Not covered by the first answer: asked again, or refused from the cache?
    for first, second in (
        ({"method": "PUT"}, {"method": "PATCH"}),
        ({"headers": x_a}, {"headers": [["X-C", "1"]]}),
    ):
        twice(every, first, [second])
    # Wildcards in the cache.
    for first, second in ((put, {}), (put, {"method": "DELETE"}), (custom, {}),
                          (custom, {"headers": x_b}),
                          ({"headers": [["Authorization", "x"]]}, {})):  # fmt: skip
        twice([acam("*"), acah("*"), age], first, [second])
    twice([acah("Authorization"), age], {"headers": [["Authorization", "x"]]})
    twice([acah("*, Authorization"), age], {"headers": [["Authorization", "x"]]})
    # Credentials are part of the key, or of the entry.
    kinds = ("omit", "same-origin", "include")
    for first in kinds:
        for second in kinds:
            twice([acam("PUT"), age], {**put, "credentials": first}, [{"credentials": second}], True)
    twice([acam("PUT"), age], {"api": "xhr", **put, "credentials": "include"}, again, True)
    star = [acam("*"), acah("*"), age]
    twice(star, {**custom, "credentials": "omit"}, [{"credentials": "include"}], True)
    # Another URL of the same server; a fragment.
    for suffix in ("?q", "#f"):
        url = f"{OTHER}/case/%ID%{suffix}"
        twice([acam("PUT"), age], put, [{"url": url}])
    # An opaque page; a page on the default port.
    for origin in (OPAQUE, "http://localhost"):
        add(group, ok(acam("PUT"), age), ACTUAL_UNCACHED, origin=origin, then=again, **put)
    # Answered 4xx/5xx, redirected to itself, other ports.
    missing = head("404 X", acao(), ("Cache-Control", "no-store"))
    add(group, ok(acam("PUT"), age), missing, then=again, **put)
    add(group, ok(acam("PUT"), age), ACTUAL_UNCACHED,
        then=[{"url": f"{THIRD}/case/%ID%"}], **put)  # fmt: skip
    # A new answer replaces or joins the old one: PUT, then a header, then both.
    both_asked = {"method": "PUT", "headers": x_a}
    twice([acam("PUT"), acah("X-A"), age], put, [{"method": "PATCH"}, both_asked])
    # Does a failure leave or clear an entry?
    unreadable = head("200 OK", ("Cache-Control", "no-store"))
    add(group, ok(acam("PUT"), age), unreadable, then=again, **put)
    closed = []
    add(group, ok(acam("PUT"), age), closed, then=again, **put)
    add(group, ok(acam("PUT"), age), ACTUAL_UNCACHED, then=[{"method": "PATCH"}, put], **put)
    add(group, ok(acam("GET"), acah("X-A"), age), ACTUAL_UNCACHED,
        then=[{"method": "GET", **custom}], **put)  # fmt: skip
    add(group, head("404 X", acao(), acam("PUT"), age), ACTUAL_UNCACHED, then=again, **put)
    # An upload listener always needs a method entry; simple methods are not in the list.
    listener = {"api": "xhr", "method": "POST", "body": "x", "upload_listener": True}
    twice([age], listener)
    twice([acam("POST"), age], listener)
    # The redirect target's entry, twice.
    hop = head("307 X", acao(), ("Location", f"{THIRD}/case/%ID%/1"), ("Cache-Control", "no-store"))
    both = ok(acam("PUT"), age)
    add(group, [both, both], [hop, ACTUAL_UNCACHED], then=again, **put)
    add(group, [both, both], [hop, ACTUAL_UNCACHED],
        then=[{"url": f"{THIRD}/case/%ID%/1"}], **put)  # fmt: skip


def all_cases():
    cases = Cases()
    for group in (methods, headers, wildcards, authorization, statuses, malformed, allow_origin,
                  credentials_flag, list_syntax, duplicates, redirects, upload_listeners,
                  max_ages):  # fmt: skip
        group(cases.add)
    for case in cases.cases:
        for change in case.get("then", []):
            if "url" in change:
                change["url"] = change["url"].replace("%ID%", case["id"])
    return cases.cases


if __name__ == "__main__":
    for made in all_cases():
        sys.stdout.write(json.dumps(made) + "\n")
