"""Phony: made-up data that looks real, the same for the same seed, in every language.

>>> from phony import Phony
>>> p = Phony(seed=42, locale="tr_TR")
>>> p.name().full()

What else there is (models, training, errors) is loaded when it is first used.
"""

from __future__ import annotations

from .session import Phony

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .caches import forget_models as forget_models
    from .columns import Column as Column
    from .errors import ArgumentError as ArgumentError
    from .errors import ArgumentTypeError as ArgumentTypeError
    from .errors import CancelledError as CancelledError
    from .errors import ClosedError as ClosedError
    from .errors import EmptyError as EmptyError
    from .errors import EncodingError as EncodingError
    from .errors import ExhaustedError as ExhaustedError
    from .errors import IoError as IoError
    from .errors import LibraryError as LibraryError
    from .errors import LimitError as LimitError
    from .errors import MemoryError as MemoryError
    from .errors import MismatchError as MismatchError
    from .errors import MissingFileError as MissingFileError
    from .errors import ModelError as ModelError
    from .errors import NotFoundError as NotFoundError
    from .errors import PhonyError as PhonyError
    from .errors import SchemaError as SchemaError
    from .errors import SpaceError as SpaceError
    from .errors import SyntaxError as SyntaxError
    from .errors import VersionError as VersionError
    from .generators import Generator as Generator
    from .generators import NameGenerator as NameGenerator
    from .model import Model as Model
    from .model import ModelInfo as ModelInfo
    from .model import builtins as builtins
    from .model import functions as functions
    from .model import models as models
    from .model import open_model as open_model
    from .schema import Entity as Entity
    from .schema import Schema as Schema
    from .training import train as train
    from .values import Value as Value

__all__ = ["Phony"]
__version__ = "0.1.0"

# Where a name is found that is not loaded with the package.
_LATER = {
    "Column": "columns",
    "Entity": "schema",
    "Generator": "generators",
    "Model": "model",
    "ModelInfo": "model",
    "NameGenerator": "generators",
    "Schema": "schema",
    "Value": "values",
    "builtins": "model",
    "forget_models": "caches",
    "functions": "model",
    "models": "model",
    "open_model": "model",
    "train": "training",
}


def __getattr__(name: str) -> object:
    from importlib import import_module

    module = "errors" if name.endswith("Error") else _LATER.get(name)
    found = getattr(import_module(f"phony.{module}"), name, None) if module else None
    if found is None:
        raise AttributeError(f"module 'phony' has no attribute {name!r}")
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    from . import errors

    of_errors = [name for name in vars(errors) if name.endswith("Error")]
    return sorted({*globals(), *_LATER, *of_errors})
