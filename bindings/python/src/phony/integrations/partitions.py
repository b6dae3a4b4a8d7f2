"""Partitions of a table: piece i of n, made on any machine, in any order.

Put one behind the other they are, byte for byte, what Entity.write() gives in one process: the
first one has what stands before the rows (a header), the last one what stands behind them.

>>> entity = Phony(seed=42).schema("people.pdl.json", counts={"Person": 10**8}).entity("Person")
>>> for piece in write_partition(entity, "csv", 3, 64): ...
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Optional

from phony import ArgumentError
from phony._checks import whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from phony import Entity


def partition_rows(rows: int, index: int, parts: int) -> range:
    """The rows of partition `index`, from 0, of `parts`: as many as of any other, or one more."""
    rows, parts = whole(rows, "a number of rows"), whole(parts, "a number of partitions", 1)
    index = whole(index, "a partition")
    if index >= parts:
        raise ArgumentError(f"partition {index} of {parts}: they are numbered from 0")
    return range(rows * index // parts, rows * (index + 1) // parts)


def write_partition(
    entity: Entity, format: str, index: int, parts: int, *, dialect: Optional[str] = None
) -> Iterator[bytes]:
    """A partition of all rows of an entity, in a format of Entity.write(), in pieces."""
    rows = partition_rows(len(entity), index, parts)
    begin, end = index == 0, index == parts - 1
    return entity.write_part(format, rows, dialect, begin=begin, end=end)
