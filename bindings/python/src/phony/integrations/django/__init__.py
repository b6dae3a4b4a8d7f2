"""Phony for Django: models filled with made-up rows, for tests and for development databases.

>>> from phony.integrations.django import factory, make, seed
>>> make(Order, 3, status="paid")            # three saved orders, and customers if there are none
>>> factory(Order, seed=42).build()          # one that is not saved
>>> seed(Order, 100_000, seed=42)            # bulk_create, in one transaction

With "phony.integrations.django" in INSTALLED_APPS there is also
`manage.py phony_seed shop.Order --count 1000 --seed 42`.
"""

from __future__ import annotations

from .errors import FillError
from .factories import Factory, factory, make, seed

__all__ = ["Factory", "FillError", "factory", "make", "seed"]
