"""Exceptions: one class for each status of the library, all of them kin of PhonyError.

Each is also what Python itself would raise in its place (ValueError, OSError, LookupError, ...), so
that a program needs to know nothing of this module to handle them. A new status of the library
needs a class here and a line in BY_STATUS.
"""

from __future__ import annotations

import builtins

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


class PhonyError(Exception):
    """Anything that Phony refuses or cannot do.

    `status` is the library's number for it (0: found out before the library was asked), `line` and
    `column` (bytes) tell where in a text or file, from 1, or are 0; `system` is an errno or 0.
    """

    status: int = 0
    system: int = 0
    line: int = 0
    column: int = 0
    message: str = ""

    def __init__(self, message: str = "") -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return self.message


class LibraryError(PhonyError, ImportError):
    """libphony is missing, or it is of another version."""


class ClosedError(PhonyError, ValueError):
    """Something is used after its close()."""


class ArgumentError(PhonyError, ValueError):
    """An argument or option outside of what is documented for it."""


class ArgumentTypeError(ArgumentError, TypeError):
    """An argument of a type that is not taken."""


class IoError(PhonyError, OSError):
    """The system refused to open, read, write or rename; `errno` says why."""


class NotFoundError(PhonyError, LookupError):
    """No such file, model, name, entity or column."""


class MissingFileError(NotFoundError, FileNotFoundError):
    """No such file."""


class EncodingError(PhonyError, UnicodeError):
    """Text that is no UTF-8 (lone surrogates), or that holds a NUL."""


class SyntaxError(PhonyError, ValueError):
    """A template, pattern, CSV or JSON text that is malformed."""


class EmptyError(PhonyError, ValueError):
    """No value complies with the constraints, or there is nothing to learn from."""


class ModelError(PhonyError, ValueError):
    """Not a model, or a broken one."""


class VersionError(PhonyError, ValueError):
    """A file of a newer format version."""


class LimitError(PhonyError, OverflowError):
    """A documented limit was exceeded, such as the last of the unique rows."""


class MismatchError(PhonyError, ValueError):
    """Models that cannot be merged."""


class SpaceError(PhonyError, BufferError):
    """A value does not fit into the memory for it."""


class ExhaustedError(PhonyError, RuntimeError):
    """The model gives (almost) only values that it was trained on."""


class CancelledError(PhonyError, RuntimeError):
    """A progress callback asked to stop."""


class SchemaError(PhonyError, ValueError):
    """A schema with problems: all of them are in `problems`, the first is the message."""

    problems: Sequence[Problem] = ()


class MemoryError(PhonyError, builtins.MemoryError):
    """An allocation failed."""


class Problem:
    """Something wrong with a schema: where, and what."""

    __slots__ = ("column", "file", "line", "message", "path")

    def __init__(self, file: str | None, line: int, column: int, path: str, message: str) -> None:
        self.file, self.line, self.column = file, line, column
        self.path, self.message = path, message

    def __repr__(self) -> str:
        place = f"{self.file or '<text>'}:{self.line}:{self.column}"
        return f"{place}: {self.path}: {self.message}"


BY_STATUS: dict[str, type[PhonyError]] = {
    "PHONY_ERROR_MEMORY": MemoryError,
    "PHONY_ERROR_ARGUMENT": ArgumentError,
    "PHONY_ERROR_IO": IoError,
    "PHONY_ERROR_NOT_FOUND": NotFoundError,
    "PHONY_ERROR_ENCODING": EncodingError,
    "PHONY_ERROR_SYNTAX": SyntaxError,
    "PHONY_ERROR_EMPTY": EmptyError,
    "PHONY_ERROR_MODEL": ModelError,
    "PHONY_ERROR_VERSION": VersionError,
    "PHONY_ERROR_LIMIT": LimitError,
    "PHONY_ERROR_MISMATCH": MismatchError,
    "PHONY_ERROR_SPACE": SpaceError,
    "PHONY_ERROR_EXHAUSTED": ExhaustedError,
    "PHONY_ERROR_CANCELLED": CancelledError,
    "PHONY_ERROR_SCHEMA": SchemaError,
}
