"""Generators: values of one recipe, one by one, in lists, lazily or as columns.

A generator is a view of its Phony's stream of the recipe, which has the cursor: two generators of
the same recipe go on from each other. Constraints make another recipe, and so another cursor.
"""

from __future__ import annotations

from itertools import chain

from . import recipes
from ._blocks import MOST_ROWS, blocks, buffers
from ._checks import END, plain, whole
from .errors import ArgumentError, LimitError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypeVar

    from ._blocks import Source
    from ._streams import Stream, Streams
    from .columns import Column

    Strings = list[str]
    Self = TypeVar("Self", bound="Generator")

MOST_IN_LIST = 2**31


class Generator:
    """Values of a model, a built-in or a template. Iterating over it never ends by itself."""

    __slots__ = ("_stream", "_streams")

    def __init__(self, streams: Streams, stream: Stream) -> None:
        self._streams = streams
        self._stream = stream

    @property
    def recipe(self) -> recipes.Recipe:
        """What its values are made of."""
        return self._stream.recipe

    # -- values ------------------------------------------------------------------------------------

    def __iter__(self: Self) -> Self:
        return self

    def __next__(self) -> str:
        return self._stream.one()

    def generate(self) -> str:
        """The next value."""
        return self._stream.one()

    __str__ = generate

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._stream.recipe!r}>"

    def at(self, row: int) -> str:
        """The value of a row, whatever the cursor; it stays where it is."""
        return self._stream.at(whole(row, "a row"))

    def take(self, count: int, first: int | None = None) -> Iterator[str]:
        """The next `count` values, made as they are asked for; their rows are taken at once.

        With `first`, as in the methods below, the values are those from that row on, and the cursor
        stays.
        """
        return chain.from_iterable(blocks(*self._range(count, first)))

    batch = take

    def list(self, count: int, first: int | None = None) -> Strings:
        """The next `count` values as a list."""
        if whole(count, "a count") > MOST_IN_LIST:
            raise LimitError(f"a list of {count:,} values: use batch(), which keeps none of them")
        values: Strings = []
        for block in blocks(*self._range(count, first)):
            values += block
        return values

    def buffer(self, count: int, first: int | None = None) -> Column:
        """The next `count` values as one column of bytes and offsets, for NumPy and Arrow."""
        from .columns import Column

        if whole(count, "a count") > MOST_ROWS:
            raise LimitError(f"a column of {count:,} rows: at most {MOST_ROWS:,} are in one")
        source, row, count = self._range(count, first)
        return Column(*buffers(source, row, count))

    def _range(self, count: int, first: int | None) -> tuple[Source, int, int]:
        count = whole(count, "a count")
        if first is None:
            return (*self._stream.reserve(count), count)
        row = whole(first, "a row")
        self._stream.check(row, count)
        return self._stream.source(), row, count

    # -- what they must be like --------------------------------------------------------------------

    def _having(self: Self, **options: recipes.Option) -> Self:
        recipe = self._stream.recipe
        recipes.refuse_for_templates(recipe, options)
        return type(self)(self._streams, self._streams.stream(recipe.having(**options)))

    def min_length(self: Self, length: int) -> Self:
        """Values of at least so many characters (grapheme clusters)."""
        return self._having(min_length=whole(length, "a length"))

    def max_length(self: Self, length: int) -> Self:
        """Values of at most so many characters."""
        return self._having(max_length=whole(length, "a length", 1))

    def min_words(self: Self, words: int) -> Self:
        """Values of at least so many words."""
        return self._having(min_words=whole(words, "a number of words"))

    def max_words(self: Self, words: int) -> Self:
        """Values of at most so many words."""
        return self._having(max_words=whole(words, "a number of words", 1))

    def starts_with(self: Self, text: str) -> Self:
        """Values that begin with this text."""
        return self._having(prefix=plain(text, "starts_with()"))

    def ends_with(self: Self, text: str) -> Self:
        """Values that end in this text."""
        return self._having(suffix=plain(text, "ends_with()"))

    def contains(self: Self, text: str) -> Self:
        """Values that have this text somewhere."""
        return self._having(contains=plain(text, "contains()"))

    def matches(self: Self, pattern: str) -> Self:
        """Values that a regular expression matches as a whole (spec/patterns.md)."""
        return self._having(pattern=plain(pattern, "matches()"))

    def male(self: Self) -> Self:
        """Of men, where values are of persons."""
        return self._of_gender("PHONY_GENDER_MALE")

    def female(self: Self) -> Self:
        """Of women, where values are of persons."""
        return self._of_gender("PHONY_GENDER_FEMALE")

    def _of_gender(self: Self, name: str) -> Self:
        recipe = self._stream.recipe
        if recipe.kind != "template" and not str(recipe.subject).startswith(recipes.OF_PERSONS):
            raise ArgumentError(f"{recipe.subject!r} is of no person: male() and female() are")
        return self._having(gender=recipes.constant(name))

    def sorted(self: Self, rows: int | None = None) -> Self:
        """Row by row in code-point order, for so many rows (1,000,000 where nothing is given)."""
        return self._having(sorted=1, **rows_option(rows))

    def unique(self: Self, mode: str = "usual", rows: int | None = None) -> Self:
        """No value twice, for so many rows (1,000,000 where nothing is given).

        Modes: "numbered" (ayse2), "named" (Ayşe Fatma Kaya), "strict" (nothing is added: values of
        the model itself), and "usual", the one of these that fits.
        """
        return self._having(unique=recipes.unique_mode(mode), **rows_option(rows))


def rows_option(rows: int | None) -> dict[str, int]:
    """The option of a number of rows, if one is given."""
    return {} if rows is None else {"rows": whole(rows, "a number of rows", 1, END - 1)}


class NameGenerator(Generator):
    """Names of persons: full ones where nothing else is asked for."""

    __slots__ = ("_first", "_last")

    def __init__(self, streams: Streams, stream: Stream) -> None:
        super().__init__(streams, stream)
        self._first = streams.stream(stream.recipe.of("person.first"))
        self._last = streams.stream(stream.recipe.of("person.last"))

    def full(self) -> str:
        """The next full name, as the locale writes it."""
        return self._stream.one()

    def first(self) -> str:
        """The next first name."""
        return self._first.one()

    def last(self) -> str:
        """The next family name."""
        return self._last.one()
