"""Looks into the tables."""

from __future__ import annotations


def rows(model, *without: str, using: str = "default") -> list[dict]:
    """All rows of a model, but for these fields."""
    found = model._base_manager.using(using).order_by("pk").values()
    return [{name: v for name, v in row.items() if name not in without} for row in found]
