"""phony train --min-support, --epsilon; phony stats --privacy."""

import pytest


@pytest.fixture
def names(tmp_path):
    path = tmp_path / "names.txt"
    common = ["anna", "hanna", "nanna", "annan", "hannan"]
    path.write_text("".join(f"{common[i % 5]}{'abcdefgh'[i % 8]}\n" for i in range(2000)) + "quxywort\n")
    return path


def train(phony, names, path, *options):
    phony.ok("train", names, "-n", "3", "-q", "-o", path, *options)
    return path


def test_min_support_leaves_out_what_one_value_holds(phony, names, tmp_path):
    whole = train(phony, names, tmp_path / "whole.phony")
    kept = train(phony, names, tmp_path / "kept.phony", "--min-support", "2")
    assert phony.ok("info", whole, "--json").json["tokens"] == 9 + 8
    assert phony.ok("info", kept, "--json").json["tokens"] == 8 + 1
    words = ["--privacy", "--support", "2", "--sample", "100", "--training", names, "--json"]
    report = phony.ok("stats", kept, *words).json["privacy"]
    assert all(order["rare"] == 0 for order in report["orders"]) and report["fragments"] == 0
    report = phony.ok("stats", whole, *words).json["privacy"]
    assert report["orders"][0]["rare"] == 8 and report["fragments"] == 1


def test_epsilon_never_shows_what_one_value_alone_has(phony, names, tmp_path):
    model = train(phony, names, tmp_path / "m.phony", "--epsilon", "2", "--max-tokens", "8")
    values = phony.ok("generate", model, "-n", "2000", "--seed", "1", "-q").out
    assert values.count("\n") == 2000
    assert not set("quxywort") & set(values)


def test_the_report_shows_fragments_only_when_asked(phony, names, tmp_path):
    model = train(phony, names, tmp_path / "m.phony")
    words = ["stats", model, "--privacy", "--sample", "100"]
    plain = phony.ok(*words, "--training", names).out
    assert "Privacy" in plain and "8 at most" in plain and "quxywort" not in plain
    assert "quxywort" in phony.ok(*words, "--training", names, "--show-fragments").out
    report = phony.ok(*words, "--json").json["privacy"]
    assert report["from"] == "counts" and "longest" not in report
    assert phony.ok(*words, "--json", "--show-fragments").json["privacy"]["longest"] == ["quxywort"]
    assert phony.ok("stats", model, "--sample", "100", "--json").json["privacy"] is None


@pytest.mark.parametrize(
    "options, message, code",
    [
        (["--epsilon", "1", "--exclude-originals"], "epsilon does not go with exclude_originals", 2),
        (["--epsilon", "1", "--min-support", "3"], "epsilon does not go with min_support", 2),
        (["--epsilon", "1", "--weights", "log"], "epsilon does not go with weights", 2),
        (["--epsilon", "1", "--mode", "hybrid"], "hybrid mode without a vocabulary", 2),
        (["--epsilon", "zero"], "--epsilon: 'zero' is not a number above 0", 2),
        (["--epsilon", "-1"], "--epsilon: '-1' is not a number above 0", 2),
        (["--epsilon", "nan"], "--epsilon: 'nan' is not a number above 0", 2),
        (["--epsilon", "1000"], "epsilon must be above 0, at most 100", 2),
        (["--epsilon", "1", "--delta", "1"], "delta must be above 0, at most 0.1", 2),
        (["--delta", "1e-7"], "--delta goes with --epsilon", 2),
        (["--max-tokens", "9"], "--max-tokens goes with --epsilon", 2),
        (["--min-support", "5000"], "nothing is left", 1),
        (["--epsilon", "0.001"], "nothing is left", 1),
    ],
)
def test_bad_private_options(phony, names, tmp_path, options, message, code):
    model = tmp_path / "m.phony"
    assert message in phony.fails("train", names, "-q", "-o", model, *options, code=code)
    assert not model.exists()


@pytest.mark.parametrize("options", [["--show-fragments"], ["--support", "3"]])
def test_options_of_the_report_want_it(phony, names, tmp_path, options):
    model = train(phony, names, tmp_path / "m.phony")
    line = phony.fails("stats", model, *options, code=2)
    assert line == f"phony stats: {options[0]} goes with --privacy"


def test_what_was_left_out_of_a_shard_is_not_merged(phony, names, tmp_path):
    model = train(phony, names, tmp_path / "m.phony", "--min-support", "2")
    assert "prun" in phony.fails("merge", model, model, "-o", tmp_path / "sum.phony")
