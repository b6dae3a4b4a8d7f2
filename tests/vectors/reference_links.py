"""Relationships and numbers of children, written from spec/pdl.md alone: from a row of a child its
parent. Doubles are Python's, which are IEEE's; the zipf distribution, whose powers are of libphony's
own making, is left out."""

import math

from reference import key_from_seed, mix64, stream_of, word_of
from reference_templates import permute

MASK = 2**64 - 1
CERTAIN = 2**32


def chance(p):
    """Decimal texts are exact; floats of tests are such that this is, too."""
    return math.floor(p * CERTAIN)


def share(rows, p):
    return (rows * chance(p) + CERTAIN // 2) >> 32


def word(key, row, i):
    return word_of(stream_of(key, row), i)


# ---- The table of numbers of children ----


def window(distribution, mean, least, most):
    if distribution == "poisson":
        root = 1.0
        for _ in range(60 if mean > 0 else 0):
            root = (root + mean / root) / 2
        spread = 12 * root + 64
    else:
        spread = {"geometric": 40 * mean + 64, "fixed": 1, "uniform": mean - least}[distribution]
    first = least
    if distribution in ("poisson", "fixed") and mean - spread > least:
        first = math.floor(mean - spread)
    last = math.floor(mean + spread + 0.5)
    if distribution != "uniform" and last - first > 65535 and math.floor(mean) - first <= 8191:
        last = first + 65535
    last = max(first, last)
    if most and (last > most or distribution == "uniform"):
        last = most
    return first, last


def geometric(count, first, t):
    v = [1.0] * count
    if t <= 0.5:
        q = t / (1 - t)
        for k in range(1, count):
            v[k] = v[k - 1] * q
    else:
        q = (1 - t) / t
        for k in range(count - 1, 0, -1):
            v[k - 1] = v[k] * q
    return v


def poisson(count, first, t):
    v = [1.0] * count
    m = min(max(math.floor(t - first), 0), count - 1)
    for k in range(m + 1, count):
        v[k] = v[k - 1] * t / (first + k)
    for k in range(m, 0, -1):
        v[k - 1] = v[k] * (first + k) / t
    return v


SHAPES = {"geometric": (geometric, 0.0, 1.0), "poisson": (poisson, 1e-9, 1e15)}


def fitted(distribution, count, first, mean):
    shape, low, high = SHAPES[distribution]
    for _ in range(100):
        t = (low + high) / 2
        v = shape(count, first, t)
        total = moment = 0.0
        for k, weight in enumerate(v):
            total += weight
            moment += weight * k
        if first + moment / total < mean:
            low = t
        else:
            high = t
    return v


def fixed(count, first, mean):
    v = [0.0] * count
    d = mean - first
    v[math.floor(d)] = 1 - (d - math.floor(d))
    if math.floor(d) + 1 < count:
        v[math.floor(d) + 1] = d - math.floor(d)
    return v


def table(distribution, mean, least, most):
    first, last = window(distribution, mean, least, most)
    count = last - first + 1
    if distribution == "uniform":
        v = [1.0] * count
    elif distribution == "fixed":
        v = fixed(count, float(first), mean)
    else:
        v = fitted(distribution, count, float(first), mean)
    total = 0.0
    for weight in v:
        total += weight
    limits, so_far = [], 0.0
    for weight in v:
        so_far += weight
        scaled = so_far / total * 2.0**64
        limits.append(math.floor(scaled) if scaled < 2.0**64 - 2048 else MASK)
    limits[-1] = MASK
    return first, limits


# ---- Numbers of children ----


class Counts:
    """start[i]: the first position of the children of parent i."""

    def __init__(self, key, parents, per=None, children=None, mean=True):
        least, most = (per or {}).get("min", 0), (per or {}).get("max", 0)
        m = (per or {}).get("mean", 0) if mean else 0
        if not m and children is not None:
            m = children / parents
        elif not m:
            m = (least + most) / 2 if most else least
        m = max(m, least)
        m = min(m, most) if most else m
        distribution = per.get("distribution", "geometric") if per is not None else "poisson"
        first, limits = table(distribution, float(m), least, most)
        sums = [0]
        for i in range(parents):
            w = word(key, i, 0)
            sums.append(sums[-1] + first + next(k for k, limit in enumerate(limits) if w <= limit))
        self.start = sums
        if children is not None:
            top = most or first + len(limits) - 1 + children // parents + 1
            self.start = self.moved(sums, children, least, top)
        self.children = self.start[-1]

    @staticmethod
    def moved(sums, children, least, most):
        n = len(sums) - 1
        up = children >= sums[n]
        x = [i * most - s if up else s - i * least for i, s in enumerate(sums)]
        way = abs(children - sums[n])
        if way == x[n]:
            steps = x
        else:
            by = -(-(2**64 * way) // x[n])
            steps = [(a * by) >> 64 for a in x]
        return [s + a if up else s - a for s, a in zip(sums, steps)]

    def find(self, position):
        parent = next(i for i in range(len(self.start) - 1) if position < self.start[i + 1])
        return parent, position - self.start[parent]


# ---- Relationships: each gives the parent of every row, None where there is none ----


def counted(key, parents, per=None, rows=None, optional=0, is_shuffled=False):
    children = None if rows is None else rows - share(rows, optional)
    counts = Counts(key, parents, per, children)
    if rows is None:
        rows = counts.children * CERTAIN // (CERTAIN - chance(optional))
    found = []
    for row in range(rows):
        position = permute(key, rows, row) if is_shuffled else row
        found.append(counts.find(position) if position < counts.children else None)
    return found


def parents_of(found):
    return [at and at[0] for at in found]


def drawn(key, rows, parents, optional=0):
    return [None if word(key, r, 1) >> 32 < chance(optional) else word(key, r, 0) * parents >> 64
            for r in range(rows)]


def one_to_one(key, rows, parents, optional=0, is_shuffled=False):
    linked = rows - share(rows, optional)
    is_shuffled = is_shuffled or linked != parents
    return [None if r >= linked else permute(key, parents, r) if is_shuffled else r
            for r in range(rows)]


def polymorphic(key, rows, parents, optional=0):
    """`parents`: (rows, weight in thousandths) of each; the result: (which, row)."""
    total = sum(weight for _, weight in parents)
    found = []
    for r in range(rows):
        if word(key, r, 1) >> 32 < chance(optional):
            found.append(None)
            continue
        so_far, which = 0, 0
        for which, (_, weight) in enumerate(parents):
            so_far += weight
            if word(key, r, 2) < so_far * 2**64 // total:
                break
        found.append((which, word(key, r, 0) * parents[which][0] >> 64))
    return found


def tree(key, rows, depth=3, roots=0.1, per=None):
    first = [0, max(1, share(rows, roots)) if rows else 0]
    rest = rows - first[1]
    levels = min(depth, rest)
    found = [None] * first[1]
    for i in range(levels):
        size = rest // levels + (i < rest % levels)
        own = (key[0] ^ mix64(i + 1), key[1])
        counts = Counts(own, first[-1] - first[-2], per, size, mean=False)
        found += [first[-2] + counts.find(r)[0] for r in range(size)]
        first.append(first[-1] + size)
    return found


def partners(key, found, count):
    """The second side of many-to-many, out of what `counted` gives for the first."""
    return [at and permute((word(key, at[0], 0), word(key, at[0], 1)), count, at[1]) for at in found]


__all__ = ["counted", "drawn", "key_from_seed", "one_to_one", "parents_of", "partners", "polymorphic",
           "tree", "word", "chance", "permute"]
