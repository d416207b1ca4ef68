"""HTTP/3 for recorded cases: Debian's Caddy in front of the server of HTTP/2.

Debian 12 has no server that speaks HTTP/3 and sends a block as it is told. Caddy
sends what Go's libraries let through, so that only well-formed blocks are recorded.
"""

import json
import os
import re
import socket
import subprocess
import time

BEHIND = 10000  # what is added to a port to get that of the server behind it
START_LIMIT_S = 20
PROTOCOL_HEADER = "corsieve-recorder-protocol"  # tells the server how Caddy was asked
TOKEN = re.compile(r"[a-z0-9!#$%&'*+.^_`|~-]+")
VALUE = re.compile(r"[\t\x20-\x7e\x80-\xff]*")
# Go takes these for its own, or Caddy sets them.
NOT_PASSED_ON = ("connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade", "te",
                 "trailer", "host", "server", "alt-svc", "proxy-authenticate", "pragma",
                 "content-length")
# Where Alt-Svc stays, so that Firefox learns of HTTP/3.
TEACHING = ["/_recorder/*", "/case/warm-up"]


def why_not_sent(response):
    """A sentence if Caddy would answer otherwise than a case says, or None."""
    if not isinstance(response["status"], int) or not 200 <= response["status"] <= 999:
        return "Caddy does not pass this status on"
    if "interim" in response or "trailers" in response:
        return "Caddy does not pass interim responses and trailers on as they are"
    for name, value in response["headers"]:
        if name in NOT_PASSED_ON or not TOKEN.fullmatch(name) or not VALUE.fullmatch(value):
            return f"Caddy does not pass this {name} header on"
    return None


def proxy(port):
    """Caddy's configuration of one port: pass everything on, add nothing."""
    bare = {
        "match": [{"not": [{"path": TEACHING}]}],
        "handle": [{
            "handler": "headers",
            "response": {"deferred": True, "delete": ["Alt-Svc", "Server"]},
        }],
    }
    transport = {
        "protocol": "http",
        "tls": {"insecure_skip_verify": True},
        "versions": ["2"],
        "compression": False,
    }
    upstreams = [{"dial": f"127.0.0.1:{port + BEHIND}"}]
    pass_on = {
        "handler": "reverse_proxy",
        "upstreams": upstreams,
        "transport": transport,
        "headers": {"request": {"set": {PROTOCOL_HEADER: ["{http.request.proto}"]}}},
    }
    return {
        "listen": [f"127.0.0.1:{port}"],
        "protocols": ["h1", "h2", "h3"],
        "automatic_https": {"disable": True},
        "tls_connection_policies": [{}],
        "routes": [bare, {"handle": [pass_on]}],
    }


class Front:
    """A running Caddy; its files are in the certificate's directory."""

    def __init__(self, certificate, ports):
        files = {"certificate": str(certificate.chain), "key": str(certificate.key)}
        config = {
            "admin": {"disabled": True, "config": {"persist": False}},
            "apps": {
                "tls": {"certificates": {"load_files": [files]}},
                "http": {"servers": {f"port{port}": proxy(port) for port in ports}},
            },
        }
        home = str(certificate.directory)
        file = certificate.directory / "caddy.json"
        file.write_text(json.dumps(config))
        environment = {**os.environ, "HOME": home, "XDG_DATA_HOME": home, "XDG_CONFIG_HOME": home}
        self.log = open(certificate.directory / "caddy.log", "wb")
        self.process = subprocess.Popen(
            ["caddy", "run", "--config", str(file)],
            env=environment, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log,
        )
        deadline = time.monotonic() + START_LIMIT_S
        while not all(is_open(port) for port in ports):
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.close()
                text = (certificate.directory / "caddy.log").read_text()
                raise SystemExit(f"caddy does not start:\n{text[-2000:]}")
            time.sleep(0.05)

    def close(self):
        self.process.kill()  # A polite end waits for connections that nobody closes.
        self.process.wait()
        self.log.close()


def is_open(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
