"""A recipe: what to make values of, and what they must be like. Compiled, it is a generator."""

from __future__ import annotations

import ctypes
import os

from ._checks import path_text, text
from ._library import Handle, library, make
from .caches import model_cache
from .errors import ArgumentError, MissingFileError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Union

    from .model import Model

    Option = Union[int, str]
    Bindings = tuple[tuple[str, Union[str, "Recipe"]], ...]

UNIQUE_ROWS = 1_000_000  # where nothing else is said
TEXTS = ("prefix", "suffix", "contains", "pattern")
NUMBERS = ("min_length", "max_length", "min_words", "max_words", "sorted")
SHORT_NAMES = ("first", "last", "full", "gender")  # of persons, in templates
OF_PERSONS = ("person.", "email", "username")


class Recipe:
    """Immutable, and equal to another one of the same: they share a cursor.

    `kind` is "name", "template", "file" or "model"; `subject` the name, text, path or Model.
    """

    __slots__ = ("_hash", "bindings", "kind", "locale", "options", "subject")

    def __init__(
        self,
        kind: str,
        subject: str | Model,
        locale: str,
        options: dict[str, Option],
        bindings: Bindings = (),
    ) -> None:
        self.kind, self.subject, self.locale = kind, subject, locale
        self.options = options
        self.bindings = bindings
        self._hash = hash((kind, subject, locale, bindings, tuple(sorted(options.items()))))

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Recipe) and self._parts() == other._parts()

    def _parts(self) -> tuple[object, ...]:
        return self.kind, self.subject, self.locale, self.bindings, self.options

    def __repr__(self) -> str:
        options = "".join(f", {name}={value!r}" for name, value in self.options.items())
        return f"{self.kind} {self.subject!r}, locale={self.locale!r}{options}"

    def having(self, **options: Option) -> Recipe:
        """The recipe with these options, in place of those it has of the same names."""
        merged = {**self.options, **options}
        return Recipe(self.kind, self.subject, self.locale, merged, self.bindings)

    def of(self, subject: str) -> Recipe:
        """The same demands on something else."""
        return Recipe(self.kind, subject, self.locale, self.options, self.bindings)

    @property
    def rows(self) -> int:
        """How many rows there are; 0: without end."""
        if "unique" in self.options or "sorted" in self.options:
            return int(self.options.get("rows", UNIQUE_ROWS))
        return 0

    def compile(self) -> Handle:
        """The library's generator."""
        return COMPILERS[self.kind](self)


def _values(recipe: Recipe) -> Any:
    """The phony_generator_options, or None where anything will do."""
    options = recipe.options
    members: dict[str, object] = {name: options[name] for name in NUMBERS if name in options}
    members.update((name, str(options[name]).encode("utf-8")) for name in TEXTS if name in options)
    if "unique" in options:
        members["unique"] = options["unique"]
    if not members:
        return None
    return library().api.new("phony_generator_options", rows=recipe.rows, **members)


def _template_options(recipe: Recipe) -> Any:
    options = library().api.new("phony_template_options")
    options.locale = text(recipe.locale, "the locale")
    options.kept = cache = model_cache()  # as long as the options: it may be forgotten meanwhile
    options.cache = cache.value
    options.gender = recipe.options.get("gender", 0)
    return options


def _from_name(recipe: Recipe) -> Handle:
    options = _template_options(recipe)
    values = _values(recipe)
    if values is not None:
        options.values = ctypes.pointer(values)
    name = text(recipe.subject, "a name")
    return make("phony_generator_from_name", FREE, name, ctypes.byref(options))


def _from_template(recipe: Recipe) -> Handle:
    options = _template_options(recipe)
    if "unique" in recipe.options:
        options.rows = recipe.rows
        options.unique = library().api.constants["PHONY_UNIQUE_NUMBERED"]
    bound, kept = _bindings(recipe)
    options.bindings, options.binding_count = bound, len(bound)
    template = text(recipe.subject, "a template")
    made = make("phony_generator_from_template", FREE, template, ctypes.byref(options))
    del kept
    return made


def _bindings(recipe: Recipe) -> tuple[Any, list[Handle]]:
    """The array of bindings, and the generators in it, which must live as long."""
    bindings: dict[str, str | Recipe] = {name: f"{{person.{name}}}" for name in SHORT_NAMES}
    bindings.update(recipe.bindings)
    kept: list[Handle] = []
    array = (library().api.struct("phony_binding") * len(bindings))()
    for bound, (name, meaning) in zip(array, bindings.items()):
        bound.name = text(name, "a binding's name")
        if isinstance(meaning, Recipe):
            kept.append(meaning.compile())
            bound.generator = kept[-1].value
        else:
            bound.text = text(meaning, f"the template of {name!r}")
    return array, kept


def _from_model(recipe: Recipe) -> Handle:
    model = recipe.subject
    assert not isinstance(model, str)
    return _of_model(recipe, model.handle())


def _from_file(recipe: Recipe) -> Handle:
    return _of_model(recipe, open_model(recipe.subject))


def _of_model(recipe: Recipe, model: Handle) -> Handle:
    values = _values(recipe)
    pointer = None if values is None else ctypes.byref(values)
    return make("phony_generator_new", FREE, model, pointer)


def open_model(path: object) -> Handle:
    """The model of a file; without a folder it is one of the folder that the program runs in."""
    name = path_text(path, "the path of a model")
    if not os.path.exists(name):
        raise MissingFileError(f"there is no file {os.fsdecode(name)!r}")
    where = name if b"/" in name else b"./" + name
    return make("phony_model_open", "phony_model_unref", model_cache(), where, None)


FREE = "phony_generator_unref"
COMPILERS = {
    "file": _from_file,
    "model": _from_model,
    "name": _from_name,
    "template": _from_template,
}


def constant(name: str) -> int:
    """A constant of the library."""
    return library().api.constants[name]


def choice(what: str, choices: str, value: object) -> int:
    """The number of one of a set of constants, by its name."""
    known = library().api.choices(choices)
    if not isinstance(value, str) or value not in known:
        raise ArgumentError(f"{what} {value!r} is none of: {', '.join(known)}")
    return known[value]


def unique_mode(mode: object) -> int:
    """The number of a mode of unique(): "numbered", "named", "strict", or the usual one."""
    choices = library().api.choices("unique")
    if not isinstance(mode, str) or mode not in choices or mode == "none":
        usable = ", ".join(name for name in choices if name != "none")
        raise ArgumentError(f"unique mode {mode!r} is none of: {usable}")
    return choices[mode]


def refuse_for_templates(recipe: Recipe, names: object) -> None:
    """Templates are made of parts: what a value must be like is said of these."""
    taken = {"unique", "rows", "gender"}
    if recipe.kind == "template" and not taken.issuperset(names):  # type: ignore[arg-type]
        message = "a template takes unique(), male() and female(): constrain a part, and bind it"
        raise ArgumentError(message)
