"""Streams: recipes under a seed, each with its cursor.

Single values are made ahead, in blocks that grow, so that the first one is fast and the millionth
cheap. All that moves a cursor happens under its lock. The lock may be taken again by its own thread
(a signal handler that asks for a value while one is being made), therefore a block is kept only if
the cursor still stands where it stood when the block was asked for.

Nothing here refers back to what holds it (a Phony holds Streams, these each Stream, and they the
state that they share), so that memory is given back at once, not when Python looks for cycles.
"""

from __future__ import annotations

import ctypes
from weakref import WeakSet

from ._blocks import Source, block
from ._checks import END
from ._library import OfProcess, library
from ._locks import RLock
from .errors import ClosedError, LimitError, PhonyError
from .values import Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .recipes import Recipe

KEPT = 1024  # recipes that are compiled at the same time
NEXT_SIZE = {1: 16, 16: 256, 256: 1024, 1024: 1024}  # rows to make ahead, by those made last


class State:
    """What all streams of a Phony share: the key of its seed, and whether it is closed."""

    __slots__ = ("closed", "key")

    def __init__(self, key: object) -> None:
        self.closed = False
        self.key = key

    def check(self) -> None:
        """Refuses what is asked of a Phony that is closed."""
        if self.closed:
            raise ClosedError("this Phony is closed")


class Stream(OfProcess):
    """Values of a recipe one after another."""

    __slots__ = ("_ahead", "_end", "_lock", "_rows", "_size", "_source", "_state", "recipe")

    def __init__(self, recipe: Recipe, state: State) -> None:
        self.recipe = recipe
        self._state = state
        self._rows = recipe.rows or END
        self._lock = RLock()
        self._ahead: list[tuple[int, str]] = []  # rows with their values, the next one last
        self._end = 0  # the row after those
        self._size = 1  # rows to make ahead the next time
        self._source: Source | None = None

    # -- what may be asked of it -------------------------------------------------------------------

    def one(self) -> str:
        """The next value; as next() does it, without its tuple: this is what is called most."""
        with self._lock:
            while True:
                try:
                    return self._ahead.pop()[1]
                except IndexError:
                    pass
                self._refill()

    def next(self) -> tuple[int, str]:
        """The next row and its value."""
        with self._lock:
            while True:
                try:
                    return self._ahead.pop()
                except IndexError:
                    pass  # a test before it could be outrun by a signal handler
                self._refill()

    def reserve(self, count: int) -> tuple[Source, int]:
        """Moves the cursor past `count` rows: what they come from, and the first of them."""
        with self._lock:
            source = self.source()
            self.check(self._row(), count)
            first = self._row()
            self._move(first + count)
            return source, first

    def pass_by(self, row: int, key: object) -> None:
        """Moves the cursor to `row`, unless it is past it, or of another key by now."""
        with self._lock:
            self._state.check()
            if self._state.key is key and row > self._row():
                self._move(row)

    def check(self, first: int, count: int) -> None:
        """Refuses rows that there are not."""
        if first + count > self._rows:
            message = f"row {first + count - 1} is past the last: there are {self._rows} rows"
            more = "" if self._rows == END else " (rows= of unique() and sorted() says how many)"
            raise LimitError(message + more)

    def source(self) -> Source:
        """What the values come from, compiled at the first call."""
        with self._lock:
            self._state.check()
            if self._source is None:
                self._source = Source(self.recipe.compile(), self._state.key)
            return self._source

    def at(self, row: int) -> str:
        """The value of a row; the cursor stays."""
        self.check(row, 1)
        return block(self.source(), row, 1)[0]

    # -- what its Phony does with it ---------------------------------------------------------------

    def begin_anew(self) -> None:
        """Back to row 0, under the key that its Phony has by now."""
        with self._lock:
            self._ahead, self._end, self._size, self._source = [], 0, 1, None

    def release(self) -> None:
        """Lets go of all but the cursor."""
        with self._lock:
            self._end = self._row()
            self._ahead, self._size, self._source = [], 1, None

    def refresh_after_fork(self) -> None:
        """A new lock and, at its next use, a new generator: the old ones may be held."""
        self._lock = RLock()
        self._source = None

    # -- inside ------------------------------------------------------------------------------------

    def _row(self) -> int:
        return self._end - len(self._ahead)

    def _move(self, row: int) -> None:
        ahead = self._end - row
        if ahead > 0:
            del self._ahead[ahead:]
        else:
            self._ahead, self._end = [], row

    def _refill(self) -> None:
        first, source = self._end, self.source()
        self.check(first, 1)
        values = self._block(source, first)
        end = first + len(values)
        pairs = list(zip(range(end - 1, first - 1, -1), reversed(values)))
        size = NEXT_SIZE[self._size]
        if self._end == first and self._source is source and not self._ahead:
            self._ahead, self._end, self._size = pairs, end, size

    def _block(self, source: Source, first: int) -> list[str]:
        """As many values as are made ahead now, or one, where one of the others is an error."""
        count = min(self._size, self._rows - first)
        try:
            return block(source, first, count)
        except PhonyError:
            if count == 1:
                raise
            self._size = 1
            return block(source, first, 1)


class Streams(OfProcess):
    """The streams of a Phony, one for each recipe, under one seed."""

    def __init__(self, seed: str | None) -> None:
        self.seeded = seed is not None
        self.seed = _fresh_seed() if seed is None else seed
        self.state = State(_key(self.seed))
        self.lock = RLock()  # also that of the views of its Phony
        self._streams: dict[Recipe, Stream] = {}
        _living.add(self)

    def stream(self, recipe: Recipe) -> Stream:
        """The stream of a recipe: always the same one."""
        with self.lock:
            self.state.check()
            if recipe not in self._streams:
                if len(self._streams) % KEPT == KEPT - 1:
                    self._release()
                self._streams[recipe] = Stream(recipe, self.state)
            return self._streams[recipe]

    def value(self, stream: Stream) -> Value:
        """The next value of a stream, as a Value."""
        row, text = stream.next()
        return Value(text, self, stream, row)

    def _release(self) -> None:
        """Programs that make up templates by the thousand keep their cursors, not their memory."""
        for stream in self._streams.values():
            stream.release()

    def begin_anew(self, seed: str, seeded: bool = True) -> None:
        """All streams back to row 0, under another seed."""
        key = _key(seed)
        with self.lock:
            self.state.check()
            self.seed, self.seeded, self.state.key = seed, seeded, key
            for stream in self._streams.values():
                stream.begin_anew()

    def close(self) -> None:
        """Ends all streams; iterators that live go on."""
        with self.lock:
            self.state.closed = True
            for stream in self._streams.values():
                stream.begin_anew()
            self._streams.clear()

    def refresh_after_fork(self) -> None:
        """New locks, and generators that no other thread can have held."""
        self.lock = RLock()
        for stream in self._streams.values():
            stream.refresh_after_fork()


_living: WeakSet[Streams] = WeakSet()


def refresh_after_fork() -> None:
    """In the child: new locks, and another seed where none was given."""
    unseeded: dict[str, list[Streams]] = {}
    for streams in list(_living):
        streams.refresh_after_fork()
        if not streams.seeded and not streams.state.closed:
            unseeded.setdefault(streams.seed, []).append(streams)
    for family in unseeded.values():  # of a Phony and its views, which stay of one seed
        seed = _fresh_seed()
        for streams in family:
            streams.begin_anew(seed, False)


def _fresh_seed() -> str:
    seed = ctypes.create_string_buffer(21)
    library().call("phony_seed_random", seed, len(seed))
    return seed.value.decode("ascii")


def _key(seed: str) -> Any:
    key = library().api.new("phony_key")
    encoded = seed.encode("utf-8")
    library().call("phony_key_from_seed", encoded, len(encoded), None, ctypes.byref(key))
    return key
