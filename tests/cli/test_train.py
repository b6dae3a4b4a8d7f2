"""phony train: formats, options, determinism, what it says."""

import gzip
import json
import os
import signal
import subprocess
import time

import pytest
from conftest import NAMES, open_terminal, unpack

LIST = "\n".join(NAMES) + "\n"


def trained_bytes(phony, *words, **options):
    phony.ok("train", *words, "-o", "out.phony", "--quiet", **options)
    return (phony.folder / "out.phony").read_bytes()


def test_every_format_gives_the_same_model(phony):
    csv = "id,name\r\n" + "".join(f'{i},"{name}"\r\n' for i, name in enumerate(NAMES))
    objects = [{"who": {"name": name}} for name in NAMES]
    forms = {
        "a.txt": (LIST, []),
        "b.txt.gz": (gzip.compress(LIST.encode()), []),
        "c.csv": (csv, ["--column", "name"]),
        "d.csv": (csv.replace(",", ";"), ["--column", "2", "--delimiter", ";"]),
        "e.tsv": ("\n".join(f"x\t{name}" for name in NAMES), ["--no-header", "--column", "2"]),
        "f.json": (json.dumps(NAMES), []),
        "g.json": (json.dumps(objects, ensure_ascii=False), ["--column", "/who/name"]),
        "h.ndjson": ("\n".join(json.dumps({"n": n}) for n in NAMES), ["--column", "n"]),
        "i.dat": (csv.replace(",", "\t"), ["--format=csv", "--delimiter=tab", "--column=name"]),
        "j.txt": ("\ufeff" + LIST.replace("\n", "\r\n"), []),
    }
    want = None
    for name, (content, words) in forms.items():
        phony.write(name, content)
        got = trained_bytes(phony, name, *words)
        want = want or got
        assert got == want, name


def test_standard_input_and_output(phony):
    phony.write("names.txt", LIST)
    want = trained_bytes(phony, "names.txt")
    assert trained_bytes(phony, "-", stdin=LIST) == want
    assert trained_bytes(phony, "-", stdin=gzip.compress(LIST.encode())) == want
    assert phony.ok("train", "names.txt", "-o", "-").raw == want
    half = len(NAMES) // 2
    phony.write("first.txt", "\n".join(NAMES[:half]))
    phony.write("second.txt", "\n".join(NAMES[half:]))
    assert trained_bytes(phony, "first.txt", "second.txt") == want


def test_a_model_is_not_written_to_a_terminal(phony):
    phony.write("names.txt", LIST)
    main, side = open_terminal()
    line = phony.fails("train", "names.txt", "-o", "-", stdout=side)
    assert "not for a terminal" in line


def test_the_same_input_gives_the_same_bytes(phony):
    phony.write("names.txt", LIST)
    want = trained_bytes(phony, "names.txt")
    assert trained_bytes(phony, "names.txt", "--threads", "3") == want
    assert trained_bytes(phony, "names.txt", "--threads", "0") == want


def test_time_stamps(phony):
    phony.write("names.txt", LIST)
    trained_bytes(phony, "names.txt")
    assert phony.ok("info", "out.phony", "--json").json["created"] is None
    trained_bytes(phony, "names.txt", "--timestamp=86400")
    assert phony.ok("info", "out.phony", "--json").json["created"] == 86400
    assert "1970-01-02" in phony.ok("info", "out.phony").out
    epoch = {"SOURCE_DATE_EPOCH": "1000000000"}
    for words, want in (([], 10**9), (["--timestamp"], 10**9), (["--timestamp=7"], 7)):
        trained_bytes(phony, "names.txt", *words, env=epoch)
        assert phony.ok("info", "out.phony", "--json").json["created"] == want
    trained_bytes(phony, "names.txt", "--timestamp")
    assert phony.ok("info", "out.phony", "--json").json["created"] > 1_600_000_000
    bad = {"SOURCE_DATE_EPOCH": "yesterday"}
    line = phony.fails("train", "names.txt", "-o", "x.phony", code=2, env=bad)
    assert "SOURCE_DATE_EPOCH" in line


def test_what_is_recorded(phony):
    phony.write("names.txt", LIST)
    trained_bytes(phony, "names.txt", "--name", "N", "--locale", "tr_TR", "--source", "S",
                  "--license", "L", "--n", "2", "--min-count", "2")
    info = phony.ok("info", "out.phony", "--json").json
    texts = [info[key] for key in ("name", "locale", "source", "license", "order", "min_count")]
    assert texts == ["N", "tr_TR", "S", "L", 2, 2]
    assert info["values"] == len(NAMES)


def test_the_summary(phony):
    phony.write("names.txt", LIST + "   \nab\n!?\n")
    result = phony.ok("train", "names.txt", "-o", "out.phony", "--min-length", "3", "--no-symbols")
    assert result.out == ""
    assert "skipped" in result.err and "out.phony" in result.err
    assert "\033" not in result.err and "\r" not in result.err
    result = phony.ok("train", "names.txt", "-o", "out.phony", "--min-length", "3", "--json")
    assert result.json["values"] == len([name for name in NAMES if len(name) > 2])
    assert result.json["skipped"]["too_short"] == 2 + len([n for n in NAMES if len(n) < 3])
    assert result.json["file_bytes"] == (phony.folder / "out.phony").stat().st_size
    assert result.err == ""
    quiet = phony.ok("train", "names.txt", "-o", "out.phony", "--quiet")
    assert quiet.err == "" and quiet.out == ""


def test_filters_and_case(phony):
    phony.write("mixed.txt", "Istanbul\nIzmir 1\n(brackets)\nIğdır\n" * 3)
    phony.ok("train", "mixed.txt", "-o", "out.phony", "--letters-only", "--case", "lower",
             "--locale", "tr_TR")
    tokens = phony.ok("info", "out.phony", "--tokens").lines
    assert "ı" in tokens and "1" not in tokens and "(" not in tokens and "I" not in tokens


def test_weights(phony):
    phony.write("w.csv", "name,count\nalpha,100\nbeta,1\ngamma,0\n")
    weight = {}
    for kind in ("count", "sqrt", "log", "once"):
        words = ["w.csv", "-o", "out.phony", "--weight-column", "count", "--weights", kind]
        summary = phony.ok("train", *words, "--json").json
        assert summary["values"] == 2
        weight[kind] = summary["weight"]
    assert weight == {"count": 101, "sqrt": 11, "log": 8, "once": 2}


def test_words_hybrid_and_vocabularies(phony):
    phony.write("firms.txt", "".join(f"{name} Handels GmbH\n" for name in NAMES))
    phony.write("words.txt", "GmbH\nHandels\n")
    phony.ok("train", "firms.txt", "-o", "w.phony", "--mode", "word")
    assert "GmbH" in phony.ok("info", "w.phony", "--tokens").lines
    phony.ok("train", "firms.txt", "-o", "h.phony", "--mode", "hybrid")
    assert "GmbH" in phony.ok("info", "h.phony", "--tokens", "--json").json
    words = ["--mode", "hybrid", "--vocabulary", "words.txt"]
    phony.ok("train", "firms.txt", "-o", "v.phony", *words)
    assert "GmbH" in phony.ok("info", "v.phony", "--tokens").lines
    line = phony.fails("train", "firms.txt", "-o", "x.phony", "--mode=word", "--vocabulary=none")
    assert "none" in line


def test_sentences(phony):
    phony.write("text.txt", "One two three. Four five! Six; seven\n" * 5)
    words = ["train", "text.txt", "-o", "out.phony", "--mode", "word", "--json"]
    assert phony.ok(*words).json["values"] == 5
    assert phony.ok(*words, "--sentences").json["values"] == 15
    assert phony.ok(*words, "--sentences=;").json["values"] == 10


def test_originals_never_come_out(phony, trained):
    out = phony.ok("generate", trained / "novel.phony", "--count", "3000", "--seed", "1").lines
    assert len(out) == 3000
    assert not set(out) & set(NAMES)
    other = phony.folder / "salted.phony"
    phony.ok("train", trained / "names.txt", "-o", other, "--exclude-originals", "--salt", "pepper")
    assert unpack(other)["digest"] != unpack(trained / "novel.phony")["digest"]


def test_names_that_begin_with_a_dash(phony):
    phony.write("-list", LIST)
    phony.ok("train", "-o", "out.phony", "--", "-list")
    phony.ok("train", "-oout.phony", "./-list")


@pytest.mark.parametrize("target", ["out.phony", "link.phony"])
def test_an_old_file_is_replaced(phony, target):
    phony.write("names.txt", LIST)
    phony.write("out.phony", "old")
    (phony.folder / "link.phony").symlink_to("out.phony")
    phony.ok("train", "names.txt", "-o", target)
    phony.ok("validate", target)
    left = {path.name for path in phony.folder.iterdir()}
    assert left == {"names.txt", "out.phony", "link.phony"}


def test_an_interrupted_training_leaves_nothing(phony):
    running = phony.start("train", "-", "-o", "out.phony", stdin=subprocess.PIPE)
    running.stdin.write(LIST.encode())
    running.stdin.flush()
    time.sleep(0.5)
    running.send_signal(signal.SIGINT)
    assert running.wait(10) == -signal.SIGINT
    running.stdin.close()
    assert list(phony.folder.iterdir()) == []


def test_values_shorter_than_the_order(phony):
    """A model of such values used to be written without its highest orders, and was unreadable."""
    phony.write("short.txt", "a\nb\nab\n")
    for order in range(1, 9):
        phony.ok("train", "short.txt", "-o", "out.phony", "-q", "--n", order)
        phony.ok("validate", "out.phony")
        assert set("".join(phony.ok("generate", "out.phony", "-q").lines)) <= set("ab")


def test_a_named_weight_column_counts(phony):
    """It used to be read and then passed over, since every value counts once by default."""
    phony.write("weighted.csv", "value,count\nanna,1000\nbob,1\n")
    options = ("--weight-column", "count", "-q")
    for weights, total in (((), 11), (("--weights", "once"), 2), (("--weights", "count"), 1001)):
        phony.ok("train", "weighted.csv", "-o", "out.phony", *options, *weights)
        assert phony.ok("info", "out.phony", "--json").json["weight"] == total


def test_a_model_goes_into_a_pipe_once(phony):
    """The check before training used to open and close the pipe, so that its reader saw the end."""
    phony.write("names.txt", LIST)
    os.mkfifo(phony.folder / "pipe")
    with open(phony.folder / "got.phony", "wb") as got:
        reader = subprocess.Popen(["cat", "pipe"], cwd=phony.folder, stdout=got)
        phony.ok("train", "names.txt", "-o", "pipe", "-q")
        assert reader.wait(10) == 0
    phony.ok("validate", "got.phony")
