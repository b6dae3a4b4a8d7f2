"""The library's data sets and makers: what schema.py stands on."""

from __future__ import annotations

import ctypes
from collections.abc import Mapping

from ._checks import path_text, text
from ._declarations import address_of
from ._library import Handle, library, make
from .errors import ArgumentError, ArgumentTypeError, PhonyError, Problem, SchemaError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any


class Source:
    """Where a schema is read from: a file, or a document, which is a text or what JSON makes of it.

    A str that begins with a brace is a document: no path that anybody uses does.
    """

    def __init__(self, source: object) -> None:
        if isinstance(source, Mapping):
            source = _json(source)
        is_text = isinstance(source, str) and str.lstrip(source).startswith("{")
        if is_text:
            given = text(source, "a schema")
            self.arguments: tuple[object, ...] = given, len(given)
        else:
            given = path_text(source, "the path of a schema")
            self.arguments = (given,)
        self.reader = "phony_dataset_parse" if is_text else "phony_dataset_open"
        self.name = "a document" if is_text else repr(given.decode("utf-8", "replace"))


def _json(document: Mapping[str, Any]) -> str:
    import json

    try:
        return json.dumps(dict(document), ensure_ascii=False, allow_nan=False)
    except TypeError as error:
        raise ArgumentTypeError(f"a schema is to be written as JSON: {error}") from None
    except (ValueError, RecursionError) as error:
        raise ArgumentError(f"a schema is to be written as JSON: {error}") from None


class Dataset:
    """The library's data set, and the cache that must live as long."""

    def __init__(self, source: Source, options: Any, cache: Handle) -> None:
        lib = library()
        pointer, error = ctypes.c_void_p(), lib.api.new("phony_error")
        status = getattr(lib, source.reader)(
            *source.arguments, ctypes.byref(options), ctypes.byref(pointer), ctypes.byref(error)
        )
        self._handle = Handle(pointer.value or 0, lib.phony_dataset_free)
        self._cache = cache
        if status:
            raise self._failure(lib.error(status, error))

    def _failure(self, error: PhonyError) -> PhonyError:
        """What it is raised for: with all problems, where it is for those."""
        if isinstance(error, SchemaError):
            error.problems = [_problem(found) for found in self.all("phony_problem")]
        return error

    def get(self, struct: str, *index: int) -> Any:
        """One of the structs that the library fills in: None past the last."""
        lib, made = library(), library().api.new(struct)
        getter = getattr(lib, struct.replace("phony_", "phony_dataset_get_"))
        status = getter(self._handle, *index, ctypes.byref(made), None)
        return None if status else made

    def all(self, struct: str, *index: int) -> Iterator[Any]:
        """All of these structs."""
        number = 0
        found = self.get(struct, *index, number)
        while found is not None:
            yield found
            number += 1
            found = self.get(struct, *index, number)

    def find(self, name: bytes) -> int:
        """The number of an entity."""
        index = ctypes.c_size_t()
        library().call("phony_dataset_find", self._handle, name, ctypes.byref(index))
        return index.value

    def maker(self) -> Maker:
        """What makes rows, for one iterator."""
        return Maker(make("phony_maker_new", "phony_maker_free", self._handle), self)


class Maker:
    """The library's maker, and the data set that must live as long."""

    def __init__(self, handle: Handle, dataset: Dataset) -> None:
        self.handle, self._dataset = handle, dataset


def taken_bytes(taken: Any) -> bytes:
    """A copy of what stands in the maker's memory."""
    address = address_of(taken, "bytes")
    return ctypes.string_at(address, taken.length) if address else b""


def _problem(found: Any) -> Problem:
    file = None if found.file is None else found.file.decode("utf-8", "replace")
    path = (found.path or b"").decode("utf-8", "replace")
    return Problem(file, found.line, found.column, path, found.message.decode("utf-8", "replace"))
