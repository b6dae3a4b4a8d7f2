"""Data sets: the rows of a schema's entities, as records, columns or written in a format.

Each iterator has a maker of the library of its own, so that entities, iterators and threads do not
disturb each other. A schema with problems is refused when it is opened, with all of them.
"""

from __future__ import annotations

import ctypes
from collections.abc import Mapping
from datetime import datetime

from . import records
from ._checks import plain, seed_text, text, whole
from ._library import library
from .caches import model_cache
from .datasets import Dataset, Maker, Source, taken_bytes
from .errors import ArgumentError, ArgumentTypeError, LimitError
from .recipes import choice
from .writing import Writer

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os
    from collections.abc import Iterator
    from typing import Any, Union

    Path = Union[str, "os.PathLike[str]"]

MOST_ROWS = 10**18


class Schema:
    """A schema with a seed and numbers of rows; see Phony.schema.

    `source` is the path of a file, or a document: a dict, or a text, which begins with a brace. A
    document inherits nothing, and its lists and models are not in files beside it.

    `counts` are rows by entity, `scenario` one of the schema's, `now` the reference time (RFC 3339,
    or a datetime), `mode` "random" or "coverage".
    """

    def __init__(
        self,
        source: Path | Mapping[str, Any],
        *,
        seed: str | int = "phony",
        locale: str | None = None,
        counts: Mapping[str, int] | None = None,
        scenario: str | None = None,
        now: str | datetime | None = None,
        mode: str = "random",
    ) -> None:
        self._source = Source(source)
        self._counts = {} if counts is None else _counts(counts)
        self._options: dict[str, object] = {
            "seed": text(seed_text(seed), "the seed of a schema"),
            "locale": None if locale is None else text(locale, "the locale"),
            "scenario": None if scenario is None else text(scenario, "the scenario"),
            "now": None if now is None else text(_time_text(now), "now"),
            "mode": choice("mode", "dataset_mode", mode),
        }
        self._dataset = self.open({})

    @property
    def counts(self) -> dict[str, int]:
        """Rows by entity, as far as they were given."""
        return dict(self._counts)

    def open(self, more: dict[str, int]) -> Dataset:
        """The library's data set, also with these numbers of rows."""
        counts = {**self._counts, **more}
        api = library().api
        array = (api.struct("phony_count") * len(counts))()
        for given, (entity, rows) in zip(array, counts.items()):
            given.entity, given.rows = text(entity, "an entity"), rows
        cache = model_cache()
        options = api.new("phony_dataset_options", cache=cache.value, **self._options)
        options.counts, options.count_count = array, len(counts)
        return Dataset(self._source, options, cache)

    def __repr__(self) -> str:
        return f"<Schema of {self._source.name}>"

    @property
    def entities(self) -> list[str]:
        """The names of the entities, parents before their children."""
        return [found.name.decode("utf-8") for found in self._dataset.all("phony_entity")]

    def entity(self, name: str) -> Entity:
        """An entity by its name."""
        return Entity(self, self._dataset, name)

    def ddl(self, dialect: str, part: str) -> bytes:
        """SQL around the rows: "open", "drop", "create", "finish" (behind them) or "close"."""
        maker, taken = self._dataset.maker(), library().api.new("phony_bytes")
        name, number = text(dialect, "the dialect"), choice("part", "ddl", part)
        library().call("phony_maker_write_ddl", maker.handle, name, number, ctypes.byref(taken))
        return taken_bytes(taken)


class Field:
    """A column of an entity: `name`, `type`, `generator`, `primary`, `unique`, `nullable`..."""

    def __init__(self, found: Any) -> None:
        self.name: str = found.column.decode("utf-8")
        self.type: str = found.type.decode("utf-8")
        self.generator: str = found.generator.decode("utf-8")
        self.primary, self.unique = bool(found.is_primary), bool(found.is_unique)
        self.nullable = bool(found.can_be_null)
        self.references: str | None = found.references and found.references.decode("utf-8")

    def __repr__(self) -> str:
        return f"<Field {self.name!r}: {self.type}>"


class Entity:
    """Rows of an entity. All depend on the seed and their number alone; none is kept."""

    def __init__(self, schema: Schema, dataset: Dataset, name: str) -> None:
        self.name = plain(name, "the name of an entity")
        self._schema, self._dataset = schema, dataset
        self._index = dataset.find(self.name.encode("utf-8"))

    def __repr__(self) -> str:
        return f"<Entity {self.name!r}, {len(self)} rows>"

    def __len__(self) -> int:
        return int(self._dataset.get("phony_entity", self._index).rows)

    @property
    def table(self) -> str:
        """The name of its table."""
        name: bytes = self._dataset.get("phony_entity", self._index).table
        return name.decode("utf-8")

    @property
    def fields(self) -> list[Field]:
        """Its columns, in their order."""
        return [Field(found) for found in self._dataset.all("phony_field", self._index)]

    # -- rows --------------------------------------------------------------------------------------

    def rows(self, count: int | None = None, first: int = 0) -> Iterator[dict[str, Any]]:
        """Rows as dicts of native values, made as they are asked for.

        A number of rows becomes that of the entity, where `counts` of the schema does not say it:
        what depends on it (children, shares) is made for so many. Without one: all.
        """
        dataset, first, count = self._range(count, first)
        return self._records(dataset.maker(), first, count)

    def columns(self, first: int = 0, count: int | None = None) -> dict[str, list[Any]]:
        """Rows as lists of native values, by column."""
        dataset, first, count = self._range(count, first)
        made: dict[str, list[Any]] = {field.name: [] for field in self.fields}
        for block in self._blocks(dataset.maker(), first, count):
            for name, values in block.items():
                made[name] += values
        return made

    def write(
        self, format: str, dialect: str | None = None, count: int | None = None
    ) -> Iterator[bytes]:
        """The rows in a format ("csv", "json", "ndjson", "copy", "load", "sql"), in pieces.

        "sql" wants a dialect: "postgres", "mysql" or "sqlite". Pieces are the same bytes as the
        command line writes, one behind the other.
        """
        dataset, _, count = self._range(count, 0)
        writer = Writer(dataset.maker(), self._index, format, dialect)
        return writer.pieces(range(count), True, True)

    def write_part(
        self,
        format: str,
        rows: range,
        dialect: str | None = None,
        *,
        begin: bool = False,
        end: bool = False,
    ) -> Iterator[bytes]:
        """Some rows of the entity as it is, so that others can be written elsewhere.

        With `begin` and `end` there is also what stands before all rows, and behind them. Parts
        that follow each other are, one behind the other, what write() gives.
        """
        writer = Writer(self._dataset.maker(), self._index, format, dialect)
        return writer.pieces(self._checked(rows), begin, end)

    def _range(self, count: int | None, first: int) -> tuple[Dataset, int, int]:
        first = whole(first, "a row", 0, MOST_ROWS)
        if count is None:
            return self._dataset, first, max(0, len(self) - first)
        count = whole(count, "a count", 0, MOST_ROWS - first)
        rows = range(first, first + count)
        if not count or self.name in self._schema.counts:
            return self._dataset, first, len(self._checked(rows))
        return self._schema.open({self.name: rows.stop}), first, count

    def _checked(self, rows: range) -> range:
        """Refuses rows that there are not."""
        if not isinstance(rows, range):
            raise ArgumentTypeError(f"rows must be a range, not {type(rows).__name__}")
        if rows and (rows.start < 0 or rows.step != 1):
            raise ArgumentError(f"{rows!r} are not rows one behind the other, from 0 on")
        if rows and rows.stop > len(self):
            message = f"{self.name}: rows {rows.start} to {rows.stop - 1} of {len(self)}"
            raise LimitError(message)
        return rows

    # -- inside ------------------------------------------------------------------------------------

    def _records(self, maker: Maker, first: int, count: int) -> Iterator[dict[str, Any]]:
        for block in self._blocks(maker, first, count):
            names = block.keys()
            for row in zip(*block.values()):
                yield dict(zip(names, row))

    def _blocks(self, maker: Maker, first: int, count: int) -> Iterator[dict[str, list[Any]]]:
        most = library().api.constants["PHONY_BATCH_ROWS"]
        while count > 0:
            rows = min(count, most)
            library().call("phony_maker_fill", maker.handle, self._index, first, rows)
            yield {name: values for name, values in self._cells(maker, rows)}
            first += rows
            count -= rows

    def _cells(self, maker: Maker, rows: int) -> Iterator[tuple[str, list[Any]]]:
        """Each column of what was filled in last."""
        lib = library()
        kinds = {number: name for name, number in lib.api.choices("cells").items()}
        for index in range(self._dataset.get("phony_entity", self._index).columns):
            cells = lib.api.new("phony_cells")
            lib.call("phony_maker_get_cells", maker.handle, index, ctypes.byref(cells))
            values = records.column_values(cells, kinds[cells.kind], rows)
            yield cells.name.decode("utf-8"), values


def _counts(counts: Mapping[str, int]) -> dict[str, int]:
    if not isinstance(counts, Mapping):
        raise ArgumentTypeError(f"counts must be a dict, not {type(counts).__name__}")
    return {
        plain(name, "an entity"): whole(rows, f"rows of {name}", 0, MOST_ROWS)
        for name, rows in counts.items()
    }


def _time_text(now: object) -> str:
    """A reference time as RFC 3339; one without a zone is UTC."""
    if isinstance(now, str):
        return now
    if not isinstance(now, datetime):
        raise ArgumentTypeError(f"now must be a str or datetime, not {type(now).__name__}")
    return now.isoformat() if now.tzinfo else now.isoformat() + "Z"
