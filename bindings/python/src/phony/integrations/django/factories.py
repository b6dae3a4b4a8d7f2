"""Factories: instances of a model, built, saved, or inserted by the thousand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any, Optional, Union

from django.db import DEFAULT_DB_ALIAS, IntegrityError, models, transaction

from phony import ArgumentError, ArgumentTypeError

from .errors import FillError, label_of
from .plan import Plan, Wish, fields_to_fill, unique_sets
from .pools import possible, referred_to

Progress = Callable[[int, int], None]
Take = Callable[[list[Any]], None]
SEED = "phony"
NULLS = 0.1  # of the values that may be null
BATCH = 1000
CHILDREN = 10  # rows for each parent that is made where there is none


class Factory:
    """Makes instances of a model; see factory()."""

    def __init__(
        self,
        model: Any,
        *,
        seed: Union[str, int] = SEED,
        locale: Optional[str] = None,
        nulls: float = NULLS,
        using: str = DEFAULT_DB_ALIAS,
        overrides: Optional[Mapping[str, Any]] = None,
        within: tuple[Any, ...] = (),
    ) -> None:
        _check_model(model)
        if isinstance(nulls, bool) or not isinstance(nulls, (int, float)) or not 0 <= nulls <= 1:
            raise ArgumentError(f"nulls is {nulls!r}, not a share from 0 to 1")
        self.wish = Wish(model, seed, locale, nulls, using, dict(overrides or {}))
        self.made: dict[str, int] = {}  # rows by model, those of parents among them
        self._within = (*within, model)
        _check_overrides(self.wish)

    def override(self, **values: Any) -> Factory:
        """The same with these values, also for fields called as an option is (seed, locale)."""
        wish = self.wish
        return Factory(
            wish.model,
            seed=wish.seed,
            locale=wish.locale,
            nulls=wish.nulls,
            using=wish.using,
            overrides={**wish.overrides, **values},
        )

    # -- making ------------------------------------------------------------------------------------

    def build(self, count: int = 1, start: Optional[int] = None) -> list[Any]:
        """Instances that are not saved; rows that they must refer to are, if there are none."""
        with transaction.atomic(using=self.wish.using):
            return list(self._instances(count, start))

    def make(self, count: int = 1, start: Optional[int] = None) -> list[Any]:
        """Instances, saved one by one: with keys, and signals sent."""
        made: list[Any] = []
        self._insert(count, start, 1, self._save, made.extend)
        return made

    def seed(
        self,
        count: int,
        batch_size: int = BATCH,
        start: Optional[int] = None,
        progress: Optional[Progress] = None,
    ) -> int:
        """Inserts rows by bulk_create, all or none, and says how many."""
        _check_number("batch_size", batch_size, 1)
        done = 0

        def report(batch: list[Any]) -> None:
            nonlocal done
            done += len(batch)
            if progress is not None:
                progress(done, count)

        one_by_one = self.wish.model._meta.get_parent_list()  # Django refuses these in bulk
        insert = self._save if one_by_one else self._insert_many
        self._insert(count, start, batch_size, insert, report)
        return done

    def _insert(
        self, count: int, start: Optional[int], size: int, insert: Take, report: Take
    ) -> None:
        try:
            with transaction.atomic(using=self.wish.using):
                instances = self._instances(count, start)
                batch = list(islice(instances, size))
                while batch:
                    insert(batch)
                    report(batch)
                    batch = list(islice(instances, size))
        except IntegrityError as error:
            raise FillError(
                f"{self.wish.label}: {error}: rows that are there already were not made by Phony,"
                " or some of those were deleted; another seed, or another first row, gives others"
            ) from error

    def _save(self, batch: list[Any]) -> None:
        for instance in batch:
            instance.save(force_insert=True, using=self.wish.using)

    def _insert_many(self, batch: list[Any]) -> None:
        self.wish.model._base_manager.using(self.wish.using).bulk_create(batch)

    # -- inside ------------------------------------------------------------------------------------

    def _instances(self, count: int, start: Optional[int]) -> Iterator[Any]:
        """The instances of the rows from `start` on, else from behind those that the table has."""
        _check_number("count", count, 0)
        if start is None:
            start = self.wish.model._base_manager.using(self.wish.using).count()
        _check_number("start", start, 0)
        self._make_parents(count)
        rows = Plan(self.wish).rows(start, count)
        for row, values in enumerate(rows, start):
            values.update(self._overrides(row))
            instance = self.wish.model(**values)
            instance._state.db = self.wish.using
            yield instance
        self.made[self.wish.label] = self.made.get(self.wish.label, 0) + count

    def _overrides(self, row: int) -> dict[str, Any]:
        given = self.wish.overrides
        return {name: v(row) if callable(v) else v for name, v in given.items()}

    def _make_parents(self, count: int) -> None:
        """Makes rows for required references that have none to refer to."""
        alone = {names[0] for names in unique_sets(self.wish.model) if len(names) == 1}
        for each in fields_to_fill(self.wish):
            if each.remote_field is None or each.null or not count:
                continue
            if each.name in alone:
                self._make_parent(each, count - self._free(each))
            elif not possible(each, self.wish.using).exists():
                self._make_parent(each, -(-count // CHILDREN))

    def _free(self, each: Any) -> int:
        """Rows that nothing refers to yet, of a reference that is one-to-one."""
        found = self.wish.model._base_manager.using(self.wish.using)
        used = set(found.values_list(each.attname, flat=True))
        return sum(value not in used for value in referred_to(each, self.wish.using))

    def _make_parent(self, each: Any, count: int) -> None:
        parent = each.remote_field.model
        if count <= 0:
            return
        if parent in self._within:
            way = " -> ".join(model._meta.label for model in (*self._within, parent))
            raise FillError(
                f"{label_of(each)} is required, and there is no row to refer to: {way}"
            )
        wish = self.wish
        factory = Factory(
            parent,
            seed=wish.seed,
            locale=wish.locale,
            nulls=wish.nulls,
            using=wish.using,
            within=self._within,
        )
        factory.seed(count)
        for label, rows in factory.made.items():
            self.made[label] = self.made.get(label, 0) + rows


def factory(
    model: Any,
    *,
    seed: Union[str, int] = SEED,
    locale: Optional[str] = None,
    nulls: float = NULLS,
    using: str = DEFAULT_DB_ALIAS,
    **overrides: Any,
) -> Factory:
    """A factory of a model: its fields are filled by type, name and limits.

    `overrides` are values of fields, or functions that make one of the row's number. `nulls` is the
    share of nulls in fields that take them. Fields with a constant default keep it, but for those
    with choices. Required references are to rows that there are, or to rows made for that; the
    field of a reference to the model itself must allow nulls. Many-to-many fields stay empty.
    """
    options: dict[str, Any] = {"seed": seed, "locale": locale, "nulls": nulls, "using": using}
    return Factory(model, **options, overrides=overrides)


def make(model: Any, count: int = 1, **options: Any) -> list[Any]:
    """Saved instances of a model; `options` are those of factory()."""
    return factory(model, **options).make(count)


def seed(
    model: Any,
    count: int,
    batch_size: int = BATCH,
    *,
    start: Optional[int] = None,
    progress: Optional[Progress] = None,
    **options: Any,
) -> int:
    """Inserts many rows of a model, all or none; `options` are those of factory().

    `progress` is called with the rows done and all of them, once for a batch.
    """
    return factory(model, **options).seed(count, batch_size, start, progress)


def _check_model(model: Any) -> None:
    if not isinstance(model, type) or not issubclass(model, models.Model):
        raise ArgumentTypeError(f"a model is needed, not {model!r}")
    meta: Any = getattr(model, "_meta")
    if meta.abstract or meta.swapped:
        kind = "abstract" if meta.abstract else f"swapped for {meta.swapped}"
        raise FillError(f"{meta.label} is {kind}: it has no rows")


def _check_overrides(wish: Wish) -> None:
    fields = wish.model._meta.concrete_fields
    known = {each.name for each in fields} | {each.attname for each in fields}
    unknown = sorted(set(wish.overrides) - known)
    if unknown:
        fields = ", ".join(each.name for each in fields)
        raise FillError(f"{wish.label} has no field {unknown[0]!r} to be filled; it has: {fields}")


def _check_number(name: str, value: object, least: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ArgumentTypeError(f"{name} must be a whole number, not {type(value).__name__}")
    if value < least:
        raise ArgumentError(f"{name} is {value}, not at least {least}")
