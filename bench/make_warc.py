#!/usr/bin/env python3
"""Writes a WARC as Common Crawl's are, of made-up pages, to standard output.

    bench/make_warc.py RESPONSES [BODY_BYTES] > /tmp/made-up.warc.gz

Each response has a request before it and metadata behind it, each a gzip member
of its own. 10,000 are different; then they come again.
"""

import random
import sys
import zlib

DIFFERENT = 10000
DATE = "2026-01-18T05:12:44Z"
ALWAYS = ["Date: Sun, 18 Jan 2026 05:12:44 GMT", "Content-Type: text/html; charset=utf-8"]
SOMETIMES = [
    (0.6, "Server: nginx"), (0.3, "Server: cloudflare"), (0.3, "CF-RAY: 9a1b2c3d4e5f6071-FRA"),
    (0.5, "Cache-Control: max-age=600"), (0.4, 'ETag: "5a1c-62f0e"'), (0.5, "Vary: Accept-Encoding"),
    (0.4, "X-Crawler-Content-Encoding: gzip"), (0.4, "X-Crawler-Transfer-Encoding: chunked"),
    (0.4, "Strict-Transport-Security: max-age=31536000; includeSubDomains"),
    (0.3, "X-Frame-Options: SAMEORIGIN"), (0.4, "X-Content-Type-Options: nosniff"),
    (0.3, "Set-Cookie: session=0123456789abcdef; Path=/; Secure; HttpOnly"),
    (0.1, "Link: <https://www.example/wp-json/>; rel=\"https://api.w.org/\""),
    (0.08, "Access-Control-Allow-Origin: *"),
    (0.01, "Access-Control-Allow-Origin: https://www.example"),
    (0.01, "Access-Control-Allow-Credentials: true"),
    (0.03, "Access-Control-Expose-Headers: X-WP-Total, X-WP-TotalPages, Link"),
]


def record(kind, number, media_type, url, block):
    head = (f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Date: {DATE}\r\n"
            f"WARC-Record-ID: <urn:uuid:5a1c0000-0000-4000-8000-{number:012d}>\r\n"
            f"Content-Length: {len(block)}\r\nContent-Type: {media_type}\r\n"
            f"WARC-IP-Address: 192.0.2.7\r\nWARC-Target-URI: {url}\r\n\r\n")
    member = zlib.compressobj(6, zlib.DEFLATED, 31)
    return member.compress(head.encode() + block + b"\r\n\r\n") + member.flush()


def page(number, dice, words, size):
    host = f"www{number % 997}.example"
    path = f"/{dice.choice(words)}/{number}"
    url = f"https://{host}{path}"
    lines = ALWAYS + [line for share, line in SOMETIMES if dice.random() < share]
    body = bytearray()
    while len(body) < size:
        body += f"<p class={dice.choice(words)}>{' '.join(dice.choices(words, k=40))}</p>\n".encode()
    head = "HTTP/1.1 200 OK\r\n" + "\r\n".join(lines) + f"\r\nContent-Length: {size}\r\n\r\n"
    request = f"GET {path} HTTP/1.1\r\nUser-Agent: CCBot/2.0\r\nHost: {host}\r\n\r\n"
    http = "application/http; msgtype="
    return (record("request", 3 * number, http + "request", url, request.encode()) +
            record("response", 3 * number + 1, http + "response", url, head.encode() + body[:size]) +
            record("metadata", 3 * number + 2, "application/warc-fields", url, b"fetchTimeMs: 212\r\n"))


def main(count, size="2000"):
    dice = random.Random(7)
    words = ["".join(dice.choices("abcdefghijklmnop", k=dice.randint(2, 9))) for _ in range(5000)]
    different = min(int(count), DIFFERENT)
    pages = [page(number, dice, words, int(size)) for number in range(different)]
    out = sys.stdout.buffer
    out.write(record("warcinfo", 999999999999, "application/warc-fields", "urn:made-up", b"software: made up\r\n"))
    for number in range(int(count)):
        out.write(pages[number % different])


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    main(*sys.argv[1:])
