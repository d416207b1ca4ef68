"""Runs all tests of this folder, and the types where mypy is; counts them."""

import pathlib
import shutil
import subprocess
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent


def check_types():
    """What mypy has to say of the package and the add-on."""
    return subprocess.run(
        ["mypy", "--strict", "--cache-dir=/dev/null", "corsieve",
         "mitmproxy_addon.py"], cwd=HERE.parent, capture_output=True, text=True,
        check=False)


class TypesTest(unittest.TestCase):
    @unittest.skipUnless(shutil.which("mypy"), "mypy is not installed")
    def test_types(self):
        done = check_types()
        self.assertEqual(0, done.returncode, done.stdout + done.stderr)


def main():
    loader = unittest.defaultTestLoader
    suite = loader.discover(str(HERE), "*_test.py")
    suite.addTests(loader.loadTestsFromTestCase(TypesTest))
    result = unittest.TextTestRunner(verbosity=1).run(suite)
    bad = result.failures + result.errors
    failed = len({test.id().split(" ")[0] for test, _ in bad})
    for test, why in result.skipped:
        print(f"skipped: {test.id()}: {why}")
    print(f"{result.testsRun - failed - len(result.skipped)} passed, "
          f"{failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
