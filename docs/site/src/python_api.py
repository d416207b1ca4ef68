"""Prints what `bindings/python/corsieve` offers, as JSON, from its source alone.

    python_api.py FOLDER > python.json

`doc` is the package's; `items` are what __all__ names: each with `name`, `kind`,
`code` (how it is declared), `doc` and, of classes, `members`.
"""

import json
import sys
from pathlib import Path

from griffe.loader import GriffeLoader


def annotated(name, annotation, default):
    text = name + (f": {annotation}" if annotation else "")
    return text + (f" = {default}" if default is not None and annotation else
                   f"={default}" if default is not None else "")


def signature(function):
    parts = []
    parameters = [p for p in function.parameters if p.name not in ("self", "cls")]
    kinds = [p.kind.value if p.kind else "" for p in parameters]
    for i, parameter in enumerate(parameters):
        star = {"variadic positional": "*", "variadic keyword": "**"}.get(kinds[i], "")
        if kinds[i] == "keyword-only" and "keyword-only" not in kinds[:i] and "variadic positional" not in kinds:
            parts.append("*")
        default = None if star else parameter.default
        parts.append(star + annotated(parameter.name, parameter.annotation, default))
    returns = f" -> {function.returns}" if function.returns else ""
    whole = f"def {function.name}({', '.join(parts)}){returns}"
    if len(whole) <= 80:
        return whole
    return f"def {function.name}(\n    " + ",\n    ".join(parts) + f",\n){returns}"


def code_of(item):
    if item.is_function:
        return signature(item)
    if item.is_class:
        bases = ", ".join(str(base) for base in item.bases)
        return f"class {item.name}" + (f"({bases})" if bases else "")
    # What an __init__ assigns says nothing; a member of an enumeration and a
    # field's default do.
    value = f" = {item.value}" if item.value is not None and (item.annotation or item.name.isupper()) else ""
    annotation = f": {item.annotation}" if item.annotation else ""
    return item.name + annotation + ("" if "property" in item.labels else value)


def unqualified(code):
    return code.replace("_terms.", "")


def described(item, owner=""):
    found = {
        "name": owner + item.name,
        "kind": "class" if item.is_class else "function" if item.is_function else "attribute",
        "code": unqualified(code_of(item)),
        "doc": item.docstring.value if item.docstring else "",
    }
    if item.is_class:
        found["members"] = [
            described(member, item.name + ".") for member in item.members.values()
            if (not member.is_alias and not member.name.startswith("_")
                or member.name == "__init__" and member.docstring)
            and not (item.name == "Reason" and member.name in ("members", "number", "info"))
        ]
    return found


def main():
    folder = Path(sys.argv[1])
    loader = GriffeLoader(search_paths=[folder])
    module = loader.load_module("corsieve")
    loader.resolve_aliases()
    names = [name.strip("'\"") for name in module.exports]
    items = []
    for name in sorted(names, key=str.lower):
        item = module.members[name]
        items.append(described(item.target if item.is_alias else item))
    json.dump({"doc": module.docstring.value, "items": items}, sys.stdout, indent=1, ensure_ascii=False)


main()
