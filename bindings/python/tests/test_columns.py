"""Columns: buffers, NumPy, and the Arrow C data interface, read as a consumer in C would."""

from __future__ import annotations

import copy
import ctypes
import gc
import pickle
import subprocess
import weakref
from collections.abc import Callable

import pytest

from phony import Column, Phony, _arrow

Run = Callable[..., "subprocess.CompletedProcess[str]"]

get_pointer = ctypes.pythonapi.PyCapsule_GetPointer
get_pointer.restype, get_pointer.argtypes = ctypes.c_void_p, [ctypes.py_object, ctypes.c_char_p]


def read(capsule: object, kind: type) -> ctypes.Structure:
    """The struct in a capsule."""
    address = get_pointer(capsule, _arrow.NAMES[kind])
    assert address
    return kind.from_address(address)


def take_over(capsule: object, kind: type) -> ctypes.Structure:
    """As a consumer does: copies the struct, and marks the capsule's as released."""
    given = read(capsule, kind)
    copied = kind.from_buffer_copy(given)
    given.release = None
    return copied


def release(struct: ctypes.Structure) -> None:
    _arrow.Release(struct.release)(ctypes.addressof(struct))


def texts(array: ctypes.Structure) -> list[str]:
    buffers = (ctypes.c_void_p * 3).from_address(array.buffers)
    assert buffers[0] is None and array.null_count == 0 and array.offset == 0
    offsets = (ctypes.c_int32 * (array.length + 1)).from_address(buffers[1])
    data = ctypes.string_at(buffers[2], offsets[array.length]) if buffers[2] else b""
    return [data[offsets[i] : offsets[i + 1]].decode() for i in range(array.length)]


@pytest.mark.parametrize("count", [0, 1, 4096, 4097, 100_000])
def test_a_column_holds_the_values(p: Phony, count: int) -> None:
    column = p.locale("tr_TR").name().buffer(count)
    assert len(column) == count
    assert column.to_list() == list(column) == Phony(seed=42, locale="tr_TR").name().list(count)


def test_a_column_is_a_sequence(p: Phony) -> None:
    column, values = p.name().buffer(10), Phony(seed=42).name().list(10)
    assert (column[0], column[-1], column[3:5]) == (values[0], values[-1], values[3:5])
    assert column[::-3] == values[::-3]
    for index in (10, -11, 10**30):
        with pytest.raises(IndexError):
            column[index]
    for index in ("1", 1.0, None):
        with pytest.raises(TypeError):
            column[index]  # type: ignore[index]


def test_a_column_is_copied_and_pickled_with_its_values(p: Phony) -> None:
    column = p.locale("tr_TR").name().buffer(1000)
    for copied in (pickle.loads(pickle.dumps(column)), copy.deepcopy(column)):
        assert list(copied) == list(column) and len(copied) == 1000
        assert copied.data.readonly and copied.offsets.format == "i"


def test_a_small_column_takes_little_memory(p: Phony) -> None:
    column = p.name().buffer(10)
    assert len(column.data.obj) == column.data.nbytes
    great = p.name().buffer(100_000)
    assert len(great.data.obj) < 1.2 * great.data.nbytes


def test_long_values_and_values_that_grow_have_room(p: Phony) -> None:
    paragraphs = p.generator("lorem.paragraph")
    assert paragraphs.buffer(5000).to_list() == paragraphs.list(5000, first=0)
    text = "x" * 300_000 + "{first}"
    assert all(len(value) > 300_000 for value in p.template(text).buffer(3))
    assert all(len(value) > 300_000 for value in p.template(text).list(3))
    words = p.model("en_US/last_names").matches("A|B{1,3}[a-z]{9,}").sorted(20_000)
    assert words.buffer(20_000).to_list() == words.list(20_000, first=0)


def test_buffers_are_read_only_and_shared(p: Phony) -> None:
    column = p.name().buffer(100)
    assert column.data.readonly and column.offsets.readonly
    assert column.data.nbytes == column.offsets[100]
    assert column.nbytes == column.data.nbytes + 404
    assert bytes(column.data[: column.offsets[1]]).decode() == column[0]


def test_numpy_arrays_are_over_the_same_memory(p: Phony) -> None:
    numpy = pytest.importorskip("numpy")
    column = p.name().buffer(1000)
    data, offsets = column.to_numpy()
    assert (data.dtype, offsets.dtype) == (numpy.uint8, numpy.int32)
    assert numpy.shares_memory(data, numpy.asarray(column.data))
    values = [data[a:b].tobytes().decode() for a, b in zip(offsets, offsets[1:])]
    del column
    gc.collect()
    assert values == Phony(seed=42).name().list(1000)
    assert data[:4].tobytes().decode() == values[0][:4]


def test_arrow_schema_says_utf8(p: Phony) -> None:
    column = p.name().buffer(1)
    for capsule in (column.__arrow_c_schema__(), column.__arrow_c_array__()[0]):
        schema = read(capsule, _arrow.ArrowSchema)
        assert (schema.format, schema.name, schema.n_children, schema.flags) == (b"u", b"", 0, 0)
        assert schema.release


def test_arrow_array_outlives_its_column_and_its_capsule(p: Phony) -> None:
    values = p.name().list(5000, first=0)
    schema_capsule, capsule = p.name().buffer(5000).__arrow_c_array__()
    schema = take_over(schema_capsule, _arrow.ArrowSchema)
    array = take_over(capsule, _arrow.ArrowArray)
    del schema_capsule, capsule
    gc.collect()
    p.name().buffer(1).__arrow_c_schema__()  # what is in use by nobody goes when the next one comes
    assert texts(array) == values
    for struct in (schema, array):
        release(struct)
        assert not struct.release
    assert _arrow._held == {}


def test_arrow_capsules_that_nobody_takes_release_themselves(p: Phony) -> None:
    class Watched(Column):
        __slots__ = ("__weakref__",)

    column = p.name().buffer(10)
    watched = Watched(column.data, column.offsets)
    gone = weakref.ref(watched)
    capsules = watched.__arrow_c_array__()
    assert len(_arrow._held) == 1 and len(_arrow._capsules) == 2
    del capsules, watched
    other = column.__arrow_c_schema__()
    assert gone() is None
    assert _arrow._held == {} and [kept[0] for kept in _arrow._capsules.values()] == [other]


def test_capsules_that_are_held_are_kept(p: Phony) -> None:
    columns = [p.name().buffer(10) for _ in range(50)]
    values = [list(column) for column in columns]
    pairs = [column.__arrow_c_array__() for column in columns]
    del columns
    gc.collect()
    assert [texts(read(array, _arrow.ArrowArray)) for _, array in pairs] == values
    assert all(read(schema, _arrow.ArrowSchema).format == b"u" for schema, _ in pairs)


def test_capsules_that_an_exception_throws_away_leave_it_as_it_is(run: Run) -> None:
    """They have no destructor of Python code, which would lose the exception, and crash."""
    program = "from phony import Phony, _arrow\ncolumn = Phony(seed=1).name().buffer(9)\n"
    program += "try: print(column.__arrow_c_array__(), 1 / 0)\nexcept ZeroDivisionError: pass\n"
    program += "column.__arrow_c_schema__(); assert not _arrow._held; print('lives')"
    done = run(program)
    assert (done.returncode, done.stdout, done.stderr) == (0, "lives\n", "")


def test_arrow_memory_is_the_columns_own(p: Phony) -> None:
    column = p.name().buffer(10)
    _, capsule = column.__arrow_c_array__(None)
    array = read(capsule, _arrow.ArrowArray)
    buffers = (ctypes.c_void_p * 3).from_address(array.buffers)
    assert ctypes.string_at(buffers[2], column.data.nbytes) == bytes(column.data)
    assert texts(array) == list(column)


def test_an_empty_column_is_an_empty_array(p: Phony) -> None:
    _, capsule = p.name().buffer(0).__arrow_c_array__()
    assert texts(read(capsule, _arrow.ArrowArray)) == []


def test_capsules_may_be_left_when_the_interpreter_ends(run: Run) -> None:
    program = "import ctypes, sys; from phony import Phony, _arrow\n"
    program += "sys.left = [Phony(seed=1).name().buffer(9).__arrow_c_array__() for _ in range(9)]\n"
    program += "ctypes.pythonapi.Py_IncRef(ctypes.py_object(sys.left))"
    for text in (program, program.rpartition("\n")[0]):
        done = run(text)
        assert (done.returncode, done.stderr) == (0, "")
