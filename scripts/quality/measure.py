"""One model's figures: Phony with the options of models.tsv, beside plain n-grams and the list.

Every fold is held out once and scored by what was trained on the others; values are made by what
was trained without the first fold, and compared with it.
"""

import random

import program
from figures import Foresight, Likeness
from plain import ORDERS, Plain, Windows

PHONY = "phony"
LIST = "list"  # values drawn from the training part: as near as a generator that copies gets
METHODS = (PHONY, *(f"ml{order}" for order in ORDERS))


def held_out_places(values, fold, most):
    """What is scored of a fold: values lie in an order of hashes, so the first are any."""
    return values.where(lambda own: own == fold)[:most]


class PhonySide:
    """The values of each fold in files, and what phony learns from and says of them."""

    def __init__(self, phony, values, folds, work):
        self.phony, self.values, self.folds, self.work = phony, values, folds, work
        self.parts = [self.write(f"part{fold}.csv", self.places(fold)) for fold in range(folds)]

    def places(self, fold):
        return self.values.where(lambda own: own == fold)

    def write(self, name, places):
        texts, counts = self.values.texts, self.values.counts
        path = self.work / name
        return program.write_values(path, [texts[i] for i in places], [counts[i] for i in places])

    def inputs(self, fold):
        return [part for own, part in enumerate(self.parts) if own != fold]

    def train(self, fold):
        """With the options of the table."""
        values = self.values
        model = self.work / f"fold{fold}.phony"
        return self.phony.train_row(values.row, self.inputs(fold), model, values.words)

    def train_plainly(self, fold, *options):
        """With the defaults of phony train but for the options given."""
        model = self.work / f"fold{fold}.phony"
        return self.phony.train(self.inputs(fold), model, *options)

    def score(self, model, places, foresight):
        """Adds what a model foresees of the values at these places."""
        letters = [self.values.letters[i] for i in places]
        symbols = [len(text) + 1 for text in letters]
        texts = [self.values.texts[i] for i in places]
        path = program.write_values(self.work / "score.csv", texts, symbols)
        values, possible, bits = self.phony.held_out(model, path)
        symbols_possible = sum(symbols)
        if possible < values:
            # Values weighted by their lengths: the possible weight is their symbols.
            weighted = self.phony.held_out(model, path, "--weight-column", "count")
            symbols_possible = weighted[1]
        foresight.values += values
        foresight.possible += possible
        foresight.symbols += sum(symbols)
        foresight.possible_symbols += symbols_possible
        foresight.bits += bits * symbols_possible


def foresee(side, windows, most):
    """What each method foresees, over all folds."""
    found = {method: Foresight() for method in METHODS}
    for fold in range(side.folds):
        places = held_out_places(side.values, fold, most)
        side.score(side.train(fold), places, found[PHONY])
        training = windows.without(fold)
        for order in ORDERS:
            plain = Plain(order, training)
            for i in places:
                text = side.values.letters[i]
                found[f"ml{order}"].add(text, plain.bits(text))
    return found


def make_values(side, windows, count):
    """What each method makes of all folds but the first."""
    values = side.values
    made = {PHONY: [values.alphabet.of(v) for v in side.phony.generate(side.train(0), count)]}
    training = windows.without(0)
    for order in ORDERS:
        plain = Plain(order, training)
        source = random.Random(f"quality {order}")
        made[f"ml{order}"] = [plain.value(source) for _ in range(count)]
    places = values.where(lambda fold: fold != 0)
    made[LIST] = random.Random("quality").choices(
        [values.letters[i] for i in places], [values.weights[i] for i in places], k=count
    )
    return made


def measure(phony, values, folds, most, count, work):
    """{method: figures} of one model, and how many values its lists have."""
    side = PhonySide(phony, values, folds, work)
    windows = Windows(values, folds)
    foreseen = foresee(side, windows, -(-most // folds))
    held_out = side.places(0)
    likeness = Likeness(
        (values.letters[i] for i in values.where(lambda fold: fold != 0)),
        [values.letters[i] for i in held_out],
        [values.weights[i] for i in held_out],
    )
    methods = {}
    for method, made in make_values(side, windows, count).items():
        methods[method] = likeness.figures(made)
        if method in foreseen:
            methods[method] |= foreseen[method].figures(values.symbols)
    return {"values": len(values.texts), "methods": methods}
