"""A stream: a recipe under a Phony's seed, with its cursor.

Single values are made ahead, in blocks that grow, so that the first one is fast and the millionth
cheap. All that moves the cursor happens under the stream's lock. The lock may be taken again by its
own thread (a signal handler that asks for a value, while one is being made), therefore a block is
kept only if the cursor still stands where it stood when the block was asked for.
"""

from __future__ import annotations

from ._blocks import Source, block
from ._locks import RLock
from .errors import ArgumentError, ArgumentTypeError, ClosedError, LimitError, PhonyError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .recipes import Recipe
    from .values import Value

END = 2**64
KEPT = 1024  # recipes that are compiled at the same time
NEXT_SIZE = {1: 16, 16: 256, 256: 1024, 1024: 1024}  # rows to make ahead, by those made last


def whole(value: object, what: str, least: int = 0, most: int = END - 1) -> int:
    """A whole number within bounds; no bool, no float, no text."""
    if isinstance(value, bool) or not hasattr(type(value), "__index__"):
        raise ArgumentTypeError(f"{what} must be a whole number, not {type(value).__name__}")
    number: int = value.__index__()  # type: ignore[attr-defined]
    if not least <= number <= most:
        raise ArgumentError(f"{what} is {number}, not from {least} to {most}")
    return number


class Streams:
    """The streams of a Phony, one for each recipe, under one key."""

    __slots__ = ("_lock", "_streams", "closed", "key")

    def __init__(self, key: object) -> None:
        self.closed = False
        self.key = key
        self._lock = RLock()
        self._streams: dict[Recipe, Stream] = {}

    def stream(self, recipe: Recipe) -> Stream:
        """The stream of a recipe: always the same one."""
        with self._lock:
            if self.closed:
                raise ClosedError("this Phony is closed")
            if recipe not in self._streams:
                if len(self._streams) % KEPT == KEPT - 1:
                    self._release()
                self._streams[recipe] = Stream(recipe, self)
            return self._streams[recipe]

    def _release(self) -> None:
        """Programs that make up templates by the thousand keep their cursors, not their memory."""
        for stream in self._streams.values():
            stream.release()

    def compile(self, recipe: Recipe) -> Source:
        """The generator of a recipe, with the key as it is."""
        return Source(recipe.compile(), self.key)

    def begin_anew(self, key: object) -> None:
        """All streams back to row 0, under another key."""
        with self._lock:
            self.key = key
            for stream in self._streams.values():
                stream.begin_anew()

    def close(self) -> None:
        """Ends all streams."""
        with self._lock:
            self.closed = True
            for stream in self._streams.values():
                stream.close()
            self._streams.clear()

    def refresh_after_fork(self) -> None:
        """New locks, and generators that no other thread can have held."""
        self._lock = RLock()
        for stream in self._streams.values():
            stream.refresh_after_fork()


class Stream:
    """Values of a recipe one after another."""

    __slots__ = (
        "_ahead",
        "_end",
        "_lock",
        "_owner",
        "_rows",
        "_size",
        "_source",
        "_wrap",
        "closed",
        "recipe",
    )

    def __init__(self, recipe: Recipe, owner: Streams) -> None:
        self.recipe = recipe
        self.closed = False
        self._owner = owner
        self._rows = recipe.rows  # 0: no end
        self._wrap: type[Value] | None = None
        self._lock = RLock()
        self._restart()

    def _restart(self) -> None:
        self._ahead: list[str] = []  # the next one last
        self._end = 0  # the row after those made ahead
        self._size = 1
        self._source: Source | None = None

    # -- what may be asked of it -------------------------------------------------------------------

    def one(self) -> str:
        """The next value."""
        with self._lock:
            if self._ahead:
                return self._ahead.pop()
            return self._refill()

    def reserve(self, count: int) -> int:
        """Moves the cursor past `count` rows, and tells the first of them."""
        with self._lock:
            first = self._end - len(self._ahead)
            self.source()
            self.check(first, count)
            self._move(first + count)
            return first

    def pass_by(self, row: int, source: Source) -> None:
        """Moves the cursor to `row`, unless it is past it or has begun anew since `source`."""
        with self._lock:
            if self.source().key is source.key and row > self._end - len(self._ahead):
                self._move(row)

    def check(self, first: int, count: int) -> None:
        """Refuses rows that there are not."""
        rows = self._rows or END
        if first + count > rows:
            message = f"{count} values from row {first} on: there are {rows} rows"
            raise LimitError(message + (": unique(rows=...) says how many" if self._rows else ""))

    def source(self) -> Source:
        """What the values come from, compiled at the first call."""
        with self._lock:
            if self.closed:
                raise ClosedError("this Phony is closed")
            if self._source is None:
                self._source = self._owner.compile(self.recipe)
            return self._source

    def at(self, row: int) -> str:
        """The value of a row; the cursor stays."""
        self.check(row, 1)
        return block(self.source(), row, 1)[0]

    def sibling(self, recipe: Recipe) -> Stream:
        """The stream of another recipe under the same seed."""
        return self._owner.stream(recipe)

    # -- what its Phony does with it ---------------------------------------------------------------

    def as_values(self, kind: type[Value]) -> Stream:
        """From now on, single values are of this kind, also those made already."""
        with self._lock:
            if self._wrap is not kind:
                self._wrap = kind
                self.release()
        return self

    def begin_anew(self) -> None:
        """Back to row 0, under the key that its Phony has by now."""
        with self._lock:
            self._restart()

    def release(self) -> None:
        """Lets go of all but the cursor."""
        with self._lock:
            self._end -= len(self._ahead)
            self._ahead, self._size, self._source = [], 1, None

    def close(self) -> None:
        """Ends it; iterators that live go on."""
        with self._lock:
            self.closed = True
            self._restart()

    def refresh_after_fork(self) -> None:
        """A new lock and, at its next use, a new generator: the old ones may be held."""
        self._lock = RLock()
        self._source = None

    # -- inside ------------------------------------------------------------------------------------

    def _move(self, row: int) -> None:
        ahead = self._end - row
        if ahead > 0:
            del self._ahead[ahead:]
        else:
            self._ahead = []
            self._end = row

    def _refill(self) -> str:
        while True:
            first, source = self._end, self.source()
            self.check(first, 1)
            values = self._block(source, first)
            if self._end == first and self._source is source:
                break
        self._size = NEXT_SIZE[self._size]
        self._end = first + len(values)
        values.reverse()
        self._ahead = values
        return values.pop()

    def _block(self, source: Source, first: int) -> list[str]:
        """As many values as are made ahead now, or one, where one of the others is an error."""
        count = min(self._size, (self._rows or END) - first)
        try:
            values = block(source, first, count)
        except PhonyError:
            if count == 1:
                raise
            self._size = 1
            values = block(source, first, 1)
        if self._wrap is None:
            return values
        wrap = self._wrap
        return [wrap(value, self, source, first + i) for i, value in enumerate(values)]
