"""The results as tables, aligned for a terminal or in Markdown, and into models/README.md."""

import collections
import os
import pathlib

from problem import Problem

METHODS = {"phony": "Phony", "ml2": "ML 2", "ml3": "ML 3", "ml4": "ML 4", "list": "the list"}


def number(digits):
    return lambda value: f"{value:.{digits}f}"


def percent(value):
    """100 and 0 stand only where they are exact."""
    if value in (0, 1):
        return f"{100 * value:.0f}"
    if 0.005 <= value <= 0.995:
        return f"{100 * value:.1f}"
    return f"{min(max(100 * value, 0.01), 99.99):.2f}"


# key, title, how it is written
FIGURES = (
    ("bits_all", "bits", number(3)),
    ("bits", "of possible", number(3)),
    ("possible", "possible %", percent),
    ("novelty", "novelty %", percent),
    ("copies", "copies %", percent),
    ("length", "length", number(2)),
    ("pairs", "pairs", number(4)),
)


def written(figures, key, write):
    value = figures.get(key)
    return "-" if value is None else write(value)


def mean_of(entries):
    """The means of figures, [{key: number}] to {key: number}; None where one has no number."""
    means = {}
    for key in entries[0]:
        numbers = [entry[key] for entry in entries]
        means[key] = None if None in numbers else sum(numbers) / len(numbers)
    return means


def with_mean(results, part):
    """Pairs of a name and its dictionary of figures by column, the mean last."""
    named = [(model, result[part]) for model, result in results.items()]
    if len(named) > 1:
        columns = named[0][1].keys()
        means = {c: mean_of([entry[c] for _, entry in named]) for c in columns}
        named.append((f"mean of {len(results)}", means))
    return named


# ---- Rows: the first is the heading; the first column is text, the others are numbers -------------


def quality_long(results):
    """One line for each model and method."""
    rows = [["model", "method", *(title for _, title, _ in FIGURES)]]
    for name, methods in with_mean(results, "methods"):
        for method, title in METHODS.items():
            cells = [written(methods[method], key, write) for key, _, write in FIGURES]
            rows.append([name if method == "phony" else "", title, *cells])
    return rows


def quality_wide(results):
    """One line for each model: in a cell all methods, the list where it has the figure."""
    rows = [["model", "values", *(title for _, title, _ in FIGURES)]]
    for name, methods in with_mean(results, "methods"):
        values = str(results[name]["values"]) if name in results else ""
        cells = []
        for key, _, write in FIGURES:
            shown = [figures for figures in methods.values() if key in figures]
            if key in ("novelty", "copies"):
                shown = shown[:-1]
            cells.append(" / ".join(written(figures, key, write) for figures in shown))
        rows.append([name, values, *cells])
    return rows


def verdict(results):
    """For how many models each method needs the fewest bits."""
    wins = collections.Counter()
    for result in results.values():
        scored = {m: f["bits_all"] for m, f in result["methods"].items() if "bits_all" in f}
        wins[min(scored, key=scored.get)] += 1
    said = ", ".join(f"{METHODS[method]} for {wins[method]}" for method in METHODS if wins[method])
    return f"Fewest bits, of {len(results)} models: {said}."


def marked(cells):
    """The least of numbers in brackets; those written the same are the same."""
    return [f"[{cell}]" if float(cell) == min(map(float, cells)) else cell for cell in cells]


def orders(results):
    """Bits by order, the best in brackets; size of the model and copies of all orders in a cell."""
    named = with_mean(results, "orders")
    columns = list(named[0][1])
    rows = [["list", "values", *(f"n = {n}" for n in columns), "kB", "copies %"]]
    for name, figures in named:
        cells = marked([number(3)(figures[n]["bits"]) for n in columns])
        sizes = " / ".join(number(0)(figures[n]["kilobytes"]) for n in columns)
        copies = " / ".join(percent(figures[n]["copies"]) for n in columns)
        values = str(results[name]["values"]) if name in results else ""
        rows.append([name, values, *cells, sizes, copies])
    return rows


SHAPES = (("pairs", number(4)), ("length", number(2)), ("strange", percent))


def smoothing(results):
    """A line for each list, bits by smoothing, the best in brackets; then means of the shapes."""
    named = with_mean(results, "methods")
    columns = list(named[0][1])
    rows = [["list", "values", *columns]]
    for name, methods in named:
        values = str(results[name]["values"]) if name in results else ""
        cells = marked([written(methods[how], "bits", number(3)) for how in columns])
        rows.append([name, values, *cells])
    last = named[-1][1]
    for key, write in SHAPES:
        rows.append([key, "", *(written(last[how], key, write) for how in columns)])
    return rows


# ---- Layout --------------------------------------------------------------------------------------


def width_of(rows, column):
    return max(len(row[column]) for row in rows)


def aligned(rows, texts=1):
    """Columns by spaces; the first `texts` are flush left, the others right."""
    widths = [width_of(rows, column) for column in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [
            cell.ljust(width) if column < texts else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths))
        ]
        lines.append("  ".join(cells).rstrip())
    return lines


def markdown(rows):
    rule = ["---", *["--:"] * (len(rows[0]) - 1)]
    return ["| " + " | ".join(row) + " |" for row in (rows[0], rule, *rows[1:])]


# ---- models/README.md ----------------------------------------------------------------------------


def between(text, name, lines):
    """The text with the lines put between its markers <!-- NAME --> and <!-- /NAME -->."""
    begin, end = f"<!-- {name} -->\n", f"<!-- /{name} -->\n"
    head, found, rest = text.partition(begin)
    old, found_end, tail = rest.partition(end)
    if not found or not found_end:
        raise Problem(f"models/README.md has no lines {begin.strip()} and {end.strip()}")
    return head + begin + "".join(line + "\n" for line in lines) + end + tail


def renew(path, tables):
    """Puts tables, {name: lines}, into a file, which changes at once or not at all."""
    text = pathlib.Path(path).read_text(encoding="utf-8")
    for name, lines in tables.items():
        text = between(text, name, lines)
    fresh = pathlib.Path(f"{path}.new")
    try:
        fresh.write_text(text, encoding="utf-8")
        os.replace(fresh, path)
    finally:
        fresh.unlink(missing_ok=True)
