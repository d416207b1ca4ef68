"""What each server of this folder has: a folder, a port, a process; and an application that
answers as a Mistake says."""

import contextlib
import http.server
import os
import pathlib
import shutil
import socket
import subprocess
import tempfile
import threading
import time


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Server:
    """A server, and what was printed for it: `configurations`, first to last."""

    name = ""
    programs = ()  # All of these have to be there.
    native = {}  # Mistakes of its own configuration: what `serve` takes.

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix=f"corsieve-{self.name}-"))
        self.folder.chmod(0o755)
        self.port = free_port()
        self.process = None

    @classmethod
    def missing(cls):
        """Why it cannot be tested; "" if it can."""
        lacking = [p for p in cls.programs if not cls.program(p)]
        return f"no program {lacking[0]}" if lacking else ""

    @staticmethod
    def program(name):
        path = os.environ.get("PATH", "") + os.pathsep + "/usr/sbin"
        return shutil.which(name, path=path)

    def url(self, path):
        return f"http://127.0.0.1:{self.port}{path}"

    def run(self, *command, **options):
        """Starts it, and waits until it listens."""
        log = self.folder / "log"
        with log.open("wb") as out:
            self.process = subprocess.Popen([str(c) for c in command], cwd=self.folder,
                                            stdout=out, stderr=out, **options)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self.process.poll() is None:
            with contextlib.suppress(OSError), \
                    socket.create_connection(("127.0.0.1", self.port), 1):
                return
            time.sleep(0.02)
        raise AssertionError(f"{command} does not listen: {log.read_text(errors='replace')}")

    def stop(self):
        if self.process:
            self.process.terminate()
            self.process.wait()
            self.process = None

    def close(self):
        self.stop()
        shutil.rmtree(self.folder)


class Application:
    """What stands behind a proxy: answers with the lines of a Mistake, and no others."""

    def __init__(self):
        self.mistake = None
        application = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                status, lines = application.mistake.answer_to(
                    self.command, self.path)
                self.send_response_only(status)
                for name, value in lines:
                    self.send_header(name, value)
                self.send_header("Content-Length", "0")
                self.end_headers()

            do_OPTIONS = do_PUT = do_GET

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.05,))
        self.thread.start()

    def close(self):
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


class Proxy(Server):
    """A server in front of an Application."""

    def __init__(self):
        super().__init__()
        self.application = Application()

    def serve(self, mistake, configurations):
        self.stop()
        self.application.mistake = mistake
        self.configure(getattr(mistake, "lines", ()), configurations)

    def close(self):
        self.application.close()
        super().close()
