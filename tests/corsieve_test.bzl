"""corsieve_test: a test program, in a line or three."""

load("@rules_cc//cc:defs.bzl", "cc_test")
load("//tools:copts.bzl", "COPTS")

def corsieve_test(name, srcs = [], deps = [], **kwargs):
    """Declares a cc_test of `name`.cc, with GoogleTest and the engine.

    A program that has a main() of its own keeps it.

    Args:
      name: name of the test and of its source.
      srcs: sources beside that one.
      deps: dependencies beside //engine:corsieve and GoogleTest.
      **kwargs: passed to cc_test.
    """
    cc_test(
        name = name,
        srcs = [name + ".cc"] + srcs,
        copts = COPTS,
        deps = deps + [
            "//engine:corsieve",
            "@com_google_googletest//:gtest_main",
        ],
        **kwargs
    )
