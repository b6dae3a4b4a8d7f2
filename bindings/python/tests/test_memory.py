"""Memory stays flat, however many values are made, and whatever is thrown away."""

from __future__ import annotations

import subprocess
from collections.abc import Callable

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]
MOST_GROWTH = 6 * 1024  # KiB

PROGRAM = """
import gc, resource
import phony
from phony import Phony
p = Phony(seed=42)
names, last = p.name(), p.model("en_US/last_names")
{setup}
def turn():
    {turn}
def peak():
    gc.collect()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for _ in range({warm}): turn()
before = peak()
for _ in range({turns}): turn()
print(peak() - before)
"""

WAYS = {
    "100 M values of columns": ("last.buffer(200_000)", 3, 500),
    "4 M values of lists": ("last.list(40_000)", 3, 100),
    "100 M values of a batch": ("for _ in last.batch(1_000_000): pass", 1, 100),
    "1 M single values": ("for _ in range(100_000): names.full()", 1, 10),
    "500,000 values that know their rows": ("for _ in range(50_000): p.email()", 1, 10),
    "arrow arrays": ("for _ in range(100): last.buffer(500).__arrow_c_array__()", 5, 100),
    "seeds": ("for seed in range(20): p.seed(seed).name().list(10)", 3, 30),
    "phonys": ("for seed in range(20): Phony(seed=seed).name().full()", 3, 30),
    "constraints": ("Phony(seed=1).city().min_length(3).list(9)", 9, 90),
    "models": ("phony.train(['anna', 'hanna'] * 500).info", 9, 90),
    "models of files": ("phony.open_model('tr_TR/city_names').info", 9, 90),
    "errors": ("try: p.template('{').list(1)\n    except phony.PhonyError: pass", 99, 9999),
    "rows of data sets": ("sum(1 for _ in users.rows())", 2, 10),
}


@pytest.mark.parametrize("way", WAYS)
def test_memory_is_flat_over(run: Run, way: str, shop: object) -> None:
    turn, warm, turns = WAYS[way]
    setup = f"users = p.schema({str(shop)!r}, counts={{'User': 20_000}}).entity('User')"
    done = run(PROGRAM.format(setup=setup, turn=turn, warm=warm, turns=turns))
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < MOST_GROWTH
