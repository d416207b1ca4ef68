"""Answers that people's applications give by mistake, and what a page wants of them.

An answer is a status and lines; `options` is what OPTIONS gets, if that is not `answer`,
and `moved` what is at /moved.
"""

import dataclasses

PAGE = "https://app.example"
ALLOW = ("Access-Control-Allow-Origin", PAGE)
STAR = ("Access-Control-Allow-Origin", "*")
EXPOSE = ("Access-Control-Expose-Headers", "X-Total-Count")
PUT = ("Access-Control-Allow-Methods", "PUT")
TOTAL = ("X-Total-Count", "42")
SHOWN = ("--expect-exposed", "X-Total-Count")


@dataclasses.dataclass
class Mistake:
    answer: tuple
    arguments: tuple = ()
    options: tuple | None = None
    moved: tuple | None = None
    path: str = "/items"
    page: str = PAGE
    expect: tuple = SHOWN
    others: bool = False  # Whether other pages could read it, and still can.
    compare: bool = False  # Whether a cache mixes up answers.

    def answer_to(self, method, path):
        special = self.moved if path == "/moved" else method == "OPTIONS" and self.options
        return special or self.answer

    def data(self):
        return {"answer": self.answer, "options": self.options, "moved": self.moved}


MISTAKES = {
    "nothing at all": Mistake((200, [TOTAL])),
    "an error without lines": Mistake((404, [TOTAL])),
    "another page's origin": Mistake((200, [("Access-Control-Allow-Origin",
                                             "https://old.example"), EXPOSE, TOTAL])),
    "a star with credentials": Mistake((200, [STAR, EXPOSE, TOTAL]),
                                       ("--credentials", "include"), others=True),
    "credentials not allowed": Mistake((200, [ALLOW, EXPOSE, TOTAL]),
                                       ("--credentials", "include")),
    "two lines": Mistake((200, [STAR, ALLOW, EXPOSE, TOTAL])),
    "a line twice": Mistake((200, [ALLOW, ALLOW, EXPOSE, TOTAL])),
    "nothing exposed": Mistake((200, [ALLOW, TOTAL])),
    "exposed to OPTIONS alone": Mistake((200, [ALLOW, TOTAL]), ("-X", "PUT"),
                                        (204, [ALLOW, PUT, EXPOSE])),
    "an invalid list": Mistake((200, [ALLOW, ("Access-Control-Expose-Headers", "X-A; X-B"),
                                      TOTAL])),
    "no answer to OPTIONS": Mistake((200, [STAR, EXPOSE, TOTAL]), ("-X", "PUT"), (404, [])),
    "OPTIONS wants a password": Mistake((200, [ALLOW, EXPOSE, TOTAL]),
                                        ("-H", "Authorization: Basic bWU6c2VjcmV0"),
                                        (401, [("WWW-Authenticate", "Basic realm=a")])),
    "OPTIONS is redirected": Mistake((200, [ALLOW, EXPOSE, TOTAL]), ("-X", "PUT"),
                                     (301, [ALLOW, PUT, ("Location", "/items/")])),
    "a status that is no success": Mistake(
        (200, [STAR, EXPOSE, TOTAL]), ("-X", "PUT", "--credentials", "include"),
        (405, [STAR, ("Access-Control-Allow-Methods", "GET"),
               ("Access-Control-Max-Age", "60")]), others=True),
    "a method not allowed": Mistake((200, [ALLOW, EXPOSE, TOTAL]), ("-X", "PUT"),
                                    (204, [ALLOW, ("Access-Control-Allow-Methods", "GET")])),
    "headers not allowed": Mistake(
        (200, [ALLOW, EXPOSE, TOTAL]), ("-H", "X-A: 1", "-H", "X-b%c$d'`e: 1"),
        (204, [ALLOW, ("Access-Control-Allow-Headers", "Content-Type")])),
    "a list of nothing": Mistake((200, [ALLOW, EXPOSE, TOTAL]), ("-X", "PUT"),
                                 (204, [ALLOW, PUT, ("Access-Control-Allow-Headers", "(")])),
    "OPTIONS allows another page": Mistake(
        (200, [ALLOW, EXPOSE, TOTAL]), ("-X", "PUT"),
        (204, [("Access-Control-Allow-Origin", "https://old.example"), PUT])),
    "a sandboxed page": Mistake((200, [ALLOW, EXPOSE, TOTAL]), page="null"),
    "no Vary": Mistake((200, [ALLOW, EXPOSE, TOTAL, ("Cache-Control", "max-age=60")]),
                       expect=(), compare=True),
    "a redirect without lines": Mistake((200, [ALLOW, EXPOSE, TOTAL]), path="/moved",
                                        moved=(302, [("Location", "/items?page=1")])),
    "no lines behind a redirect": Mistake(
        (404, [TOTAL]), path="/moved", moved=(308, [ALLOW, ("Location", "/items?page=1")])),
    "a redirect with credentials": Mistake(
        (200, [STAR, EXPOSE, TOTAL]), ("--credentials", "include"), path="/moved",
        moved=(302, [STAR, ("Location", "/items")]), others=True),
    "a path with escapes": Mistake((200, [TOTAL]), path="/a%20b%C3%A9'$%7Bc"),
    "an origin with a port": Mistake((200, [TOTAL]), page="http://[::1]:3000"),
}
