"""The C library: where it is found, its structs and its functions.

Nothing here is part of the package's API. The names are those of corsieve.h.
"""

import ctypes
import os
import pathlib
from typing import Any, List, Optional, Sequence, Tuple, Union

_NAME = "libcorsieve.so.0"
_MAJOR, _OLDEST = 0, 100  # 0.1.0, as CORSIEVE_VERSION_NUMBER has it.
_INSTALL = (
    "Install it: `apt install libcorsieve0`, or from corsieve's sources `cmake "
    "--install`; or let CORSIEVE_LIBRARY name the file.")

Size, Pointer, U8 = ctypes.c_size_t, ctypes.c_void_p, ctypes.c_uint8


class Str(ctypes.Structure):
    _fields_ = [("data", Pointer), ("size", Size)]


class Pair(ctypes.Structure):
    _fields_ = [("name", Str), ("value", Str)]


class Headers(ctypes.Structure):
    _fields_ = [("count", Size), ("stride", Size), ("name_data", Pointer),
                ("name_size", Pointer), ("value_data", Pointer),
                ("value_size", Pointer)]


class SizedStruct(ctypes.Structure):
    """One that begins with struct_size, which its constructor sets."""

    def __init__(self) -> None:
        super().__init__()
        self.struct_size = ctypes.sizeof(self)


class RequestStruct(SizedStruct):
    _fields_ = [("struct_size", ctypes.c_uint32)] + [(name, U8) for name in (
        "mode", "credentials", "redirect", "initiator", "body",
        "referrer_policy", "embedder_policy", "upload_listener",
        "schemelessly_same_site", "response_tainting", "redirect_tainted",
        "began_same_origin")] + [(name, Str) for name in (
            "origin", "url", "destination", "method")] + [("headers", Headers)]


class InterimStruct(ctypes.Structure):
    _fields_ = [("status", ctypes.c_int32), ("headers", Headers)]


class ResponseStruct(SizedStruct):
    _fields_ = [("struct_size", ctypes.c_uint32), ("status", ctypes.c_int32),
                ("protocol", U8), ("body_is_empty", U8), ("reserved", U8 * 6),
                ("message", Str), ("headers", Headers), ("trailers", Headers),
                ("interim", ctypes.POINTER(InterimStruct)),
                ("interim_count", Size), ("status_text", Str)]


class ReasonStruct(SizedStruct):
    _fields_ = [("struct_size", ctypes.c_uint32), ("reason", U8), ("kind", U8),
                ("reserved", U8 * 2), ("name", Str), ("text", Str),
                ("url", Str), ("fix", Str)]


class ResultStruct(SizedStruct):
    _fields_ = [("struct_size", ctypes.c_uint32), ("type", U8), ("reason", U8),
                ("status", ctypes.c_uint16), ("status_message", Str),
                ("header_count", Size), ("exposed_count", Size),
                ("body_offset", Size), ("error_offset", Size),
                ("error_header", Size)]


class OutgoingStruct(SizedStruct):
    _fields_ = [("struct_size", ctypes.c_uint32), ("include_credentials", U8),
                ("include_body", U8), ("reserved", U8 * 2), ("method", Str),
                ("url", Str), ("origin", Str),
                ("headers", ctypes.POINTER(Pair)), ("header_count", Size)]


class InfoStruct(SizedStruct):
    _fields_ = [("struct_size", ctypes.c_uint32), ("redirected", U8),
                ("body_null", U8), ("timing_allow_passed", U8),
                ("response_tainting", U8), ("redirect_tainted", U8),
                ("reserved", U8 * 7), ("preflight_count", Size),
                ("url_count", Size)]


_S = ctypes.c_int8  # corsieve_status, corsieve_step
_REASONS = [Pointer, Size, ctypes.POINTER(ResultStruct)]
_TEXT = ctypes.c_char_p
_NOW = ctypes.c_int64

# (function, what it returns, what it is given)
_FUNCTIONS: Sequence[Tuple[str, Any, Sequence[Any]]] = (
    ("version_number", ctypes.c_uint32, ()),
    ("version_string", _TEXT, ()),
    ("status_text", _TEXT, (_S,)),
    ("profile_name", _TEXT, (U8,)),
    ("profile_versions", _TEXT, (U8,)),
    ("reason_get", _S, (U8, ctypes.POINTER(ReasonStruct))),
    ("reason_count", Size, ()),
    ("reason_at", U8, (Size,)),
    ("seen_result", _S, [Pointer] + _REASONS),
    ("seen_header", Pair, (Pointer, Size)),
    ("seen_entries", Size, (Pointer, ctypes.POINTER(ctypes.POINTER(Pair)))),
    ("seen_set_cookie", Size, (Pointer, ctypes.POINTER(ctypes.POINTER(Str)))),
    ("seen_all", Str, (Pointer,)),
    ("filter_new", Pointer, (U8, U8)),
    ("filter_free", None, (Pointer,)),
    ("filter_bytes", _S, [Pointer, ctypes.POINTER(RequestStruct), _TEXT, Size]
     + _REASONS),
    ("filter_list", _S, [Pointer, ctypes.POINTER(RequestStruct),
                         ctypes.POINTER(ResponseStruct)] + _REASONS),
    ("filter_visible", _S, [Pointer, Headers, Str, U8] + _REASONS),
    ("filter_seen", Pointer, (Pointer,)),
    ("origin_of", Size, (Str, Pointer, Size)),
    ("cache_new", Pointer, (U8, Size)),
    ("cache_free", None, (Pointer,)),
    ("cache_clear", _S, (Pointer, Str, Str, Str)),
    ("cache_size", Size, (Pointer,)),
    ("exchange_new", Pointer, (U8, Pointer, Str, U8)),
    ("exchange_free", None, (Pointer,)),
    ("exchange_start", _S, (Pointer, ctypes.POINTER(RequestStruct), _NOW)),
    ("exchange_next", _S, (Pointer,)),
    ("exchange_outgoing", _S, (Pointer, ctypes.POINTER(OutgoingStruct))),
    ("exchange_preflight", _S, (Pointer, ctypes.POINTER(OutgoingStruct))),
    ("exchange_bytes", _S, (Pointer, _TEXT, Size, _NOW)),
    ("exchange_list", _S, (Pointer, ctypes.POINTER(ResponseStruct), _NOW)),
    ("exchange_nothing", _S, (Pointer,)),
    ("exchange_stored_bytes", _S, (Pointer, _TEXT, Size)),
    ("exchange_stored_list", _S, (Pointer, ctypes.POINTER(ResponseStruct))),
    ("exchange_location", Str, (Pointer,)),
    ("exchange_url", Str, (Pointer,)),
    ("exchange_resolved", _S, (Pointer, Str, U8)),
    ("exchange_response", Pointer, (Pointer,)),
    ("exchange_latest", Pointer, (Pointer,)),
    ("exchange_info_get", _S, (Pointer, ctypes.POINTER(InfoStruct))),
    ("exchange_url_at", Str, (Pointer, Size)),
    ("exchange_response_url", Str, (Pointer,)),
)


def _candidates() -> List[str]:
    named = os.environ.get("CORSIEVE_LIBRARY")
    if named:
        return [named]  # And no other: whoever names one means it.
    here = pathlib.Path(__file__).resolve().parent
    beside = [str(folder / _NAME) for folder in (here, here.parent)
              if (folder / _NAME).exists()]
    return beside + [_NAME]


def _open() -> ctypes.CDLL:
    path = _candidates()[0]
    try:
        library = ctypes.CDLL(path)
        for name, result, arguments in _FUNCTIONS:
            function = getattr(library, "corsieve_" + name)
            function.restype, function.argtypes = result, list(arguments)
    except (OSError, AttributeError) as error:
        raise ImportError(
            f"corsieve needs its C library: {error}. {_INSTALL}") from error
    number = library.corsieve_version_number()
    if number < _OLDEST or number // 10000 != _MAJOR:
        version = library.corsieve_version_string().decode()
        raise ImportError(f"corsieve needs its C library in version 0.1.0 or "
                          f"later, before 1.0; {path} is {version}. {_INSTALL}")
    return library


C = _open()
COPY = 1  # CORSIEVE_COPY: Python's memory may go when a call returns.
NONE = ctypes.c_size_t(-1).value  # CORSIEVE_NONE

Text = Union[str, bytes, bytearray, memoryview]


def to_bytes(text: Text, what: str) -> bytes:
    """The bytes of a string: each character up to U+00FF is one."""
    if isinstance(text, bytes):
        return text
    if isinstance(text, str):
        try:
            return text.encode("latin-1")
        except UnicodeEncodeError as error:
            raise ValueError(f"{what} has a character beyond U+00FF, which is "
                             f"no byte: {text[error.start]!r}") from None
    if isinstance(text, (bytearray, memoryview)):
        return bytes(text)
    raise TypeError(f"{what} must be a str or bytes, not "
                    f"{type(text).__name__}")


def to_str(text: Optional[Text], what: str, keep: List[object]) -> Str:
    """A view of a string, which lives as long as `keep` does."""
    if text is None:
        return Str(None, 0)
    data = to_bytes(text, what)
    pointer = ctypes.c_char_p(data)
    keep.append(pointer)
    return Str(ctypes.cast(pointer, Pointer).value, len(data))


def bytes_of(view: Str) -> Optional[bytes]:
    return None if view.data is None else ctypes.string_at(view.data, view.size)


def text_of(view: Str) -> str:
    """What a view shows, as script sees it; "" for none."""
    return (bytes_of(view) or b"").decode("latin-1")
