"""What the tests of the integrations share: the checkout's package, and pytest within pytest."""

from __future__ import annotations

import os
import sys
from pathlib import Path

PYTHON = Path(__file__).resolve().parents[2]
SOURCES = str(PYTHON / "src")

# The package as it lies in the checkout, for this process and for those that it starts.
sys.path.insert(0, SOURCES)
sys.path.insert(0, str(PYTHON / "examples"))
os.environ["PYTHONPATH"] = os.pathsep.join(
    [SOURCES, *filter(None, [os.environ.get("PYTHONPATH")])]
)

pytest_plugins = ["pytester"]
