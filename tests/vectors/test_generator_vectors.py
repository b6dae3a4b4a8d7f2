"""Constraints, sorted and distinct rows: the reference and the program against spec/vectors."""

import collections
import json
import subprocess

import pytest

import reference
import reference_generators
from test_vectors import PROGRAM, VECTORS, cases, needs_program
from write_generator_vectors import make_text

CASES = collections.defaultdict(list)
for one in cases("generators.json"):
    CASES[one["model"]].append(one)
TEXTS = cases("text.json")


def options_of(case):
    names = iter(case["options"])
    return {name: next(names) for name in names}


@pytest.mark.parametrize("name", CASES)
def test_reference_gives_the_values(name):
    model = reference.load(VECTORS / name)
    for case in CASES[name][::5]:  # the file was written by it: a part shows that it still does
        assert case["digest"] == model.digest.hex()
        options = {("is_sorted" if name == "sorted" else name): int(value) if value.isdigit() else value
                   for name, value in options_of(case).items()}
        generator = reference_generators.Generator(model, **options)
        values = generator.values(case["seed"], int(case["first"]), len(case["values"]), case["path"])
        assert values == case["values"], case["options"]


def words_of(options):
    for name, value in options.items():
        if name == "sorted":
            yield "--sorted"
        elif name == "rows":
            yield f"--of={value}"
        else:
            yield f"--{name.replace('_', '-')}={value}"


@needs_program
@pytest.mark.parametrize("name", CASES)
def test_program_gives_the_values(name):
    for case in [case for case in CASES[name] if not case["path"]]:
        done = subprocess.run(
            [PROGRAM, "generate", VECTORS / name, "--seed", case["seed"], "--first", case["first"],
             "--count", str(len(case["values"])), "-q", *words_of(options_of(case))],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
        assert done.returncode == 0, done.stderr.decode()
        assert done.stdout.decode().split("\n")[:-1] == case["values"], case["options"]


@pytest.mark.parametrize("n", [1, 2, 3, 5, 16, 17, 100, 257])
def test_permutations_are_permutations(n):
    for key in ((0, 0), (1, 2), (2**64 - 1, 5)):
        assert sorted(reference_generators.permute(key, n, i) for i in range(n)) == list(range(n))


@pytest.mark.parametrize("unique", ["numbered", "named", "strict"])
@pytest.mark.parametrize("name", ["char-3.phony", "hybrid.phony", "originals.phony"])
def test_all_rows_differ(name, unique):
    model = reference.load(VECTORS / name)
    generator = reference_generators.Generator(model, rows=120, unique=unique)
    assert len(set(generator.values("3", 0, 120))) == 120


@pytest.mark.parametrize("name", sorted({case["model"] for case in TEXTS}))
def test_reference_gives_the_texts(name):
    model = reference.load(VECTORS / name)
    for case in [case for case in TEXTS if case["model"] == name][::2]:
        if name == "hybrid.phony" and "max_words" in case["options"]:
            continue  # the product takes the reference many seconds
        options = {option: int(value) if value.isdigit() else value
                   for option, value in options_of(case).items()}
        text, key = make_text(model, options), reference.key_from_seed(case["seed"], case["path"])
        values = [text.value(key, int(case["first"]) + i).decode() for i in range(len(case["values"]))]
        assert (model.digest.hex(), values) == (case["digest"], case["values"]), case["options"]


@needs_program
@pytest.mark.parametrize(
    "options, words",
    [
        ({"sentences": (2, 4), "paragraphs": 2}, ["--sentences", "2-4", "--paragraphs", "2"]),
        ({"words": (3, 5), "sentences": (2, 2)}, ["--words", "3-5", "--sentences", "2"]),
        ({"acrostic": "t b"}, ["--acrostic", "t b"]),
    ],
)
def test_program_and_reference_agree_on_text(options, words):
    assert_text(VECTORS / "word.phony", options, words)


@needs_program
@pytest.mark.parametrize("ends", ["..?.!.", "...x", "\u2026\u3002.\u2026"])
def test_program_and_reference_agree_on_the_ends_of_sentences(tmp_path, ends):
    """All in marks; one in four in none; marks beyond ASCII."""
    words = ["the mill by the river", "a dog past the stove", "the river", "noon by the old mill"]
    lines = [word + end for word, end in zip(words * 2, ends)]
    (tmp_path / "list.txt").write_text("\n".join(lines) + "\n")
    subprocess.run([PROGRAM, "train", tmp_path / "list.txt", "-o", tmp_path / "m.phony", "--mode", "word",
                    "-n", "2", "-q"], check=True)
    assert_text(tmp_path / "m.phony", {"sentences": (3, 3)}, ["--sentences", "3"])


def assert_text(path, options, words):
    text = reference_generators.Text(reference.load(path), **options)
    for first in (0, 10**12, 2**64 - 5):
        done = subprocess.run(
            [PROGRAM, "generate", path, "--seed", "5", "--first", str(first), "--count", "5",
             "--format", "json", "-q", *words],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
        assert done.returncode == 0, done.stderr.decode()
        key = reference.key_from_seed("5")
        assert json.loads(done.stdout) == [text.value(key, first + i).decode() for i in range(5)]
