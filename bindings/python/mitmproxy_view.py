"""Shows a flow's comment above the body of its response.

For mitmproxy_addon.py: mitmweb 8 shows no comments.
"""

import textwrap
from typing import Any, Iterator, List, Tuple

from mitmproxy import contentviews

Line = List[Tuple[str, Any]]


def is_commented(metadata: Any) -> bool:
    """Whether what is shown is the response of a flow that has a comment."""
    flow = metadata.get("flow")
    message = metadata.get("http_message")
    return (message is not None and message is getattr(flow, "response", None)
            and "corsieve" in flow.comment)


class ViewCorsieve(contentviews.View):
    name = "corsieve"

    def __call__(self, data: bytes, **metadata: Any,  # type: ignore[override]
                 ) -> Tuple[str, Iterator[Line]]:
        others = [view for view in contentviews.views
                  if view is not self and view.name != "Auto"]
        best = max(others, key=lambda view: view.render_priority(
            data, **metadata))
        shown = best(data, **metadata) or contentviews.get("Raw")(
            data, **metadata)
        return f"corsieve, {shown[0]}", self.lines(shown[1], metadata)

    @staticmethod
    def lines(body: Iterator[Line], metadata: Any) -> Iterator[Line]:
        if is_commented(metadata):
            comment = metadata["flow"].comment
            for line in textwrap.wrap(comment, 78, break_long_words=False,
                                      break_on_hyphens=False):
                yield [("highlight", line)]
            yield [("text", " ")]
        yield from body

    def render_priority(self, data: bytes,  # type: ignore[override]
                        **metadata: Any) -> float:
        """Of what it has something to say about, it is the one that is shown."""
        return 10 if is_commented(metadata) else 0
