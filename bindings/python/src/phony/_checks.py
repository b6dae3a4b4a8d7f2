"""What is passed in: checked, and made plain (no subclass of str or int goes any further).

A new kind of argument gets a function here that refuses all else with an ArgumentError.
"""

from __future__ import annotations

import os
from _operator import index

from .errors import ArgumentError, ArgumentTypeError, EncodingError

END = 2**64  # rows are numbered below it
MOST_BITS = 128  # of a number that a message shows


def text(value: object, what: str) -> bytes:
    """A str as the library takes it: UTF-8 that ends at its first NUL, so there may be none."""
    encoded = _utf8(value, what)
    if 0 in encoded:
        raise EncodingError(f"{what} has a NUL at byte {encoded.index(0)}")
    return encoded


def plain(value: object, what: str) -> str:
    """The same as a str, and nothing but a str."""
    return text(value, what).decode("utf-8")


def _utf8(value: object, what: str) -> bytes:
    if not isinstance(value, str):
        raise ArgumentTypeError(f"{what} must be a str, not {type(value).__name__}")
    try:
        return str.encode(value, "utf-8")
    except UnicodeEncodeError as error:
        message = f"{what} has a lone surrogate at character {error.start}, which UTF-8 has not"
        raise EncodingError(message) from None


def path_text(value: object, what: str) -> bytes:
    """A path as the library takes it."""
    if not isinstance(value, (str, os.PathLike)):
        raise ArgumentTypeError(f"{what} must be a path, not {type(value).__name__}")
    try:
        encoded = os.fsencode(value)
    except UnicodeEncodeError:
        raise EncodingError(f"{what} cannot be the name of a file") from None
    if 0 in encoded:
        raise EncodingError(f"{what} has a NUL at byte {encoded.index(0)}")
    return encoded


def whole(value: object, what: str, least: int = 0, most: int = END - 1) -> int:
    """A whole number within bounds; no bool, no float, no text."""
    number = _int(value, f"{what} must be a whole number")
    if not least <= number <= most:
        shown = number if number.bit_length() <= MOST_BITS else f"of {number.bit_length()} bits"
        raise ArgumentError(f"{what} is {shown}, not from {least} to {most}")
    return number


def _int(value: object, wanted: str) -> int:
    try:
        if not isinstance(value, bool):
            return int(index(value))  # type: ignore[arg-type]
    except TypeError:
        pass
    raise ArgumentTypeError(f"{wanted}, not {type(value).__name__}")


def seed_text(seed: object) -> str:
    """A seed as text, which may hold NULs: 42 is "42"."""
    if isinstance(seed, str):
        return _utf8(seed, "a seed").decode("utf-8")
    number = _int(seed, "a seed must be text or a whole number")
    try:
        return str(number)
    except ValueError:  # Python writes out no more than some thousand digits
        raise ArgumentError(f"a seed is a number of {number.bit_length()} bits") from None
