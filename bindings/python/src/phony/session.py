"""Phony: a seed, a locale, and generators of everything under them."""

from __future__ import annotations

import os

from . import _blocks, _library, _streams, caches
from ._checks import path_text, plain, seed_text
from ._streams import Streams
from .catalogue import Catalogue
from .errors import ArgumentTypeError
from .generators import Generator, rows_option
from .recipes import Recipe, unique_mode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from types import TracebackType
    from typing import Any, Union

    from ._streams import Stream
    from .model import Model
    from .recipes import Option
    from .schema import Schema

    Seed = Union[str, int]
    Path = Union[str, "os.PathLike[str]"]

LOCALE = "en_US"


class Phony(Catalogue):
    """Made-up data that looks real. The same seed gives the same values, everywhere.

    >>> p = Phony(seed=42, locale="tr_TR")
    >>> p.name().full(), p.email()

    Without a seed it draws one, `current_seed`. Any number of threads may use one Phony: each row
    is given once. A forked process goes on where its parent was; without a seed, under a new one.
    """

    def __init__(self, seed: Seed | None = None, locale: str | None = None) -> None:
        self._streams = Streams(None if seed is None else seed_text(seed))
        self._locale = LOCALE if locale is None else plain(locale, "a locale")
        self._options: dict[str, Option] = {}
        self._views: dict[tuple[object, ...], Phony] = {}
        self._forget_streams()

    # -- seed and views ----------------------------------------------------------------------------

    @property
    def current_seed(self) -> str:
        """The seed, as text: with it, all can be had again."""
        return self._streams.seed

    @property
    def current_locale(self) -> str:
        """The locale of all that says none itself."""
        return self._locale

    def seed(self, seed: Seed) -> Phony:
        """Begins anew at row 0 under this seed, as does all that was taken from this Phony."""
        known = seed_text(seed)
        with self._streams.lock:
            self._streams.begin_anew(known)
            for view in self._views.values():
                if not view.closed:
                    view.seed(known)
        return self

    def unique(self, mode: str = "usual", rows: int | None = None) -> Phony:
        """This Phony, giving no value twice; see Generator.unique. Always the same view."""
        return self._view(self._locale, unique=unique_mode(mode), **rows_option(rows))

    def locale(self, locale: str) -> Phony:
        """This Phony in another locale: always the same view, with cursors of its own."""
        return self._view(plain(locale, "a locale"))

    def _view(self, locale: str, **options: Option) -> Phony:
        key = (locale, *sorted(options.items()))
        with self._streams.lock:
            self._check_open()
            view = self._views.get(key)
            if view is None or view.closed:
                view = Phony(self.current_seed, locale)
                view._streams.seeded = self._streams.seeded
                view._options = {**self._options, **options}
                self._views[key] = view
        return view

    # -- life --------------------------------------------------------------------------------------

    @property
    def closed(self) -> bool:
        """Whether it was closed."""
        return self._streams.state.closed

    def close(self) -> None:
        """Ends it, its views and generators; iterators that were handed out go on."""
        with self._streams.lock:
            self._streams.close()
            self._forget_streams()
            while self._views:
                self._views.popitem()[1].close()

    def _check_open(self) -> None:
        self._streams.state.check()

    def __enter__(self) -> Phony:
        self._check_open()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Phony(seed={self.current_seed!r}, locale={self._locale!r})"

    def __reduce__(self) -> Any:
        raise ArgumentTypeError("a Phony is not copied or pickled: make another one of its seed")

    # -- anything ----------------------------------------------------------------------------------

    def generator(self, name: str) -> Generator:
        """A generator by its name: a built-in of phony.builtins(), such as "email", or a model."""
        return self._generator("name", plain(name, "a name"))

    def model(self, model: Path | Model) -> Generator:
        """Values of a model: its name ("tr_TR/city_names"), a path, or one that was trained."""
        from .model import Model

        if isinstance(model, Model):
            model.handle()
            return self._generator("model", model)
        if isinstance(model, os.PathLike):
            return self.load_model(model)
        name = plain(model, "a model")
        return self.load_model(name) if name.endswith(".phony") else self.generator(name)

    def load_model(self, path: Path) -> Generator:
        """Values of the model in a file."""
        name = os.fsdecode(path_text(path, "the path of a model"))
        return self._generator("file", name)

    def template(self, template: str, /, **bindings: str | Generator) -> Generator:
        """Texts such as "{first} {last} <{email}>" (spec/templates.md).

        Names in braces are those of `bindings`, which are generators or templates themselves,
        `first`, `last`, `full` and `gender` of the row's person, built-ins and models.
        """
        subject = plain(template, "a template")
        bound = tuple((name, _meaning(name, bindings[name])) for name in sorted(bindings))
        recipe = Recipe("template", subject, self._locale, self._options, bound)
        return Generator(self._streams, self._streams.stream(recipe))

    def schema(
        self,
        source: Path | Mapping[str, Any],
        *,
        counts: Mapping[str, int] | None = None,
        scenario: str | None = None,
        now: str | datetime | None = None,
        mode: str = "random",
        locale: str | None = None,
    ) -> Schema:
        """A data set of a schema, the path of a file or a document, under this seed.

        It has its own locale, unless another one is given here; see phony.Schema for the options.
        """
        from .schema import Schema

        self._check_open()
        return Schema(
            source,
            seed=self.current_seed,
            locale=locale,
            counts=counts,
            scenario=scenario,
            now=now,
            mode=mode,
        )

    def train(self, values: Any, **options: Any) -> Model:
        """A model of a list; see phony.train. It may be used at once: p.model(p.train(...))."""
        from .training import train

        self._check_open()
        return train(values, **options)

    # -- inside ------------------------------------------------------------------------------------

    def _generator(self, kind: str, subject: str | Model) -> Generator:
        return Generator(self._streams, self._stream(kind, subject))

    def _stream(self, kind: str, subject: str | Model) -> Stream:
        recipe = Recipe(kind, subject, self._locale, self._options)
        return self._streams.stream(recipe)


def _meaning(name: str, meaning: object) -> str | Recipe:
    if isinstance(meaning, Generator):
        return meaning.recipe
    return plain(meaning, f"the template of {name!r}")


def _after_fork() -> None:
    """In the child: what other threads may have locked is made anew; see each of these."""
    for part in (_library, _blocks, caches, _streams):
        part.refresh_after_fork()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
