"""FastAPI on uvicorn: what is printed goes to the end of the module."""

import contextlib
import subprocess
import sys

from express import own
from mistakes import EXPOSE, PUT, TOTAL
from server import Server

TOP = """
from fastapi import FastAPI, Request, Response
from fastapi.middleware.cors import CORSMiddleware
app = FastAPI()
mistake = %r
%s
@app.api_route("/{path:path}", methods=["GET", "PUT", "OPTIONS"])
def answer(request: Request):
    special = request.method == "OPTIONS" and mistake["options"]
    if request.url.path == "/moved":
        special = mistake["moved"]
    status, lines = special or mistake["answer"]
    if status == 500:
        raise ValueError("no")
    response = Response(status_code=status)
    for name, value in lines:
        response.headers.append(name, value)
    return response
%s
"""


class FastApi(Server):
    name = "fastapi"
    native = {
        "CORSMiddleware for another page": own(
            'app.add_middleware(CORSMiddleware, allow_origins=["https://old.example"])',
            (200, [EXPOSE, TOTAL]), ("-X", "PUT")),
        "CORSMiddleware without the method": own(
            'app.add_middleware(CORSMiddleware, allow_origins=["https://app.example"])',
            (200, [EXPOSE, TOTAL]), ("-X", "PUT"), (204, [PUT])),
        "CORSMiddleware for all, without credentials": own(
            'app.add_middleware(CORSMiddleware, allow_origins=["*"])',
            (200, [EXPOSE, TOTAL]), ("--credentials", "include"), others=True),
        "an error that is raised": own(
            'app.add_middleware(CORSMiddleware, allow_origins=["*"])',
            (500, []), expect=("--expect-type", "cors")),
        "CORSMiddleware that exposes nothing": own(
            'app.add_middleware(CORSMiddleware, allow_origins=["https://app.example"])',
            (200, [TOTAL])),
    }

    @classmethod
    def missing(cls):
        return "" if cls.python() else "no Python with the modules fastapi and uvicorn"

    @staticmethod
    def python():
        """The interpreter that has them: Debian's packages are of Debian's own."""
        for python in (sys.executable, "/usr/bin/python3"):
            command = [python, "-c", "import fastapi, uvicorn"]
            with contextlib.suppress(OSError):
                if subprocess.run(command, capture_output=True, check=False).returncode == 0:
                    return python
        return None

    def serve(self, mistake, configurations):
        self.stop()
        (self.folder / "main.py").write_text(
            TOP % (mistake.data(), getattr(mistake, "code", ""), "\n".join(configurations)))
        self.run(self.python(), "-m", "uvicorn", "--port", self.port, "main:app")
