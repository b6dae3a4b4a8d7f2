"""What the tests of the integrations share: the package and the examples as they lie here."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PYTHON = Path(__file__).resolve().parents[2]
FOLDERS = [str(PYTHON / "src"), str(PYTHON / "examples"), str(Path(__file__).parent)]

sys.path[:0] = FOLDERS


@pytest.fixture(scope="package", autouse=True)
def processes_find_the_package() -> Iterator[None]:
    """Also those that a test starts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join(FOLDERS))
        yield
