"""The loaded libphony: where it is looked for, its version, and calls that raise.

library() loads it at its first call, so that importing the package costs next to nothing.
"""

from __future__ import annotations

import ctypes
import os
from _thread import allocate_lock

from ._declarations import Declarations
from .errors import (
    BY_STATUS,
    ArgumentTypeError,
    LibraryError,
    MissingFileError,
    NotFoundError,
    PhonyError,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

HERE = os.path.dirname(os.path.abspath(__file__))
WAY_OUT = (
    "build it in a checkout of Phony (meson setup build/release --buildtype=release && "
    "ninja -C build/release), or set PHONY_LIBRARY to the path of libphony.so.0"
)


class Library:
    """Functions of libphony as attributes, and `api`, their declarations."""

    def __init__(self, path: str, api: Declarations) -> None:
        self.api = api
        self.path = path
        self.handle = _open(path)
        self.statuses = {api.constants[name]: kind for name, kind in BY_STATUS.items()}
        self._check_version()

    def __getattr__(self, name: str) -> Any:
        if not self.api.has(name):
            raise AttributeError(name)
        try:
            function = self.api.declare(getattr(self.handle, name), name)
        except AttributeError:
            message = f"{self.path} has no function {name}: {WAY_OUT}"
            raise LibraryError(message) from None
        setattr(self, name, function)
        return function

    def _check_version(self) -> None:
        found = self.phony_version().decode("ascii", "replace")
        wanted = self.api.version
        if found.split(".")[:2] != wanted.split(".")[:2]:
            message = f"{self.path} is libphony {found}, this package is for {wanted}: {WAY_OUT}"
            raise LibraryError(message)

    def call(self, name: str, *arguments: Any) -> None:
        """Calls a function that returns a status, and raises what went wrong."""
        error = self.api.new("phony_error")
        status = getattr(self, name)(*arguments, ctypes.byref(error))
        if status:
            raise self.error(status, error)

    def error(self, status: int, error: Any) -> PhonyError:
        """The exception of a status, with the library's message."""
        kind = self.statuses.get(status, PhonyError)
        if kind is NotFoundError and error.system:
            kind = MissingFileError
        raised = kind(error.message.decode("utf-8", "replace"))
        raised.status, raised.system = status, error.system
        raised.line, raised.column = error.line, error.column
        if isinstance(raised, OSError):
            raised.errno = error.system
        return raised


class OfProcess:
    """What means nothing in another process, and is one of its kind in this one."""

    __slots__ = ()

    def __reduce__(self) -> Any:
        what = type(self).__name__.lower()
        raise ArgumentTypeError(f"a {what} of libphony is not copied or pickled: make another one")


class Handle(OfProcess):
    """A reference to one of the library's objects, given back when nothing needs it any more.

    It is passed to functions as it is, so that it lives as long as the call: `value` alone may be
    freed by another thread before it gets there.
    """

    __slots__ = ("_free", "value")

    def __init__(self, value: int, free: Any) -> None:
        self.value = value
        self._free = free

    @property
    def _as_parameter_(self) -> int:
        return self.value

    def __del__(self) -> None:
        # Missing where __init__ was interrupted.
        if getattr(self, "value", 0):
            self._free(self.value)

    def forget(self) -> None:
        """Leaves the object to itself: it may be locked by a thread that a fork did not copy."""
        self.value = 0


def make(name: str, free: str, *arguments: Any) -> Handle:
    """What a function gives through its last parameter before the error."""
    lib = library()
    pointer = ctypes.c_void_p()
    lib.call(name, *arguments, ctypes.byref(pointer))
    assert pointer.value is not None
    return Handle(pointer.value, getattr(lib, free))


def _open(path: str) -> ctypes.CDLL:
    try:
        return ctypes.CDLL(path)
    except OSError as error:
        raise LibraryError(f"libphony cannot be loaded ({error}): {WAY_OUT}") from None


def _checkout() -> str | None:
    """The checkout's build of the library, where this package lies in a checkout."""
    root = os.path.abspath(os.path.join(HERE, *[os.pardir] * 4))
    path = os.path.join(root, "build", "release", "libphony", "libphony.so.0")
    inside = os.path.exists(os.path.join(root, "spec", "api.json"))
    return path if inside and os.path.exists(path) else None


_loaded: Library | None = None
_loading = allocate_lock()


def library() -> Library:
    """The library: that of PHONY_LIBRARY, else of the checkout, else of the system."""
    global _loaded
    if _loaded is None:
        with _loading:
            if _loaded is None:
                _loaded = _load()
    return _loaded


def _load() -> Library:
    with open(os.path.join(HERE, "api.json"), encoding="utf-8") as file:
        api = Declarations(file.read())
    return Library(os.environ.get("PHONY_LIBRARY") or _checkout() or api.soname, api)


def refresh_after_fork() -> None:
    """A lock that another thread held at the fork is never let go in the child."""
    global _loading
    _loading = allocate_lock()
