"""A plan: of a model, the data set whose rows become its instances.

Each field to be filled is a column (columns.py), one of a pool (pools.py), or left to the model.
What must be unique is: a column is made so; of several fields that are unique together the one that
can be is, and pools share the combinations.

Rows are those of a data set of Phony: the n-th depends on the seed, the model and n alone, and on
the rows that references are to. Names, addresses and e-mails of a row are of one person.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Optional, Union

from django.db import models
from django.db.models.fields import NOT_PROVIDED

from phony import Phony, Schema, SchemaError

from .column import Column
from .columns import column_of, nullable
from .errors import FillError, label_of
from .names import SOURCES
from .pools import Group, Pool, group_of, pool_of

LOCALE = "en_US"
USUAL_ROWS = 1_000_000  # of a table: numbers that make values unique have the digits for so many
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,62}")
KEPT_DEFAULTS = (dict, list)  # callable defaults that say what the value is


@dataclass(frozen=True)
class Wish:
    """What is to be filled, and how."""

    model: Any
    seed: Union[str, int]
    locale: Optional[str]
    nulls: float
    using: str
    overrides: Mapping[str, Any] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """Such as shop.Order."""
        return str(self.model._meta.label)


def fields_to_fill(wish: Wish) -> list[Any]:
    """The fields that neither the caller nor the model or the database gives a value to."""
    given = {name for name in wish.overrides}
    generic = _generic_fields(wish.model) - given
    found = []
    for each in wish.model._meta.concrete_fields:
        if {each.name, each.attname} & given or _fills_itself(each):
            continue
        if each.name in generic:
            _leave(each, "part of a GenericForeignKey")
        else:
            found.append(each)
    return found


def _fills_itself(each: Any) -> bool:
    if isinstance(each, models.AutoField) or getattr(each, "generated", False):
        return True
    if each.remote_field is not None and each.remote_field.parent_link:
        return True
    if getattr(each, "auto_now", False) or getattr(each, "auto_now_add", False):
        return True
    return _has_default(each) and not each.unique and not each.choices


def _has_default(each: Any) -> bool:
    """A value that the model says; what it only computes (uuid4, now) is no value yet."""
    if each.has_default():
        return not callable(each.default) or each.default in KEPT_DEFAULTS
    return getattr(each, "db_default", NOT_PROVIDED) is not NOT_PROVIDED


def _generic_fields(model: Any) -> set[str]:
    """Fields that refer to rows of any table: no value for them can be made up."""
    found = set()
    for each in model._meta.private_fields:
        found |= {getattr(each, "ct_field", ""), getattr(each, "fk_field", "")}
    return found - {""}


def _leave(each: Any, what: str) -> None:
    """Leaves a field as the model makes it, unless it must have a value."""
    if not (each.null or each.has_default() or (each.blank and each.empty_strings_allowed)):
        raise FillError(
            f"{label_of(each)} is required, and {what}, which Phony cannot fill:"
            f" give it a value ({each.name}=...)"
        )


def unique_sets(model: Any) -> list[tuple[str, ...]]:
    """Fields that are unique, alone and together, also those of parents of the model."""
    alone = [each.name for each in model._meta.concrete_fields if each.unique]
    found: list[tuple[str, ...]] = [(name,) for name in alone]
    for one in (model, *model._meta.get_parent_list()):
        found += [tuple(names) for names in one._meta.unique_together]
        found += [tuple(rule.fields) for rule in one._meta.total_unique_constraints]
    return found


class Plan:
    """How rows of a model are made. Pools are read when it is made."""

    def __init__(self, wish: Wish) -> None:
        self.wish = wish
        self.pools: dict[str, Pool] = {}
        self.columns: dict[str, Column] = {}
        self.groups: list[Group] = []
        self._plan(fields_to_fill(wish))

    def _plan(self, fields: list[Any]) -> None:
        by_name = {each.name: each for each in fields}
        for each in fields:
            pool = pool_of(each, self.wish.using)
            if pool is not None and self._is_usable(pool):
                self.pools[each.name] = pool
        sets = unique_sets(self.wish.model)
        unique = self._unique_columns(sets, by_name)
        for name, each in by_name.items():
            self._add(each, name in unique)
        self._group([names for names in sets if not unique.intersection(names)])

    def _is_usable(self, pool: Pool) -> bool:
        if not pool.values:
            what = "a reference to no row" if pool.field.remote_field else "without choices"
            _leave(pool.field, what)
        return bool(pool.values)

    def _unique_columns(self, sets: list[tuple[str, ...]], by_name: dict[str, Any]) -> set[str]:
        """The fields to be unique, so that all of the sets are, as far as columns can do that."""
        unique: set[str] = set()
        for names in sorted(sets, key=len):
            able = [n for n in names if n in by_name and n not in self.pools]
            if able and not unique.intersection(names):
                texts = [n for n in able if by_name[n].max_length]
                unique.add((texts or able)[0])
        return unique

    def _add(self, each: Any, unique: bool) -> None:
        pool = self.pools.get(each.name)
        if pool is None and each.remote_field is not None:
            return
        column = pool.column() if pool else column_of(each, unique, self.wish.using)
        if column is None:
            _leave(each, f"a {type(each).__name__}")
            return
        if unique:
            column.field["unique"] = True
        if each.null and self.wish.nulls:
            column = nullable(column, round(self.wish.nulls, 9))
        self.columns[each.name] = column

    def _group(self, sets: list[tuple[str, ...]]) -> None:
        """Has pools that are unique together share their combinations."""
        for names in sets:
            if not all(name in self.pools for name in names):
                continue  # the caller gives one of them: the database will say
            if any(self.columns.pop(name, None) is None for name in names):
                continue  # part of another group
            pools = [self.pools[name] for name in names]
            name = _name(f"{self.wish.label}__{'__'.join(names)}")
            self.groups.append(group_of(name, pools, self.wish.using))

    # -- rows --------------------------------------------------------------------------------------

    def rows(self, first: int, count: int) -> Iterator[dict[str, Any]]:
        """Values by attribute, of `count` rows from row `first` on."""
        self._check(first + count)
        schema = self._schema(first + count)
        attributes = {each.name: each.attname for each in self.wish.model._meta.concrete_fields}
        converters = [
            (_name(name), attributes[name], column.convert)
            for name, column in self.columns.items()
        ]
        parts = [group.free(schema.entity(group.name).rows()) for group in self.groups]
        for row in self._open(schema, first, count):
            values = {attribute: convert(row[name]) for name, attribute, convert in converters}
            for part in parts:
                values.update(next(part))
            yield values

    def _open(self, schema: Schema, first: int, count: int) -> Iterator[dict[str, Any]]:
        if not self.columns:
            return iter([{}] * count)
        return schema.entity(_name(self.wish.label)).rows(count, first)

    def _check(self, rows: int) -> None:
        """Refuses more rows than there are different values."""
        for name, column in self.columns.items():
            if column.field.get("unique") and rows > column.capacity:
                raise FillError(
                    f"{self.wish.label}.{name}: at most {column.capacity:,} rows can differ in it,"
                    f" and these would be {rows:,}"
                )

    def _rows(self, rows: int) -> int:
        """The rows of the entity, which unique values depend on: hardly ever another number."""
        total = USUAL_ROWS
        while total < rows:
            total *= 1000
        unique = (c.capacity for c in self.columns.values() if c.field.get("unique"))
        return min([total, *unique])

    def _document(self, rows: int) -> dict[str, Any]:
        entities = {group.name: group.entity() for group in self.groups}
        if self.columns:
            fields = {_name(name): column.field for name, column in self.columns.items()}
            entities[_name(self.wish.label)] = {"count": self._rows(rows), "fields": fields}
        return {
            "version": "1.0",
            "locale": self.wish.locale or LOCALE,
            "generators": SOURCES,
            "entities": entities,
        }

    def _schema(self, rows: int) -> Schema:
        document = self._document(rows)
        counts = {name: entity["count"] for name, entity in document["entities"].items()}
        try:
            with Phony(seed=self.wish.seed) as phony:
                return phony.schema(document, counts=counts)
        except SchemaError as error:
            problems = [problem.message for problem in error.problems] or [str(error)]
            raise FillError(f"{self._where(error)}: {problems[0]}") from error

    def _where(self, error: SchemaError) -> str:
        """The field that a problem of the schema is of."""
        fields = {_name(name): name for name in self.columns}
        steps = error.problems[0].path.split(".") if error.problems else []
        name = next((fields[step] for step in steps[3:] if step in fields), "")
        return f"{self.wish.label}.{name}" if name else self.wish.label


def _name(text: str) -> str:
    """A name for PDL: the same where it is one, else a digest of it."""
    text = text.replace(".", "_")
    if NAME.fullmatch(text):
        return text
    return "x" + hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
