"""What fills a field of a model: a column of a data set (PDL), by its type, name and limits.

To teach it another type of field, write a function and put it into FILLERS; subclasses of a type
are filled as it is.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Optional, Union

from django.conf import settings
from django.core import validators
from django.db import connections, models
from django.db.backends.base.operations import BaseDatabaseOperations

from . import names
from .errors import FillError, label_of

WITHOUT_END = 10**18  # rows: more than anybody has
LONGEST_MAIL, LONGEST_URL = 254, 100  # characters: with so much room nothing needs to be cut
OF_ANY_LENGTH = re.compile(r"(?<!\\)[|*+?]|\{\d*,\d*\}")  # patterns that cannot be unique
MAIL = "@example.com"
SITE = "https://example.com/"
MOST_DIGITS = 18  # of a decimal
LARGEST = 10_000  # number, where nothing says what it counts
LARGEST_UNIQUE = 10**9
SHORT, MIDDLING = 12, 60  # characters of a word, and of a few
DOCUMENT_NETWORK_6 = "2001:db8::/32"
PRIVATE_NETWORK = "10.0.0.0/8"  # those for documentation have 762 addresses: too few to differ


def _as_it_is(value: Any) -> Any:
    return value


@dataclass(frozen=True)
class Column:
    """A field of PDL, what makes the model's value of its own, and how many different ones."""

    field: dict[str, Any]
    convert: Callable[[Any], Any] = _as_it_is
    capacity: int = WITHOUT_END


@dataclass(frozen=True)
class Target:
    """A field of a model, and what is asked of it."""

    field: Any
    unique: bool
    using: str

    @property
    def name(self) -> str:
        """The field's name."""
        return str(self.field.name)

    @property
    def model(self) -> str:
        """The name of the model."""
        return str(self.field.model.__name__)


def _column(
    generator: Union[str, dict[str, Any]],
    convert: Callable[[Any], Any] = _as_it_is,
    capacity: int = WITHOUT_END,
    **more: Any,
) -> Column:
    return Column({"generator": generator, **more}, convert, capacity)


# -- texts -----------------------------------------------------------------------------------------


def _template(target: Target, pattern: str, fixed: int = 0) -> Column:
    """A template; {n} in it is the room that max_length leaves beside `fixed` characters."""
    most = target.field.max_length
    if most is None:
        return _column({"type": "template", "pattern": pattern.replace("|truncate:{n}", "")})
    if most <= fixed:
        message = f"{label_of(target.field)}: {most} characters are too few for any value"
        raise FillError(message)
    room = most - fixed
    generator = {"type": "template", "pattern": pattern.replace("{n}", str(room))}
    digits = min(room, MOST_DIGITS)  # of the number that makes a value unique
    return _column(generator, lambda text: text[:most], 10**digits, type=f"text({most})")


def _char(target: Target) -> Column:
    pattern = _own_pattern(target.field)
    if pattern is not None and not (target.unique and OF_ANY_LENGTH.search(pattern)):
        return _column({"type": "regex", "pattern": pattern})
    column = _named(target)
    return column if pattern is None else _checked(target, column, pattern)


def _checked(target: Target, column: Column, pattern: str) -> Column:
    """A column whose values must match, and may not."""
    match, convert, label = re.compile(pattern).fullmatch, column.convert, label_of(target.field)

    def checked(value: Any) -> Any:
        text = convert(value)
        if not match(text):
            raise FillError(f"{label}: {text!r} does not match {pattern!r}: give it a value")
        return text

    return Column(column.field, checked, column.capacity)


def _named(target: Target) -> Column:
    """A text by the name of its field."""
    if target.name == "password":  # one that nobody can log in with
        return _template(target, "!{{g__hash|truncate:{n}}}", 1)
    source = names.text_source(target.name, target.model) or _filler_text(target.field)
    if source == "g__email":
        return _email(target)
    return _template(target, "{{" + source + "|truncate:{n}}}")


def _filler_text(field: Any) -> str:
    most = field.max_length
    if most is None:
        return "g__paragraph"
    if most <= SHORT:
        return "g__word"
    return "concat(g__word, ' ', g__word_2)|capitalize" if most <= MIDDLING else "g__sentence"


def _own_pattern(field: Any) -> Optional[str]:
    """The pattern of the field's own RegexValidator, if it is one for the whole value."""
    for validator in field._validators:
        if isinstance(validator, validators.RegexValidator) and not validator.inverse_match:
            match = re.fullmatch(r"(?s)(?:\^|\\A)(.*)(?:\$|\\Z)", validator.regex.pattern)
            if match and not validator.flags:
                return match[1]
    return None


def _email(target: Target) -> Column:
    if target.field.max_length is None or target.field.max_length >= LONGEST_MAIL:
        return _column("email", type="text")
    return _template(target, "{{g__username|truncate:{n}}}" + MAIL, len(MAIL))


def _url(target: Target) -> Column:
    if not target.unique and (target.field.max_length or LONGEST_URL) >= LONGEST_URL:
        return _column("url")
    return _template(target, SITE + "{{slug(g__word)|truncate:{n}}}", len(SITE))


def _slug(target: Target) -> Column:
    return _template(target, "{{concat(slug(g__word), '-', slug(g__word_2))|truncate:{n}}}")


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
    return _column(generator, int, int(high) - int(low) + 1, type="int64")


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
    return _column(generator, _as_it_is, int((high - low) / unit) + 1)


def _float(target: Target) -> Column:
    low, high = _span(target, (0, LARGEST), *_limits(target.field))
    low, high = Decimal(str(low)), Decimal(str(high))
    generator = {"type": "decimal", "min": f"{low:f}", "max": f"{high:f}", "scale": 4}
    return _column(generator, float, int((high - low) * 10_000) + 1)


# -- times -----------------------------------------------------------------------------------------


def _date(target: Target) -> Column:
    low, high = names.looked_up(names.DATES, target.name) or ("-2y", "now")
    if target.unique:
        low, high = "-100y", "now"
    return _column({"type": "date", "min": low, "max": high}, capacity=36_500)


def _datetime(target: Target) -> Column:
    low, high = names.looked_up(names.DATES, target.name) or ("-2y", "now")
    generator = {"type": "datetime", "min": low, "max": high, "precision": "second"}
    kind = "timestamptz" if settings.USE_TZ else "timestamp"
    return _column(generator, capacity=63_000_000, type=kind)


def _time(target: Target) -> Column:
    return _column("time", capacity=86_400)


def _duration(target: Target) -> Column:
    most = 10**9 if target.unique else 30 * 86_400
    generator = {"type": "integer", "min": 1, "max": most}
    return _column(generator, lambda seconds: datetime.timedelta(seconds=seconds), most)


# -- all else --------------------------------------------------------------------------------------


def _uuid(target: Target) -> Column:
    return _column("uuid")


def _binary(target: Target) -> Column:
    length = min(target.field.max_length or 16, 16)
    return _column({"type": "bytes", "min_length": length, "max_length": length})


def _address(target: Target) -> Column:
    if target.field.protocol.lower() == "ipv6":
        return _column({"type": "ip", "network": DOCUMENT_NETWORK_6}, str)
    if target.unique:
        return _column({"type": "ip", "network": PRIVATE_NETWORK}, str, 2**24 - 2)
    return _column({"type": "ip", "version": 4}, str)


def _json(target: Target) -> Column:
    return _column("word", lambda word: {"value": word})


FILLERS: dict[type, Callable[[Target], Column]] = {
    models.CharField: _char,
    models.TextField: _char,
    models.EmailField: _email,
    models.URLField: _url,
    models.SlugField: _slug,
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


def nullable(column: Column, share: float) -> Column:
    """The same column, null for this share of the rows."""
    convert = column.convert
    return Column(
        {**column.field, "null": share},
        lambda value: None if value is None else convert(value),
        column.capacity,
    )
