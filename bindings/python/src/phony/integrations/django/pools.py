"""Fields that have few values to choose from: choices, booleans and references to other rows.

A column holds the place of the value in its pool. Pools of which each value, or each combination of
several, may come once only are taken in an order of their own, without those that the table has.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any, Optional

from django.db import models

from .column import WITHOUT_END, Column
from .errors import FillError


@dataclass(frozen=True)
class Pool:
    """A field and the values it can have."""

    field: Any
    values: Sequence[Any]

    def column(self) -> Column:
        """A column of any of the values, each as often as another."""
        generator = {"type": "integer", "min": 0, "max": len(self.values) - 1}
        return Column({"generator": generator, "type": "int64"}, self.values.__getitem__)


def pool_of(field: Any, using: str) -> Optional[Pool]:
    """The pool of a field; None where it is a field of another kind."""
    if field.remote_field is not None:
        return Pool(field, referred_to(field, using))
    if field.choices:
        return Pool(field, [value for value, _ in field.flatchoices if value not in (None, "")])
    if isinstance(field, models.BooleanField):
        return Pool(field, (False, True))
    return None


def possible(field: Any, using: str) -> Any:
    """The rows that a reference may refer to, as a query."""
    found = field.remote_field.model._base_manager.using(using)
    limit = field.get_limit_choices_to()
    return found.complex_filter(limit).distinct() if limit else found.all()


def referred_to(field: Any, using: str) -> list[Any]:
    """What it would hold for each of them, in the order of their keys."""
    rows = possible(field, using).order_by("pk")
    return list(rows.values_list(field.target_field.attname, flat=True))


@dataclass(frozen=True)
class Group:
    """Pools whose values are unique together."""

    name: str
    pools: tuple[Pool, ...]
    taken: frozenset[tuple[Any, ...]]

    @property
    def size(self) -> int:
        """How many combinations there are, taken ones among them."""
        return min(prod(len(pool.values) for pool in self.pools), WITHOUT_END)

    @property
    def left(self) -> int:
        """How many are not taken."""
        lists = [frozenset(pool.values) for pool in self.pools]
        used = sum(all(v in values for v, values in zip(row, lists)) for row in self.taken)
        return self.size - used

    def entity(self) -> dict[str, Any]:
        """The entity whose rows are all combinations, each once."""
        generator = {"type": "integer", "min": 0, "max": self.size - 1}
        place = {"generator": generator, "type": "int64", "unique": True}
        return {"count": self.size, "fields": {"place": place}}

    def free(self, rows: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """Combinations that are not taken, as values by attribute; then, of one pool, nulls."""
        for row in rows:
            values = self._combination(row["place"])
            if values not in self.taken:
                yield {pool.field.attname: v for pool, v in zip(self.pools, values)}
        while len(self.pools) == 1 and self.pools[0].field.null:
            yield {self.pools[0].field.attname: None}
        message = f"{self.pools[0].field.model._meta.label}: no more values of {self.what}"
        raise FillError(f"{message}, of which no two rows may have the same")

    @property
    def what(self) -> str:
        """Its fields, for messages."""
        return " and ".join(pool.field.name for pool in self.pools)

    def _combination(self, place: int) -> tuple[Any, ...]:
        values = []
        for pool in self.pools:
            place, index = divmod(place, len(pool.values))
            values.append(pool.values[index])
        return tuple(values)


def group_of(name: str, pools: Sequence[Pool], using: str) -> Group:
    """The group of these pools, without what the table has already."""
    model = pools[0].field.model
    attributes = [pool.field.attname for pool in pools]
    found = model._base_manager.using(using).values_list(*attributes)
    return Group(name, tuple(pools), frozenset(found.iterator()))
