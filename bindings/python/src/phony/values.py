"""Value: a str that knows where it stands, so that one call gives a value and those after it."""

from __future__ import annotations

from itertools import chain

from ._blocks import Source, blocks
from ._checks import whole

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ._streams import Stream, Streams
    from .generators import Generator


class Value(str):
    """What Phony.email(), Phony.city() ... return: the value itself, and `row`, its row.

    take() and batch() give values from this one on. What values must be like is said with the
    methods of generators: p.city().min_length(8) is p.generator("city").min_length(8).
    """

    __slots__ = ("_key", "_stream", "_streams", "row")

    row: int
    _key: object
    _stream: Stream
    _streams: Streams

    def __new__(cls, text: str, streams: Streams, stream: Stream, row: int) -> Value:
        self = str.__new__(cls, text)
        self._key = streams.state.key
        self._stream = stream
        self._streams = streams
        self.row = row
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        """Copied and pickled as the str that it is."""
        return str, (str(self),)

    def take(self, count: int) -> Iterator[str]:
        """This value and those after it, `count` in all; the cursor moves past them."""
        count = whole(count, "a count")
        self._stream.check(self.row, count)
        source = Source(self._stream.source().generator, self._key)
        self._stream.pass_by(self.row + count, self._key)
        return chain.from_iterable(blocks(source, self.row, count))

    batch = take

    @property
    def generator(self) -> Generator:
        """The generator that this value is of."""
        from .generators import Generator

        return Generator(self._streams, self._stream)

    def min_length(self, length: int) -> Generator:
        """See Generator.min_length, as for all below."""
        return self.generator.min_length(length)

    def max_length(self, length: int) -> Generator:
        return self.generator.max_length(length)

    def min_words(self, words: int) -> Generator:
        return self.generator.min_words(words)

    def max_words(self, words: int) -> Generator:
        return self.generator.max_words(words)

    def starts_with(self, text: str) -> Generator:
        return self.generator.starts_with(text)

    def ends_with(self, text: str) -> Generator:
        return self.generator.ends_with(text)

    def contains(self, text: str) -> Generator:
        return self.generator.contains(text)

    def matches(self, pattern: str) -> Generator:
        return self.generator.matches(pattern)

    def male(self) -> Generator:
        return self.generator.male()

    def female(self) -> Generator:
        return self.generator.female()

    def sorted(self, rows: int | None = None) -> Generator:
        return self.generator.sorted(rows)

    def unique(self, mode: str = "usual", rows: int | None = None) -> Generator:
        return self.generator.unique(mode, rows)
