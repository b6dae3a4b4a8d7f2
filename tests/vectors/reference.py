"""A second implementation of spec/model-format.md and spec/generation.md, in plain Python.

    reference.py MODEL [--seed TEXT] [--path TEXT] [--first ROW] [--count N]

It is written from these two texts and for reading, not for speed; the sections are theirs. Tests hold
the C library against it, and both against spec/vectors.
"""

import argparse
import base64
import functools
import gzip
import hashlib
import json
import struct

WORD = 2**64 - 1
GOLDEN = 0x9E3779B97F4A7C15
STEPS = 4096
ATTEMPTS = 1000
ALPHABET = 256
END = None


class Exhausted(Exception):
    """A model with excluded originals gives nothing but training values."""


# ---- Keys, streams and draws -----------------------------------------------------------------------


def blake2b(data, size):
    return hashlib.blake2b(data, digest_size=size).digest()


def two_words(data):
    return struct.unpack("<2Q", data[:16])


def key_from_seed(seed, path=""):
    parts = [text.encode() for text in (seed, path)]
    return two_words(
        blake2b(b"phony key 1" + b"".join(struct.pack("<Q", len(p)) + p for p in parts), 16)
    )


def mix64(x):
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9 & WORD
    x = (x ^ x >> 27) * 0x94D049BB133111EB & WORD
    return x ^ x >> 31


def stream_of(key, row):
    return mix64(mix64((key[0] + row * GOLDEN) & WORD) ^ key[1])


def word_of(stream, i):
    return mix64((stream + (i + 1) * GOLDEN) & WORD)


def draw_of(stream, step):
    word = word_of(stream, step // 2)
    return word & 0xFFFFFFFF if step % 2 else word >> 32


# ---- Masses and tables -----------------------------------------------------------------------------


def ceil_div(a, b):
    return -(-a // b)


def masses_of(weights):
    total, spread = sum(weights), 2**32 - len(weights)
    masses = [1 + weight * spread // total for weight in weights]
    masses[weights.index(max(weights))] += 2**32 - sum(masses)
    return masses


def table_of(masses):
    """Two lists, a bucket each: how much of it its own outcome keeps, and who has the rest."""
    bits = (len(masses) - 1).bit_length()
    cap = 2 ** (32 - bits)
    masses = masses + [0] * (2**bits - len(masses))
    keep, other = [cap] * len(masses), list(range(len(masses)))
    light = iter([i for i, mass in enumerate(masses) if mass < cap])
    heavy = iter([i for i, mass in enumerate(masses) if mass >= cap])
    j, i = next(heavy), next(light, None)
    rest = masses[j]
    while j is not None:
        if rest >= cap and i is not None:
            keep[i], other[i] = masses[i], j
            rest -= cap - masses[i]
            i = next(light, None)
        else:
            after = next(heavy, None)
            keep[j] = min(rest, cap)
            if after is not None:
                rest = masses[after] - (cap - keep[j])
                other[j] = after if keep[j] < cap else j
            j = after
    return keep, other


# ---- Originals -------------------------------------------------------------------------------------


def rotate(x, by):
    return (x << by | x >> (64 - by)) & WORD


def sip_round(v):
    a, b, c, d = v
    a, c = (a + b) & WORD, (c + d) & WORD
    b, d = rotate(b, 13) ^ a, rotate(d, 16) ^ c
    a, c = (rotate(a, 32) + d) & WORD, (c + b) & WORD
    return [a, rotate(b, 17) ^ c, rotate(c, 32), rotate(d, 21) ^ a]


def siphash24(key, data):
    """SipHash-2-4 (Aumasson and Bernstein 2012), 64 bits."""
    k = two_words(key)
    v = [c ^ k[i % 2] for i, c in enumerate(
        (0x736F6D6570736575, 0x646F72616E646F6D, 0x6C7967656E657261, 0x7465646279746573))]
    padded = data + bytes(7 - len(data) % 8) + bytes([len(data) & 255])
    for (word,) in struct.iter_unpack("<Q", padded):
        v[3] ^= word
        v = sip_round(sip_round(v))
        v[0] ^= word
    v[2] ^= 255
    for _ in range(4):
        v = sip_round(v)
    return v[0] ^ v[1] ^ v[2] ^ v[3]


def leb128(number):
    out = bytearray()
    while number >= 128:
        out.append(number & 127 | 128)
        number >>= 7
    return bytes(out + bytes([number]))


def numbers_of(data):
    number = shift = 0
    for byte in data:
        number |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            yield number
            number = shift = 0


class Originals:
    def __init__(self, member):
        self.salt = member["salt"].encode()
        self.key = blake2b(self.salt, 16)
        self.hashes, last = [], 0
        for delta in numbers_of(base64.b64decode(member["hashes"], validate=True)):
            last += delta
            self.hashes.append(last)
        if len(self.hashes) != member["count"]:
            raise ValueError("the hashes of \"originals\" are broken")
        self.known = frozenset(self.hashes)

    def hash(self, value):
        return siphash24(self.key, value) & (2**40 - 1)


# ---- Models ----------------------------------------------------------------------------------------


def text_of(data):
    return leb128(len(data)) + data


class Model:
    """`ngrams[k]` holds, for each context of k tokens, a dictionary of next token -> count."""

    def __init__(self, document):
        self.document = document
        if document["format"] != "phony" or document["version"] != 1:
            raise ValueError("not a model of version 1")
        self.order = document["n"]
        self.mode = document["mode"]
        self.min_count = document.get("min_count", 1)
        self.unit = ceil_div(document["weight"], document["values"])
        self.tokens = [token.encode() for token in document["tokens"]]
        self.originals = Originals(document["originals"]) if "originals" in document else None
        self.ngrams = [self.read_order(str(k + 1)) for k in range(self.order)]
        self.digest = blake2b(self.canonical_bytes(), 32)
        if self.digest.hex() != document["digest"]:
            raise ValueError("the digest does not match")
        self.followers = self.count_followers()
        self.table = functools.cache(self.make_table)

    def read_order(self, key):
        contexts = {}
        for text, (elements, cumulative) in self.document["ngrams"][key].items():
            counts = [after - before for before, after in zip([0] + cumulative, cumulative)]
            contexts[tuple(map(int, text.split()))] = dict(zip(elements, counts, strict=True))
        return contexts

    def canonical_bytes(self):
        """What the digest is over."""
        d, out = self.document, [text_of(b"phony model 1")]
        mode = ["char", "word", "hybrid"].index(self.mode)
        out += map(leb128, (self.order, mode, d["values"], d["weight"], self.min_count))
        out += [text_of(d.get("vocabulary", "").encode()), leb128(len(self.tokens))]
        out += map(text_of, self.tokens)
        place = {(): 0}
        for contexts in self.ngrams:
            out.append(leb128(len(contexts)))
            for context, counts in contexts.items():
                out += [leb128(place[context]), leb128(len(counts))]
                out += [leb128(token) + leb128(count) for token, count in counts.items()]
            ngrams = (context + (token,) for context in contexts for token in contexts[context])
            place = {ngram: i for i, ngram in enumerate(ngrams)}
        if not self.originals:
            return b"".join(out) + leb128(0)
        out += [leb128(len(self.originals.hashes) + 1), text_of(self.originals.salt)]
        return b"".join(out + [leb128(number) for number in self.originals.hashes])

    # ---- The graph ----

    def count(self, ngram):
        return self.ngrams[len(ngram) - 1][ngram[:-1]][ngram[-1]]

    def count_followers(self):
        """Per n-gram below the highest order: how many are it without their first token, and the
        sum of their counts."""
        found = {}
        for contexts in self.ngrams[1:]:
            for context, counts in contexts.items():
                for token, count in counts.items():
                    number, total = found.get(context[1:] + (token,), (0, 0))
                    found[context[1:] + (token,)] = number + 1, (total + count) & WORD
        return found

    def pruned(self, occurrences):
        return ceil_div(2 * occurrences, self.min_count)

    def continuations(self, ngram):
        number, total = self.followers.get(ngram, (0, 0))
        lost = self.count(ngram) - min(self.count(ngram), total)
        return max(1, min(number + self.pruned(lost), 2**32 - 1))

    def next_state(self, ngram):
        if ngram[-1] == 0:
            return END
        suffix = ngram[-(self.order - 1):] if self.order > 1 else ()
        while suffix not in self.ngrams[len(suffix)]:
            suffix = suffix[1:]
        return suffix

    def edges(self, context):
        """A state's edges: (weight, token or 0, next state), the back-off edge last."""
        counts = self.ngrams[len(context)][context]
        counted = len(context) == self.order - 1 or context[:1] == (0,)
        backs_off = context not in ((), (0,))
        unit = self.unit if counted else 1
        alphabet = self.mode == "hybrid" or len(self.ngrams[0][()]) <= ALPHABET
        share = 1 if len(context) == 1 and alphabet else 3
        edges, given_up = [], 0
        for token, count in counts.items():
            amount = count if counted else self.continuations(context + (token,))
            discount = share * min(amount, unit) if backs_off else 0
            edges.append((4 * amount - discount, token, self.next_state(context + (token,))))
            given_up += discount
        if backs_off:
            lost = max(0, self.count(context) - sum(counts.values()))
            given_up += 4 * (lost if counted else self.pruned(lost))
            edges.append((given_up, 0, context[1:]))
        return edges

    def make_table(self, context):
        edges = self.edges(context)
        return edges, *table_of(masses_of([weight for weight, _, _ in edges]))

    # ---- The walk ----

    def start(self):
        return (0,) if self.order > 1 and (0,) in self.ngrams[1] else ()

    def walk(self, stream):
        state, text = self.start(), bytearray()
        space = b" " if self.mode == "word" else b""
        for step in range(STEPS):
            edges, keep, other = self.table(state)
            cap = 2**32 // len(keep)
            bucket, rest = divmod(draw_of(stream, step), cap)
            _, token, state = edges[bucket if rest < keep[bucket] else other[bucket]]
            if token:
                text += self.tokens[token] + space
            if state is END:
                break
        return bytes(text[:-1] if space else text)

    def value(self, key, row):
        mixed = [word ^ mix for word, mix in zip(key, two_words(self.digest))]
        stream = stream_of(mixed, row & WORD)
        for _ in range(ATTEMPTS if self.originals else 1):
            value = self.walk(stream)
            if not self.originals or self.originals.hash(value) not in self.originals.known:
                return value
            stream = mix64(stream)
        raise Exhausted(row)

    def values(self, seed, first, count, path=""):
        key = key_from_seed(seed, path)
        return [self.value(key, first + i).decode() for i in range(count)]


def load(path):
    with open(path, "rb") as file:
        data = file.read()
    return Model(json.loads(gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data))


def main():
    parser = argparse.ArgumentParser(description="Values of a model, by the specification.")
    parser.add_argument("model")
    parser.add_argument("--seed", default="")
    parser.add_argument("--path", default="")
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--count", type=int, default=10)
    args = parser.parse_args()
    for value in load(args.model).values(args.seed, args.first, args.count, args.path):
        print(value)


if __name__ == "__main__":
    main()
