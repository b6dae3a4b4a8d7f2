"""Values out of the library, by blocks: lists of str, and single buffers for whole columns.

A block is filled into memory that is used again. The values of a block of texts are followed by a
NUL each (no value holds one), so that one decode and one split make the list.
"""

from __future__ import annotations

import ctypes

from ._library import Handle, library
from .errors import LimitError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

BLOCK = 4096  # rows of a block
BYTES = 128 * 1024  # of a block, at first
MOST_BYTES = 2**31 - 1  # of a column, by the library and by Arrow
MOST_ROWS = 2**28  # of a column: 1 GiB of offsets
SEPARATOR = 0


class Source:
    """A compiled generator and a key: all that values depend on but their row."""

    __slots__ = ("generator", "key", "key_pointer")

    def __init__(self, generator: Handle, key: Any) -> None:
        self.generator = generator
        self.key = key
        self.key_pointer = ctypes.byref(key)


class Memory:
    """Room for values, as phony_column wants it."""

    __slots__ = ("bytes", "column", "error", "offsets", "pointers", "view")

    def __init__(self, rows: int, size: int, separator: int) -> None:
        api = library().api
        self.bytes = bytearray(size)
        self.offsets = bytearray(4 * (rows + 1))
        self.view = memoryview(self.bytes)
        self.column = api.new("phony_column", separator=separator, rows_capacity=rows)
        self.column.bytes_capacity = size
        self.column.bytes = _address(self.bytes)
        self.column.offsets = _address(self.offsets)
        self.error = api.new("phony_error")
        self.pointers = ctypes.byref(self.column), ctypes.byref(self.error)

    def fill(self, source: Source, first: int, count: int) -> int:
        """The status of filling in rows first .. first + count - 1, as many as fit."""
        fill = library().phony_generator_fill
        status: int = fill(
            source.generator.value, source.key_pointer, first, count, *self.pointers
        )
        return status

    def used(self) -> int:
        """Bytes of what was filled in last."""
        offset = 4 * self.column.rows
        return int.from_bytes(self.offsets[offset : offset + 4], "little")


def _address(buffer: bytearray) -> int:
    return ctypes.addressof(ctypes.c_char.from_buffer(buffer))


_idle: list[Memory] = []


def _memory() -> Memory:
    try:
        return _idle.pop()
    except IndexError:
        return Memory(BLOCK, BYTES, SEPARATOR)


def block(source: Source, first: int, count: int) -> list[str]:
    """The values of rows first .. first + count - 1, at least one and as many as fit."""
    memory = _memory()
    status = memory.fill(source, first, min(count, BLOCK))
    while status and status == library().api.constants["PHONY_ERROR_SPACE"]:
        if len(memory.bytes) == MOST_BYTES:
            break
        memory = Memory(BLOCK, min(8 * len(memory.bytes), MOST_BYTES), SEPARATOR)
        status = memory.fill(source, first, min(count, BLOCK))
    if status:
        raise library().error(status, memory.error)
    text = str(memory.view[: memory.used() - 1], "utf-8")
    if len(memory.bytes) <= 64 * BYTES:
        _idle.append(memory)
    return text.split("\0")


def blocks(source: Source, first: int, count: int) -> Iterator[list[str]]:
    """The values of rows first .. first + count - 1, a block at a time, made when asked for."""
    while count > 0:
        values = block(source, first, count)
        first += len(values)
        count -= len(values)
        yield values


def buffers(source: Source, first: int, count: int) -> tuple[memoryview, memoryview]:
    """All bytes of the rows, and their count + 1 offsets: one call for all but the first rows.

    How much room they need is told by the first rows; where that was too little (sorted rows grow
    longer), all is made again, since values depend on nothing but their rows.
    """
    size = BYTES
    rows = min(count, BLOCK)
    while True:
        memory = Memory(count if rows == count else rows, size, -1)
        done = _fill(memory, source, first, rows) if count else 0
        if done == count:
            return _kept(memory), memoryview(memory.offsets).toreadonly().cast("i")
        size = _size_for(memory, done, count, size)
        rows = count


def _kept(memory: Memory) -> memoryview:
    """The bytes, without the room that was left over where that is more than they are."""
    data = memory.view[: memory.used()]
    return memoryview(bytes(data)) if 2 * len(data) < len(memory.bytes) else data.toreadonly()


def _fill(memory: Memory, source: Source, first: int, count: int) -> int:
    """The rows that were filled in; none is no error here."""
    status = memory.fill(source, first, count)
    if status and status != library().api.constants["PHONY_ERROR_SPACE"]:
        raise library().error(status, memory.error)
    return 0 if status else int(memory.column.rows)


def _size_for(memory: Memory, done: int, count: int, size: int) -> int:
    """Bytes for all rows, by those that there are."""
    if not done:
        needed = 8 * size
    else:
        needed = memory.used() * count // done
        needed += needed // 16 + BYTES
    if done == count or needed <= MOST_BYTES:
        return needed
    if size < MOST_BYTES and needed - needed // 16 - BYTES <= MOST_BYTES:
        return MOST_BYTES
    raise LimitError(f"{count:,} rows need more than the {MOST_BYTES:,} bytes of a column")


def refresh_after_fork() -> None:
    """Memory that another thread used at the fork is not missed: it was not in the list."""
    _idle.clear()
