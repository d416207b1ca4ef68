"""How the C library is found."""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import corsieve
from samples import FOLDER


class LoadingTest(unittest.TestCase):
    def python(self, code, **environment):
        return subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True,
            check=False, timeout=60, cwd="/", env={
                **os.environ, "PYTHONPATH": str(FOLDER), **environment})

    def test_a_library_that_is_not_there(self):
        done = self.python("import corsieve", CORSIEVE_LIBRARY="/nowhere/lib.so")
        self.assertEqual(1, done.returncode)
        self.assertIn("ImportError: corsieve needs its C library: "
                      "/nowhere/lib.so", done.stderr)
        self.assertIn("apt install libcorsieve0", done.stderr)

    def test_a_library_that_is_another(self):
        done = self.python("import corsieve", CORSIEVE_LIBRARY="libc.so.6")
        self.assertIn("ImportError: corsieve needs its C library", done.stderr)
        self.assertIn("corsieve_version_number", done.stderr)

    def test_the_version(self):
        for number, is_good in ((99, False), (10000, False), (100, True)):
            done = self.python(
                "import ctypes\n"
                "real = ctypes.CDLL\n"
                "class Other:\n"
                "    def __init__(self, path): self.real = real(path)\n"
                "    def __getattr__(self, name):\n"
                "        if name != 'corsieve_version_number':\n"
                "            return getattr(self.real, name)\n"
                f"        return lambda: {number}\n"
                "ctypes.CDLL = Other\n"
                "import corsieve")
            self.assertEqual(is_good, done.returncode == 0, done.stderr)
            if not is_good:
                self.assertIn("in version 0.1.0 or later", done.stderr)

    def test_a_library_beside_the_package(self):
        library = corsieve._library.C._name
        if not os.path.isabs(library):
            self.skipTest("the library is the system's")
        with tempfile.TemporaryDirectory() as folder:
            package = pathlib.Path(folder, "corsieve")
            shutil.copytree(FOLDER / "corsieve", package)
            for place in (package, package.parent):
                beside = place / "libcorsieve.so.0"
                shutil.copy(library, beside)
                done = self.python(
                    "import corsieve; print(corsieve._library.C._name)",
                    CORSIEVE_LIBRARY="", PYTHONPATH=folder)
                self.assertEqual(str(beside.resolve()), done.stdout.strip(),
                                 done.stderr)
                beside.unlink()

    def test_at_exit(self):
        done = self.python(
            "import corsieve, threading\n"
            "f = corsieve.Filter(); c = corsieve.PreflightCache()\n"
            "e = corsieve.Exchange(cache=c); e.me = e\n"
            "corsieve.filter([], corsieve.Request('a', 'b'))\n"
            "t = threading.Thread(target=lambda: corsieve.filter([],"
            " corsieve.Request('a', 'b'))); t.start(); t.join()")
        self.assertEqual((0, "", ""), (done.returncode, done.stdout, done.stderr))


if __name__ == "__main__":
    unittest.main()
