"""Partitions of a table: piece i of n, made on any machine, in any order.

Put one behind the other they are, byte for byte, what Entity.write() gives in one process: the
first one has what stands before the rows (a header), the last one what stands behind them.

>>> entity = Phony(seed=42).schema("people.pdl.json", counts={"Person": 10**8}).entity("Person")
>>> for piece in write_partition(entity, "csv", 3, 64): ...
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Optional

from phony import ArgumentError
from phony._library import library, text
from phony._streams import whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from phony import Entity


def partition_rows(rows: int, index: int, parts: int) -> range:
    """The rows of partition `index`, from 0, of `parts`: as many as of any other, or one more."""
    whole(rows, "a number of rows")
    whole(parts, "a number of partitions", 1)
    if whole(index, "a partition") >= parts:
        raise ArgumentError(f"partition {index} of {parts}: they are numbered from 0")
    return range(rows * index // parts, rows * (index + 1) // parts)


def write_partition(
    entity: Entity, format: str, index: int, parts: int, *, dialect: Optional[str] = None
) -> Iterator[bytes]:
    """A partition of all rows of an entity, in a format of Entity.write(), in pieces."""
    rows = partition_rows(len(entity), index, parts)
    kind = text(format, "the format")
    language = None if dialect is None else text(dialect, "the dialect")
    maker = entity._dataset.maker()
    most = library().api.constants["PHONY_BATCH_ROWS"]
    if index == 0:
        yield entity._write(maker, kind, language, "begin", 0, 0)
    for first in range(rows.start, rows.stop, most):
        count = min(most, rows.stop - first)
        yield entity._write(maker, kind, language, "rows", first, count)
    if index == parts - 1:
        yield entity._write(maker, kind, language, "end", 0, 0)
