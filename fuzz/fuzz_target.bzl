"""cc_fuzz_target: a libFuzzer entry point that is also an ordinary test."""

load("@rules_cc//cc:defs.bzl", "cc_binary", "cc_library", "cc_test")
load("//tools:copts.bzl", "COPTS")

def cc_fuzz_target(name, srcs, corpus = [], deps = [], **kwargs):
    """Declares `name`, a fuzz target, and `name`_test, its corpus replay.

    With --config=fuzz, `name` links libFuzzer; without it, `name` only replays
    the files and folders named on its command line.

    Args:
      name: name of the fuzz target.
      srcs: sources that define LLVMFuzzerTestOneInput.
      corpus: labels of the inputs that `name`_test replays; none may be empty.
      deps: dependencies.
      **kwargs: passed to both the binary and the test.
    """
    cc_library(
        name = name + "_lib",
        testonly = True,
        srcs = srcs,
        copts = COPTS,
        deps = deps + ["//fuzz:engine"],
        alwayslink = True,
    )
    linkopts = select({
        "//fuzz:libfuzzer_enabled": ["-fsanitize=fuzzer"],
        "//conditions:default": [],
    })
    cc_binary(
        name = name,
        testonly = True,
        linkopts = linkopts,
        deps = [":" + name + "_lib"],
        **kwargs
    )
    cc_test(
        name = name + "_test",
        size = "small",
        args = ["$(locations %s)" % c for c in corpus],
        data = corpus,
        linkopts = linkopts,
        deps = [":" + name + "_lib"],
        **kwargs
    )
