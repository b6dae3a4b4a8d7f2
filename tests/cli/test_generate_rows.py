"""phony generate --unique, --sorted, --of: rows that differ, rows in order, and their parts."""

import re
import subprocess

import pytest

BIG = "200000"


def values(phony, *words):
    return phony.ok("generate", *words, "--seed", "s").lines


def in_code_point_order(lines):
    text = "".join(line + "\n" for line in lines).encode()
    env = {"LC_ALL": "C"}
    return subprocess.run(["sort", "-c"], input=text, env=env, check=False).returncode == 0


@pytest.mark.parametrize("how", ["--unique", "--unique=numbered", "--unique=named"])
@pytest.mark.parametrize("name", ["names.phony", "novel.phony"])
def test_no_value_comes_twice(phony, trained, how, name):
    got = values(phony, trained / name, how, "--count", BIG)
    assert len(set(got)) == len(got) == int(BIG)
    assert all(got)


@pytest.mark.parametrize("name", ["tr_TR/person_names", "en_US/company_names", "de_DE/last_names"])
def test_no_value_of_a_bundled_model_comes_twice(phony, name):
    got = values(phony, name, "--unique", "--count", BIG, "--threads", "2")
    assert len(set(got)) == len(got) == int(BIG)


def test_what_is_put_behind_a_value_depends_on_the_model(phony, model):
    few = ["--count", "5000"]
    assert values(phony, model, "--unique", *few) == values(phony, model, "--unique=numbered", *few)
    persons = ["tr_TR/person_names", *few]
    named = values(phony, *persons, "--unique")
    assert named == values(phony, *persons, "--unique=named")
    assert sum(value[-1].isdigit() for value in named) < 500
    assert named != values(phony, *persons, "--unique=numbered")


def test_strict_values_are_those_of_the_model(phony, model):
    got = values(phony, model, "--unique=strict", "--count", "2000")
    assert len(set(got)) == 2000
    assert not any(letter.isdigit() for value in got for letter in value)


def test_more_strict_rows_than_values_is_an_error_that_says_how_many(phony):
    phony.write("few.txt", "ab\nac\nad\n")
    phony.ok("train", "few.txt", "-o", "few.phony", "-q")
    words = ["generate", "few.phony", "--max-length", "2", "-q", "--count", "1000"]
    line = phony.fails(*words, "--unique=strict")
    assert line.startswith("phony: few.phony: ") and "1000" in line
    few = int(re.findall(r"\d+", line.replace("1000", ""))[0])
    words[-1] = few
    assert len(set(phony.ok(*words, "--unique=strict").lines)) == few
    words[-1] = few + 1
    phony.fails(*words, "--unique=strict")
    assert len(set(phony.ok(*words, "--unique").lines)) == few + 1


def test_strict_rows_without_originals_are_as_many_as_are_left(phony):
    originals = ["ab", "ac", "ad", "b", "ca"]
    phony.write("few.txt", "\n".join(originals))
    phony.ok("train", "few.txt", "-o", "few.phony", "-n", "2", "--exclude-originals", "-q")
    words = ["generate", "few.phony", "--max-length", "2", "-q", "--unique=strict", "--count"]
    line = phony.fails(*words, "1000")
    assert "different values that are no training values comply" in line
    few = int(re.search(r"only (\d+)", line)[1])
    got = phony.ok(*words, few).lines
    assert len(set(got)) == few and not set(got) & set(originals)
    assert str(few) in phony.fails(*words, few + 1)


def test_no_original_comes_out_of_any_rows(phony, trained):
    originals = set((trained / "names.txt").read_text().splitlines())
    for words in (["--unique"], ["--unique=named"], ["--unique=strict"], ["--sorted"]):
        assert not originals & set(values(phony, trained / "novel.phony", *words, "--count", BIG))


def test_names_of_three_words_get_a_second_name_rather_than_a_number(phony):
    words = ["es_ES/person_names", "--unique=named", "--min-words", "3", "--count", "20000"]
    got = values(phony, *words)
    assert len(set(got)) == 20000
    assert not any(value[-1].isdigit() for value in got if "  " not in value)


def test_sorted_values_are_in_code_point_order(phony, model):
    got = values(phony, model, "--sorted", "--count", BIG)
    assert len(got) == int(BIG) and len(set(got)) < len(got)
    assert in_code_point_order(got)
    assert in_code_point_order(values(phony, "tr_TR/person_names", "--sorted", "--count", BIG))


@pytest.mark.parametrize("how", ["--unique", "--unique=strict"])
def test_sorted_values_that_differ(phony, how):
    got = values(phony, "tr_TR/last_names", "--sorted", how, "--count", "20000")
    assert len(set(got)) == 20000 and in_code_point_order(got)


@pytest.mark.parametrize(
    "words",
    [["--unique"], ["--unique=named"], ["--unique=strict"], ["--sorted"], ["--sorted", "--unique"]],
)
def test_threads_and_formats_do_not_change_the_rows(phony, words):
    run = ["tr_TR/person_names", "--count", "60000", *words]
    want = values(phony, *run)
    assert values(phony, *run, "--threads", "3") == want
    assert phony.ok("generate", *run, "--seed=s", "--format", "json").json == want


@pytest.mark.parametrize(
    "words",
    [
        ["en_US/person_names", "--unique"],
        ["en_US/person_names", "--unique=numbered"],
        ["en_US/person_names", "--unique=strict"],
        ["en_US/person_names", "--sorted"],
        ["email", "--unique"],
        ["--template", "{city}, {phone}", "--unique"],
    ],
)
def test_pieces_with_of_make_up_the_whole(phony, words):
    whole = values(phony, *words, "--count", "1000")
    pieces = []
    for first, count in ((0, 1), (1, 698), (699, 300), (999, 1)):
        part = ["--first", str(first), "--count", str(count), "--of", "1000"]
        pieces += values(phony, *words, *part)
    assert pieces == whole


def test_rows_of_a_huge_run_are_there_at_once(phony, model):
    run = [model, "--unique", "--of", 10**12, "--count", "1000", "--first"]
    got = values(phony, *run, 0) + values(phony, *run, 10**12 - 1000)
    assert len(set(got)) == 2000


def test_nothing_at_all(phony, model):
    assert values(phony, model, "--unique", "--count", "0") == []
    assert values(phony, model, "--sorted", "--count", "0", "--first", "7") == []


def test_unique_emails_and_templates_differ(phony):
    for words in (["email"], ["username"], ["--template", "{person.first}@{city|slug}"]):
        got = values(phony, *words, "--unique", "--count", "20000")
        assert len(set(got)) == 20000


@pytest.mark.parametrize(
    "words, said",
    [
        (["m", "--of", "5"], "--of goes with --unique or --sorted"),
        (["m", "--unique", "--of", "5"], "--first and --count reach to row 10, --of is 5"),
        (["m", "--unique", "--of", "0"], "--of: '0' is not a whole number from 1"),
        (["m", "--unique", f"--first={2**64 - 1}"], "reach past row 18446744073709551615"),
        (["m", "--unique=all"], "--unique: 'all' is not one of numbered|named|strict"),
        (["m", "--unique=strct"], "(did you mean strict?)"),
        (["m", "--unique=named", "--sorted"], "--sorted goes with --unique=strict"),
        (["m", "--unique=numbered", "--sorted"], "not with --unique=numbered"),
        (["email", "--sorted"], "'email' can be kept unique by numbers, and takes no constraints"),
        (["--template", "x", "--sorted"], "built-in generator, not with --template"),
        (["email", "--unique=named"], "'email' can be kept unique by numbers"),
        (["--template", "x", "--unique=strict"], "--unique=strict goes with a MODEL or a built-in"),
    ],
)
def test_wrong_use_is_named(phony, words, said):
    line = phony.fails("generate", *words, code=2)
    assert line.startswith(("phony generate: ", "phony: ")) and said in line


def test_what_has_no_place_for_a_number_cannot_be_unique(phony):
    result = phony("generate", "person.gender", "--unique")
    assert result.code == 2 and "'person.gender' takes no constraints" in result.err
