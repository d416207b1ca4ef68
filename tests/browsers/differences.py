"""Where two answers to one case are not the same."""

# What was sent is compared whatever the outcome; what was seen only if both have it.
# (Of a failed fetch `origin_sent` is not compared: a program may count the preflight.)
SENT = ("did_preflight", "preflight_request", "preflights_sent", "preflights_by_request",
        "outcomes", "hops")
SEEN = ("type", "status", "statusText", "headers", "all", "origin_sent", "url")
# Members that the other side need not have: extensions of the schema, newer than some files.
OPTIONAL = ("preflights_sent", "preflights_by_request", "outcomes", "origin_sent", "hops", "url")
ANSWERED = ("ok", "network-error")


def differences(recorded, other):
    """[(field, recorded, other)]: where an answer is not what the browser showed."""
    # A program that could not use a case says why.
    outcome = other.get("outcome", other.get("error"))
    if recorded["outcome"] != outcome:
        return [("outcome", recorded["outcome"], outcome)]
    found = []
    for field in SENT:
        if field not in recorded or (field in OPTIONAL and field not in other):
            continue
        if field == "preflight_request":
            theirs = {k.lower(): v for k, v in dict(other.get(field) or {}).items()}
            # That no header is asked for is as much of a fact as which ones are.
            for name in {**recorded[field], "access-control-request-headers": None}:
                value = recorded[field].get(name)
                if theirs.get(name) != value:
                    found.append((f"{field}[{name}]", value, theirs.get(name)))
        elif recorded[field] != other.get(field):
            found.append((field, recorded[field], other.get(field)))
    if recorded["outcome"] == "ok":
        found += seen_differences(recorded, other)
    return found


def seen_differences(recorded, other):
    found = []
    for field in SEEN:
        if field not in recorded or (field in OPTIONAL and field not in other):
            continue
        ours, theirs = recorded[field], other.get(field)
        if field == "headers" and theirs is not None:
            theirs = [list(pair) for pair in theirs]
        if ours != theirs:
            found.append((field, ours, theirs))
    # Recorded only when true, and only of fetch: XHR does not tell.
    redirected = bool(recorded.get("redirected"))
    if "type" in recorded and redirected != bool(other.get("redirected")):
        found.append(("redirected", redirected, other.get("redirected")))
    theirs = {k.lower(): v for k, v in (other.get("get") or {}).items()}
    pairs = {k.lower(): v for k, v in (other.get("headers") or [])}
    for name, value in recorded.get("get", {}).items():
        got = theirs.get(name.lower(), pairs.get(name.lower()))
        if got != value:
            found.append((f"get[{name}]", value, got))
    return found
