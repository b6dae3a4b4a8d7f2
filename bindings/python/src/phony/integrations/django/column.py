"""A column: how a field of a model is made in a data set (PDL), and turned into its value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Union

WITHOUT_END = 10**18  # rows: more than anybody has
MOST_DIGITS = 18  # of a number


def as_it_is(value: Any) -> Any:
    """The value."""
    return value


@dataclass(frozen=True)
class Column:
    """A field of PDL, what makes the model's value of its own, and how many different ones."""

    field: dict[str, Any]
    convert: Callable[[Any], Any] = as_it_is
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


def column(
    generator: Union[str, dict[str, Any]],
    convert: Callable[[Any], Any] = as_it_is,
    capacity: int = WITHOUT_END,
    **more: Any,
) -> Column:
    """A column of a generator; `more` are members of the field beside it."""
    return Column({"generator": generator, **more}, convert, capacity)
