"""Applies to a Config what `corsieve fetch` printed, and nothing else."""

import re

from nginx import Location

ANSWER = re.compile(
    r"answer(?P<options> OPTIONS)?(?: requests)?(?: (?P<url>https?://\S+?))?"
    r"(?: with Origin: (?P<origin>\S+), and only these,)? like this:$")
CHANGE = re.compile(r"^  (?P<action>add|replace|one only|remove|status) +(?P<line>.*)$")


def corrections(text):
    """The advice as data: [(is OPTIONS, URL or None, Origin or None, [(action, line)])]."""
    found = []
    for line in text.splitlines():
        if answer := ANSWER.search(line):
            found.append((bool(answer["options"]), answer["url"], answer["origin"], []))
        elif found and (change := CHANGE.match(line)):
            found[-1][3].append((change["action"], change["line"]))
    return found


def name_of(line):
    match = re.match(r"(?:add_header|proxy_hide_header) ([\w-]+)", line)
    return match[1].lower() if match else None


def value_of(line):
    return re.match(r'add_header [\w-]+ "?([^"]*?)"?(?: always)?;', line)[1]


def headers_of(lines):
    return [line for line in lines if line.startswith("add_header ")]


class Applier:
    def __init__(self, config):
        self.config = config
        self.vary_is_for_all = False

    def apply(self, text, asked_url):
        """Whether there was something to apply."""
        found = corrections(text)
        self.vary_is_for_all = "Vary goes with every answer" in text
        for is_options, url, origin, changes in found:
            location = self.config.location_of(url or asked_url)
            # "a location that has an add_header of its own takes none from around it"
            if not headers_of(location.lines):
                location.lines += headers_of(self.config.server)
            lines = location.lines
            if is_options:
                if location.options is None:
                    location.options = []
                if not headers_of(location.options):
                    location.options[:0] = headers_of(location.lines)
                lines = location.options
            for action, line in changes:
                self.change(lines, action, line, origin)
        return bool(found)

    def apply_configuration(self, text):
        """The same of what --for nginx printed: its lines as they are."""
        sections = re.split(r"^  # In (http |the location that serves (\S+),)", text, flags=re.M)
        for kind, path, body in zip(sections[1::3], sections[2::3], sections[3::3]):
            # What follows an empty line is no configuration any more.
            body = body.split("\n\n")[0]
            lines = [line.strip() for line in body.splitlines()[1:]]
            lines = [line for line in lines if line and not line.startswith("#")]
            if kind == "http ":
                self.config.maps += lines
                continue
            location = self.config.location_of(path)
            opens = "if ($request_method = OPTIONS) {"
            own, options = lines, []
            if opens in lines:
                at = lines.index(opens)
                own, options = lines[:at], lines[at + 1:lines.index("}")]
            # "repeat those of others from the blocks around it"
            self.put(location.lines, own, headers_of(self.config.server))
            if options:
                block = location.options or []
                if any(line.startswith("return ") for line in options):
                    block = headers_of(block)
                self.put(block, options, headers_of(location.lines))
                location.options = block
        return len(sections) > 1

    @staticmethod
    def put(lines, more, around):
        """Writes `more` into a block, in place of what has its names."""
        if not headers_of(lines) and headers_of(more):
            lines[:0] = around
        names = {name_of(line) for line in headers_of(more)}
        lines[:] = more + [line for line in lines if name_of(line) not in names]

    def change(self, lines, action, line, origin):
        if action == "status":
            lines[:] = [one for one in lines if not one.startswith("return ")]
            lines.append(f"return {line};")
            return
        name, _, value = line.partition(": ")
        before = [value_of(one) for one in headers_of(lines) if name_of(one) == name.lower()]
        lines[:] = [one for one in lines if name_of(one) != name.lower()]
        if action in ("one only", "replace", "remove") and any("proxy_pass" in x for x in lines):
            lines.insert(0, f"proxy_hide_header {name};")
        if action == "remove":
            return
        # "Vary goes with every answer, whatever its Origin"
        is_for_all = name == "Vary" and self.vary_is_for_all
        if origin and not is_for_all and "$" not in "".join(before):
            value = self.map(name, value, origin, "".join(before))
        lines.insert(0, f'add_header {name} "{value}" always;')

    def map(self, name, value, origin, otherwise):
        variable = "$for_" + re.sub(r"\W", "_", name.lower()) + str(len(self.config.maps))
        self.config.maps.append(f'map $http_origin {variable} {{ default "{otherwise}"; '
                                f'"~^{re.escape(origin)}$" "{value}"; }}')
        return variable


__all__ = ["Applier", "Location", "corrections"]
