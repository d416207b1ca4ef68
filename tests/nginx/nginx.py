"""nginx on loopback, with a configuration that printed advice can be applied to."""

import contextlib
import os
import pathlib
import re
import shutil
import socket
import subprocess
import tempfile
import time

TOP = """
{user}
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ }}
http {{
    access_log {folder}/access.log;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    types {{ }}
    default_type application/json;
{maps}
    server {{
        listen 127.0.0.1:{http};
        listen 127.0.0.1:{https} ssl http2;
        ssl_certificate {folder}/cert.pem;
        ssl_certificate_key {folder}/key.pem;
        root {folder};
{server}
    }}
    # The application behind the proxy.
    server {{
        listen 127.0.0.1:{app};
{behind}
    }}
}}
"""


def free_ports(count):
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for s in sockets:
            s.bind(("127.0.0.1", 0))
        return [s.getsockname()[1] for s in sockets]


class Location:
    """A block of a server: its lines, and what it does to OPTIONS alone."""

    def __init__(self, lines=(), options=None):
        self.lines = list(lines)
        self.options = None if options is None else list(options)

    def text(self, path):
        out = [f"        location {path} {{"]
        if self.options is not None:
            out += ["            if ($request_method = OPTIONS) {"]
            out += [f"                {line}" for line in self.options]
            out += ["            }"]
        out += [f"            {line}" for line in self.lines]
        return "\n".join(out + ["        }"])


class Config:
    """What stands in the server's block, and its locations by what they match."""

    def __init__(self, locations, server=(), behind=(), maps=()):
        self.locations = locations
        self.server = list(server)
        self.behind = list(behind)
        self.maps = list(maps)

    def text(self, **fill):
        server = [f"        {line}" for line in self.server]
        server += [location.text(path) for path, location in self.locations.items()]
        # What is filled in has braces; what it is filled into does not.
        out = TOP.format(maps="\n".join(f"    {line}" for line in self.maps),
                         server="\n".join(server), behind="\n".join(self.behind), **fill)
        for name, value in fill.items():
            out = out.replace(f"@{name}@", str(value))
        return out

    def location_of(self, url):
        path = re.sub(r"^https?://[^/]*|[?#].*$", "", url)
        exact = self.locations.get(f"= {path}")
        if exact:
            return exact
        fitting = [p for p in self.locations if path.startswith(p)]
        return self.locations[max(fitting, key=len)]


class Nginx:
    """Runs nginx with a configuration as long as the `with` lasts."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="corsieve-nginx-")
        self.http, self.https, self.app = free_ports(3)
        self.process = None
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
             "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
             "-keyout", f"{self.folder}/key.pem", "-out", f"{self.folder}/cert.pem"],
            check=True, capture_output=True)
        # The password is "secret".
        pathlib.Path(self.folder, "users").write_text("me:{PLAIN}secret\n")

    def url(self, path, scheme="http"):
        return f"{scheme}://127.0.0.1:{self.http if scheme == 'http' else self.https}{path}"

    def serve(self, config):
        self.stop()
        text = config.text(user="user root;" if os.geteuid() == 0 else "", folder=self.folder,
                           http=self.http, https=self.https, app=self.app)
        path = pathlib.Path(self.folder, "nginx.conf")
        path.write_text(text)
        program = shutil.which("nginx") or "/usr/sbin/nginx"
        self.process = subprocess.Popen(
            [program, "-p", self.folder, "-c", str(path), "-e", f"{self.folder}/error.log"],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        for port in (self.http, self.https, self.app):
            self.wait_for(port, text)

    def wait_for(self, port, text):
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and self.process.poll() is None:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                return
            time.sleep(0.02)
        log = pathlib.Path(self.folder, "error.log").read_text()
        raise AssertionError(f"nginx does not listen at {port}:\n{log}\n{text}")

    def requests(self):
        """The lines of the access log, as soon as they are all there."""
        self.stop()
        lines = pathlib.Path(self.folder, "access.log").read_text().splitlines()
        return [line.split('"')[1] for line in lines]

    def stop(self):
        if self.process:
            self.process.terminate()
            self.process.communicate()
            self.process = None

    def close(self):
        self.stop()
        shutil.rmtree(self.folder)
