"""Compiler options of our own code; .bazelrc adds -Werror."""

COPTS = [
    "-Wall",
    "-Wextra",
]

# The engine also goes where exceptions and RTTI are switched off.
ENGINE_COPTS = COPTS + [
    "-fno-exceptions",
    "-fno-rtti",
]
