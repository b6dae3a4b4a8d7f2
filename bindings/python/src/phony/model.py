"""Models: what there is to learn from, opened, trained or listed."""

from __future__ import annotations

import ctypes

from ._checks import path_text, text
from ._library import Handle, library, make
from .caches import model_cache
from .errors import ArgumentTypeError, ClosedError

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os
    from collections.abc import Callable
    from typing import Any, Union

    Path = Union[str, "os.PathLike[str]"]

UNREF = "phony_model_unref"


class ModelInfo:
    """What a model is: figures as libphony has them, and `mode`: "char", "word" or "hybrid"."""

    format_version: int
    order: int
    mode: str
    has_originals: bool
    values: int
    weight: int
    min_count: int
    tokens: int
    ngrams: int
    ngrams_of_order: list[int]
    memory: int
    sampler_memory: int
    created: int

    def __init__(self, figures: Any) -> None:
        for name in ModelInfo.__annotations__:
            setattr(self, name, getattr(figures, name))
        modes = {number: word for word, number in library().api.choices("mode").items()}
        self.mode = modes[figures.mode]
        self.has_originals = bool(figures.has_originals)
        self.ngrams_of_order = list(figures.ngrams_of_order)

    def __repr__(self) -> str:
        members = ", ".join(f"{name}={value!r}" for name, value in vars(self).items())
        return f"ModelInfo({members})"


class Model:
    """An n-gram model, as open_model() and train() give it.

    It is immutable: any number of generators and threads may use it. close() lets go of it, for all
    but those generators that are made of it already.
    """

    def __init__(self, handle: Handle) -> None:
        if not isinstance(handle, Handle):
            raise ArgumentTypeError("models are had of phony.open_model() and phony.train()")
        self._handle: Handle | None = handle

    def handle(self) -> Handle:
        """The library's model, for the other modules."""
        handle = self._handle
        if handle is None:
            raise ClosedError("this model is closed")
        return handle

    @property
    def closed(self) -> bool:
        """Whether it was closed."""
        return self._handle is None

    def close(self) -> None:
        """Lets go of the model."""
        self._handle = None

    def __enter__(self) -> Model:
        self.handle()
        return self

    def __exit__(self, *of: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return "<Model, closed>" if self.closed else f"<Model {self.name!r}, {self.digest[:8]}>"

    def save(self, path: Path) -> None:
        """Writes a .phony file: never half of one, and the same bytes for the same model."""
        handle = self.handle()
        library().call("phony_model_write", handle, path_text(path, "a path"))

    @property
    def info(self) -> ModelInfo:
        """Figures."""
        handle = self.handle()
        figures = library().api.new("phony_model_info")
        library().call("phony_model_get_info", handle, ctypes.byref(figures))
        return ModelInfo(figures)

    def _text(self, which: str) -> str:
        handle = self.handle()
        number = library().api.constants["PHONY_TEXT_" + which]
        found: bytes = library().phony_model_get_text(handle, number)
        return found.decode("utf-8", "replace")

    @property
    def name(self) -> str:
        """Its name, "" where none was recorded, as for those below."""
        return self._text("NAME")

    @property
    def locale(self) -> str:
        """Its locale."""
        return self._text("LOCALE")

    @property
    def source(self) -> str:
        """Where its values came from."""
        return self._text("SOURCE")

    @property
    def license(self) -> str:
        """The license of its source."""
        return self._text("LICENSE")

    @property
    def digest(self) -> str:
        """64 hexadecimal digits over all that generation depends on."""
        return self._text("DIGEST")

    def is_original(self, value: str) -> bool | None:
        """Whether it was trained on this value; None where it keeps no record of that."""
        handle = self.handle()
        encoded = text(value, "a value")
        found = library().phony_model_is_original(handle, encoded, len(encoded))
        return None if found < 0 else bool(found)


def open_model(name: Path) -> Model:
    """The model of a name ("tr_TR/city_names") or path."""
    wanted = path_text(name, "the name of a model")
    return Model(make("phony_model_open", UNREF, model_cache(), wanted, None))


def models() -> list[str]:
    """The names of all models that are found, sorted."""
    listed = make("phony_model_list_new", "phony_model_list_free")
    return _texts(library().phony_model_list_name, listed)


def builtins() -> dict[str, str]:
    """The built-in generators, and what each of them gives."""
    names = _texts(library().phony_builtin_name)
    return dict(zip(names, _texts(library().phony_builtin_summary)))


def functions() -> dict[str, str]:
    """The functions of templates, and what each of them does."""
    names = _texts(library().phony_function_name)
    return dict(zip(names, _texts(library().phony_function_summary)))


def _texts(read: Callable[..., bytes | None], *of: object) -> list[str]:
    """Texts by index, until there is none."""
    found: list[str] = []
    value = read(*of, 0)
    while value is not None:
        found.append(value.decode("utf-8"))
        value = read(*of, len(found))
    return found
