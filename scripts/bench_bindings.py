"""The figures of the bindings beside their peers', as one table and as JSON.

    bench_bindings.py REPORT BINDING=FILE...

A FILE holds what a binding's benchmark printed: a JSON object a line, {"name": ..., "per_second":
...}, or another unit, of milliseconds, in place of that. ROWS says what is compared with what, and what is asked
for; figures that no row names follow below. Nothing here fails: figures are for people.
"""

import json
import pathlib
import sys
import typing


class Row(typing.NamedTuple):
    """A line of the table. `least` is a number a second, or `most` of milliseconds; `times` is the
    least multiple of the peer's figure."""

    title: str
    binding: str
    name: str
    peer: str = ""
    least: float = 0
    times: float = 0
    most: float = 0


ROWS = [
    Row("PHP: one value a call", "php", "php call", "FakerPHP name()", least=1e6, times=3),
    Row("PHP: batch", "php", "php batch", "FakerPHP name()", least=8e6, times=20),
    Row("PHP: import and first value", "php", "php import_ms", most=15),
    Row("Python: one value a call", "python", "python call", "faker name", least=0.8e6, times=30),
    Row("Python: batch to list", "python", "python list", "faker name", least=5e6),
    Row("Python: batch to buffer", "python", "python buffer", "faker name", least=20e6),
    Row("Python: import and first value", "python", "python import", most=30),
    Row("Node: one value a call", "node", "node call", "faker fullName", least=2e6, times=5),
    Row("Node: batch", "node", "node batch", "falso", least=8e6, times=1),
    Row("Node: import and first value", "node", "node import", most=15),
]
HEAD = ("figure", "measured", "asked for", "peer", "ratio", "asked for")


def read(path):
    """Name to (unit, number) of what a benchmark printed."""
    entries = [json.loads(line) for line in pathlib.Path(path).read_text("utf-8").splitlines()]
    return {entry.pop("name"): entry.popitem() for entry in entries}


def told(figure):
    if not figure:
        return ""
    unit, number = figure
    if unit != "per_second":
        return f"{number:.1f} ms"
    return f"{number / 1e6:.2f} M/s" if number >= 1e5 else f"{number:,.0f}/s"


def line(row, figures):
    """The cells of a row."""
    ours = figures[row.binding].get(row.name)
    peer = figures[row.binding].get(row.peer)
    asked = f"{row.least / 1e6:g} M/s" if row.least else f"{row.most:g} ms"
    ratio = f"{ours[1] / peer[1]:.1f} ×" if ours and peer else ""
    beside = f"{told(peer)} ({row.peer})" if peer else ""
    return row.title, told(ours), asked, beside, ratio, f"{row.times:g} ×" if row.times else ""


def others(figures):
    """What no row names."""
    named = {(row.binding, name) for row in ROWS for name in (row.name, row.peer)}
    for binding, found in figures.items():
        for name, figure in found.items():
            if (binding, name) not in named:
                title = name if name.startswith(binding) else f"{binding}: {name}"
                yield title, told(figure), "", "", "", ""


def print_table(lines):
    widths = [max(len(cells[i]) for cells in lines) for i in range(len(HEAD))]
    for title, *cells in lines:
        rest = "  ".join(cell.rjust(width) for cell, width in zip(cells, widths[1:]))
        print(f"  {title.ljust(widths[0])}  {rest}".rstrip())


def main(report, *sources):
    figures = {binding: read(path) for binding, path in (one.split("=", 1) for one in sources)}
    rows = [line(row, figures) for row in ROWS if row.binding in figures]
    print_table([HEAD, *rows, *others(figures)])
    plain = {
        binding: {name: dict([figure]) for name, figure in found.items()}
        for binding, found in figures.items()
    }
    pathlib.Path(report).write_text(json.dumps(plain, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
