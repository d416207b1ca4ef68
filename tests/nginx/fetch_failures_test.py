"""`corsieve fetch` where no answer comes, or none that is HTTP.

    CORSIEVE_PROGRAM=build/default/corsieve python3 tests/nginx/fetch_failures_test.py
"""

import contextlib
import pathlib
import socket
import sys
import threading
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))

from fetch_nginx_test import ALLOW, NginxTest, fetch  # noqa: E402
from nginx import Config, Location  # noqa: E402


class FailuresTest(NginxTest):
    """Each is told as what it is."""

    def fails(self, result, why):
        self.assertEqual(result.returncode, 1, result.stdout + result.stderr)
        self.assertRegex(result.stderr, r"^corsieve: \w+ https?://\S+: " + why)
        self.assertIn("no answer to ", result.stdout)

    def test_certificate(self):
        self.nginx.serve(Config({}))
        self.fails(self.fetch("/", scheme="https"), "the server's certificate is not trusted")

    def test_no_tls(self):
        self.nginx.serve(Config({}))
        self.fails(fetch(f"https://127.0.0.1:{self.nginx.http}/"), "no TLS connection")

    def test_name(self):
        self.fails(fetch("http://no-such-host.invalid/"), r"the host's name has no address \(DNS\)")

    def test_refused(self):
        result = fetch(f"http://127.0.0.1:{self.nginx.app}/", "-X", "PUT")
        self.fails(result, "no connection: Connection refused")
        self.assertIn("corsieve: OPTIONS ", result.stderr)
        self.assertIn(f"Tried 127.0.0.1:{self.nginx.app}", result.stdout)

    def talk(self, answer, *arguments, **options):
        """Fetches from a server that reads a request and sends `answer`; None: nothing."""
        with socket.create_server(("127.0.0.1", 0)) as server:
            done = threading.Event()

            def serve():
                connection, _ = server.accept()
                with connection:
                    connection.recv(65536)
                    if answer is None:
                        done.wait(30)
                    else:
                        with contextlib.suppress(OSError):
                            connection.sendall(answer)

            thread = threading.Thread(target=serve)
            thread.start()
            result = fetch(f"http://127.0.0.1:{server.getsockname()[1]}/", *arguments, **options)
            done.set()
            thread.join()
            return result

    def test_timeout(self):
        self.fails(self.talk(None, "--timeout", "1"), r"no answer within 1 s \(timeout\)")

    def test_closed(self):
        self.fails(self.talk(b""), "the connection was closed without an answer")

    def test_no_http(self):
        self.fails(self.talk(b"SSH-2.0-OpenSSH_9.2\r\n"), "what came is no HTTP")

    def test_heads_are_as_they_were_sent(self):
        for head in (b"HTTP/1.1 200 OK\r\nA: b\r\n  folded\r\n\r\n",
                     b"HTTP/1.1 200 OK\nA : b\n\n",
                     b"HTTP/1.1 200\r\nA:\xff\r\nA:\t\xe9 \r\n\r\n",
                     b"HTTP/1.1 103 \r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nA: b\r\n\r\n",
                     b"HTTP/1.1 101 Switching\r\nA: b\r\n\r\n",
                     b"HTTP/1.1 200 OK\r\nContent-Length: abc\r\n\r\n",
                     b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                     b"HTTP/1.0 401 No\r\nWWW-Authenticate: Basic realm=x\r\n\r\n",
                     b"HTTP/1.1 204 No\r\nTransfer-Encoding: chunked\r\n\r\n"):
            with self.subTest(head):
                raw = self.talk(head + b"body", "--raw", text=False).stdout
                lines = [line[2:] for line in raw.splitlines(True) if line.startswith(b"< ")]
                self.assertEqual(b"".join(lines), head)

    def test_heads_that_libcurl_refuses(self):
        """Of them nothing is claimed."""
        for head in (b"\r\nHTTP/1.1 200 OK\r\n\r\n",
                     b"HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
                     b"HTTP/1.1 200 OK\r\nA: x\0y\r\n\r\n",
                     b"HTTP/1.1 200 OK\r\nA: " + b"x" * 200000 + b"\r\n\r\n",
                     b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 60000 + b"\r\n"):
            with self.subTest(head[:40]):
                result = self.talk(head)
                self.fails(result, "what came is no HTTP that libcurl reads")
                self.assertIn("a browser may read it", result.stderr)
        self.fails(self.talk(b"HTTP/1.1 200 OK\r\nA: b"), "the connection was closed within")

    def test_second_of_a_chain(self):
        self.nginx.serve(Config({"/": Location([ALLOW, "return 302 http://127.0.0.1:@app@0/;"])}))
        self.assertEqual(self.fetch("/").returncode, 0)  # No port: no request.
        self.nginx.serve(Config({"/": Location([ALLOW, "return 302 http://gone.invalid/;"])}))
        result = self.fetch("/")
        self.fails(result, "the host's name has no address")
        self.assertIn("redirects to http://gone.invalid/", result.stdout)

    def test_control_bytes(self):
        result = self.talk(b"HTTP/1.1 200 \x1b[31m\r\nX-A: \x1b[31m\r\n"
                           b"Access-Control-Allow-Origin: *\r\n\r\n")
        self.assertNotIn("\x1b", result.stdout)


if __name__ == "__main__":
    unittest.main()
