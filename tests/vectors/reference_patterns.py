"""Patterns of spec/patterns.md, as sets of places in a program (Thompson 1968), in plain Python."""

import unicodedata

CLASSES = {"d": ("Nd",), "w": ("L", "M", "Nd", "Pc")}
CONTROLS = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "v": "\v"}


def in_categories(names):
    return lambda c: any(unicodedata.category(c).startswith(name) for name in names)


def cased(c):
    return unicodedata.category(c) in ("Lu", "Ll", "Lt")


def negated(matches):
    return lambda c: not matches(c)


class Pattern:
    """A program of ("one", function), ("split", place, place) and ("match",)."""

    def __init__(self, text):
        self.text, self.at, self.code = text, 0, []
        tree = self.choice(True)
        assert self.at == len(text), "unsupported here"
        self.emit(tree)
        self.code.append(("match",))
        self.start = self.reach([0])

    def peek(self):
        return self.text[self.at] if self.at < len(self.text) else ""

    def take(self):
        self.at += 1
        return self.text[self.at - 1]

    # ---- Reading: trees of ("one", f), ("all", [...]), ("any", [...]), ("times", tree, m, n) ----

    def choice(self, outermost=False):
        branches = [self.sequence(outermost)]
        while self.peek() == "|":
            self.take()
            branches.append(self.sequence(outermost))
        return "any", branches

    def sequence(self, outermost):
        parts = []
        if outermost and self.peek() == "^":
            self.take()
        while self.peek() not in ("", "|", ")"):
            if outermost and self.peek() == "$":
                self.take()
                break
            parts.append(self.repeated(self.atom()))
        return "all", parts

    def repeated(self, tree):
        bounds = {"*": (0, None), "+": (1, None), "?": (0, 1)}
        if self.peek() in bounds and self.peek():
            return "times", tree, *bounds[self.take()]
        if self.peek() != "{":
            return tree
        end = self.text.index("}", self.at)
        least, comma, most = self.text[self.at + 1:end].partition(",")
        self.at = end + 1
        return "times", tree, int(least), int(most) if most else None if comma else int(least)

    def atom(self):
        c = self.take()
        if c == "(":
            if self.peek() == "?":
                self.at += 2
            tree = self.choice()
            assert self.take() == ")"
            return tree
        if c == "[":
            return "one", self.read_class()
        if c == ".":
            return "one", lambda _: True
        if c == "\\":
            kind, value = self.escape()
            return "one", value if kind == "class" else lambda d, c=value: d == c
        return "one", lambda d, c=c: d == c

    def escape(self):
        c = self.take()
        if c in "dw":
            return "class", in_categories(CLASSES[c])
        if c in "DW":
            return "class", negated(in_categories(CLASSES[c.lower()]))
        if c in "sS":
            return "class", str.isspace if c == "s" else negated(str.isspace)
        if c in "pP":
            name = self.take()
            if name == "{":
                end = self.text.index("}", self.at)
                name, self.at = self.text[self.at:end], end + 1
            found = cased if name in ("L&", "LC") else in_categories([name])
            return "class", found if c == "p" else negated(found)
        if c in "xu":
            size = 2 if c == "x" else 4
            if self.peek() == "{":
                end = self.text.index("}", self.at)
                digits, self.at = self.text[self.at + 1:end], end + 1
            else:
                digits, self.at = self.text[self.at:self.at + size], self.at + size
            return "point", chr(int(digits, 16))
        return "point", CONTROLS.get(c, c)

    def item(self):
        return self.escape() if self.take() == "\\" else ("point", self.text[self.at - 1])

    def read_class(self):
        inverse = self.peek() == "^"
        self.at += inverse
        tests = []
        while self.peek() != "]":
            kind, first = self.item()
            if kind == "class":
                tests.append(first)
                continue
            last = first
            if self.peek() == "-" and self.text[self.at + 1] != "]":
                self.take()
                last = self.item()[1]
            tests.append(lambda c, a=first, b=last: a <= c <= b)
        self.take()
        matches = lambda c: any(test(c) for test in tests)
        return negated(matches) if inverse else matches

    # ---- The program ----

    def emit(self, tree):
        getattr(self, "emit_" + tree[0])(*tree[1:])

    def emit_one(self, matches):
        self.code.append(("one", matches))

    def emit_all(self, parts):
        for part in parts:
            self.emit(part)

    def emit_any(self, branches):
        ends = []
        for branch in branches[:-1]:
            split = len(self.code)
            self.code.append(None)
            self.emit(branch)
            ends.append(len(self.code))
            self.code.append(None)
            self.code[split] = ("split", split + 1, len(self.code))
        self.emit(branches[-1])
        for end in ends:
            self.code[end] = ("split", len(self.code), len(self.code))

    def emit_times(self, tree, least, most):
        for _ in range(least):
            self.emit(tree)
        if most is None:
            split = len(self.code)
            self.code.append(None)
            self.emit(tree)
            self.code.append(("split", split, split))
            self.code[split] = ("split", split + 1, len(self.code))
            return
        for _ in range(most - least):
            split = len(self.code)
            self.code.append(None)
            self.emit(tree)
            self.code[split] = ("split", split + 1, len(self.code))

    # ---- Running it ----

    def reach(self, places):
        seen, todo = set(), list(places)
        while todo:
            place = todo.pop()
            if place not in seen:
                seen.add(place)
                if self.code[place][0] == "split":
                    todo += self.code[place][1:]
        return tuple(sorted(place for place in seen if self.code[place][0] != "split"))

    def step(self, state, point):
        return self.reach(
            place + 1 for place in state if self.code[place][0] == "one" and self.code[place][1](point))

    def accepts(self, state):
        return any(self.code[place][0] == "match" for place in state)
