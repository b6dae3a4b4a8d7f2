"""phony info, validate, merge, models: what is said of models."""

import json
import os
import random
import shutil

import pytest

from conftest import NAMES, unpack

INFO_KEYS = [
    "path", "file_bytes", "name", "locale", "source", "license", "trainer", "digest", "created",
    "format_version", "mode", "order", "exclude_originals", "values", "weight", "min_count",
    "tokens", "ngrams", "ngrams_per_order", "memory_bytes",
]


def test_info_for_people(phony, model):
    out = phony.ok("info", model).out
    for said in ("Names", "tr_TR", "made up", "MIT", "char, order 3", str(len(NAMES))):
        assert said in out


def test_info_for_programs(phony, model):
    info = phony.ok("info", model, "--json").json
    assert list(info) == INFO_KEYS
    assert info["path"] == str(model)
    assert info["file_bytes"] == model.stat().st_size
    assert info["ngrams"] == sum(info["ngrams_per_order"])
    assert info["order"] == len(info["ngrams_per_order"]) == 3
    assert info["exclude_originals"] is False
    assert info["digest"] == unpack(model)["digest"]


def test_tokens(phony, model):
    lines = phony.ok("info", model, "--tokens").lines
    assert lines == sorted(set("".join(NAMES)))
    assert phony.ok("info", model, "--tokens", "--json").json == lines


def test_info_of_many_tokens_into_a_closed_pipe(phony, model):
    read, write = os.pipe()
    os.close(read)
    result = phony("info", model, "--tokens", stdout=write)
    os.close(write)
    assert result.code == 0 and result.err == ""


def test_info_onto_a_full_disk(phony, model):
    with open("/dev/full", "wb") as full:
        line = phony.fails("info", model, stdout=full)
    assert line == "phony: cannot write standard output: No space left on device"


def test_validate(phony, trained):
    phony.write("broken.phony", "nonsense")
    good = str(trained / "names.phony")
    result = phony.ok("validate", good, trained / "novel.phony")
    assert result.lines[0] == f"{good}: ok" and len(result.lines) == 2
    result = phony("validate", good, "broken.phony", "none.phony")
    assert result.code == 1
    assert result.lines[0] == f"{good}: ok"
    assert result.lines[1].startswith("broken.phony:")
    assert "none.phony" in result.lines[2]
    report = phony("validate", good, "broken.phony", "none.phony", "--json")
    assert report.code == 1
    assert [entry["ok"] for entry in report.json] == [True, False, False]
    assert [entry["model"] for entry in report.json] == [good, "broken.phony", "none.phony"]
    assert report.json[0]["error"] is None and report.json[1]["error"]
    assert report.json[2]["status"] == "not found"


def test_shards_add_up_to_the_whole(phony):
    shuffled = NAMES * 2
    random.Random(1).shuffle(shuffled)
    phony.write("all.txt", "\n".join(shuffled))
    phony.ok("train", "all.txt", "-o", "all.phony")
    shards = []
    for i in range(3):
        phony.write(f"{i}.txt", "\n".join(shuffled[i::3]))
        phony.ok("train", f"{i}.txt", "-o", f"{i}.phony")
        shards.append(f"{i}.phony")
    result = phony.ok("merge", *shards, "-o", "sum.phony")
    assert "3 models" in result.err
    want = (phony.folder / "all.phony").read_bytes()
    assert (phony.folder / "sum.phony").read_bytes() == want
    assert phony.ok("merge", *reversed(shards), "-o", "-", "-q").raw == want
    assert phony.ok("merge", *shards, "-o", "sum.phony", "--quiet").err == ""


def test_merging_records_what_is_asked(phony, model):
    words = ["--name", "Sum", "--min-count", "2", "--timestamp=5", "--source", "S"]
    phony.ok("merge", model, model, "-o", "sum.phony", *words)
    info = phony.ok("info", "sum.phony", "--json").json
    assert [info[k] for k in ("name", "source", "min_count", "created")] == ["Sum", "S", 2, 5]
    assert info["locale"] == "tr_TR" and info["license"] == "MIT"


def test_models_that_do_not_match_are_refused(phony, trained, model):
    phony.ok("train", trained / "names.txt", "-o", "two.phony", "--n", "2")
    assert "order" in phony.fails("merge", model, "two.phony", "-o", "sum.phony")
    assert "none.phony" in phony.fails("merge", model, "none.phony", "-o", "sum.phony")
    assert not (phony.folder / "sum.phony").exists()


@pytest.fixture
def library(phony, trained):
    """Folders of models as PHONY_MODELS names them."""
    first, second = phony.folder / "first", phony.folder / "second"
    for path in (first / "xx_XX", second / "xx_XX", second / "yy_YY"):
        path.mkdir(parents=True)
    shutil.copy(trained / "names.phony", first / "xx_XX" / "names.phony")
    shutil.copy(trained / "novel.phony", second / "xx_XX" / "names.phony")
    shutil.copy(trained / "novel.phony", second / "yy_YY" / "towns.phony")
    (second / "yy_YY" / "torn.phony").write_bytes(b"torn")
    return {"PHONY_MODELS": f"{first}:{second}"}


def test_models_by_name(phony, model, library):
    names = phony.ok("models", "--names", env=library).lines
    assert [name for name in names if name[:2] in ("xx", "yy")] == [
        "xx_XX/names", "yy_YY/torn", "yy_YY/towns",
    ]
    want = phony.ok("generate", model, "--seed=s").out
    assert phony.ok("generate", "xx_XX/names", "--seed=s", env=library).out == want
    info = phony.ok("info", "xx_XX/names", "--json", env=library).json
    assert info["path"] == str(phony.folder / "first" / "xx_XX" / "names.phony")
    line = phony.fails("generate", "xx_XX/nams", env=library)
    assert "xx_XX/names" in line
    assert "'../x'" in phony.fails("generate", "../x", env=library)


def test_a_file_beside_us_needs_no_ending(phony, model):
    shutil.copy(model, phony.folder / "model.gz")
    assert phony.ok("info", "model.gz", "--json").json["digest"] == unpack(model)["digest"]
    assert phony.ok("validate", "model.gz").out == "model.gz: ok\n"


def test_models_are_listed(phony, library):
    out = phony.ok("models", "yy_YY", env=library).lines
    assert out[0].split() == ["name", "order", "mode", "n-grams", "licence", "source"]
    assert out[1].startswith("yy_YY/torn  ") and "broken: " in out[1]
    assert out[2].split()[:3] == ["yy_YY/towns", "3", "char"]
    every = phony.ok("models", env=library).lines
    assert "" in every and any("made up" in line and "MIT" in line for line in every)
    listed = phony.ok("models", "xx_XX", "--json", env=library).json
    assert [entry["model"] for entry in listed] == ["xx_XX/names"]
    assert listed[0]["license"] == "MIT" and listed[0]["path"].endswith("xx_XX/names.phony")
    torn = phony.ok("models", "yy_YY", "--json", env=library).json[0]
    assert torn["error"] and "order" not in torn


def test_no_models(phony):
    assert "no models found of none" in phony.fails("models", "none")
    assert phony.ok("models", "none", "--json").json == []


def test_what_a_hostile_model_says_is_made_harmless(phony, trained):
    phony.ok("train", trained / "names.txt", "-o", "bad.phony", "--name", "a\033[2Jb\tc\u202e")
    out = phony.ok("info", "bad.phony").out
    assert "\033" not in out and "\u202e" not in out and "a?[2Jb?c?" in out
    assert phony.ok("info", "bad.phony", "--json").json["name"] == "a\033[2Jb\tc\u202e"
    assert json.dumps(phony.ok("info", "bad.phony", "--json").json)
