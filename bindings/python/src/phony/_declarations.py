"""ctypes declarations out of api.json, each made when it is first asked for.

Nothing of the C interface is written down in this package: types, structs, constants and functions
are looked up by name. Structs that begin with their size get it from new().
"""

from __future__ import annotations

import ctypes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

SCALARS: dict[str, Any] = {
    "char": ctypes.c_char,
    "double": ctypes.c_double,
    "int32_t": ctypes.c_int32,
    "int64_t": ctypes.c_int64,
    "size_t": ctypes.c_size_t,
    "uint8_t": ctypes.c_uint8,
    "uint32_t": ctypes.c_uint32,
    "uint64_t": ctypes.c_uint64,
    "void": None,
}


class Scanning:
    """How CPython's scanner of JSON is to read: as json.loads does where nothing is said."""

    strict = True
    object_hook = object_pairs_hook = None
    parse_int, parse_float, parse_constant = int, float, float


def parse(text: str) -> Any:
    """json.loads, where possible by what it stands on: `json` itself imports `re`, and that takes
    as long as all else that a first value needs."""
    try:
        from _json import make_scanner

        scanning: Any = Scanning
        return make_scanner(scanning)(text.strip(), 0)[0]
    except (ImportError, TypeError, AttributeError):  # another Python than CPython
        import json

        return json.loads(text)


class Declarations:
    """What api.json declares, as ctypes has it."""

    def __init__(self, text: str) -> None:
        document = parse(text)
        self.version: str = document["library"]["version"]
        self.soname: str = document["library"]["soname"]
        self.constants: dict[str, int] = {c["name"]: c["value"] for c in document["constants"]}
        self._functions = {f["name"]: f for f in document["functions"]}
        self._structs = {s["name"]: s for s in document["structs"]}
        self._callbacks = {c["name"]: c for c in document["callbacks"]}
        self._handles = {h["name"] for h in document["handles"]}
        self._sets: dict[str, dict[str, int]] = {}
        self._types: dict[str, Any] = dict(SCALARS)
        self._types.update((t["name"], SCALARS[t["type"]]) for t in document["types"])
        for constant in document["constants"]:
            self._sets.setdefault(constant["set"], {})[constant["name"]] = constant["value"]

    def choices(self, name: str) -> dict[str, int]:
        """The constants of a set by their last words: {"char": 0, "word": 1, "hybrid": 2}."""
        constants = self._sets[name]
        start = len(_common_prefix(list(constants)))
        return {constant[start:].lower(): value for constant, value in constants.items()}

    def type(self, text: str) -> Any:
        """The ctypes type of a C type that is no member: "uint64_t", "phony_model **"."""
        text = text.replace("const", "").replace(" ", "")
        base = text.rstrip("*")
        stars = len(text) - len(base)
        if stars and base == "char":
            base, stars = "text", stars - 1
        elif stars and (base == "void" or base in self._handles):
            base, stars = "handle", stars - 1
        kind = self._named(base)
        for _ in range(stars):
            kind = ctypes.POINTER(kind)
        return kind

    def _named(self, name: str) -> Any:
        if name == "text":
            return ctypes.c_char_p
        if name == "handle":
            return ctypes.c_void_p
        if name in self._callbacks:
            return self.callback(name)
        return self._types[name] if name in self._types else self.struct(name)

    def _member(self, text: str, length: int) -> Any:
        """As type(), but pointers to numbers stay addresses, to be read where they lead."""
        kind = self.type(text)
        if text.endswith("*") and text.replace("const", "").strip(" *") in SCALARS:
            kind = kind if kind is ctypes.c_char_p else ctypes.c_void_p
        return kind * length if length else kind

    def struct(self, name: str) -> Any:
        """The ctypes.Structure of a struct."""
        if name not in self._types:
            members = self._structs[name]["members"]
            fields = [(m["name"], self._member(m["type"], m.get("length", 0))) for m in members]
            made = type(name, (ctypes.Structure,), {"_fields_": fields})
            return self._types.setdefault(name, made)  # another thread may have been quicker
        return self._types[name]

    def callback(self, name: str) -> Any:
        """The ctypes function type of a callback."""
        if name not in self._types:
            described = self._callbacks[name]
            parameters = [self.type(p["type"]) for p in described["parameters"]]
            returns = self.type(described["returns"]["type"])
            return self._types.setdefault(name, ctypes.CFUNCTYPE(returns, *parameters))
        return self._types[name]

    def new(self, name: str, **members: Any) -> Any:
        """A struct with its size and these members set, the others zero."""
        struct = self.struct(name)
        made = struct(**members)
        if struct._fields_[0][0] == "size":
            made.size = ctypes.sizeof(struct)
        return made

    def declare(self, function: Any, name: str) -> Any:
        """Gives a function of the loaded library its types."""
        described = self._functions[name]
        function.argtypes = [self.type(p["type"]) for p in described["parameters"]]
        function.restype = self.type(described["returns"]["type"])
        return function

    def has(self, name: str) -> bool:
        """Whether there is a function of this name."""
        return name in self._functions


def address_of(struct: Any, member: str) -> int:
    """The address in a pointer member, 0 for NULL: what it leads to need not end in a NUL."""
    offset = getattr(type(struct), member).offset
    return ctypes.c_void_p.from_buffer(struct, offset).value or 0


def _common_prefix(names: list[str]) -> str:
    """The words that all names begin with: "PHONY_MODE_"."""
    first, last = min(names), max(names)
    same = 0
    while same < min(len(first), len(last)) and first[same] == last[same]:
        same += 1
    return first[: first.rfind("_", 0, same) + 1]
