"""Handles of the library: each is freed once, and used by one thread at a time."""

import threading
import weakref
from typing import Any, Callable, Optional, TypeVar

from corsieve import _terms

_H = TypeVar("_H", bound="Handle")


def _free(free: Callable[[int], None], handle: int, lock: Any) -> None:
    with lock:
        free(handle)


class Handle:
    """Owns a handle. Other threads wait while one uses it.

    The lock is one that its owner may take again: the collector may run, and
    free another handle with the same lock, at any time.
    """

    def __init__(self, handle: Optional[int], free: Callable[[int], None],
                 lock: Optional[Any] = None):
        if handle is None:
            raise _terms.CorsieveError(_terms.BAD_VALUE)
        self._lock: Any = threading.RLock() if lock is None else lock
        self._handle = handle
        self._finalizer = weakref.finalize(self, _free, free, handle, self._lock)

    def _open(self) -> int:
        """The handle. Call it, and use what it returns, with the lock."""
        if not self._finalizer.alive:
            raise _terms.CorsieveError(_terms.BAD_STATE)
        return self._handle

    @property
    def closed(self) -> bool:
        return not self._finalizer.alive

    def close(self) -> None:
        """Frees it; what comes after raises CorsieveError. Twice is once."""
        with self._lock:
            self._finalizer()

    def __enter__(self: _H) -> _H:
        with self._lock:
            self._open()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
