"""What the tests share: a Phony of a known seed, places in the checkout, other interpreters."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from phony import Phony

PYTHON = Path(__file__).resolve().parents[1]
CHECKOUT = PYTHON.parents[1]


@pytest.fixture
def p() -> Iterator[Phony]:
    with Phony(seed=42) as phony:
        yield phony


@pytest.fixture
def shop() -> Path:
    return CHECKOUT / "spec" / "examples" / "shop.pdl.json"


@pytest.fixture
def checkout() -> Path:
    return CHECKOUT


@pytest.fixture
def run() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs a program text in an interpreter of its own, with other environment variables."""

    def run_text(text: str, **environment: str) -> subprocess.CompletedProcess[str]:
        variables = {**os.environ, "PYTHONPATH": str(PYTHON / "src"), **environment}
        return subprocess.run(
            [sys.executable, "-c", text],
            env={name: value for name, value in variables.items() if value},
            capture_output=True,
            text=True,
            timeout=60,
        )

    return run_text
