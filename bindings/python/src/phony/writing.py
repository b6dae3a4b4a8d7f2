"""Writing: rows of an entity in a format, as pieces of bytes."""

from __future__ import annotations

import ctypes

from ._checks import text
from ._library import library
from .datasets import Maker, taken_bytes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


class Writer:
    """A format for an entity: what stands before its rows, the rows, and what stands behind."""

    def __init__(self, maker: Maker, entity: int, format: str, dialect: str | None) -> None:
        self._maker, self._entity = maker, entity
        self._format = text(format, "the format")
        self._dialect = None if dialect is None else text(dialect, "the dialect")

    def pieces(self, rows: range, begin: bool, end: bool) -> Iterator[bytes]:
        """The bytes; what is wrong with the format is found now, not with the first of them."""
        before = self._part("begin")
        return self._pieces(rows, [before] if begin else [], end)

    def _pieces(self, rows: range, before: list[bytes], end: bool) -> Iterator[bytes]:
        most = library().api.constants["PHONY_BATCH_ROWS"]
        yield from before
        for first in range(rows.start, rows.stop, most):
            yield self._part("rows", first, min(most, rows.stop - first))
        if end:
            yield self._part("end")

    def _part(self, part: str, first: int = 0, count: int = 0) -> bytes:
        taken = library().api.new("phony_bytes")
        number = library().api.choices("part")[part]
        where = self._maker.handle, self._entity, self._format, self._dialect, number, first, count
        library().call("phony_maker_write", *where, ctypes.byref(taken))
        return taken_bytes(taken)
