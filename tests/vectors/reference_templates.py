"""The templates of spec/templates.md in plain Python, over the models of reference.py: reading, the
keys of parts, numbering, and the functions that need no tables."""

import re

from reference import GOLDEN, WORD, blake2b, mix64, two_words

PIECES = re.compile(r"\{\{|\}\}|\{((?:\\.|[^\\}])*)\}|[^{}]+", re.DOTALL)


def part_key(key, path):
    p0, p1 = two_words(blake2b(b"phony path 1" + path.encode(), 16))
    return (mix64(mix64(key[0] ^ p0) ^ p1), mix64(mix64(key[1] ^ p1) ^ p0))


def permute(key, count, row):
    if count == 1:
        return 0
    half = max(1, ((count - 1).bit_length() + 1) // 2)
    while True:
        left, right = row >> half, row & ((1 << half) - 1)
        for i in range(6):
            secret = mix64((key[i & 1] + (i + 1) * GOLDEN) & WORD)
            left, right = right, left ^ mix64(secret ^ right) >> (64 - half)
        row = left << half | right
        if row < count:
            return row


def numbered(key, rows, row, value):
    number = str(permute(key, rows, row)).zfill(len(str(rows - 1)))
    head, at, tail = value.partition("@")
    return head + number + at + tail


def split(text, separator):
    """At separators that no '\\' stands before; it is left in place."""
    parts, at = [""], 0
    while at < len(text):
        size = 2 if text[at] == "\\" else 1
        if text[at] == separator:
            parts.append("")
        else:
            parts[-1] += text[at : at + size]
        at += size
    return parts


def unescape(text):
    return re.sub(r"\\(.)", r"\1", text, flags=re.DOTALL)


# Lengths here are in code points: the vectors for these have one in every character.
FUNCTIONS = {
    "lower": lambda v: v.lower(),
    "upper": lambda v: v.upper(),
    "trim": lambda v: v.strip(),
    "truncate": lambda v, n: v if len(v) <= int(n) else v[: int(n)].rstrip(),
    "pad": lambda v, n, c=" ": v.ljust(int(n), c),
    "padleft": lambda v, n, c=" ": v.rjust(int(n), c),
    "first": lambda v: (v.split() or [""])[0],
    "last": lambda v: (v.split() or [""])[-1],
    "initial": lambda v: v.strip()[:1],
    "initials": lambda v: "".join(word[0] for word in v.split()),
    "replace": lambda v, a, b: v.replace(a, b),
    "remove": lambda v, a: v.replace(a, ""),
    "default": lambda v, other: v or other,
    "prefix": lambda v, text: text + v if v else v,
    "suffix": lambda v, text: v + text if v else v,
}


def apply(value, step):
    name, colon, arguments = step.lstrip(" ").partition(":")
    given = [unescape(a) for a in split(arguments, ",")] if colon else []
    return FUNCTIONS[name.strip(" ")](value, *given)


class Template:
    """`bindings`: templates by name; `models`: models by name."""

    def __init__(self, text, bindings, models):
        self.text, self.bindings, self.models = text, bindings, models

    def value(self, key, row, text=None):
        out = []
        for piece in PIECES.finditer(self.text if text is None else text):
            if piece[0] in ("{{", "}}"):
                out.append(piece[0][0])
            elif piece[1] is None:
                out.append(piece[0])
            else:
                out.append(self.reference(key, row, piece[1]))
        return "".join(out)

    def values(self, key, first, count):
        return [self.value(key, first + i) for i in range(count)]

    def reference(self, key, row, inside):
        name, *steps = split(inside, "|")
        name = name.strip(" ")
        if name in self.bindings:
            value = self.value(key, row, self.bindings[name])
        else:
            value = self.models[name].value(part_key(key, name), row).decode()
        for step in steps:
            value = apply(value, step)
        return value
