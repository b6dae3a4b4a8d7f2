"""Training: a Model out of a list of values."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Mapping

from ._checks import path_text, text, whole
from ._learning import Learning, tell
from ._library import Handle, library, make
from .errors import ArgumentError, ArgumentTypeError
from .model import UNREF, Model
from .recipes import choice

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, Union

    from ._learning import Progress

    Values = Union[Iterable[Union[str, tuple[str, int]]], Mapping[str, int]]

# Options of train() by how they are given to the library.
CHOICES = {
    "mode": ("mode", "mode"),
    "weighting": ("weighting", "weight"),
    "case": ("letter_case", "case"),
}
FILTERS = {"letters_only": "LETTERS_ONLY", "no_symbols": "NO_SYMBOLS"}
TEXTS = ("name", "locale", "source", "license", "vocabulary", "sentences", "salt")
NUMBERS = frozenset(
    "order threads min_count min_length word_min_count timestamp min_support max_tokens".split()
)
STEP = 1024  # values between two calls of progress

# The largest that the members of the library's struct take; it checks what they mean.
INT = 2**31 - 1
LONG = 2**63 - 1


def train(
    values: Values | str | os.PathLike[str],
    *,
    column: str | int | None = None,
    weight_column: str | int | None = None,
    format: str = "auto",
    delimiter: str | None = None,
    header: bool = True,
    progress: Progress | None = None,
    **options: Any,
) -> Model:
    """A model of values, or of a file of them (a str is a path).

    Values are str, or pairs of one and its weight, or all of these in a dict. Files are lists of
    lines, CSV, JSON or NDJSON, also gzip'd; `column`, `weight_column`, `format`, `delimiter` and
    `header` say how to read them.

    `progress(position, size)` is called now and then, and at the end (bytes of a file, or how many
    values); where it returns False, CancelledError is raised.

    Options, each as in phony_train_options: order, mode ("char", "word", "hybrid"), weighting
    ("once", "log", "sqrt", "count"), case ("keep", "lower", "upper", "title"), letters_only,
    no_symbols, threads, exclude_originals, min_count, min_length, word_min_count, timestamp, name,
    locale, source, license, vocabulary, sentences, salt, min_support, epsilon, delta, max_tokens.
    """
    trainer = make("phony_trainer_new", "phony_trainer_free", ctypes.byref(_options(options)))
    if isinstance(values, (str, os.PathLike)):
        reading = _reading(column, weight_column, format, delimiter, header)
        _learn_file(trainer, values, reading, progress)
    else:
        _learn_values(trainer, values, progress)
    return Model(make("phony_trainer_finish", UNREF, trainer.value))


def _options(options: dict[str, Any]) -> Any:
    made = library().api.new("phony_train_options")
    for name, value in options.items():
        if name in CHOICES:
            member, choices = CHOICES[name]
            setattr(made, member, choice(name, choices, value))
        elif name in FILTERS:
            flag = library().api.constants["PHONY_FILTER_" + FILTERS[name]]
            made.filters |= flag if value else 0
        elif name in TEXTS:
            setattr(made, name, None if value is None else text(value, name))
        elif name in NUMBERS:
            setattr(made, name, whole(value, name, 0, _most(made, name)))
        else:
            _set_other(made, name, value)
    return made


def _set_other(made: Any, name: str, value: object) -> None:
    if name == "exclude_originals":
        made.exclude_originals = bool(value)
    elif name not in ("epsilon", "delta"):
        raise ArgumentTypeError(f"train() has no option {name!r}")
    elif isinstance(value, bool) or not isinstance(value, (int, float)):
        raise ArgumentTypeError(f"{name} must be a number, not {type(value).__name__}")
    else:
        setattr(made, name, _float(value, name))


def _float(value: float, name: str) -> float:
    try:
        return float(value)
    except OverflowError:
        raise ArgumentError(f"{name} is too large for a number with a fraction") from None


def _most(made: Any, name: str) -> int:
    """The largest number that a member takes."""
    size: int = getattr(type(made), name).size
    return INT if size == ctypes.sizeof(ctypes.c_int32) else LONG


def _reading(
    column: str | int | None,
    weight_column: str | int | None,
    format: str,
    delimiter: str | None,
    header: bool,
) -> Any:
    """The phony_input_options."""
    made = library().api.new("phony_input_options", no_header=not header)
    made.format = choice("format", "format", format)
    made.column = _column_text(column, "column")
    made.weight_column = _column_text(weight_column, "weight_column")
    if delimiter is not None:
        encoded = text(delimiter, "the delimiter")
        if len(encoded) != 1:
            raise ArgumentError(f"the delimiter is {delimiter!r}, not one ASCII character")
        made.delimiter = encoded[0]
    return made


def _column_text(column: str | int | None, what: str) -> bytes | None:
    if column is None:
        return None
    return text(column if isinstance(column, str) else str(whole(column, what, 1)), what)


def _learn_file(
    trainer: Handle, path: str | os.PathLike[str], reading: Any, progress: Progress | None
) -> None:
    name = path_text(path, "the path of a list")
    given = make("phony_input_open", "phony_input_close", name, ctypes.byref(reading))
    Learning(trainer, given).finish(progress)


def _learn_values(trainer: Handle, values: Values, progress: Progress | None) -> None:
    add = library().phony_trainer_add
    error = library().api.new("phony_error")
    count = 0
    total = _length(values)
    for count, value in enumerate(values.items() if isinstance(values, Mapping) else values, 1):
        word, weight = (value, 1) if isinstance(value, str) else _pair(value)
        encoded = text(word, "a value")
        status = add(trainer.value, encoded, len(encoded), weight, ctypes.byref(error))
        if status:
            raise library().error(status, error)
        if progress is not None and count % STEP == 0:
            tell(progress, count, total)
    if progress is not None:
        tell(progress, count, total or count)


def _length(values: object) -> int:
    """How many there are, 0 where that is not known."""
    length = getattr(values, "__len__", None)
    return 0 if length is None else int(length())


def _pair(value: object) -> tuple[str, int]:
    if not isinstance(value, tuple) or len(value) != 2:
        raise ArgumentTypeError(f"a value must be a str, or a pair, not {type(value).__name__}")
    return value[0], whole(value[1], "a weight")
