"""What fills a field of a model: a column of a data set (PDL), by its type, name and limits.

To teach it another type of field, write a function and put it into FILLERS; subclasses of a type
are filled as it is.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Optional

from django.conf import settings
from django.core import validators
from django.db import connections, models
from django.db.backends.base.operations import BaseDatabaseOperations

from . import names, texts
from .column import MOST_DIGITS, Column, Target, as_it_is, column
from .errors import FillError, label_of

LARGEST = 10_000  # number, where nothing says what it counts
LARGEST_UNIQUE = 10**9
DOCUMENT_NETWORK_6 = "2001:db8::/32"
PRIVATE_NETWORK = "10.0.0.0/8"  # those for documentation have 762 addresses: too few to differ


# -- numbers ---------------------------------------------------------------------------------------


def _limits(field: Any) -> tuple[list[Any], list[Any]]:
    """What its validators give as least and greatest values."""
    least, most = [], []
    for validator in field.validators:
        limit = getattr(validator, "limit_value", None)
        value = limit() if callable(limit) else limit
        if isinstance(validator, validators.MinValueValidator):
            least.append(value)
        elif isinstance(validator, validators.MaxValueValidator):
            most.append(value)
    return least, most


def _span(target: Target, usual: names.Range, least: list[Any], most: list[Any]) -> Any:
    """The span of the field's values: as usual for its name, within its limits."""
    span: Any = names.looked_up(names.NUMBERS, target.name) or usual
    low = max([span[0], *least])
    high = min([span[1], *most])
    if low > high:  # what is usual is not allowed here
        low = max(least, default=min(most, default=0))
        high = min([*most, low + LARGEST])
    if low > high:
        raise FillError(f"{label_of(target.field)}: no number is from {low} to {high}")
    return low, high


def _whole_numbers(field: Any, using: str) -> tuple[int, int]:
    """What the database can hold; where it does not care (SQLite), what any other can."""
    kind = field.get_internal_type()
    low, high = connections[using].ops.integer_field_range(kind)
    if low is None:
        low, high = BaseDatabaseOperations.integer_field_ranges[kind]
    return low, high


def _integer(target: Target) -> Column:
    low, high = _whole_numbers(target.field, target.using)
    least, most = _limits(target.field)
    if target.unique:
        usual: names.Range = (1, LARGEST_UNIQUE)
        low, high = max([1, low, *least]), min([LARGEST_UNIQUE, high, *most])
    if not target.unique or low > high:
        usual = (0, LARGEST)
        low, high = _span(target, usual, [low, *least], [high, *most])
    generator = {"type": "integer", "min": int(low), "max": int(high)}
    return column(generator, int, int(high) - int(low) + 1, type="int64")


def _decimal(target: Target) -> Column:
    places = min(target.field.decimal_places, MOST_DIGITS)
    digits = min(target.field.max_digits, MOST_DIGITS)
    end = Decimal(10) ** (digits - places) - Decimal(1).scaleb(-places)
    least, most = _limits(target.field)
    usual = (0, int(end) if target.unique else min(LARGEST, int(end)))
    low, high = _span(target, usual, [-end, *least], [end, *most])
    unit = Decimal(1).scaleb(-places)
    low, high = Decimal(low).quantize(unit), Decimal(high).quantize(unit)
    generator = {"type": "decimal", "min": f"{low:f}", "max": f"{high:f}", "scale": places}
    return column(generator, as_it_is, int((high - low) / unit) + 1)


def _float(target: Target) -> Column:
    low, high = _span(target, (0, LARGEST), *_limits(target.field))
    low, high = Decimal(str(low)), Decimal(str(high))
    generator = {"type": "decimal", "min": f"{low:f}", "max": f"{high:f}", "scale": 4}
    return column(generator, float, int((high - low) * 10_000) + 1)


# -- times -----------------------------------------------------------------------------------------


def _date(target: Target) -> Column:
    low, high = names.looked_up(names.DATES, target.name) or ("-2y", "now")
    if target.unique:
        low, high = "-100y", "now"
    return column({"type": "date", "min": low, "max": high}, capacity=36_500)


def _datetime(target: Target) -> Column:
    low, high = names.looked_up(names.DATES, target.name) or ("-2y", "now")
    generator = {"type": "datetime", "min": low, "max": high, "precision": "second"}
    kind = "timestamptz" if settings.USE_TZ else "timestamp"
    return column(generator, capacity=63_000_000, type=kind)


def _time(target: Target) -> Column:
    return column("time", capacity=86_400)


def _duration(target: Target) -> Column:
    most = 10**9 if target.unique else 30 * 86_400
    generator = {"type": "integer", "min": 1, "max": most}
    return column(generator, lambda seconds: datetime.timedelta(seconds=seconds), most)


# -- all else --------------------------------------------------------------------------------------


def _uuid(target: Target) -> Column:
    return column("uuid")


def _binary(target: Target) -> Column:
    length = min(target.field.max_length or 16, 16)
    return column({"type": "bytes", "min_length": length, "max_length": length})


def _address(target: Target) -> Column:
    if target.field.protocol.lower() == "ipv6":
        return column({"type": "ip", "network": DOCUMENT_NETWORK_6}, str)
    if target.unique:
        return column({"type": "ip", "network": PRIVATE_NETWORK}, str, 2**24 - 2)
    return column({"type": "ip", "version": 4}, str)


def _json(target: Target) -> Column:
    return column("word", lambda word: {"value": word})


FILLERS: dict[type, Callable[[Target], Column]] = {
    models.CharField: texts.char,
    models.TextField: texts.char,
    models.EmailField: texts.email,
    models.URLField: texts.url,
    models.SlugField: texts.slug,
    models.IntegerField: _integer,
    models.DecimalField: _decimal,
    models.FloatField: _float,
    models.DateField: _date,
    models.DateTimeField: _datetime,
    models.TimeField: _time,
    models.DurationField: _duration,
    models.UUIDField: _uuid,
    models.BinaryField: _binary,
    models.GenericIPAddressField: _address,
    models.JSONField: _json,
}


def column_of(field: Any, unique: bool, using: str) -> Optional[Column]:
    """What fills a field; None where its type is unknown."""
    for kind in type(field).__mro__:
        if kind in FILLERS:
            return FILLERS[kind](Target(field, unique, using))
    return None


def nullable(made: Column, share: float) -> Column:
    """The same column, null for this share of the rows."""
    convert = made.convert
    return Column(
        {**made.field, "null": share},
        lambda value: None if value is None else convert(value),
        made.capacity,
    )
