"""cc_fuzz_target: a libFuzzer entry point that is also an ordinary test."""

load("@rules_cc//cc:defs.bzl", "cc_binary", "cc_library", "cc_test")
load("//tools:copts.bzl", "COPTS")

def _fuzz_seeds_impl(ctx):
    out = ctx.actions.declare_directory(ctx.label.name)
    ctx.actions.run_shell(
        command = 'exec python3 "$@"',
        arguments = [f.path for f in ctx.files.script] +
                    [ctx.attr.target] +
                    [f.path for f in ctx.files.tables] +
                    [out.path] +
                    [f.path for f in ctx.files.cases],
        inputs = ctx.files.script + ctx.files.tables + ctx.files.cases,
        outputs = [out],
        mnemonic = "FuzzSeeds",
        progress_message = "Making the seeds of " + ctx.attr.target,
        use_default_shell_env = True,
    )
    return [DefaultInfo(
        files = depset([out]),
        runfiles = ctx.runfiles(files = [out]),
    )]

# A folder with the seeds of a target.
fuzz_seeds = rule(
    implementation = _fuzz_seeds_impl,
    attrs = {
        "target": attr.string(mandatory = True),
        "cases": attr.label_list(allow_files = True, mandatory = True),
        "script": attr.label(allow_single_file = True, mandatory = True),
        "tables": attr.label(allow_single_file = True, mandatory = True),
    },
)

def cc_fuzz_target(name, cases = ["//tests:cases"], **kwargs):
    """Declares `name`, a fuzz target, and `name`_test, its corpus replay.

    `name`.cc defines LLVMFuzzerTestOneInput.

    With --config=fuzz, `name` links libFuzzer; without it, `name` only replays
    the files and folders named on its command line. `name`_seeds is a folder of
    inputs made from cases; the test replays it and regressions/`name`-*.

    Args:
      name: name of the fuzz target and of its source.
      cases: files that the seeds are made from.
      **kwargs: passed to both the binary and the test.
    """
    fuzz_seeds(
        name = name + "_seeds",
        testonly = True,
        target = name,
        cases = cases,
        script = "make_seeds.py",
        tables = "input.cc",
    )
    cc_library(
        name = name + "_lib",
        testonly = True,
        srcs = [name + ".cc"],
        copts = COPTS,
        deps = [
            "//engine:corsieve",
            "//engine:corsieve_c",
            "//engine:engine_for_testing",
            "//fuzz:common",
            "//fuzz:engine",
            "//include:c_header",
            "//tests:c_handles",
            "//tests:read_head",
            "//tests:reference",
            "//tools:program",
        ],
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
    corpus = [":" + name + "_seeds"] + native.glob(
        ["regressions/" + name + "-*"],
        allow_empty = True,
    )
    cc_test(
        name = name + "_test",
        size = "medium",
        # libFuzzer only replays, too, where it is to run nothing else.
        args = select({
            "//fuzz:libfuzzer_enabled": ["-runs=0"],
            "//conditions:default": [],
        }) + ["$(locations %s)" % c for c in corpus],
        data = corpus,
        linkopts = linkopts,
        deps = [":" + name + "_lib"],
        **kwargs
    )
