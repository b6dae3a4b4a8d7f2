"""Arguments: wrong types, numbers and texts are refused at once, odd subclasses are made plain."""

from __future__ import annotations

import enum

import pytest

import phony
from phony import Phony


class OddIndex:
    """What says that it is a whole number, and is none."""

    def __index__(self) -> str:
        return "5"


class OddText(str):
    """A str that encodes itself in its own way."""

    def encode(self, *of: object) -> int:  # type: ignore[override]
        return 5

    def endswith(self, *of: object) -> bool:
        raise AssertionError("asked")


class Level(enum.IntEnum):
    LOW = 42


class Where(str, enum.Enum):
    TURKEY = "tr_TR"
    CITIES = "en_US/city_names"


WRONG_TYPES = {
    "seed None": lambda p: p.seed(None),
    "seed float": lambda p: p.seed(1.0),
    "seed bool": lambda p: p.seed(True),
    "seed bytes": lambda p: p.seed(b"1"),
    "first seed float": lambda p: Phony(seed=1.0),
    "locale": lambda p: p.locale(5),
    "first locale": lambda p: Phony(locale=b"en_US"),
    "model": lambda p: p.model(5),
    "model None": lambda p: p.model(None),
    "path": lambda p: p.load_model(5),
    "model by hand": lambda p: phony.Model("en_US/city_names"),
    "template": lambda p: p.template(b"{first}"),
    "binding": lambda p: p.template("{a}", a=5),
    "generator": lambda p: p.generator(None),
    "length": lambda p: p.name().min_length("5"),
    "words": lambda p: p.name().max_words(1.5),
    "prefix": lambda p: p.name().starts_with(5),
    "prefix list": lambda p: p.name().starts_with(["Me"]),
    "suffix": lambda p: p.city().ends_with(None),
    "part": lambda p: p.city().contains(b"a"),
    "pattern": lambda p: p.city().matches({}),
    "index of another type": lambda p: p.name().at(OddIndex()),
    "rows": lambda p: p.unique(rows="5"),
    "row": lambda p: p.name().at("5"),
    "schema": lambda p: p.schema(5),
    "schema bytes": lambda p: p.schema(b"{}"),
    "schema of what JSON has not": lambda p: p.schema({"version": object()}),
    "counts": lambda p: p.schema({}, counts=["User"]),
    "count of no name": lambda p: p.schema({}, counts={5: 1}),
}


@pytest.mark.parametrize("case", WRONG_TYPES)
def test_wrong_types_are_type_errors(p: Phony, case: str) -> None:
    with pytest.raises(TypeError) as caught:
        WRONG_TYPES[case](p)
    assert isinstance(caught.value, phony.ArgumentError)


COUNTS = [2**70, -1, 2**64, -(2**63), 1.5, "3", None, True, float("nan")]


@pytest.mark.parametrize("count", COUNTS, ids=repr)
@pytest.mark.parametrize("method", ["take", "batch", "list", "buffer", "at"])
def test_counts_that_are_none_are_refused(p: Phony, method: str, count: object) -> None:
    names = p.name()
    with pytest.raises(phony.ArgumentError):
        getattr(names, method)(count)
    with pytest.raises(phony.ArgumentError):
        getattr(names, "list")(1, first=count) if count is not None else names.list(None)
    assert names.full() == Phony(seed=42).name().full()


def test_huge_lists_and_columns_are_refused_and_huge_batches_are_lazy(p: Phony) -> None:
    names, first = p.name(), Phony(seed=42).name().full()
    with pytest.raises(phony.LimitError):
        names.list(2**64 - 1)
    with pytest.raises(phony.LimitError):
        names.buffer(2**40)
    assert next(names.batch(2**64 - 1)) == first
    with pytest.raises(OverflowError):
        names.take(2)  # rows go to 2^64 - 1
    assert names.full()
    with pytest.raises(phony.LimitError):
        names.full()


def test_a_column_of_too_many_bytes_is_refused(p: Phony) -> None:
    with pytest.raises(phony.LimitError, match="bytes of a column"):
        p.template("x" * 100_000).buffer(100_000)


NOT_TEXT = {
    "template": lambda p, text: p.template(text),
    "bound": lambda p, text: p.template("{a}", a=text),
    "binding": lambda p, text: p.template("x", **{text: "a"}).generate(),
    "prefix": lambda p, text: p.name().starts_with(text).full(),
    "pattern": lambda p, text: p.name().matches(text).full(),
    "model": lambda p, text: p.model(text).generate(),
    "path": lambda p, text: p.load_model(text + "\0").generate(),
    "locale": lambda p, text: p.locale(text),
    "schema": lambda p, text: p.schema(text + "\0"),
}


@pytest.mark.parametrize("text", ["a\0b", "a\ud800", "\udfff"], ids=ascii)
@pytest.mark.parametrize("case", NOT_TEXT)
def test_nuls_and_lone_surrogates_are_encoding_errors(p: Phony, case: str, text: str) -> None:
    with pytest.raises(UnicodeError) as caught:
        NOT_TEXT[case](p, text)
    assert isinstance(caught.value, phony.EncodingError)


def test_a_seed_may_hold_a_nul_but_no_lone_surrogate() -> None:
    assert Phony(seed="a\0b").name().full() != Phony(seed="a").name().full()
    with pytest.raises(phony.EncodingError):
        Phony(seed="\ud800")


def test_subclasses_of_str_and_int_are_what_they_hold() -> None:
    p = Phony(seed=OddText("42"), locale=Where.TURKEY)
    assert type(p.current_seed) is type(p.current_locale) is str
    assert p.name().full() == Phony(seed=Level.LOW, locale=OddText("tr_TR")).name().full()
    assert Phony(seed=Level.LOW).current_seed == "42"
    assert p.model(Where.CITIES).at(3) == p.model(OddText("en_US/city_names")).at(3)
    assert p.template(OddText("{first}")).recipe == p.template("{first}").recipe
    assert type(p.template(OddText("{first}")).recipe.subject) is str


def test_numbers_of_thousands_of_digits_are_refused_with_words(p: Phony) -> None:
    for use in (p.name().at, p.name().take, p.seed, p.name().min_length):
        with pytest.raises(phony.ArgumentError, match="33220 bits"):
            use(10**10_000)
    with pytest.raises(phony.ArgumentError, match="too large"):
        phony.train(["anna"], epsilon=10**400)
