"""Finds names that C++ sources have in their unnamed namespaces and share.

It knows C++ as clang-format's Google style lays it out, and no more.
"""

import re

# What has no declarations in it.
BLANKS = [
    (r"//[^\n]*", ""),
    (r'R"(\w*)\(.*?\)\1"', '""'),
    (r'"(?:\\.|[^"\\\n])*"', '""'),
    (r"(?<!\w)'(?:\\.|[^'\\\n])+'", "0"),
    (r"^#(?:[^\n]*\\\n)*[^\n]*", ""),
]


def declarations(text):
    """Yields (namespaces, declaration) of all that is in no braces but those of
    namespaces; an unnamed namespace is ''. Function bodies are left out."""
    for pattern, blank in BLANKS:
        text = re.sub(pattern, blank, text, flags=re.M | re.S)
    namespaces, declared, depth = [], "", 0
    for c in text:
        if depth > 0:
            depth += (c == "{") - (c == "}")
            head = without_arguments(declared.split("{")[0])
            if depth == 0 and "(" in head and "=" not in head:
                yield tuple(namespaces), declared.split("{")[0]
                declared = ""
        elif c == "{":
            opens = re.match(r"\s*namespace\s*([\w:]*)\s*$", declared)
            if opens:
                namespaces.append(opens[1])
                declared = ""
            else:
                depth = 1
                declared += c
        elif c == "}":
            namespaces.pop()
            declared = ""
        elif c == ";":
            yield tuple(namespaces), declared
            declared = ""
        else:
            declared += c


def without_arguments(head):
    count = 1
    while count:
        head, count = re.subn(r"\([^()]+\)", "()", head)
    return head


def name_of(declared):
    """What a declaration names; None if that is a member, or nothing new."""
    declared = re.sub(r"^\s*template\s*<[^{}()]*?>\s*(?=[a-z]\w* )", "", declared).strip()
    alias = re.match(r"using\s+(\w+)\s*=", declared)
    kind = re.match(r"(?:struct|class|union|enum(?:\s+class)?)\s+(\w+)", declared)
    if alias or kind:
        return (alias or kind)[1]
    if re.match(r"using\b|typedef\b|static_assert\b", declared):
        return None
    head = re.split(r"[={]", without_arguments(declared))[0]
    function = re.match(r"[^()]*?([\w:]+)\s*\(", head)
    variable = re.search(r"([\w:]+)\s*(?:\[.*)?$", head, re.S)
    name = (function or variable or [None, ""])[1]
    return name if name and "::" not in name else None


def clashes(texts):
    """Sentences about names in unnamed namespaces of one of these files (a
    dictionary of texts) that another one declares in the same namespace."""
    local, known = {}, {}
    for file, text in texts.items():
        for namespaces, declared in declarations(text):
            name = name_of(declared)
            if not name:
                continue
            where = (tuple(filter(None, namespaces)), name)
            (local if "" in namespaces else known).setdefault(where, {})[file] = True
    bad = []
    for where, files in local.items():
        # An overload of a function that the same file has is its own affair.
        others = [] if set(files) & set(known.get(where, {})) else known.get(where, {})
        if len(files) > 1 or others:
            bad.append(f"{where[1]} is in {' and in '.join([*files, *others])}: rename one")
    return bad
