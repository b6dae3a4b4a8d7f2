"""A Column in the Arrow C data interface: https://arrow.apache.org/docs/format/CDataInterface.html

Structs live in two steps. The memory of an ArrowSchema or ArrowArray lives as long as its capsule:
a consumer copies the struct and marks ours as released. What the struct leads to (the column's
buffers) lives until `release` is called, by the consumer, or else for it when its capsule is gone.

Capsules have no destructor: one that is Python code, as all of ctypes' are, would run also while an
exception is on its way, which loses that and ends the interpreter. They are kept here instead, and
those that nobody else holds any more are looked for when the next one is made.
"""

from __future__ import annotations

import ctypes
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .columns import Column

Release = ctypes.CFUNCTYPE(None, ctypes.c_void_p)


class ArrowSchema(ctypes.Structure):
    """struct ArrowSchema."""

    _fields_ = [
        ("format", ctypes.c_char_p),
        ("name", ctypes.c_char_p),
        ("metadata", ctypes.c_char_p),
        ("flags", ctypes.c_int64),
        ("n_children", ctypes.c_int64),
        ("children", ctypes.c_void_p),
        ("dictionary", ctypes.c_void_p),
        ("release", ctypes.c_void_p),
        ("private_data", ctypes.c_void_p),
    ]


class ArrowArray(ctypes.Structure):
    """struct ArrowArray."""

    _fields_ = [
        ("length", ctypes.c_int64),
        ("null_count", ctypes.c_int64),
        ("offset", ctypes.c_int64),
        ("n_buffers", ctypes.c_int64),
        ("n_children", ctypes.c_int64),
        ("buffers", ctypes.c_void_p),
        ("children", ctypes.c_void_p),
        ("dictionary", ctypes.c_void_p),
        ("release", ctypes.c_void_p),
        ("private_data", ctypes.c_void_p),
    ]


FORMAT = b"u"  # UTF-8 with 32-bit offsets
NAME = b""
NAMES: dict[type[Any], bytes] = {ArrowSchema: b"arrow_schema", ArrowArray: b"arrow_array"}

_capsules: dict[int, tuple[object, Any]] = {}  # that may be in use, with their structs, by address
_held: dict[int, Any] = {}  # what unreleased arrays lead to, by private_data


def _release_schema(address: int, kind: Any = ArrowSchema) -> None:
    kind.from_address(address).release = None


def _release_array(address: int, kind: Any = ArrowArray, held: Any = _held) -> None:
    array = kind.from_address(address)
    held.pop(array.private_data, None)
    array.release = None


def _api(name: str, returns: Any, *parameters: Any) -> Any:
    """A function of Python's own, called with its lock held."""
    return ctypes.PYFUNCTYPE(returns, *parameters)((name, ctypes.pythonapi))


_new_capsule = _api(
    "PyCapsule_New", ctypes.py_object, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p
)


def _kept_for_ever(callback: Any) -> Any:
    """What was handed out may outlive this module, when the interpreter ends: its functions take
    all they need as defaults, and their C code is never freed."""
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(callback))
    return callback


RELEASE_SCHEMA = _kept_for_ever(Release(_release_schema))
RELEASE_ARRAY = _kept_for_ever(Release(_release_array))


def _capsule(struct: Any) -> object:
    for address in list(_capsules):
        _forget_unused(address)
    address = ctypes.addressof(struct)
    capsule = _new_capsule(address, NAMES[type(struct)], None)
    _capsules[address] = capsule, struct
    return capsule


def _forget_unused(address: int) -> None:
    """Lets go of a capsule that nobody else holds, and of what nobody took over."""
    kept = _capsules.get(address)
    if kept is None or _references(kept) != ALONE:
        return
    struct = kept[1]
    if _capsules.pop(address, None) is not None and struct.release:
        Release(struct.release)(address)


def _references(kept: tuple[object, Any]) -> int:
    return sys.getrefcount(kept[0])


ALONE = _references((object(), None))  # what it is for an object that nothing but a tuple holds


def schema_capsule() -> object:
    """A capsule of the schema that all columns have: no nulls, no children."""
    struct = ArrowSchema(format=FORMAT, name=NAME)
    struct.release = ctypes.cast(RELEASE_SCHEMA, ctypes.c_void_p).value
    return _capsule(struct)


def array_capsule(column: Column) -> object:
    """A capsule of a column's values; it keeps the column's memory alive."""
    buffers = (ctypes.c_void_p * 3)(None, _address(column.offsets), _address(column.data))
    struct = ArrowArray(length=len(column), n_buffers=3)
    struct.buffers = ctypes.addressof(buffers)
    struct.private_data = ctypes.addressof(buffers)
    struct.release = ctypes.cast(RELEASE_ARRAY, ctypes.c_void_p).value
    _held[struct.private_data] = buffers, column.offsets, column.data
    return _capsule(struct)


def _address(view: memoryview) -> int:
    """Of read-only memory, which ctypes does not give."""
    wanted = ctypes.py_object(view)
    buffer = PyBuffer()
    _get_buffer(wanted, ctypes.byref(buffer), 0)
    address = buffer.buf or 0
    _release_buffer(ctypes.byref(buffer))
    return address


class PyBuffer(ctypes.Structure):
    """Py_buffer."""

    _fields_ = [
        ("buf", ctypes.c_void_p),
        ("obj", ctypes.c_void_p),
        ("len", ctypes.c_ssize_t),
        ("itemsize", ctypes.c_ssize_t),
        ("readonly", ctypes.c_int),
        ("ndim", ctypes.c_int),
        ("format", ctypes.c_char_p),
        ("shape", ctypes.c_void_p),
        ("strides", ctypes.c_void_p),
        ("suboffsets", ctypes.c_void_p),
        ("internal", ctypes.c_void_p),
    ]


_get_buffer = _api(
    "PyObject_GetBuffer", ctypes.c_int, ctypes.py_object, ctypes.POINTER(PyBuffer), ctypes.c_int
)
_release_buffer = _api("PyBuffer_Release", None, ctypes.POINTER(PyBuffer))
