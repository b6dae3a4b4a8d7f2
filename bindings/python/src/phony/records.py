"""Cells of a data set as Python has them: int, float, Decimal, bool, date, time, datetime, UUID."""

from __future__ import annotations

import ctypes
from datetime import date, datetime, time, timedelta, timezone
from decimal import Context, Decimal
from uuid import UUID

from ._declarations import address_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

FIRST_DAY = date(1970, 1, 1).toordinal()
EPOCH = datetime(1970, 1, 1)
EPOCH_UTC = EPOCH.replace(tzinfo=timezone.utc)
EXACT = Context(prec=40)  # whatever the program's own context rounds to
UUID_BYTES = 16


def _date(days: int) -> date:
    return date.fromordinal(FIRST_DAY + days)


def _time(microseconds: int) -> time:
    return (EPOCH + timedelta(microseconds=microseconds)).time()


def _timestamp(microseconds: int) -> datetime:
    return EPOCH + timedelta(microseconds=microseconds)


def _timestamptz(microseconds: int) -> datetime:
    return EPOCH_UTC + timedelta(microseconds=microseconds)


NATIVE: dict[str, Callable[[int], object]] = {
    "boolean": bool,
    "date": _date,
    "time": _time,
    "timestamp": _timestamp,
    "timestamptz": _timestamptz,
}


def _array(cells: Any, member: str, kind: Any, count: int) -> Any:
    """The `count` elements that a pointer member leads to."""
    return (kind * count).from_address(address_of(cells, member))


def _numbers(cells: Any, count: int) -> list[Any]:
    return list(_array(cells, "numbers", ctypes.c_int64, count))


def _floats(cells: Any, count: int) -> list[Any]:
    return list(_array(cells, "floats", ctypes.c_double, count))


def _texts(cells: Any, count: int) -> list[Any]:
    offsets = list(_array(cells, "offsets", ctypes.c_uint32, count + 1))
    data = ctypes.string_at(address_of(cells, "bytes"), offsets[-1])
    spans = zip(offsets, offsets[1:])
    if cells.type == b"bytea":
        return [data[start:end] for start, end in spans]
    text = str(data, "utf-8")
    if len(text) == len(data):  # ASCII, where a character is a byte
        return [text[start:end] for start, end in spans]
    return [str(data[start:end], "utf-8") for start, end in spans]


def _uuids(cells: Any, count: int) -> list[Any]:
    data = ctypes.string_at(address_of(cells, "bytes"), UUID_BYTES * count)
    return [UUID(bytes=data[i : i + UUID_BYTES]) for i in range(0, len(data), UUID_BYTES)]


READERS: dict[str, Callable[[Any, int], list[Any]]] = {
    "numbers": _numbers,
    "floats": _floats,
    "texts": _texts,
    "uuids": _uuids,
}


def column_values(cells: Any, kind: str, count: int) -> list[Any]:
    """The values of a phony_cells, whose kind is "numbers", "floats", "texts" or "uuids"."""
    if not count:
        return []
    nulls = _array(cells, "nulls", ctypes.c_uint8, count) if cells.nulls else None
    values = READERS[kind](cells, count)
    native = _native(cells) if kind == "numbers" else None
    if native is not None and nulls is not None:
        return [None if null else native(value) for value, null in zip(values, nulls)]
    if nulls is not None:
        return [None if null else value for value, null in zip(values, nulls)]
    return values if native is None else [native(value) for value in values]


def _native(cells: Any) -> Callable[[int], object] | None:
    name = cells.type.partition(b"(")[0].decode("ascii")
    if name == "decimal":
        scale = -cells.scale
        return lambda number: Decimal(number).scaleb(scale, EXACT)
    return NATIVE.get(name)
