"""Enumerations against corsieve.h; what the README shows."""

import doctest
import enum
import re
import unittest

import corsieve
from corsieve import Kind, Reason, Step
from samples import FOLDER


class TermsTest(unittest.TestCase):
    HEADER = FOLDER.parents[1] / "include/corsieve.h"

    def test_reasons(self):
        self.assertIs(Reason.NotExposed, Reason.NOT_EXPOSED)
        self.assertIs(Reason["NotExposed"], Reason(11))
        self.assertEqual("NotExposed", str(Reason(11)))
        self.assertTrue(Reason.ExposedByStar.exposed)
        self.assertFalse(Reason.NOT_EXPOSED.exposed)
        self.assertIs(Kind.HIDDEN, Reason.NOT_EXPOSED.kind)
        for reason in Reason:
            self.assertTrue(reason.text)
            self.assertTrue(reason.url.startswith("https://"), reason)
            self.assertIsInstance(reason.fix, str)
        self.assertRaises(ValueError, Reason, 255)

    def test_words_are_strings(self):
        self.assertEqual("no-cors", corsieve.Mode.NO_CORS)
        self.assertEqual("no-cors", f"{corsieve.Mode.NO_CORS}")
        self.assertIs(corsieve.Mode.NO_CORS, corsieve.Mode("no-cors"))

    @unittest.skipUnless(HEADER.exists(), "corsieve.h is not in the tree")
    def test_the_numbers_are_those_of_the_header(self):
        numbers = {name: int(value) for name, value in re.findall(
            r"^\s*CORSIEVE_(\w+) = (-?\d+)", self.HEADER.read_text(), re.M)}
        numbers.update((name, int(value)) for name, value in re.findall(
            r"[{,]\s*CORSIEVE_(\w+) = (-?\d+)", self.HEADER.read_text()))
        prefixes = {
            corsieve.Profile: "PROFILE_", corsieve.Mode: "MODE_",
            corsieve.Credentials: "CREDENTIALS_", corsieve.Redirect: "REDIRECT_",
            corsieve.Initiator: "INITIATOR_", corsieve.Body: "BODY_",
            corsieve.ReferrerPolicy: "REFERRER_",
            corsieve.EmbedderPolicy: "EMBEDDER_",
            corsieve.Tainting: "TAINTING_", corsieve.Protocol: "",
            corsieve.ResponseType: "TYPE_", Kind: "KIND_", Step: "STEP_",
            Reason: "REASON_"}
        for kind, prefix in prefixes.items():
            there = {name[len(prefix):]: value for name, value in numbers.items()
                     if (name.startswith(prefix) if prefix
                         else name.startswith("HTTP_"))}
            for name, value in there.items():
                member = kind[name]
                number = getattr(member, "number", None)
                self.assertEqual(value, int(member) if number is None else number,
                                 (kind, name))
            self.assertEqual(len(there), len(kind), kind)
        self.assertTrue(issubclass(Reason, enum.IntEnum))


class ReadmeTest(unittest.TestCase):
    def test_what_the_readme_shows(self):
        failed, tried = doctest.testfile(str(FOLDER / "README.md"),
                                         module_relative=False)
        self.assertEqual((0, 14), (failed, tried))


if __name__ == "__main__":
    unittest.main()
