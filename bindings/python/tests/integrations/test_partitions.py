"""Partitions of a table: whatever their number, together they are what one process writes."""

from __future__ import annotations

from pathlib import Path

import pytest

from phony import ArgumentError, ArgumentTypeError, NotFoundError, Phony
from phony.integrations.partitions import partition_rows, write_partition

SCHEMA = Path(__file__).resolve().parents[2] / "examples" / "fastapi_app" / "shop.pdl.json"


def entity(name: str, rows: int):
    """An entity with so many rows."""
    return Phony(seed="parts").schema(SCHEMA, counts={name: rows}).entity(name)


@pytest.mark.parametrize(("rows", "parts"), [(0, 1), (0, 3), (1, 1), (2, 5), (100, 7), (10**18, 9)])
def test_every_row_is_in_one_partition(rows: int, parts: int) -> None:
    ranges = [partition_rows(rows, index, parts) for index in range(parts)]
    assert ranges[0].start == 0 and ranges[-1].stop == rows
    assert all(one.stop == other.start for one, other in zip(ranges, ranges[1:]))
    assert max(map(len, ranges)) - min(map(len, ranges)) <= 1


@pytest.mark.parametrize(
    ("format", "dialect"),
    [
        ("csv", None),
        ("json", None),
        ("ndjson", None),
        ("copy", None),
        ("load", None),
        ("sql", "postgres"),
        ("sql", "mysql"),
        ("sql", "sqlite"),
    ],
)
@pytest.mark.parametrize("name", ["User", "Order"])
def test_partitions_together_are_the_whole(name: str, format: str, dialect) -> None:
    table = entity(name, 3001)
    whole = b"".join(table.write(format, dialect))
    for parts in (1, 2, 7, 3001):
        pieces = [
            b"".join(write_partition(table, format, index, parts, dialect=dialect))
            for index in range(0, parts)
        ]
        assert b"".join(pieces) == whole
    assert len(whole) > 100_000


def test_a_table_without_rows_has_a_header_in_its_first_partition() -> None:
    pieces = [b"".join(write_partition(entity("User", 0), "csv", n, 3)) for n in range(3)]
    assert pieces == [b"id,name,email,city,born\n", b"", b""]


@pytest.mark.parametrize(
    ("index", "parts", "error"),
    [
        (3, 3, ArgumentError),
        (-1, 3, ArgumentError),
        (0, 0, ArgumentError),
        (0, 1.0, ArgumentTypeError),
        (True, 2, ArgumentTypeError),
    ],
)
def test_partitions_that_there_are_not_are_refused(index, parts, error) -> None:
    with pytest.raises(error):
        list(write_partition(entity("User", 9), "csv", index, parts))


def test_unknown_formats_are_refused() -> None:
    with pytest.raises(NotFoundError, match="xml"):
        list(write_partition(entity("User", 9), "xml", 0, 1))
