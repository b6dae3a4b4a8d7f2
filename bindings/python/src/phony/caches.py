"""The cache of models that all Phonys of a process share.

As on the command line, compiled forms of models are kept on disk: in the folder PHONY_CACHE, else
~/.cache/phony; PHONY_CACHE=off keeps none.
"""

from __future__ import annotations

import os

from ._library import Handle, library, make
from ._locks import RLock
from .errors import NotFoundError

_cache: Handle | None = None
_lock = RLock()


def model_cache() -> Handle:
    """The cache, made at the first call."""
    global _cache
    with _lock:
        if _cache is None:
            _cache = _new()
        return _cache


def _new() -> Handle:
    cache = make("phony_cache_new", "phony_cache_free")
    folder = os.environ.get("PHONY_CACHE")
    if folder != "off":
        try:
            library().call("phony_cache_keep", cache, os.fsencode(folder) if folder else None)
        except NotFoundError:
            pass  # no home: nothing is kept
    return cache


def forget_models() -> None:
    """Lets go of all models that are in no use, and of their memory."""
    global _cache
    with _lock:
        _cache = None


def refresh_after_fork() -> None:
    """Another cache: threads that were not copied may have locked this one for good."""
    global _cache, _lock
    _lock = RLock()
    if _cache is not None:
        _cache.forget()
        _cache = None
