"""What several tests are about."""

import pathlib

from corsieve import Request

FOLDER = pathlib.Path(__file__).resolve().parent.parent
REQUEST = Request("https://app.example", "https://api.example/")
HEAD = (b"HTTP/1.1 200 Fine\r\nAccess-Control-Allow-Origin: *\r\n"
        b"Access-Control-Expose-Headers: X-A\r\nX-A: 1\r\nX-A: \xe9\r\n"
        b"X-B: 2\r\nSet-Cookie: a=b\r\n\r\nbody")
PAIRS = [("Access-Control-Allow-Origin", "*"),
         (b"Access-Control-Expose-Headers", "X-A"), ["X-A", b"1"],
         ("X-A", "\xe9"), ("X-B", " 2 "), ("Set-Cookie", "a=b")]
