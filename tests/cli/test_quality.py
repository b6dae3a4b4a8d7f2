"""./dev quality: the figures by hand, and a run over a small folder of lists."""

import importlib
import itertools
import json
import math
import os
import re
import signal
import subprocess
import sys
import time

import pytest

from conftest import NAMES, PROGRAM, ROOT, unpack

QUALITY = ROOT / "scripts" / "quality"


@pytest.fixture
def part(monkeypatch):
    """Loads one of the modules, which lie in a folder that is run as a program."""
    monkeypatch.syspath_prepend(str(QUALITY))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    return importlib.import_module


def run(*words, cwd=None, **environment):
    environment = os.environ | {"PHONY": str(PROGRAM)} | environment
    return subprocess.run(
        [sys.executable, "-B", QUALITY, *map(str, words)],
        capture_output=True,
        check=False,
        cwd=cwd,
        env=environment,
        text=True,
        timeout=300,
    )


def fill(folder):
    """Lists of two models, of which one is also studied: words of syllables, weighted and not."""
    (folder / "tr_TR").mkdir(parents=True)
    rows = [f"{name},{1 + i * i % 97}" for i, name in enumerate(NAMES)]
    (folder / "tr_TR" / "first_names_female.csv").write_text("\n".join(["value,count", *rows]) + "\n")
    heads, tails = ["Ak", "Kara", "Öz", "Yıl", "Er"], ["oğlu", "taş", "demir", "su", "maz", "kaya"]
    last = map("".join, itertools.product(heads, ["", "bey", "çam", "gül"], tails))
    (folder / "tr_TR" / "last_names.txt").write_text("\n".join(last) + "\n")
    return folder


@pytest.fixture(scope="module")
def measured(program, tmp_path_factory):
    folder = fill(tmp_path_factory.mktemp("quality") / "lists")
    figures = folder.parent / "figures.json"
    done = run(folder, "--folds", 2, "--generate", 200, "--values", 200, "--jobs", 2, "--json", figures)
    assert done.returncode == 0, done.stderr
    return done, json.loads(figures.read_text())


# ---- A run -----------------------------------------------------------------------------------------


def test_phony_foresees_more_than_plain_ngrams(measured):
    results = measured[1]["quality"]
    assert set(results) == {"tr_TR/first_names_female", "tr_TR/last_names"}
    for result in results.values():
        by = result["methods"]
        shares = [by[method]["possible"] for method in ("phony", "ml2", "ml3", "ml4")]
        assert 1 >= shares[0] >= shares[1] >= shares[2] >= shares[3] > 0
        assert all(by["phony"]["bits_all"] < by[f"ml{order}"]["bits_all"] for order in (2, 3, 4))
        assert by["phony"]["bits"] <= by["phony"]["bits_all"] + 1e-9


def test_longer_plain_ngrams_copy_more(measured):
    for result in measured[1]["quality"].values():
        by = result["methods"]
        assert by["ml2"]["copies"] < by["ml4"]["copies"]
        assert by["ml2"]["novelty"] > by["ml4"]["novelty"]


def test_a_sample_of_the_list_is_all_copies_and_alike(measured):
    for result in measured[1]["quality"].values():
        sample, others = result["methods"]["list"], result["methods"]
        assert (sample["copies"], sample["novelty"]) == (1, 0)
        assert sample["length"] < others["ml2"]["length"]
        assert all(0 < figures["pairs"] < 1 for figures in others.values())


def test_the_graph_of_the_study_foresees_as_the_program_does(measured):
    """Two implementations of the smoothing, one in Python and one in C."""
    results = measured[1]
    program = results["orders"]["tr_TR/last_names"]["orders"]["5"]
    ours = results["smoothing"]["tr_TR/last_names"]["methods"]["KN 3/4, pairs 1/4"]
    assert ours["bits"] == pytest.approx(program["bits"], abs=1e-4)
    assert ours["possible"] == pytest.approx(program["possible"])


def test_the_output_is_tables_and_progress_goes_elsewhere(measured):
    done = measured[0]
    assert re.search(r"^tr_TR/last_names +Phony +\d\.\d{3} ", done.stdout, flags=re.M)
    assert len(re.findall(r"^ +ML [234] ", done.stdout, flags=re.M)) == 3 * 3
    assert "mean of 2" in done.stdout and "Fewest bits, of 2 models: Phony for 2" in done.stdout
    assert "4/4" in done.stderr and "4/4" not in done.stdout


def test_a_run_can_be_repeated_and_cut_to_a_pattern(program, tmp_path):
    folder = fill(tmp_path / "lists")
    before = sorted(tmp_path.rglob("*"))
    words = (folder, "--folds", 2, "--generate", 50, "--lists", "*/first*", "--format", "markdown")
    homes = {name: str(tmp_path) for name in ("HOME", "XDG_CACHE_HOME", "TMPDIR", "PHONY_CACHE")}
    one, other = run(*words, **homes), run(*words, "--jobs", 1, **homes)
    assert one.returncode == 0, one.stderr
    assert sorted(tmp_path.rglob("*")) == before
    assert one.stdout == other.stdout
    assert "| tr_TR/first_names_female | 432 |" in one.stdout
    assert "last_names" not in one.stdout


# ---- What goes wrong -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words, said",
    [
        ((), "LISTS"),
        (("none",), "there is no folder none"),
        ((".",), "has none of the lists wanted, such as tr_TR/first_names_male.csv"),
        (("lists", "--lists", "xx_XX/*"), "no model of models/models.tsv matches 'xx_XX/*'"),
        (("lists", "--folds", "1"), "no whole number from 2"),
        (("lists", "--generate", "0"), "no whole number from 1"),
        (("lists", "--update", "--lists", "tr_TR/*"), "--update is for all lists"),
        (("lists", "--update"), "--update needs all lists"),
        (("lists", "--json", "none/figures.json"), "there is no folder"),
    ],
)
def test_bad_arguments(program, tmp_path, words, said):
    fill(tmp_path / "lists")
    done = run(*words, cwd=tmp_path)
    assert done.returncode == 2 and said in done.stderr, done.stderr
    assert done.stdout == "" and "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "content, said",
    [
        (b"Kaya\n", "1 values are too few for 2 folds"),
        (b"", "0 values are too few for 2 folds"),
        (b"Kaya\nT\xfcrk\nDemir\n", "codec can't decode"),
    ],
)
def test_bad_lists(program, tmp_path, content, said):
    (tmp_path / "lists" / "tr_TR").mkdir(parents=True)
    (tmp_path / "lists" / "tr_TR" / "last_names.txt").write_bytes(content)
    done = run(tmp_path / "lists", "--folds", 2, "--lists", "*/last*")
    assert done.returncode == 1 and said in done.stderr, done.stderr
    assert "tr_TR/last_names" in done.stderr and "Traceback" not in done.stderr


def test_a_program_that_is_not_there_or_fails(tmp_path):
    folder = fill(tmp_path / "lists")
    done = run(folder, PHONY=str(tmp_path / "phony"))
    assert done.returncode == 1 and "is no program that can be run" in done.stderr
    done = run(folder, PHONY="false")
    assert done.returncode == 1 and "phony train failed" in done.stderr
    assert "Traceback" not in done.stderr


def wait_for(condition):
    for _ in range(600):
        if condition():
            return
        time.sleep(0.1)
    pytest.fail("it did not happen within a minute")


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_leaves_nothing_behind(program, tmp_path, how):
    folder, temporary = fill(tmp_path / "lists"), tmp_path / "temporary"
    temporary.mkdir()
    environment = os.environ | {"PHONY": str(program), "TMPDIR": str(temporary)}
    child = subprocess.Popen(
        [sys.executable, "-B", QUALITY, folder, "--generate", "1000000", "--jobs", "2"],
        env=environment,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    wait_for(lambda: list(temporary.glob("*/*/part0.csv")))
    child.send_signal(how)
    err = child.communicate(timeout=60)[1].decode()
    assert child.returncode == 130 and "Traceback" not in err, err
    assert list(temporary.iterdir()) == []


# ---- The figures by hand -----------------------------------------------------------------------------


def test_plain_ngrams_are_shares_of_counts(part):
    plain = part("plain")
    windows = plain.count_windows(["ab", "ac"], [2, 1])
    two = plain.Plain(2, windows)
    assert two.bits("ab") == pytest.approx(math.log2(3 / 2))
    assert two.bits("ac") == pytest.approx(math.log2(3))
    assert two.bits("a") is None and two.bits("b") is None and two.bits("abz") is None
    assert plain.Plain(4, plain.count_windows(["aab"], [1])).bits("aab") == 0


def test_training_is_all_folds_but_one(part):
    plain = part("plain")

    class Values:
        letters, weights, folds = ["ab", "ab", "cd"], [1, 2, 5], [0, 1, 1]

        @classmethod
        def where(cls, wanted):
            return [i for i, fold in enumerate(cls.folds) if wanted(fold)]

    windows = plain.Windows(Values, 2)
    assert windows.without(1) == plain.count_windows(["ab"], [1])
    assert windows.without(0) == plain.count_windows(["ab", "cd"], [2, 5])


def test_distances(part):
    figures = part("figures")
    assert figures.earth_mover({2: 0.5, 4: 0.5}, {2: 0.5, 4: 0.5}) == 0
    assert figures.earth_mover({1: 1.0}, {4: 1.0}) == 3
    assert figures.earth_mover({4: 1.0}, {1: 0.5, 4: 0.5}) == 1.5
    assert figures.divergence({"a": 1.0}, {"a": 1.0}) == 0
    assert figures.divergence({"a": 1.0}, {"b": 1.0}) == 1
    assert 0 < figures.divergence({"a": 1.0}, {"a": 0.5, "b": 0.5}) < 1


def test_an_impossible_value_is_charged_letter_by_letter(part):
    found = part("figures").Foresight()
    found.add("abc", 6.0)
    assert found.figures(16) == {"possible": 1.0, "bits": 1.5, "bits_all": 1.5}
    found.add("xyz", None)
    # 6 bits, a bit each to say which, 4 symbols of 4 bits; over 8 symbols.
    assert found.figures(16) == {"possible": 0.5, "bits": 1.5, "bits_all": (6 + 2 + 16) / 8}


def test_a_smoothed_graph_adds_up_to_one(part):
    """Over all texts of one letter, up to a length at which next to nothing is left."""
    graph = part("graph")
    for how in graph.SMOOTHINGS:
        made = graph.Graph(graph.Ngrams(["a", "aa"], 3), how)
        total = sum(2 ** -made.bits("a" * length) for length in range(1, 60))
        assert total == pytest.approx(1, abs=1e-3), how.name


def test_weights_are_those_of_the_program(phony, part):
    counts = [0, 1, 2, 3, 4, 15, 16, 1000, 2**31]
    rows = [f"a{i},{count}" for i, count in enumerate(counts)]
    phony.write("list.csv", "\n".join(["v,w", *rows]) + "\n")
    for name, weight in part("lists").WEIGHTS.items():
        phony.ok("train", "list.csv", "-o", "m.phony", "--weight-column", "w", "--weights", name)
        assert unpack(phony.folder / "m.phony")["weight"] == sum(weight(c) for c in counts if c), name


def test_letters_are_the_tokens_of_the_program(phony, part):
    texts = ["Ana", "g\u0308o", "e\u0301te", "\U0001f468\u200d\U0001f469x", "\u0928\u093f\u0915"]
    phony.write("list.txt", "\n".join(texts) + "\n")
    phony.ok("train", "list.txt", "-o", "m.phony")
    lists = part("lists")
    letters = lists.Letters()
    found = set().union(*(letters.of(lists.tidy(text)) for text in texts))
    clusters = {private: cluster for cluster, private in letters.private.items()}
    tokens = set(unpack(phony.folder / "m.phony")["tokens"]) - {""}
    assert {clusters.get(letter, letter) for letter in found} == tokens


def test_pairs_with_the_same_following_part_are_held_out_together(part):
    lists = part("lists")
    words = {"María", "Carmen", "Luz"}
    assert lists.following_part("María Carmen Vega", words) == "Vega"
    assert lists.following_part("Luz De La Vega", words) == "De La Vega"
    assert lists.following_part("María Luz", words) == "Luz"


# ---- models/README.md --------------------------------------------------------------------------------


def test_tables_are_renewed_between_their_markers(tmp_path, part):
    tables = part("tables")
    path = tmp_path / "README.md"
    path.write_text("head\n<!-- a -->\nold\nolder\n<!-- /a -->\ntail\n")
    tables.renew(path, {"a": ["new"]})
    assert path.read_text() == "head\n<!-- a -->\nnew\n<!-- /a -->\ntail\n"
    with pytest.raises(part("problem").Problem, match="<!-- b -->"):
        tables.renew(path, {"a": ["newer"], "b": ["new"]})
    assert "newer" not in path.read_text() and [p.name for p in tmp_path.iterdir()] == ["README.md"]


def test_hundred_and_nothing_are_exact(part):
    percent = part("tables").percent
    assert [percent(x) for x in (0, 1e-9, 0.12345, 0.99999, 1)] == ["0", "0.01", "12.3", "99.99", "100"]


def test_the_readme_has_every_model(part):
    text = (ROOT / "models" / "README.md").read_text()
    table = text.split("<!-- quality -->\n")[1].split("<!-- /quality -->")[0]
    told = re.findall(r"^\| (\w+/\w+) \|", table, flags=re.M)
    assert told == [row.model for row in part("lists").read_table()]
