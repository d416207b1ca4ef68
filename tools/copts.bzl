"""Compiler options of our own code; .bazelrc adds -Werror."""

COPTS = [
    "-Wall",
    "-Wextra",
]

# The engine also goes where exceptions and RTTI are switched off.
ENGINE_COPTS = COPTS + [
    "-fno-exceptions",
    "-fno-rtti",
    # Bazel's -c opt keeps frame pointers, which takes a register off the inner
    # loops; position-independent code calls even its own functions indirectly.
    "-fomit-frame-pointer",
    "-fno-semantic-interposition",
    # libcorsieve.a has no global names but corsieve_*.
    "-fvisibility=hidden",
]
