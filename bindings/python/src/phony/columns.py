"""Column: many values in one piece of memory, for NumPy, Arrow and whatever reads buffers."""

from __future__ import annotations

from _operator import index as _index

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, overload
else:

    def overload(function: Any) -> Any:
        """Only type checkers ask."""
        return function


SLICE = 4096  # values that are decoded together


def _column(data: bytes, offsets: bytes) -> Column:
    return Column(memoryview(data), memoryview(offsets).cast("i"))


class Column:
    """Values one behind the other, as in Arrow: value i is data[offsets[i]:offsets[i + 1]], UTF-8.

    `data` (bytes) and `offsets` (int32, one more than there are values) are read-only memoryviews
    of the memory that the library wrote; nothing is copied.
    """

    __slots__ = ("data", "offsets")

    def __init__(self, data: memoryview, offsets: memoryview) -> None:
        self.data = data
        self.offsets = offsets

    def __len__(self) -> int:
        return len(self.offsets) - 1

    @property
    def nbytes(self) -> int:
        """Bytes of data and offsets."""
        return self.data.nbytes + self.offsets.nbytes

    def __repr__(self) -> str:
        return f"<Column of {len(self)} values, {self.data.nbytes} bytes>"

    @overload
    def __getitem__(self, index: int) -> str: ...

    @overload
    def __getitem__(self, index: slice) -> list[str]: ...

    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            return [self._value(i) for i in range(*index.indices(len(self)))]
        position = _index(index)
        position += len(self) if position < 0 else 0
        if not 0 <= position < len(self):
            raise IndexError(f"value {index} of a column of {len(self)}")
        return self._value(position)

    def __reduce__(self) -> tuple[Any, ...]:
        """Copied and pickled with its memory."""
        return _column, (bytes(self.data), bytes(self.offsets))

    def _value(self, index: int) -> str:
        return str(self.data[self.offsets[index] : self.offsets[index + 1]], "utf-8")

    def __iter__(self) -> Iterator[str]:
        for first in range(0, len(self), SLICE):
            yield from self[first : first + SLICE]

    def to_list(self) -> list[str]:
        """The values as a list of str."""
        return self[:]

    def to_numpy(self) -> tuple[Any, Any]:
        """`data` and `offsets` as NumPy arrays (uint8, int32) over the same memory."""
        import numpy

        return numpy.asarray(self.data), numpy.asarray(self.offsets)

    def __arrow_c_schema__(self) -> object:
        """The Arrow C data interface: a PyCapsule of an ArrowSchema, "u"."""
        from . import _arrow

        return _arrow.schema_capsule()

    def __arrow_c_array__(self, requested_schema: object = None) -> tuple[object, object]:
        """The Arrow C data interface: PyCapsules of an ArrowSchema and an ArrowArray."""
        from . import _arrow

        return _arrow.schema_capsule(), _arrow.array_capsule(self)
