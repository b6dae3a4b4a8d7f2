"""What Phony is measured against: plain maximum-likelihood n-grams, of characters.

The order is the length of the n-grams: order 2 foresees a character by the one before it, order 4
by three. A value begins behind as many boundaries as the order needs and ends with one. The
probability of a character is its share of what followed the same context in training; what never
followed is impossible. That is all: no smoothing, no back-off, no pruning.
"""

import bisect
import collections
import itertools
import math

BOUNDARY = "\0"
ORDERS = (2, 3, 4)
WIDTH = max(ORDERS)
LONGEST = 4096  # characters of a generated value, as in Phony


def count_windows(letters, weights):
    """How often each n-gram of the highest order occurs: one window for each character."""
    windows = collections.Counter()
    for text, weight in zip(letters, weights):
        text = BOUNDARY * (WIDTH - 1) + text + BOUNDARY
        for i in range(len(text) - WIDTH + 1):
            windows[text[i : i + WIDTH]] += weight
    return windows


class Windows:
    """The windows of all values and those of each fold; training is all but one fold."""

    def __init__(self, values, folds):
        places = [values.where(lambda fold, own=own: fold == own) for own in range(folds)]
        self.folds = [
            count_windows([values.letters[i] for i in own], [values.weights[i] for i in own])
            for own in places
        ]
        self.all = sum(self.folds, collections.Counter())

    def without(self, fold):
        held_out = self.folds[fold]
        return {w: count - held_out[w] for w, count in self.all.items() if count > held_out[w]}


class Plain:
    """One model; `followers` holds, for each context, what came next and how often."""

    def __init__(self, order, windows):
        self.order = order
        self.followers = collections.defaultdict(collections.Counter)
        for window, count in windows.items():
            self.followers[window[-order:-1]][window[-1]] += count
        self.totals = {context: sum(next_.values()) for context, next_ in self.followers.items()}
        self.tables = {}

    def bits(self, text):
        """-log2 of the value's probability; None where it is impossible."""
        padded = BOUNDARY * (self.order - 1) + text + BOUNDARY
        bits = 0.0
        for i in range(self.order - 1, len(padded)):
            context = padded[i - self.order + 1 : i]
            if context not in self.totals or padded[i] not in self.followers[context]:
                return None
            bits += math.log2(self.totals[context] / self.followers[context][padded[i]])
        return bits

    def table(self, context):
        """What can follow, and the sums of the counts up to each."""
        if context not in self.tables:
            next_ = self.followers[context]
            self.tables[context] = list(next_), list(itertools.accumulate(next_.values()))
        return self.tables[context]

    def value(self, random):
        text = BOUNDARY * (self.order - 1)
        while len(text) < LONGEST:
            letters, sums = self.table(text[len(text) - self.order + 1 :])
            letter = letters[bisect.bisect(sums, random.random() * sums[-1])]
            if letter == BOUNDARY:
                break
            text += letter
        return text[self.order - 1 :]
