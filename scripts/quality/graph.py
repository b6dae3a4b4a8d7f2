"""Smoothed n-grams as a walk through a graph, with the smoothing as a parameter.

spec/generation.md describes the graph, of which there is one state a context: edges that emit a
character, and one that emits nothing and leads to the context without its oldest character. Here
it is built from unpruned values of characters with whichever smoothing is asked for, in floating
point. With the smoothing SHIPPED it foresees what `phony stats --heldout` does, which is tested.
"""

import bisect
import collections
import dataclasses
import itertools
import math

BOUNDARY = "\0"
ALPHABET = 256
LONGEST = 4096


@dataclasses.dataclass(frozen=True)
class Smoothing:
    """How much an n-gram gives up for the shorter context, and what the shorter one counts."""

    name: str
    discount: float = 0.0  # of an n-gram's count
    pairs_discount: float = 0.0  # the same after one character of an alphabet
    continuations: bool = True  # shorter contexts count in how many places (Kneser and Ney)
    distinct: bool = False  # instead of a discount: as many as there are followers (Witten, Bell)


SHIPPED = Smoothing("KN 3/4, pairs 1/4", 0.75, 0.25)
SMOOTHINGS = (
    Smoothing("Witten-Bell", continuations=False, distinct=True),
    Smoothing("absolute 3/4", 0.75, 0.75, continuations=False),
    Smoothing("KN 1/4", 0.25, 0.25),
    Smoothing("KN 1/2", 0.5, 0.5),
    Smoothing("KN 3/4", 0.75, 0.75),
    Smoothing("KN 0.9", 0.9, 0.9),
    SHIPPED,
)


class Ngrams:
    """The counts of all orders, by context, and after how many characters each n-gram comes."""

    def __init__(self, letters, order):
        self.order = order
        self.counts = collections.defaultdict(collections.Counter)
        self.places = collections.Counter()
        for text in letters:
            self.learn(BOUNDARY + text, text + BOUNDARY)
        for context, followers in self.counts.items():
            for letter in followers if context else ():
                self.places[context[1:] + letter] += 1

    def learn(self, before, after):
        for i, letter in enumerate(after):
            for start in range(max(0, i + 2 - self.order), i + 2):
                self.counts[before[start : i + 1]][letter] += 1

    def amounts(self, context, continuations):
        """What each follower of a context counts."""
        counts = self.counts[context]
        counted = len(context) == self.order - 1 or context.startswith(BOUNDARY)
        if counted or not continuations:
            return counts
        return {letter: self.places[context + letter] for letter in counts}


class Graph:
    def __init__(self, ngrams, smoothing):
        self.ngrams = ngrams
        self.smoothing = smoothing
        self.is_alphabet = len(ngrams.counts[""]) <= ALPHABET
        self.states = {}

    def state(self, context):
        """({character: probability}, the probability of backing off)"""
        if context not in self.states:
            self.states[context] = self.make_state(context)
        return self.states[context]

    def make_state(self, context):
        how = self.smoothing
        amounts = self.ngrams.amounts(context, how.continuations)
        total = sum(amounts.values())
        if context in ("", BOUNDARY):
            return {letter: amount / total for letter, amount in amounts.items()}, 0.0
        if how.distinct:
            total += len(amounts)
            edges = {letter: amount / total for letter, amount in amounts.items()}
            return edges, len(amounts) / total
        pair = len(context) == 1 and self.is_alphabet
        discount = how.pairs_discount if pair else how.discount
        edges = {letter: (amount - discount) / total for letter, amount in amounts.items()}
        return edges, discount * len(amounts) / total

    def next_context(self, context, letter):
        text = (context + letter)[-(self.ngrams.order - 1) :]
        while text not in self.ngrams.counts:
            text = text[1:]
        return text

    def advance(self, belief, letter):
        """The probability of one more character, and where a walk can be behind it.

        `belief` holds the probability of each context that a walk can be in; the longest first,
        as backing off leads from longer to shorter ones.
        """
        reached = collections.Counter()
        waiting = dict(belief)
        while waiting:
            context = max(waiting, key=len)
            probability = waiting.pop(context)
            edges, back = self.state(context)
            if letter in edges:
                next_ = "" if letter == BOUNDARY else self.next_context(context, letter)
                reached[next_] += probability * edges[letter]
            if back:
                shorter = context[1:]
                waiting[shorter] = waiting.get(shorter, 0.0) + probability * back
        total = sum(reached.values())
        return total, {context: p / total for context, p in reached.items()}

    def bits(self, text):
        """-log2 of the value's probability; None where it is impossible."""
        belief = {BOUNDARY: 1.0}
        bits = 0.0
        for letter in text + BOUNDARY:
            probability, belief = self.advance(belief, letter)
            if not probability:
                return None
            bits -= math.log2(probability)
        return bits

    def value(self, random, tables):
        """A walk; `tables` keeps what is made for it of each context."""
        context, text = BOUNDARY, ""
        while len(text) < LONGEST:
            if context not in tables:
                edges, back = self.state(context)
                sums = list(itertools.accumulate([*edges.values(), back]))
                tables[context] = [*edges, None], sums
            letters, sums = tables[context]
            letter = letters[bisect.bisect(sums, random.random() * sums[-1])]
            if letter == BOUNDARY:
                break
            text += letter or ""
            context = self.next_context(context, letter) if letter else context[1:]
        return text

    def values(self, random, count):
        tables = {}
        return [self.value(random, tables) for _ in range(count)]
