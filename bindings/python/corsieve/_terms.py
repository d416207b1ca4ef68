"""What can be said: enumerations, reasons, and the error of a wrong call."""

import enum
from typing import Dict, Iterator, NamedTuple, Type, TypeVar, Union, TYPE_CHECKING

from corsieve import _library
from corsieve._library import C, text_of


class CorsieveError(Exception):
    """A call that makes no sense, as one to a handle that is closed.

    A fetch that fails is none: that is an answer, and has a reason.
    """

    def __init__(self, status: int):
        super().__init__(C.corsieve_status_text(status).decode())
        self.status = status
        """The number of corsieve.h, as -7 for CORSIEVE_BAD_STATE."""


def check(status: int) -> int:
    """Raises what a negative status says."""
    if status < 0:
        raise CorsieveError(status)
    return status


BAD_VALUE, BAD_STATE = -6, -7

_W = TypeVar("_W", bound="Word")


class Word(str, enum.Enum):
    """One of the standard's words; equal to its str, which does in its place."""

    number: int

    def __new__(cls: Type[_W], word: str) -> _W:
        self = str.__new__(cls, word)
        self._value_ = word
        self.number = len(cls.__members__)  # In the order of corsieve.h.
        return self

    def __str__(self) -> str:
        return str(self.value)

    @classmethod
    def number_of(cls, word: Union["Word", str]) -> int:
        """The number that the library has for a word, or for a str like it."""
        if not isinstance(word, str):
            raise TypeError(f"a {cls.__name__} or a str is wanted, not "
                            f"{type(word).__name__}")
        try:
            return cls(word).number
        except ValueError:
            known = ", ".join(repr(w.value) for w in cls)
            raise ValueError(f"{word!r} is no {cls.__name__}: {known}") from None

    @classmethod
    def at(cls: Type[_W], number: int) -> _W:
        return list(cls)[number]


class Profile(Word):
    """Whose behaviour is asked for: the standard's, or an engine's."""

    STANDARD = "standard"
    CHROMIUM = "chromium"
    FIREFOX = "firefox"
    WEBKIT = "webkit"

    @property
    def versions(self) -> str:
        """The versions that it stands for and was recorded with."""
        return str(C.corsieve_profile_versions(self.number).decode())


class Mode(Word):
    """https://fetch.spec.whatwg.org/#concept-request-mode"""

    CORS = "cors"
    NO_CORS = "no-cors"
    SAME_ORIGIN = "same-origin"
    NAVIGATE = "navigate"


class Credentials(Word):
    """https://fetch.spec.whatwg.org/#concept-request-credentials-mode"""

    SAME_ORIGIN = "same-origin"
    OMIT = "omit"
    INCLUDE = "include"


class Redirect(Word):
    """https://fetch.spec.whatwg.org/#concept-request-redirect-mode"""

    FOLLOW = "follow"
    ERROR = "error"
    MANUAL = "manual"


class Initiator(Word):
    """Which API made the request."""

    FETCH = "fetch"
    XHR = "xhr"


class Body(Word):
    """What body a request has: none, one that can be sent again, or a stream."""

    NONE = "none"
    SOURCE = "source"
    STREAM = "stream"


class ReferrerPolicy(Word):
    """https://w3c.github.io/webappsec-referrer-policy/#referrer-policies"""

    STRICT_ORIGIN_WHEN_CROSS_ORIGIN = "strict-origin-when-cross-origin"
    NO_REFERRER = "no-referrer"
    NO_REFERRER_WHEN_DOWNGRADE = "no-referrer-when-downgrade"
    SAME_ORIGIN = "same-origin"
    ORIGIN = "origin"
    STRICT_ORIGIN = "strict-origin"
    ORIGIN_WHEN_CROSS_ORIGIN = "origin-when-cross-origin"
    UNSAFE_URL = "unsafe-url"


class EmbedderPolicy(Word):
    """https://html.spec.whatwg.org/#embedder-policy-value"""

    UNSAFE_NONE = "unsafe-none"
    REQUIRE_CORP = "require-corp"
    CREDENTIALLESS = "credentialless"


class Tainting(Word):
    """https://fetch.spec.whatwg.org/#concept-request-response-tainting"""

    BASIC = "basic"
    CORS = "cors"
    OPAQUE = "opaque"


class Protocol(Word):
    """What a response came over."""

    HTTP_1 = "HTTP/1.1"
    HTTP_2 = "HTTP/2"
    HTTP_3 = "HTTP/3"


class ResponseType(Word):
    """What `response.type` says; "default" is a redirect that is followed."""

    BASIC = "basic"
    CORS = "cors"
    DEFAULT = "default"
    ERROR = "error"
    OPAQUE = "opaque"
    OPAQUE_REDIRECT = "opaqueredirect"


class Kind(enum.IntEnum):
    """What a reason is about, and what it decides."""

    EXPOSED = 0
    HIDDEN = 1
    RESPONSE = 2
    REDIRECT = 3
    NETWORK_ERROR = 4
    WRONG_CALL = 5


class Step(enum.IntEnum):
    """What an exchange asks for next."""

    SEND_PREFLIGHT = 1
    SEND_REQUEST = 2
    RESOLVE_LOCATION = 3
    DONE = 4


class _Info(NamedTuple):
    name: str
    kind: Kind
    text: str
    url: str
    fix: str


def _all_reasons() -> Iterator[int]:
    for i in range(C.corsieve_reason_count()):
        yield C.corsieve_reason_at(i)


def _info_of(reason: int) -> _Info:
    info = _library.ReasonStruct()
    check(C.corsieve_reason_get(reason, info))
    return _Info(text_of(info.name), Kind(info.kind), text_of(info.text),
                 text_of(info.url), text_of(info.fix))


_INFOS: Dict[int, _Info] = {reason: _info_of(reason) for reason in _all_reasons()}


def _upper(name: str) -> str:
    """NotExposed is NOT_EXPOSED in corsieve.h."""
    return "".join("_" + c if c.isupper() else c for c in name)[1:].upper()


class _ReasonMeta(enum.EnumMeta):
    if TYPE_CHECKING:  # The members come from the library.
        def __getattr__(cls, name: str) -> "Reason": ...


class Reason(enum.IntEnum, metaclass=_ReasonMeta):
    """Why a header is exposed or hidden, and why a fetch came to what it did.

    The members are the library's, under its names and under those of
    corsieve.h: Reason.NotExposed is Reason.NOT_EXPOSED.
    """

    _ignore_ = "members number info"
    members = vars()
    for number, info in _INFOS.items():
        members[info.name] = number
        members[_upper(info.name)] = number

    @property
    def text(self) -> str:
        """A sentence fragment that says so."""
        return _INFOS[self].text

    @property
    def url(self) -> str:
        """The anchor of the rule."""
        return _INFOS[self].url

    @property
    def fix(self) -> str:
        """What would change the outcome; "" if nothing would."""
        return _INFOS[self].fix

    @property
    def kind(self) -> Kind:
        """What it is about."""
        return _INFOS[self].kind

    @property
    def exposed(self) -> bool:
        """Whether script can read a header that has this reason."""
        return self.kind is Kind.EXPOSED

    def __str__(self) -> str:
        return self.name
