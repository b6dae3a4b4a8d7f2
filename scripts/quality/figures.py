"""The figures: bits per character of values held out, and how far two sets of values are apart."""

import collections
import dataclasses
import itertools
import math

BOUNDARY = "\0"


def entropy(share):
    """Of yes or no, in bits."""
    rest = 1 - share
    return -sum(part * math.log2(part) for part in (share, rest) if part > 0)


@dataclasses.dataclass
class Foresight:
    """How well values were foreseen, added up over folds. A value's end is a symbol too."""

    values: int = 0
    possible: int = 0
    symbols: int = 0
    possible_symbols: int = 0
    bits: float = 0.0  # of the possible values

    def add(self, letters, bits):
        """One value; its bits are None where it is impossible."""
        self.values += 1
        self.symbols += len(letters) + 1
        if bits is not None:
            self.possible += 1
            self.possible_symbols += len(letters) + 1
            self.bits += bits

    def figures(self, alphabet):
        """`bits` is of the possible values only; `bits_all` of all.

        An impossible value needs infinitely many bits. To compare what foresees different
        values, `bits_all` is the length of a code that could be used for all of them: it says
        whether the value is possible (at the lowest price there is, the entropy of that share),
        then spells it by the model or, where that cannot, letter by letter with every one of
        `alphabet` equally dear.
        """
        share = self.possible / self.values
        spelled = (self.symbols - self.possible_symbols) * math.log2(alphabet)
        flags = self.values * entropy(share)
        return {
            "possible": share,
            "bits": self.bits / self.possible_symbols if self.possible else None,
            "bits_all": (self.bits + flags + spelled) / self.symbols,
        }


def shares_of(counts):
    total = sum(counts.values())
    return {thing: count / total for thing, count in counts.items()}


def length_shares(letters, weights):
    lengths = collections.Counter()
    for text, weight in zip(letters, weights):
        lengths[len(text)] += weight
    return shares_of(lengths)


def pairs_of(text):
    """Neighbouring characters, the boundaries at both ends among them."""
    text = BOUNDARY + text + BOUNDARY
    return map("".join, itertools.pairwise(text))


def pair_shares(letters, weights):
    pairs = collections.Counter()
    for text, weight in zip(letters, weights):
        for pair in pairs_of(text):
            pairs[pair] += weight
    return shares_of(pairs)


def earth_mover(one, other):
    """Wasserstein's distance of two distributions of numbers: how far an average one must move."""
    distance = surplus = 0.0
    for length in range(max(*one, *other)):
        surplus += one.get(length, 0) - other.get(length, 0)
        distance += abs(surplus)
    return distance


def divergence(one, other):
    """Jensen and Shannon's, in bits: 0 for the same distributions, 1 for those with nothing in
    common."""
    total = 0.0
    for here, there in ((one, other), (other, one)):
        for thing, share in here.items():
            total += share * math.log2(2 * share / (share + there.get(thing, 0))) / 2
    return total


class Likeness:
    """What values are compared with: training values (copies) and held-out ones (shape)."""

    def __init__(self, training, held_out, weights):
        self.training = set(training)
        self.lengths = length_shares(held_out, weights)
        self.pairs = pair_shares(held_out, weights)

    def figures(self, letters):
        once = [1] * len(letters)
        distinct = set(letters)
        return {
            "novelty": len(distinct - self.training) / len(distinct),
            "copies": sum(text in self.training for text in letters) / len(letters),
            "length": earth_mover(length_shares(letters, once), self.lengths),
            "pairs": divergence(pair_shares(letters, once), self.pairs),
        }
