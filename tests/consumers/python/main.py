"""A program of Python that uses the module. It prints what want.txt says."""

import corsieve

HEAD = (b"HTTP/1.1 200 OK\r\n"
        b"Access-Control-Allow-Origin: *\r\n"
        b"Access-Control-Expose-Headers: X-Total-Count\r\n"
        b'ETag: "v1"\r\n'
        b"X-Total-Count: 7\r\n"
        b"\r\n")

answer = corsieve.filter(HEAD, corsieve.Request("https://app.example",
                                                "https://api.example/data"))
print("type:", answer.type.name.lower())
for name in "etag", "x-total-count":
    value = answer.get(name)
    print(f"{name}: {'null' if value is None else value}")
print("because:", ", ".join(h.reason.name for h in answer.headers[2:4]))
