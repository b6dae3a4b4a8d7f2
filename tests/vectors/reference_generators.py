"""A second implementation of what spec/generation.md says of constraints, decoding and distinct rows,
in plain Python: written from the text, for reading, not for speed."""

import collections
import functools
import unicodedata

import reference
from reference import END, GOLDEN, WORD, mix64
from reference_patterns import Pattern

ENDLESS = 2**64 - 1
ONE = (2**31, -31)
SETTLED, SWEEPS = 32, 1000
SPARE, SKIPS, KEPT_FEW, KEPT = 32, 1000, 2**18, 2**22
NAMES, INITIALS = 4096, 26


class Empty(Exception):
    """No value complies, or fewer than there are rows."""


def key_part(key, name):
    p0, p1 = reference.two_words(reference.blake2b(b"phony path 1" + name.encode(), 16))
    return mix64(mix64(key[0] ^ p0) ^ p1), mix64(mix64(key[1] ^ p1) ^ p0)


def permute(key, n, i):
    if n == 1:
        return 0
    half = max(1, ((n - 1).bit_length() + 1) // 2)
    while True:
        left, right = i >> half, i & (2**half - 1)
        for r in range(6):
            secret = mix64((key[r & 1] + (r + 1) * GOLDEN) & WORD)
            left, right = right, left ^ (mix64(secret ^ right) >> (64 - half))
        i = left << half | right
        if i < n:
            return i


# ---- Chains ----------------------------------------------------------------------------------------


class Chain:
    """`outcomes[state]`: lists of (mass, token, next); token 0 is the end, None a back-off. States are
    numbered so that back-offs lead to lower ones."""

    def __init__(self, model, outcomes, start):
        self.model, self.outcomes, self.start = model, outcomes, start
        self.table = functools.cache(
            lambda state: reference.table_of([mass for mass, _, _ in outcomes[state]]))


@functools.cache
def chain_of(model):
    contexts = [context for order in model.ngrams for context in order]
    number = {context: i for i, context in enumerate(contexts)}
    outcomes = []
    for context in contexts:
        edges = model.edges(context)
        masses = reference.masses_of([weight for weight, _, _ in edges])
        outcomes.append([
            (mass, None if token == 0 and after is not END else token,
             END if after is END else number[after])
            for mass, (_, token, after) in zip(masses, edges)])
    return Chain(model, outcomes, number[model.start()])


# ---- Constraints -----------------------------------------------------------------------------------


def matched(text, tail):
    """The longest beginning of a text that the tail ends with."""
    return next(text[:n] for n in range(min(len(text), len(tail)), -1, -1) if tail.endswith(text[:n]))


class Constraint:
    """A deterministic automaton over code points. A state is (characters, words, whether in a word,
    how much of the prefix was there, of the suffix, of the contained text, the pattern's state)."""

    def __init__(self, min_length=0, max_length=0, min_words=0, max_words=0, prefix="", suffix="",
                 contains="", pattern=""):
        self.lengths, self.words = (min_length, max_length), (min_words, max_words)
        self.prefix, self.suffix, self.contains = (
            unicodedata.normalize("NFC", text) for text in (prefix, suffix, contains))
        self.pattern = Pattern(unicodedata.normalize("NFC", pattern)) if pattern else None
        self.start = (0, 0, False, 0, "", "", self.pattern.start if self.pattern else None)

    @staticmethod
    def counted(count, least, most):
        return min(count, most + 1 if most else least)

    def step(self, state, text, characters):
        count, words, inside, points, end, part, place = state
        count = self.counted(count + characters, *self.lengths)
        for point in text:
            if point == " ":
                inside = False
            elif not inside:
                inside, words = True, self.counted(words + 1, *self.words)
            if points < len(self.prefix):
                if self.prefix[points] != point:
                    return None
                points += 1
            end = matched(self.suffix, end + point)
            part = part if part == self.contains else matched(self.contains, part + point)
            if self.pattern:
                place = self.pattern.step(place, point)
                if not place:
                    return None
        if 0 < self.lengths[1] < count or 0 < self.words[1] < words:
            return None
        return count, words, inside, points, end, part, place

    def accepts(self, state):
        count, words, _, points, end, part, place = state
        return (count >= self.lengths[0] and words >= self.words[0] and points == len(self.prefix)
                and end == self.suffix and part == self.contains
                and (not self.pattern or self.pattern.accepts(place)))


def characters_of(text):
    """Grapheme clusters, of the words in the vectors: marks belong to what is before them. (A token of
    a model of characters is one.)"""
    return sum(1 for i, c in enumerate(text) if i == 0 or not unicodedata.combining(c))


# ---- Products --------------------------------------------------------------------------------------


def aligned(real, most):
    return real[0] >> (most - real[1]) if most - real[1] < 32 else 0


class Product:
    """The chain of a model times a constraint. Labels: 0 is nothing yet, the others are what the text
    so far has come to."""

    def __init__(self, model, constraint):
        self.model, self.chain = model, chain_of(model)
        self.constraint, self.word_mode = constraint, model.mode == "word"
        pairs = self.drop_dead_ends(self.explore())
        self.merge_labels()
        self.number({(self.label_of[label], state) for label, state in pairs})
        self.find_chances()
        self.make_chain()

    def token_step(self, label, token):
        text = self.model.tokens[token].decode()
        characters = 1 if self.model.mode == "char" else characters_of(text)
        if label is None:
            return self.constraint.step(self.constraint.start, text, characters)
        if self.word_mode:
            text, characters = " " + text, characters + 1
        return self.constraint.step(label, text, characters)

    def explore(self):
        """All pairs of label and state that a walk can come to, and the steps it takes thereby."""
        self.steps = {}
        pairs, todo = {(None, self.chain.start)}, [(None, self.chain.start)]
        while todo:
            label, state = todo.pop()
            for _, token, after in self.chain.outcomes[state]:
                if after is END:
                    continue
                next_label = label
                if token is not None:
                    row = self.steps.setdefault(label, {})
                    if token not in row:
                        row[token] = self.token_step(label, token)
                    next_label = row[token]
                    if next_label is None:
                        continue
                if (next_label, after) not in pairs:
                    pairs.add((next_label, after))
                    todo.append((next_label, after))
        return pairs

    def drop_dead_ends(self, pairs):
        """Steps to labels behind which nothing complies lead nowhere."""
        live, found = {None}, True
        while found:
            found = {label for label, _ in pairs if label not in live and (
                self.constraint.accepts(label)
                or any(step in live for step in self.steps.get(label, {}).values() if step))}
            live |= found
        self.steps = {label: {token: step if step in live else None for token, step in row.items()}
                      for label, row in self.steps.items() if label in live}
        return {(label, state) for label, state in pairs if label in live}

    def merge_labels(self):
        """Moore's algorithm; the start stays by itself. Labels become numbers of classes."""
        labels = [None] + sorted({step for row in self.steps.values() for step in row.values()
                                  if step is not None}, key=repr)
        accepts = {label: self.constraint.accepts(self.constraint.start if label is None else label)
                   for label in labels}
        group = {label: (label is None, accepts[label]) for label in labels}
        while True:
            signature = {
                label: (group[label], tuple(sorted(
                    (token, group[step]) for token, step in self.steps.get(label, {}).items()
                    if step is not None))) for label in labels}
            names = {}
            for label in labels:
                names.setdefault(signature[label], len(names))
            if len(names) == len(set(group.values())):
                break
            group = {label: names[signature[label]] for label in labels}
        names = {}
        self.label_of = {label: names.setdefault(group[label], len(names)) for label in labels}
        self.accepting = {self.label_of[label]: accepts[label] for label in labels}
        self.step = {number: {} for number in names.values()}
        self.asked = {number: set() for number in names.values()}
        for label, row in self.steps.items():
            for token, step in row.items():
                self.asked[self.label_of[label]].add(token)
                if step is not None:
                    self.step[self.label_of[label]][token] = self.label_of[step]
        self.first = self.label_of[None]

    def number(self, pairs):
        """Labels behind all that they lead to (depth first from the start, tokens ascending); in a
        label as in the chain."""
        order, seen, stack = [], {self.first}, [(self.first, iter(sorted(self.step[self.first])))]
        while stack:
            label, tokens = stack[-1]
            for token in tokens:
                after = self.step[label][token]
                if after not in seen:
                    seen.add(after)
                    stack.append((after, iter(sorted(self.step[after]))))
                    break
            else:
                order.append(label)
                stack.pop()
        place = {label: i for i, label in enumerate(order)}
        self.states = sorted(pairs, key=lambda pair: (place[pair[0]], pair[1]))
        self.place = {label: i for i, label in enumerate(
            dict.fromkeys(label for label, _ in self.states))}

    def is_free(self, label):
        tokens = range(1, len(self.model.tokens))
        return (label != self.first and self.accepting[label]
                and all(self.step[label].get(token) == label for token in tokens))

    def behind(self, label, token, after):
        if after is END:
            return ONE if self.accepting[label] else (0, 0)
        if token is not None:
            label = self.step[label].get(token)
        return self.chance.get((label, after), (0, 0))

    def find_chances(self):
        free = {label: self.is_free(label) for label in self.place}
        self.chance = {pair: ONE if free[pair[0]] else (0, 0) for pair in self.states}
        cycle = any(self.place.get(step, -1) >= self.place[label] for label in self.place
                    if not free[label] for step in self.step[label].values())
        for _ in range(SWEEPS if cycle else 1):
            changed = False
            for pair in self.states:
                if free[pair[0]]:
                    continue
                was, now = self.chance[pair], self.chance_of(*pair)
                changed |= was[1] != now[1] or abs(was[0] - now[0]) > SETTLED
                self.chance[pair] = now
            if not changed:
                break

    def chance_of(self, label, state):
        outcomes = self.chain.outcomes[state]
        reals = [self.behind(label, token, after) for _, token, after in outcomes]
        live = [real[1] for real in reals if real[0]]
        if not live:
            return (0, 0)
        most = max(live)
        total = sum(mass * aligned(real, most)
                    for (mass, _, _), real in zip(outcomes, reals) if real[0])
        zeros = 64 - total.bit_length()
        return total << zeros >> 32, most - zeros

    def make_chain(self):
        live = [pair for pair in self.states if self.chance[pair][0]]
        number = {pair: i for i, pair in enumerate(live)}
        start = number.get((self.first, self.chain.start))
        if start is None:
            raise Empty("no value complies")
        outcomes = []
        for label, state in live:
            edges = []
            for mass, token, after in self.chain.outcomes[state]:
                real = self.behind(label, token, after)
                if real[0]:
                    pair = (label if token is None else self.step[label].get(token), after)
                    edges.append((mass, real, token, END if after is END else number[pair]))
            most = max(real[1] for _, real, _, _ in edges)
            masses = reference.masses_of(
                [max(1, mass * aligned(real, most) >> 31) for mass, real, _, _ in edges])
            outcomes.append([(mass, token, after)
                             for mass, (_, _, token, after) in zip(masses, edges)])
        self.live = {label for label, _ in live}
        self.made = Chain(self.model, outcomes, start)


def walk(chain, stream):
    """A walk of a product: (text, whether it came to an end)."""
    state, text = chain.start, bytearray()
    space = b" " if chain.model.mode == "word" else b""
    for step in range(reference.STEPS):
        keep, other = chain.table(state)
        bucket, rest = divmod(reference.draw_of(stream, step), 2**32 // len(keep))
        _, token, state = chain.outcomes[state][bucket if rest < keep[bucket] else other[bucket]]
        if token:
            text += chain.model.tokens[token] + space
        if state is END:
            break
    return bytes(text[:-1] if space else text), state is END


# ---- Decoding --------------------------------------------------------------------------------------


class Capacity:
    """How many values there are behind each label."""

    def __init__(self, product):
        self.product, self.values = product, {}
        labels = sorted(product.live, key=lambda label: product.place[label])
        known = {}
        found = True
        while found:
            found = False
            for label in labels:
                if label in known:
                    continue
                steps = [step for step in product.step[label].values() if step in product.live]
                if all(step in known for step in steps):
                    own = int(product.accepting[label] if label != product.first
                              else self.can_be_empty())
                    known[label] = min(ENDLESS, own + sum(known[step] for step in steps))
                    found = True
        self.finite = bool(known)
        self.values = {label: known.get(label, ENDLESS) for label in labels}

    def can_be_empty(self):
        product = self.product
        return product.accepting[product.first] and any(
            token == 0 for _, token, _ in product.chain.outcomes[product.chain.start])

    def behind(self, label, token):
        return self.values.get(self.product.step[label].get(token), 0)


class Decoding:
    """One cell on its way to a value. `spans`: [weight, outcomes with what is left of their texts]."""

    def __init__(self, chain, key, cells, cell, strict=False, capacity=None):
        self.chain, self.strict, self.capacity = chain, strict, capacity
        self.cells, self.cell, self.text, self.spans = cells, cell, b"", []
        self.hash = mix64(mix64((key[0] + GOLDEN) & WORD) ^ key[1])
        self.arrivals, self.groups = {chain.start: 2**29}, []
        if strict and capacity:
            self.groups = [self.group(capacity.product.first)]

    def token_text(self, token):
        space = b" " if self.chain.model.mode == "word" and self.text else b""
        return space + self.chain.model.tokens[token]

    def settle(self):
        self.end = 0
        while self.arrivals:
            state = max(self.arrivals)
            weight = self.arrivals.pop(state)
            span = []
            for mass, token, after in self.chain.outcomes[state]:
                if token is None:
                    more = max(1, weight * mass >> 32)
                    self.arrivals[after] = self.arrivals.get(after, 0) + more
                elif token == 0:
                    self.end += weight * mass
                else:
                    span.append((mass, self.token_text(token), after))
            if span:
                self.spans.append([weight, span])
        self.total = self.end + sum(w * m for w, span in self.spans for m, _, _ in span)

    def rounding(self, nth, total):
        return mix64((self.hash + (nth + 1) * GOLDEN) & WORD) * total >> 64

    def bytes_ahead(self):
        ahead = {}
        for weight, span in self.spans:
            for mass, text, _ in span:
                ahead[text[0]] = ahead.get(text[0], 0) + weight * mass
        return sorted(ahead.items())

    def deal_freely(self, nth):
        """None: the value ends here; else the byte that follows."""
        rounding = self.rounding(nth, self.total)
        before, below = 0, self.end
        upto = (self.cells * below + rounding) // self.total
        if self.cell < upto:
            self.cells = upto
            return None
        for byte, weight in self.bytes_ahead():
            before, below = upto, below + weight
            upto = (self.cells * below + rounding) // self.total
            if self.cell < upto:
                self.cell, self.cells = self.cell - before, upto - before
                return byte

    def end_first(self, others):
        rounding = self.rounding(0, self.total)
        if self.end and (self.cells > others
                         or (self.cells * self.end + rounding) // self.total > 0):
            if self.cell == 0:
                self.cells = 1
                return True
            self.cell, self.cells = self.cell - 1, self.cells - 1
        self.total -= self.end
        self.end = 0
        return False

    def deal_strictly(self):
        if not self.capacity:
            if self.end_first(ENDLESS if self.total > self.end else 0):
                return None
            return self.deal_freely(1)
        deal = [[byte, weight, self.values_behind(byte), 0] for byte, weight in self.bytes_ahead()]
        deal = [entry for entry in deal if entry[2]]
        if self.end_first(min(ENDLESS, sum(values for _, _, values, _ in deal))):
            return None
        left, nth = self.cells, 1
        while left:
            open_ones = [entry for entry in deal if entry[3] < entry[2]]
            total = sum(weight for _, weight, _, _ in open_ones)
            rounding, weight, before, rest = self.rounding(nth, total), 0, 0, left
            for entry in open_ones:
                weight += entry[1]
                upto = (left * weight + rounding) // total
                share = min(upto - before, entry[2] - entry[3])
                entry[3] += share
                rest -= share
                before = upto
            left, nth = rest, nth + 1
        for byte, _, _, cells in deal:
            if self.cell < cells:
                self.cells = cells
                return byte
            self.cell -= cells

    # ---- Counting what is behind a byte ----

    def group(self, label):
        return label, [(token, self.token_text(token))
                       for token in range(1, len(self.chain.model.tokens))]

    def values_behind(self, byte):
        return min(ENDLESS, sum(self.capacity.behind(label, token) for label, tokens in self.groups
                                for token, text in tokens if text[0] == byte))

    def follow_groups(self, byte):
        groups, complete = [], None
        for label, tokens in self.groups:
            rest = []
            for token, text in tokens:
                if text[0] != byte:
                    continue
                if len(text) > 1:
                    rest.append((token, text[1:]))
                elif token in self.capacity.product.step[label]:
                    complete = self.capacity.product.step[label][token]
            groups.append((label, rest))
        self.groups = [group for group in groups if group[1]]
        if complete is not None:
            self.groups.append(self.group(complete))

    # ---- Going on ----

    def follow(self, byte):
        self.text += bytes([byte])
        self.hash = mix64(self.hash ^ ((byte + 1) * GOLDEN & WORD))
        spans = []
        for weight, span in self.spans:
            rest = []
            for mass, text, after in span:
                if text[0] != byte:
                    continue
                if len(text) > 1:
                    rest.append((mass, text[1:], after))
                else:
                    self.arrivals[after] = self.arrivals.get(after, 0) + weight * mass
            if rest:
                spans.append([weight, rest])
        self.spans = spans
        total = sum(self.arrivals.values()) + sum(
            w * m for w, span in self.spans for m, _, _ in span)
        shift = 61 - max(total, 1).bit_length()
        scaled = lambda x, by: max(1, x << by if by >= 0 else x >> -by)
        self.arrivals = {state: scaled(weight, shift - 32)
                         for state, weight in self.arrivals.items()}
        self.spans = [[scaled(weight, shift), span] for weight, span in self.spans]
        if self.strict and self.capacity:
            self.follow_groups(byte)

    def run(self):
        """The value, the cell's rank among its cells, and how many it has."""
        while True:
            self.settle()
            byte = self.deal_strictly() if self.strict else self.deal_freely(0)
            if byte is None:
                return self.text, self.cell, self.cells
            self.follow(byte)


# ---- Values that differ ----------------------------------------------------------------------------


class Distinct:
    def __init__(self, model, chain, named):
        self.model, self.named, self.names, self.count = model, named, [], INITIALS
        if named:
            found = [(-mass, token) for mass, token, after in chain.outcomes[chain.start]
                     if token and self.is_name(model.tokens[token])]
            self.names = [model.tokens[token] for _, token in sorted(found)[:NAMES]]
            self.names = self.names if len(self.names) >= INITIALS else []
            self.count = len(self.names) or INITIALS

    @staticmethod
    def is_name(text):
        return not any(c in b" .0123456789" for c in text) and characters_of(text.decode()) > 1

    def is_original(self, value):
        originals = self.model.originals
        return bool(originals) and originals.hash(value) in originals.known

    @staticmethod
    def ends_in_number(value):
        return value.rstrip(b".")[-1:].isdigit()

    def numbered(self, value, rank):
        number = self.ends_in_number(value)
        if not number and rank == 0 and not self.is_original(value):
            return value
        between = b" " if b" " in value else b"." if number else b""
        return value + between + b"%d" % (rank + 1 if number or rank else 1)

    def has_second_name(self, words):
        if len(words) < 3:
            return False
        if self.names:
            return words[1] in self.names
        return len(words[1]) == 2 and words[1][:1].isupper() and words[1][1:] == b"."

    def proper(self, value, rank):
        words = value.split(b" ")
        whole = not self.has_second_name(words) and not self.is_original(value)
        if whole and rank == 0:
            return value
        rank -= whole
        turn = len(value)
        for byte in value:
            turn = mix64(turn ^ byte)
        at = (rank % self.count + turn % self.count) % self.count
        name = self.names[at] if self.names else b"%c." % (65 + at % INITIALS)
        made = b" ".join([words[0], name] + words[1:])
        return made + (b" %d" % (rank // self.count + 1) if rank >= self.count else b"")

    def write(self, value, rank):
        if not self.named or b" " not in value:
            made = self.numbered(value, rank)
        elif all(value.split(b" ")) and value[-1:] not in b".0123456789":
            made = self.proper(value, rank)
        else:
            made = value + b" %d" % (rank + 1)
        while self.is_original(made):
            made += b"."
        return made


# ---- Generators ------------------------------------------------------------------------------------


class Generator:
    def __init__(self, model, rows=0, unique="", is_sorted=False, **constraint):
        self.model, self.rows, self.unique, self.is_sorted = model, rows, unique, is_sorted
        self.chain, self.capacity, self.kept = chain_of(model), None, None
        if constraint:
            product = Product(model, Constraint(**constraint))
            self.chain = product.made
            capacity = Capacity(product)
            self.capacity = capacity if unique == "strict" and capacity.finite else None
        self.constrained = bool(constraint)
        self.distinct = Distinct(model, self.chain, unique == "named")
        if unique == "strict":
            self.plan_strict()

    def plan_strict(self):
        values = ENDLESS
        if self.capacity:
            values = self.capacity.values[self.capacity.product.first]
        self.spare = 1
        most = SPARE if values <= KEPT_FEW else SPARE // 4 if values <= KEPT else 0
        if self.model.originals and values // self.rows < most:
            self.kept_of = values
            self.kept = [cell for cell in range(values) if not self.distinct.is_original(
                Decoding(self.chain, (0, 0), values, cell, True, self.capacity).run()[0])]
            values = len(self.kept)
        if values < self.rows:
            raise Empty(f"only {values} different values comply")
        if self.model.originals and self.kept is None:
            self.spare = min(values // self.rows, SPARE, ENDLESS // self.rows)

    def decode(self, key, cells, cell):
        return Decoding(self.chain, key, cells, cell, self.unique == "strict", self.capacity).run()

    def strict(self, key, order, row):
        turn = mix64(order[0] ^ row)
        if not self.is_sorted:
            row = permute(order, self.rows, row)
        if self.kept is not None:
            at = (row * len(self.kept) + order[1] % self.rows) // self.rows
            return self.decode(key, self.kept_of, self.kept[at])[0]
        for i in range(self.spare):
            cell = row * self.spare + (turn + i & WORD) % self.spare
            value = self.decode(key, self.rows * self.spare, cell)[0]
            if not self.distinct.is_original(value):
                return value
        raise reference.Exhausted(row)

    def sorted_row(self, key, row):
        cell, back = row, False
        for _ in range(SKIPS):
            value, rank, count = self.decode(key, self.rows, cell)
            if not self.distinct.is_original(value):
                return value
            back = back or self.rows - cell <= count - rank
            if back and cell <= rank:
                break
            cell = cell - rank - 1 if back else cell + count - rank
        raise reference.Exhausted(row)

    def walked(self, mixed, row):
        stream = reference.stream_of(mixed, row)
        for _ in range(reference.ATTEMPTS):
            inner = stream
            for _ in range(reference.ATTEMPTS):
                value, ended = walk(self.chain, inner)
                if ended or not self.constrained:
                    break
                inner = mix64(inner)
            if not self.distinct.is_original(value):
                return value
            stream = mix64(stream)
        raise reference.Exhausted(row)

    def value(self, key, row):
        mixed = [word ^ mix for word, mix in zip(key, reference.two_words(self.model.digest))]
        cells, order = key_part(mixed, "cells"), key_part(mixed, "rows")
        if self.unique == "strict":
            return self.strict(cells, order, row)
        if self.unique:
            value, rank, _ = self.decode(cells, self.rows, permute(order, self.rows, row))
            return self.distinct.write(value, rank)
        if self.is_sorted:
            return self.sorted_row(cells, row)
        return self.walked(mixed, row)

    def values(self, seed, first, count, path=""):
        key = reference.key_from_seed(seed, path)
        return [self.value(key, first + i & WORD).decode() for i in range(count)]


def end_marks(model):
    """What nearly all of the model's sentences end in, as a pattern; "" where there is no such thing."""
    counts = collections.Counter()
    for context, tokens in (model.ngrams[1] if model.order > 1 else {}).items():
        if context != (0,) and 0 in tokens:
            counts[model.tokens[context[0]].decode()[-1]] += tokens[0]
    marks = [c for c, count in counts.items()
             if unicodedata.category(c)[0] == "P" and 100 * count >= counts.total()]
    if not counts or 100 * sum(counts[c] for c in marks) < 90 * counts.total():
        return ""
    return ".*[" + "".join(f"\\x{{{ord(c):X}}}" for c in marks) + "]"


class Text:
    """Sentences of a model, put together."""

    def __init__(self, model, words=(0, 0), sentences=(1, 1), paragraphs=1, acrostic=""):
        limits = {name: value for name, value in zip(("min_words", "max_words"), words) if value}
        limits |= {"pattern": end_marks(model)} if end_marks(model) else {}
        self.sentences, self.paragraphs, self.acrostic = sentences, paragraphs, acrostic
        self.sources = [Generator(model, **limits, **({"prefix": c} if c else {}))
                        for c in (acrostic.replace(" ", "") or [""])]

    @staticmethod
    def number(key, i):
        return mix64((key[0] + (i + 1) * GOLDEN) & WORD), mix64(key[1] ^ (i + 1))

    def paragraph(self, key, row, number):
        counts = self.number(key_part(key, "counts"), number)
        least, most = self.sentences
        word = reference.word_of(reference.stream_of(counts, row), 0)
        count = least + (word * (most - least + 1) >> 64)
        return b" ".join(self.sentence(key, row, 0, 1000 * number + i) for i in range(count))

    def sentence(self, key, row, source, number):
        return self.sources[source].value(self.number(key_part(key, "sentences"), number), row)

    def value(self, key, row):
        if self.acrostic:
            return b"\n".join(self.sentence(key, row, i, i) for i in range(len(self.sources)))
        return b"\n\n".join(self.paragraph(key, row, p) for p in range(self.paragraphs))
