"""Tests for runs of pytest within pytest, and what they print."""

from __future__ import annotations

import re

import pytest

THREE = """
    def test_a(phony):
        print("DATA a", phony.name().full(), phony.email())

    def test_b(phony):
        print("DATA b", phony.name().full(), phony.email())

    class TestC:
        def test_a(self, phony):
            print("DATA c", phony.name().full(), phony.email())
"""


def data(result: pytest.RunResult) -> dict[str, str]:
    """What the tests have printed, by name."""
    lines = (re.search(r"DATA (\S+) (.*)", line) for line in result.outlines)
    return {line[1]: line[2] for line in lines if line}
