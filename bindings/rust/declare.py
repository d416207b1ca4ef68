#!/usr/bin/env python3
"""Writes what the crates have from include/corsieve.h: declare.py [--check]

The raw declarations, the table that the layout test holds against the C
compiler, and the constants of Reason. With --check it writes nothing and fails
if a file is not what it would write.
"""

import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
MADE = "// Made by bindings/rust/declare.py from include/corsieve.h.\n\n"
SCALARS = {"uint8_t": "u8", "uint16_t": "u16", "uint32_t": "u32", "int8_t": "i8",
           "int32_t": "i32", "int64_t": "i64", "size_t": "usize", "int": "c_int",
           "char": "c_char", "void": "c_void"}


class Header:
    """What corsieve.h declares, in its order."""

    def __init__(self, text):
        self.version = [int(n) for n in re.findall(
            r"#define CORSIEVE_VERSION_(?:MAJOR|MINOR|PATCH) (\d+)", text)]
        body = re.sub(r"static inline .*?\n}\n", "", text, flags=re.S)
        body = re.sub(r"^#(?:.*\\\n)*.*\n", "", body, flags=re.M)
        # Of a reason, its range says what it is about.
        self.reason_ranges = {}
        about = ""
        for comment, name in re.findall(
                r"/\* (\d+-\d+: .*?)\*/|(CORSIEVE_REASON_\w+) = ", body, re.S):
            about = " ".join(comment.split()) or about
            self.reason_ranges[name] = about
        body = re.sub(r"/\*.*?\*/", "", body, flags=re.S)
        self.items = []  # (kind, name, what)
        scalar = None
        for match in re.finditer(
                r"typedef (?P<of>u?int\d+_t) (?P<scalar>\w+);"
                r"|enum \{(?P<values>.*?)\};"
                r"|typedef struct (?P<struct>\w+) \{(?P<members>.*?)\} \w+;"
                r"|typedef struct (?P<opaque>\w+) \w+;"
                r"|CORSIEVE_API\s(?P<function>.*?)\sCORSIEVE_NOEXCEPT;", body, re.S):
            got = match.groupdict()
            if got["scalar"]:
                scalar = got["scalar"]
                self.items.append(("scalar", scalar, got["of"]))
            elif got["values"]:
                for name, value in re.findall(r"(\w+) = (-?\d+)", got["values"]):
                    self.items.append(("constant", name, (scalar, value)))
            elif got["struct"]:
                members = re.findall(r"([\w ]+?[ *]+)(\w+)(?:\[(\d+)\])?;", got["members"])
                self.items.append(("struct", got["struct"], members))
            elif got["opaque"]:
                self.items.append(("opaque", got["opaque"], None))
            else:
                returned, name, given = re.fullmatch(
                    r"(.*?)\s*\b(corsieve_\w+)\((.*)\)", got["function"].strip(), re.S).groups()
                self.items.append(("function", name, (returned, given)))

    def of(self, kind):
        return [(name, what) for k, name, what in self.items if k == kind]


def rust_type(c):
    """The Rust type of a C type: "const char*" is "*const c_char"."""
    tokens = re.findall(r"\w+|\*", c)
    const = tokens[0] == "const"
    base = tokens[1 if const else 0]
    rust = SCALARS.get(base, base)
    for _ in range(tokens.count("*")):
        rust = ("*const " if const else "*mut ") + rust
        const = False
    return rust


def rust_name(c):
    return "r#" + c if c == "type" else c


def rust_function(name, returned, given):
    parameters = []
    for parameter in [] if given.strip() == "void" else given.split(","):
        c, parameter_name = re.fullmatch(r"\s*(.*?[ *]+)(\w+)\s*", parameter, re.S).groups()
        parameters.append(f"{rust_name(parameter_name)}: {rust_type(c)}")
    returns = "" if returned == "void" else " -> " + rust_type(returned)
    return f"    pub fn {name}(" + ", ".join(parameters) + f"){returns};\n"


def declarations(header):
    out = ["use std::marker::PhantomPinned;\n",
           "use std::os::raw::{c_char, c_int, c_void};\n\n"]
    for i, part in enumerate(("MAJOR", "MINOR", "PATCH")):
        out.append(f"pub const CORSIEVE_VERSION_{part}: u32 = {header.version[i]};\n")
    for kind, name, what in header.items:
        if kind == "scalar":
            out.append(f"\npub type {name} = {SCALARS[what]};\n")
        elif kind == "constant":
            out.append(f"pub const {name}: {what[0]} = {what[1]};\n")
        elif kind == "opaque":
            out.append(f"\n#[repr(C)]\npub struct {name} {{\n    _bytes: [u8; 0],\n"
                       "    _pinned: std::marker::PhantomData<(*mut u8, PhantomPinned)>,\n}\n")
        elif kind == "struct":
            out.append(f"\n#[repr(C)]\n#[derive(Clone, Copy, Debug)]\npub struct {name} {{\n")
            for c, member, count in what:
                rust = rust_type(c)
                out.append(f"    pub {rust_name(member)}: " + (f"[{rust}; {count}]" if count else rust) + ",\n")
            out.append("}\n")
            if what[0][1] == "struct_size":
                out.append(f"impl Default for {name} {{\n    /// Its _INIT.\n"
                           "    fn default() -> Self {\n"
                           "        // SAFETY: all of it may be zero.\n"
                           "        let mut init: Self = unsafe { std::mem::zeroed() };\n"
                           "        init.struct_size = std::mem::size_of::<Self>() as u32;\n"
                           "        init\n    }\n}\n")
    out.append('\nextern "C" {\n')
    for name, (returned, given) in header.of("function"):
        out.append(rust_function(name, returned, given))
    return "".join(out) + "}\n"


def layout(header):
    """Macro calls of tests/layout.rs."""
    out = []
    for name, (_, value) in header.of("constant"):
        out.append(f"constant!({name});\n")
    for name, _ in header.of("scalar"):
        out.append(f"scalar!({name});\n")
    for name, members in header.of("struct"):
        sized = members[0][1] == "struct_size"
        out.append(f"{'sized' if sized else 'plain'}!({name}: "
                   + ", ".join(rust_name(m) for _, m, _ in members) + ");\n")
    for name, _ in header.of("function"):
        out.append(f"function!({name});\n")
    return "{\n" + "".join("    " + line for line in out) + "}\n"


def reason_constants(header):
    text = (ROOT / "docs/reasons.md").read_text(encoding="utf-8")
    said = {name.upper(): (name, sentence.replace("\\*", "*")) for name, sentence in
            re.findall(r"^  - \[(\w+)\]\(#\w+\): (.*)$", text, re.M)}
    out = ["use super::Reason;\nuse corsieve_sys as sys;\n\nimpl Reason {\n"]
    about = None
    for name, _ in header.of("constant"):
        if not name.startswith("CORSIEVE_REASON_"):
            continue
        if header.reason_ranges[name] != about:
            about = header.reason_ranges[name]
            out.append(f"    // {about}\n")
        short = name[len("CORSIEVE_REASON_"):]
        own, sentence = said[short.replace("_", "")]
        out.append(f"    /// `{own}`: {sentence}.\n"
                   f"    pub const {short}: Reason = Reason(sys::{name});\n")
    return "".join(out) + "}\n"


def main():
    header = Header((ROOT / "include/corsieve.h").read_text(encoding="utf-8"))
    made = {"corsieve-sys/src/declarations.rs": declarations(header),
            "corsieve-sys/tests/made/layout.rs": layout(header),
            "corsieve/src/reason_constants.rs": reason_constants(header)}
    bad = []
    for name, text in made.items():
        path = HERE / name
        if "--check" not in sys.argv:
            path.write_text(MADE + text, encoding="utf-8")
        elif path.read_text(encoding="utf-8") != MADE + text:
            bad.append(f"{name} is not what declare.py makes of corsieve.h")
    version = ".".join(map(str, header.version))
    for crate in ("corsieve-sys", "corsieve"):
        if f'\nversion = "{version}"\n' not in (HERE / crate / "Cargo.toml").read_text():
            bad.append(f"{crate}/Cargo.toml has another version than corsieve.h")
    print("\n".join(bad) or f"{len(header.items)} declarations of corsieve.h {version}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
