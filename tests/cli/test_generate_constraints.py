"""phony generate --min-length ... --pattern: what values of a model must be like."""

import re

import pytest

LASTS = "tr_TR/last_names"
PERSONS = "tr_TR/person_names"


def values(phony, *words):
    return phony.ok("generate", *words, "--seed", "s").lines


@pytest.mark.parametrize(
    "words, complies",
    [
        ([LASTS, "--min-length", "12"], lambda v: len(v) >= 12),
        ([LASTS, "--max-length", "4"], lambda v: len(v) <= 4),
        ([LASTS, "--min-length", "6", "--max-length", "6"], lambda v: len(v) == 6),
        ([PERSONS, "--min-words", "3"], lambda v: len(v.split(" ")) >= 3),
        ([PERSONS, "--max-words", "1"], lambda v: len(v.split()) == 1),
        ([LASTS, "--prefix", "Şa"], lambda v: v.startswith("Şa")),
        ([LASTS, "--suffix", "oğlu"], lambda v: v.endswith("oğlu")),
        ([LASTS, "--contains", "ğı"], lambda v: "ğı" in v),
        ([LASTS, "--pattern", "K[a-l]+(an|er)"], lambda v: re.fullmatch("K[a-l]+(an|er)", v)),
        (
            [LASTS, "--prefix=K", "--suffix=oğlu", "--contains=a", "--max-length=10"],
            lambda v: v[0] == "K" and v.endswith("oğlu") and "a" in v and len(v) <= 10,
        ),
        (
            ["en_US/person_names", "--pattern", "[A-Z].* [A-Z].*", "--max-length", "12"],
            lambda v: re.fullmatch("[A-Z].* [A-Z].*", v) and len(v) <= 12,
        ),
    ],
)
def test_every_value_complies(phony, words, complies):
    got = values(phony, *words, "--count", "5000")
    assert len(got) == 5000 and len(set(got)) > 20
    assert [value for value in got if not complies(value)] == []


def test_texts_are_normalised(phony):
    composed, decomposed = "\u015eahin", "S\u0327ahin"
    words = [LASTS, "--count", "50", "--prefix"]
    assert values(phony, *words, composed) == values(phony, *words, decomposed)


def test_patterns_are_normalised(phony):
    composed, decomposed = "\u015e[a-z]+", "S\u0327[a-z]+"
    words = [LASTS, "--count", "50", "--pattern"]
    assert values(phony, *words, composed) == values(phony, *words, decomposed)


@pytest.mark.parametrize(
    "one, other",
    [
        (["--pattern", "(a|b|K).*"], ["--pattern", "[Kab].*"]),
        (["--pattern", "K.*"], ["--prefix", "K"]),
        (["--pattern", ".*oğlu"], ["--suffix", "oğlu"]),
        (["--pattern", ".{2,7}"], ["--min-length", "2", "--max-length", "7"]),
        (["--pattern", "(?:K.*|K.*a)", "--max-length=9"], ["--prefix=K", "--max-length=9"]),
    ],
)
def test_what_means_the_same_gives_the_same_rows(phony, one, other):
    words = [LASTS, "--count", "300"]
    assert values(phony, *words, *one) == values(phony, *words, *other)


def test_empty_texts_and_zeros_are_no_constraints(phony):
    none = ["--prefix=", "--suffix=", "--contains=", "--pattern=", "--min-length=0", "--min-words=0"]
    assert values(phony, LASTS, *none) == values(phony, LASTS)


@pytest.mark.parametrize("more", [[], ["--unique"], ["--unique=strict"], ["--sorted"]])
def test_threads_pieces_and_formats_do_not_change_a_byte(phony, more):
    words = [LASTS, "--suffix", "oğlu", "--max-length", "9", *more]
    want = values(phony, *words, "--count", "20000")
    assert values(phony, *words, "--count", "20000", "--threads", "3") == want
    result = phony.ok("generate", *words, "--count=20000", "--seed=s", "--format=json")
    assert result.json == want
    piece = ["--first", "12345", "--count", "50"] + (["--of", "20000"] if more else [])
    assert values(phony, *words, *piece) == want[12345:12395]
    if "--unique" in more or "--unique=strict" in more:
        assert len(set(want)) == len(want)
    assert all(value.rstrip("0123456789").endswith("oğlu") for value in want)


def test_a_model_of_the_locale_can_be_constrained(phony):
    words = ["city_names", "--locale", "tr_TR", "--max-length", "5"]
    want = values(phony, "tr_TR/city_names", "--max-length", "5")
    assert values(phony, *words) == want
    assert values(phony, "city_names", "--locale", "tr", "--max-length", "5") == want


def test_originals_stay_out(phony, trained):
    originals = set((trained / "names.txt").read_text().splitlines())
    got = values(phony, trained / "novel.phony", "--max-length", "5", "--count", "20000")
    assert not originals & set(got) and max(map(len, got)) <= 5


@pytest.mark.parametrize(
    "words, said",
    [
        (
            [LASTS, "--max-length", "2", "--suffix", "ova"],
            f"phony: {LASTS}: no value of at most 2 characters ends in 'ova'",
        ),
        (
            [LASTS, "--prefix", "Ж"],
            f"phony: {LASTS}: the prefix 'Ж' has the character 'Ж', which the model has never seen",
        ),
        (
            [LASTS, "--suffix", "kж"],
            f"phony: {LASTS}: the suffix 'kж' has the character 'ж', which the model has never seen",
        ),
        (
            [LASTS, "--contains", "a1", "--min-length", "3"],
            f"phony: {LASTS}: the contained text 'a1' has the character '1', which the model has "
            "never seen",
        ),
        ([LASTS, "--pattern", "ж+"], f"phony: {LASTS}: no value matches /ж+/"),
        ([LASTS, "--pattern", "()"], f"phony: {LASTS}: no value matches /()/"),
        (
            [LASTS, "--pattern", ".{5}", "--max-length", "4", "--contains", "a"],
            f"phony: {LASTS}: no value of at most 4 characters matches /.{{5}}/",
        ),
        (
            [LASTS, "--prefix", "Ka", "--suffix", "ri", "--max-length", "3", "--min-words", "1"],
            f"phony: {LASTS}: no value of at most 3 characters begins with 'Ka' and ends in 'ri'",
        ),
        (
            [LASTS, "--pattern", "[abK]+", "--prefix", "S", "--contains", "a"],
            f"phony: {LASTS}: no value begins with 'S' and matches /[abK]+/",
        ),
    ],
)
def test_what_no_value_complies_with_is_told_with_the_reason(phony, words, said):
    assert phony.fails("generate", *words, "-q") == said


def test_a_pattern_outside_of_the_subset_is_told_with_construct_and_column(phony):
    """All constructs are in test_patterns.py; here: where and how they are told."""
    line = phony.fails("generate", LASTS, "-q", "--max-length=5", "--pattern", "Ka(?=ş)")
    assert line == "phony: pattern:1:3: look-ahead (?= is not supported; groups are (...) and (?:...)"
    line = phony.fails("generate", LASTS, "-q", "--pattern", "S\u0327(")
    assert line == "phony: pattern:1:4: the group is not closed: ')' is missing"


@pytest.mark.parametrize(
    "words, said",
    [
        (["--pattern", "(a{1000}){11}"], "it has more than 10000 places"),
        (["--pattern", "a" * 5000], "a pattern of more than 4096 bytes"),
        (["--pattern", "((((((){1000}){1000}){1000}){1000}){1000})b{1000}c"], "no value matches"),
        (["--pattern", "(.*a.{40}|.*e.{50})+"], "smaller greatest length or a simpler pattern"),
    ],
)
def test_what_is_too_large_is_refused_soon(phony, words, said):
    assert said in phony.fails("generate", LASTS, "-q", *words)


def test_bad_utf8_is_refused(phony):
    result = phony("generate", LASTS, "-q", b"--prefix=\xff".decode("utf-8", "surrogateescape"))
    assert result.code == 1 and "UTF-8" in result.err


@pytest.mark.parametrize(
    "words, said",
    [
        (["m", "--min-length", "5", "--max-length", "3"], "--min-length 5 is more than --max-leng"),
        (["m", "--min-words", "5", "--max-words", "3"], "--min-words 5 is more than --max-words 3"),
        (["m", "--max-length", "0"], "--max-length: '0' is not a whole number from 1"),
        ([LASTS, "--prefix", "a" * 5000], "the prefix is longer than 4096 bytes"),
        ([LASTS, "--min-length", "5000000000"], "min and max length must be below 4294967295"),
        (["m", "--max-length", "-3"], "--max-length: '-3' is not a whole number"),
        (["email", "--prefix", "a"], "'email' can be kept unique by numbers, and takes no constraints"),
        (["phone", "--max-words", "3"], "'phone' takes no constraints"),
        (["--template", "x", "--pattern", "a"], "built-in generator, not with --template"),
        (["m", "--prefix", "a", "--sentences", "3"], "built-in generator, not with --sentences"),
    ],
)
def test_wrong_use_is_named(phony, words, said):
    line = phony.fails("generate", *words, code=2)
    assert line.startswith(("phony generate: ", "phony: ")) and said in line


@pytest.mark.parametrize(
    "name, model, words",
    [
        ("person.first", "first_names", ["--prefix", "Me"]),
        ("person.last", "last_names", ["--max-length", "5", "--unique"]),
        ("person.full", "person_names", ["--unique"]),
        ("city", "city_names", ["--suffix", "köy", "--sorted"]),
        ("company", "company_names", ["--min-words", "3"]),
    ],
)
def test_a_built_in_under_constraints_is_the_locales_model(phony, name, model, words):
    words = [*words, "--seed", "42", "--count", "50"]
    built_in = phony("generate", name, "--locale", "tr_TR", *words)
    assert built_in.lines == phony("generate", f"tr_TR/{model}", *words).lines
    assert len(built_in.lines) == 50


def test_a_gender_under_constraints_is_a_model_of_its_own(phony):
    words = ["--prefix", "A", "--seed", "1", "--count", "50"]
    built_in = phony("generate", "person.first", "--gender", "female", *words)
    assert built_in.lines == phony("generate", "en_US/first_names_female", *words).lines
