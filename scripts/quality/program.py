"""The program phony, as the measurements use it."""

import contextlib
import csv
import json
import os
import pathlib
import shutil
import signal
import subprocess

from problem import Problem

ROOT = pathlib.Path(__file__).resolve().parents[2]
RELEASE = ROOT / "build" / "release" / "phony-cli" / "phony"

children = set()


def find():
    """$PHONY, else the release build, else the installed program."""
    wanted = os.environ.get("PHONY")
    if wanted:
        path = shutil.which(wanted)
        if not path:
            raise Problem(f"PHONY={wanted} is no program that can be run")
        return str(pathlib.Path(path).absolute())
    path = str(RELEASE) if os.access(RELEASE, os.X_OK) else shutil.which("phony")
    if not path:
        raise Problem("phony is not built: run ./dev quality, or set PHONY to the program")
    return path


def end_with_children(*_):
    """What a worker does on SIGTERM, so that no program goes on writing where nobody reads."""
    for child in children:
        child.kill()
        with contextlib.suppress(ChildProcessError):
            os.waitpid(child.pid, 0)
    os._exit(1)


def heed_signals():
    """For workers: the process that started them decides when to end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, end_with_children)


def write_values(path, texts, counts):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow(["value", "count"])
        writer.writerows(zip(texts, counts))
    return path


class Phony:
    def __init__(self, path):
        self.path = path

    def run(self, *words):
        words = [self.path, *map(str, words)]
        child = subprocess.Popen(
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            # Models of an hour, of which no compiled form is to be kept.
            env=os.environ | {"PHONY_CACHE": "off"},
        )
        children.add(child)
        out, err = child.communicate()
        children.discard(child)
        if child.returncode != 0:
            said = err.decode("utf-8", "replace").strip() or f"exit status {child.returncode}"
            raise Problem(f"phony {words[1]} failed: {said}")
        return out.decode()

    def train(self, inputs, output, *options):
        self.run("train", *inputs, "-o", output, "--column", "value", "--quiet", *options)
        return output

    def train_row(self, row, inputs, output, words):
        """As models/lists.sh trains a bundled model."""
        options = ["--weight-column", "count", "--weights", row.weights]
        options += ["-n", row.order, "--min-count", row.least]
        if not row.model.startswith("generic/"):
            options += ["--locale", row.model.split("/")[0]]
        if row.is_pairs:
            options += ["--mode", "hybrid", "--vocabulary", words]
        elif row.words != "-":
            options += ["--mode", "hybrid", "--word-min-count", row.words]
        return self.train(inputs * row.times, output, *options)

    def held_out(self, model, path, *options):
        """How many values there are and are possible, and the bits of a character of the latter."""
        words = ["stats", model, "--heldout", path, "--column", "value", "--json"]
        found = json.loads(self.run(*words, "--sample", "0", "--top", "0", *options))["heldout"]
        return found["values"], found["possible"], found["bits_per_character"] or 0.0

    def generate(self, model, count):
        out = self.run("generate", model, "--count", count, "--seed", "quality", "--quiet")
        return out.split("\n")[:-1]
