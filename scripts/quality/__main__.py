"""How good the models are, measured: `./dev quality LISTS`, or python3 scripts/quality LISTS.

Trains on the lists in a folder by cross-validation, with the options of models/models.tsv, and
prints what each model foresees of values it has not seen and what those it makes are like, side by
side with plain maximum-likelihood n-grams (plain.py). Then the studies from which the default
order and the smoothing were chosen (study.py). figures.py defines the figures, tables.py the
output; models/README.md keeps the tables and says what follows from them.
"""

import argparse
import fnmatch
import json
import multiprocessing
import os
import pathlib
import signal
import sys
import tempfile
import time

import lists
import measure
import program
import study
import tables
from problem import Problem


# The parts of a run: which models it is for, how many values of a list it takes, what does it.
# `quality` comes last: its jobs are shorter and fill the gaps.
PARTS = {
    "smoothing": (study.LETTERS, study.SMOOTHING_VALUES, study.smoothings),
    "orders": (study.LETTERS, None, study.letter_orders),
    "word-orders": (study.WORDS, None, study.word_orders),
    "quality": (None, None, measure.measure),
}

TITLES = {
    "quality": "Quality",
    "orders": "Orders: bits of a character by n, the best in []; size and copies of every n",
    "word-orders": "Orders of words: the same where tokens are words",
    "smoothing": "Smoothing: bits of a character at n = 5, the best in []; shapes of values made",
}

LEGEND = """\
bits         of a character held out, all values; an impossible one is charged letter by letter
of possible  bits of the possible values alone; possible: their share
novelty      of the different values made, those not in the training part; copies: of all, those in it
length       how many characters an average value is longer or shorter than those held out
pairs        distance of neighbouring characters from those held out: 0 = the same, 1 = none shared
the list     values drawn from the training part: as near as copying gets
"""


def whole(least, most):
    def read(text):
        if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
            raise argparse.ArgumentTypeError(f"{text!r} is no whole number from {least} to {most}")
        return int(text)

    return read


def parse(words):
    parser = argparse.ArgumentParser(prog="quality", description=__doc__.split("\n\n")[0])
    add = parser.add_argument
    add("folder", metavar="LISTS", help="folder of LOCALE/KIND.csv or .txt, as for models/build.sh")
    add("--lists", metavar="PATTERN", default="*", help="only these models, such as 'tr_TR/*'")
    add("--folds", metavar="K", type=whole(2, 100), default=5, help="parts, of which each is held "
        "out once (default 5)")
    add("--values", metavar="N", type=whole(1, 10**9), default=20000, help="at most so many values "
        "of a list are scored (default 20000)")
    add("--generate", metavar="M", type=whole(1, 10**7), default=20000, help="values made of each "
        "model (default 20000)")
    add("--jobs", metavar="N", type=whole(1, 1024), default=os.cpu_count(), help="processes "
        "(default: one for each processor)")
    add("--format", choices=("text", "markdown"), default="text", help="of the tables")
    add("--json", metavar="FILE", type=pathlib.Path, help="write all figures there")
    add("--update", action="store_true", help="renew the tables of models/README.md")
    args = parser.parse_args(words)
    if args.update and args.lists != "*":
        parser.error("--update is for all lists, without --lists")
    if args.json and not args.json.absolute().parent.is_dir():
        parser.error(f"--json: there is no folder {args.json.absolute().parent}")
    return args


def choose_rows(args):
    """The lines of models.tsv that are asked for and whose lists are there."""
    folder = pathlib.Path(args.folder)
    if not folder.is_dir():
        raise Problem(f"there is no folder {folder}", 2)
    table = lists.read_table()
    wanted = [row for row in table if fnmatch.fnmatchcase(row.model, args.lists)]
    if not wanted:
        raise Problem(f"no model of models/models.tsv matches {args.lists!r}; one is "
                      f"{table[0].model}", 2)
    rows = [row for row in wanted if lists.is_there(row, folder)]
    if not rows:
        raise Problem(f"{folder} has none of the lists wanted, such as "
                      f"{wanted[0].files[0]}.csv or .txt", 2)
    missing = [row.model for row in wanted if row not in rows]
    if missing and args.update:
        raise Problem(f"--update needs all lists; {folder} lacks those of {', '.join(missing)}", 2)
    if missing:
        print(f"quality: no lists for {len(missing)} of {len(wanted)} models", file=sys.stderr)
    return rows


# ---- Work ----------------------------------------------------------------------------------------


def do_job(job):
    """One part of one model; what it writes is in a folder of its own below `work`."""
    part, row, args, path, work = job
    _, at_most, function = PARTS[part]
    began = time.monotonic()
    with tempfile.TemporaryDirectory(dir=work) as own:
        own = pathlib.Path(own)
        values = lists.load(row, args.folder, own, args.folds, at_most)
        phony = program.Phony(path)
        result = function(phony, values, args.folds, args.values, args.generate, own)
    return part, row.model, result, time.monotonic() - began


def jobs_for(rows, args, path, work):
    return [
        (part, row, args, path, work)
        for part, (models, _, _) in PARTS.items()
        for row in rows
        if models is None or row.model in models
    ]


def show_progress(done, total, part, model, seconds):
    print(f"quality: {done}/{total} {part} {model}, {seconds:.1f} s", file=sys.stderr, flush=True)


def work_off(rows, args, path, work):
    """{part: {model: result}}, in the order of models.tsv."""
    jobs = jobs_for(rows, args, path, work)
    found = {}
    with multiprocessing.Pool(args.jobs, program.heed_signals) as pool:
        for part, model, result, seconds in pool.imap_unordered(do_job, jobs):
            found[part, model] = result
            show_progress(len(found), len(jobs), part, model, seconds)
    results = {part: {} for part in PARTS}
    for part, row, *_ in jobs:
        results[part][row.model] = found[part, row.model]
    return results


def interrupt(*_):
    raise KeyboardInterrupt


# ---- Output --------------------------------------------------------------------------------------


def rows_of(part, results, wide):
    if part == "quality":
        return tables.quality_wide(results) if wide else tables.quality_long(results)
    return tables.smoothing(results) if part == "smoothing" else tables.orders(results)


def markdown_tables(results):
    found = {part: tables.markdown(rows_of(part, r, True)) for part, r in results.items() if r}
    found["quality"] += ["", tables.verdict(results["quality"])]
    return found


def text_tables(results):
    found = {}
    for part, result in results.items():
        if result:
            texts = 2 if part == "quality" else 1
            found[part] = tables.aligned(rows_of(part, result, False), texts)
    found["quality"] += ["", tables.verdict(results["quality"]), "", *LEGEND.splitlines()]
    return found


def show(args, results):
    text = args.format == "text"
    found = text_tables(results) if text else markdown_tables(results)
    for part in TITLES:
        if part in found:
            print("" if text else "### ", TITLES[part], sep="")
            print("", *found[part], "", sep="\n")


def keep(args, results):
    if args.json:
        settings = {"folds": args.folds, "values": args.values, "generate": args.generate}
        content = json.dumps({"settings": settings} | results, indent=1, ensure_ascii=False)
        args.json.write_text(content + "\n", encoding="utf-8")
    if args.update:
        tables.renew(lists.MODELS / "README.md", markdown_tables(results))


def main(words):
    args = parse(words)
    try:
        rows = choose_rows(args)
        path = program.find()
        signal.signal(signal.SIGTERM, interrupt)
        # Programs that were at work when one failed may still write there.
        with tempfile.TemporaryDirectory(prefix="phony-quality-", ignore_cleanup_errors=True) as work:
            results = work_off(rows, args, path, work)
        keep(args, results)
        show(args, results)
    except Problem as problem:
        print(f"quality: {problem.message}", file=sys.stderr)
        return problem.status
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        print(f"quality: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
