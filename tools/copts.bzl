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
] + select({
    # Unique symbols cannot be made local, as all but corsieve_* are in
    # libcorsieve.a. Only GCC makes them, and only it knows the option.
    "//engine:gcc": ["-fno-gnu-unique"],
    "//engine:unnamed_compiler": ["-fno-gnu-unique"],
    "//conditions:default": [],
})
