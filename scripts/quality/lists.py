"""The lists that models are made of: the table of models, how values are read, and folds.

models/models.tsv says what a model learns and how; models/lists.sh brings lists into one CSV file,
pairs of names included. Both are used as they are, so that what is measured is what is shipped. A
value belongs to one of K folds by a hash, so the same list has the same folds everywhere.
"""

import csv
import dataclasses
import hashlib
import math
import pathlib
import subprocess
import unicodedata

from problem import Problem

MODELS = pathlib.Path(__file__).resolve().parents[2] / "models"

# As models/build.sh does it; what `prepare` writes lies in the folder $work.
PREPARE = """
here=$1 lists=$2 work=$3
. "$here/lists.sh"
prepare "$(selected "$4")"
"""

# What one value weighs in training, by its count (`phony train --weights`).
WEIGHTS = {
    "once": lambda count: 1,
    "count": lambda count: count,
    "log": lambda count: count.bit_length(),
    "sqrt": math.isqrt,
}


@dataclasses.dataclass(frozen=True)
class Row:
    """A line of models.tsv; lists.sh explains the columns."""

    model: str
    lists: str
    order: int
    least: int
    weights: str
    times: int
    words: str

    @property
    def is_pairs(self):
        return "/" in self.lists.split()

    @property
    def files(self):
        return [name.split(":")[0] for name in self.lists.split() if name != "/"]


def read_table():
    rows = []
    for line in (MODELS / "models.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            model, lists, order, least, weights, times, words = line.split("\t")
            rows.append(Row(model, lists, int(order), int(least), weights, int(times), words))
    return rows


def is_there(row, folder):
    return all(
        any((folder / f"{name}{ending}").is_file() for ending in (".csv", ".txt"))
        for name in row.files
    )


class Letters:
    """Brings values into a form in which one character of Python is one grapheme cluster.

    Clusters of several code points become one of a private plane. What follows its base here are
    marks, joiners and what they join: enough for values in NFC but for Hangul in single jamo.
    """

    def __init__(self):
        self.private = {}

    def of(self, text):
        if text.isascii() or not any(map(self.is_mark, text)):
            return text
        clusters = []
        for character in text:
            if clusters and (self.is_mark(character) or clusters[-1].endswith("\u200d")):
                clusters[-1] += character
            else:
                clusters.append(character)
        return "".join(map(self.single, clusters))

    @staticmethod
    def is_mark(character):
        return character == "\u200d" or unicodedata.category(character)[0] == "M"

    def single(self, cluster):
        if len(cluster) == 1:
            return cluster
        return self.private.setdefault(cluster, chr(0xF0000 + len(self.private)))


@dataclasses.dataclass
class Values:
    """The values of a model's lists. `letters` are the texts, one character a grapheme cluster."""

    row: Row
    texts: list
    counts: list
    letters: list
    weights: list
    folds: list
    alphabet: Letters
    words: pathlib.Path

    def where(self, wanted):
        """The places of the values in the folds that `wanted` is true for."""
        return [i for i, fold in enumerate(self.folds) if wanted(fold)]

    @property
    def symbols(self):
        """How many different characters there are, the end among them."""
        return len(set().union(*self.letters)) + 1


def tidy(text):
    """As training does it: NFC, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def hash_of(text):
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")


def following_part(text, words):
    """What follows in a pair: the leading part is of words that the model keeps whole."""
    parts = text.split(" ")
    first = 0
    while first < len(parts) - 1 and parts[first] in words:
        first += 1
    return " ".join(parts[first:])


def read_values(path):
    """The distinct values of a CSV file, and their counts."""
    counts = {}
    try:
        with open(path, encoding="utf-8", newline="") as file:
            for record in list(csv.reader(file))[1:]:
                text, count = tidy(record[0]), int(record[1])
                if text and count > 0:
                    counts[text] = counts.get(text, 0) + count
    except (UnicodeDecodeError, csv.Error) as error:
        raise Problem(str(error)) from None
    return counts


def prepare(row, folder, work):
    done = subprocess.run(
        ["sh", "-euc", PREPARE, "quality", MODELS, folder, work, row.model],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip() or f"exit status {done.returncode}"
        raise Problem(f"{row.model}: the lists cannot be read: {said}")
    try:
        return read_values(work / "values.csv")
    except Problem as problem:
        raise Problem(f"{row.model}: {', '.join(row.files)}: {problem.message}") from None


def load(row, folder, work, folds, most=None):
    """The values of a model's lists, in an order of their hashes; at most `most` of them.

    Of pairs, a fold has all those with the same following part: were it not so, both parts of
    nearly every pair held out would have been learned with others, and nothing be foreseen.
    """
    counts = prepare(row, folder, work)
    words = set()
    if row.is_pairs:
        words = set((work / "words").read_text(encoding="utf-8").splitlines())
    keys = {text: hash_of(following_part(text, words)) for text in counts}
    texts = sorted(counts, key=lambda text: (hash_of(text), text))[:most]
    folds_of = [keys[text] % folds for text in texts]
    if len(set(folds_of)) < folds:
        raise Problem(f"{row.model}: {len(texts)} values are too few for {folds} folds")
    alphabet = Letters()
    return Values(
        row=row,
        texts=texts,
        counts=[counts[text] for text in texts],
        letters=[alphabet.of(text) for text in texts],
        weights=[WEIGHTS[row.weights](counts[text]) for text in texts],
        folds=folds_of,
        alphabet=alphabet,
        words=work / "words",
    )
