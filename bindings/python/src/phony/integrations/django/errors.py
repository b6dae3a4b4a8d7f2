"""What these helpers refuse."""

from __future__ import annotations

from typing import Any

from phony import ArgumentError


class FillError(ArgumentError):
    """A model, or a field of it, that cannot be filled as asked; the message names it."""


def label_of(field: Any) -> str:
    """Such as shop.Order.customer."""
    return f"{field.model._meta.label}.{field.name}"
