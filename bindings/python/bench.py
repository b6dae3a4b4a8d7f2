"""Measures the binding: one JSON object a line, {"name": ..., "per_second": ...}, or "ms".

    python3 bench.py [SECONDS]

Each figure is the best of several turns, SECONDS (0.3) long each, on one thread. `faker` is
measured beside it where it is installed.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "src"))

from phony import Phony  # noqa: E402

TURNS = 5
CALLS = 20_000
ROWS = 500_000
FIRST_VALUE = "from phony import Phony; Phony(seed=1).name().full()"


def per_second(work: Callable[[], int], seconds: float) -> float:
    """Values a second, work() being done again and again and telling how many it made."""
    best = 0.0
    work()
    for _ in range(TURNS):
        made, start = 0, time.perf_counter()
        while time.perf_counter() - start < seconds:
            made += work()
        best = max(best, made / (time.perf_counter() - start))
    return best


def calls(call: Callable[[], object], count: int = CALLS) -> Callable[[], int]:
    """Work of so many calls."""

    def work() -> int:
        for _ in range(count):
            call()
        return count

    return work


def rows(make: Callable[[int], object]) -> Callable[[], int]:
    """Work of one call for many rows."""

    def work() -> int:
        make(ROWS)
        return ROWS

    return work


def start_ms(program: str) -> float:
    """Milliseconds that an interpreter takes for a program, the best of some."""
    best = float("inf")
    # Compiled modules are kept, as they are unless a program forbids it.
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    path = f"import sys; sys.path.insert(0, {sys.path[0]!r})\n"
    for _ in range(4 * TURNS):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", path + program], check=True, env=environment)
        best = min(best, time.perf_counter() - start)
    return best * 1000


def works() -> dict[str, Callable[[], int]]:
    """What is measured, by name."""
    p = Phony(seed=42)
    names, last = p.name(), p.model("en_US/last_names")
    found = {
        "python call": calls(lambda: p.name().full()),
        "python call email": calls(p.email),
        "python next": calls(last.__next__),
        "python list": rows(names.list),
        "python list model": rows(last.list),
        "python batch": rows(lambda count: sum(1 for _ in names.batch(count))),
        "python buffer": rows(names.buffer),
        "python buffer model": rows(last.buffer),
    }
    try:
        from faker import Faker
    except ImportError:
        return found
    return {**found, "faker name": calls(Faker("en_US").name, 1000)}


def main() -> None:
    """Prints the figures."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 0.3
    for name, work in works().items():
        print(json.dumps({"name": name, "per_second": round(per_second(work, seconds))}))
    print(json.dumps({"name": "python import", "ms": round(start_ms(FIRST_VALUE), 1)}))
    print(json.dumps({"name": "python alone", "ms": round(start_ms("pass"), 1)}), flush=True)


if __name__ == "__main__":
    main()
