"""Phony's values in Faker: `fake.add_provider(PhonyProvider)`, then `fake.phony_name()`.

Faker has one state of randomness for each generator, and so have these: each value is that of a row
whose number is drawn from `generator.random`, 64 bits for each value, whichever it is. So
`Faker.seed()`, `seed_instance()` and a `random` that was put in its place mean what they mean to the
rest of Faker, values may be asked for in between Faker's own, and `fake.unique` works.

Locales that Phony has no models of are those of their language (de_AT: de_DE), else en_US, as Faker
falls back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from phony import Phony

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

try:
    from faker.providers import BaseProvider
except ImportError:  # pragma: no cover

    class BaseProvider:  # type: ignore[no-redef]
        """In place of Faker's, where there is no Faker: says so when it is used."""

        def __init__(self, generator: Any) -> None:
            raise ImportError(
                "PhonyProvider is for Faker, which is not installed: pip install Faker"
                " (Debian: apt install python3-fake-factory)"
            )
