"""People by row: the person of a row is the same in every page, whatever was asked for before."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from pydantic import BaseModel

from phony import Phony

FIELDS = {  # of a person, and the generators of their values
    "name": "person.full",
    "first_name": "person.first",
    "last_name": "person.last",
    "gender": "person.gender",
    "email": "email",
    "username": "username",
    "phone": "phone",
    "company": "company",
    "city": "city",
    "street_address": "street_address",
}


class Person(BaseModel):
    """Somebody who does not exist."""

    row: int
    name: str
    first_name: str
    last_name: str
    gender: str
    email: str
    username: str
    phone: str
    company: str
    city: str
    street_address: str


class People:
    """All people of a seed, in a locale."""

    def __init__(self, seed: str, locale: str) -> None:
        phony = Phony(seed=seed, locale=locale)
        self._columns = {field: phony.generator(name) for field, name in FIELDS.items()}

    def rows(self, first: int, count: int) -> Iterator[Person]:
        """The people of these rows: one call of the library for each column."""
        columns = [column.list(count, first=first) for column in self._columns.values()]
        for row, values in enumerate(zip(*columns), first):
            yield Person(row=row, **dict(zip(self._columns, values)))


@lru_cache(maxsize=64)
def people(seed: str, locale: str) -> People:
    """The people of a seed; those that were asked for lately are kept ready."""
    return People(seed, locale)
