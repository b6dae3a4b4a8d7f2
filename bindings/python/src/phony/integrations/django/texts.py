"""What fills fields of text: by their names, within their lengths, or by their own patterns."""

from __future__ import annotations

import re
from typing import Any, Optional

from django.core import validators

from . import names
from .column import MOST_DIGITS, Column, Target, column
from .errors import FillError, label_of

LONGEST_MAIL, LONGEST_URL = 254, 100  # characters: with so much room nothing needs to be cut
OF_ANY_LENGTH = re.compile(r"(?<!\\)[|*+?]|\{\d*,\d*\}")  # patterns that cannot be unique
MAIL = "@example.com"
SITE = "https://example.com/"
SHORT, MIDDLING = 12, 60  # characters of a word, and of a few


def _template(target: Target, pattern: str, fixed: int = 0) -> Column:
    """A template; {n} in it is the room that max_length leaves beside `fixed` characters."""
    most = target.field.max_length
    if most is None:
        return column({"type": "template", "pattern": pattern.replace("|truncate:{n}", "")})
    if most <= fixed:
        message = f"{label_of(target.field)}: {most} characters are too few for any value"
        raise FillError(message)
    room = most - fixed
    generator = {"type": "template", "pattern": pattern.replace("{n}", str(room))}
    digits = min(room, MOST_DIGITS)  # of the number that makes a value unique
    return column(generator, lambda text: text[:most], 10**digits, type=f"text({most})")


def char(target: Target) -> Column:
    """A text by its own pattern, else by the name of the field."""
    pattern = _own_pattern(target.field)
    if pattern is not None and not (target.unique and OF_ANY_LENGTH.search(pattern)):
        most = target.field.max_length
        kind = "text" if most is None else f"text({most})"
        return column({"type": "regex", "pattern": pattern}, type=kind)
    named = _named(target)
    return named if pattern is None else _checked(target, named, pattern)


def _checked(target: Target, made: Column, pattern: str) -> Column:
    """A column whose values must match, and may not."""
    match, convert, label = re.compile(pattern).fullmatch, made.convert, label_of(target.field)

    def checked(value: Any) -> Any:
        text = convert(value)
        if not match(text):
            raise FillError(f"{label}: {text!r} does not match {pattern!r}: give it a value")
        return text

    return Column(made.field, checked, made.capacity)


def _named(target: Target) -> Column:
    """A text by the name of its field."""
    if target.name == "password":  # one that nobody can log in with
        return _template(target, "!{{g__hash|truncate:{n}}}", 1)
    source = names.text_source(target.name, target.model) or _filler_text(target.field)
    if source == "g__email":
        return email(target)
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


def email(target: Target) -> Column:
    """An address at example.com."""
    if target.field.max_length is None or target.field.max_length >= LONGEST_MAIL:
        return column("email", type="text")
    return _template(target, "{{g__username|truncate:{n}}}" + MAIL, len(MAIL))


def url(target: Target) -> Column:
    """A web address at example.com."""
    if not target.unique and (target.field.max_length or LONGEST_URL) >= LONGEST_URL:
        return column("url")
    return _template(target, SITE + "{{slug(g__word)|truncate:{n}}}", len(SITE))


def slug(target: Target) -> Column:
    """Two words, as in addresses."""
    return _template(target, "{{concat(slug(g__word), '-', slug(g__word_2))|truncate:{n}}}")
