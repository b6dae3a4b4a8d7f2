"""phony generate: determinism, formats, where the values go."""

import csv
import io
import json
import pathlib
import os
import re
import signal
import subprocess
import time

import pytest
from conftest import open_terminal

from conftest import NAMES


def values(phony, model, *words, **options):
    return phony.ok("generate", model, "--seed", "s", *words, **options).lines


def test_ten_values_by_default(phony, model):
    assert len(phony.ok("generate", model).lines) == 10


def test_a_random_seed_is_reported_and_repeats_the_run(phony, model):
    first = phony.ok("generate", model, "--count", "50")
    seed = re.fullmatch(r"seed: (\d+)\n", first.err)[1]
    again = phony.ok("generate", model, "--count", "50", "--seed", seed)
    assert again.out == first.out and again.err == ""
    assert phony.ok("generate", model, "--count", "50").out != first.out
    assert phony.ok("generate", model, "--quiet").err == ""
    assert phony.ok("generate", model, "--format", "json").err.startswith("seed: ")


def test_any_text_is_a_seed(phony, model):
    seeds = ["", "0", "00", "hello", "-5", "1e9", "ğüş", " ", "x" * 10000]
    runs = {seed: phony.ok("generate", model, f"--seed={seed}").out for seed in seeds}
    assert len(set(runs.values())) == len(seeds)
    assert phony.ok("generate", model, "--seed", "-5").out == runs["-5"]


def test_count_nothing(phony, model):
    assert values(phony, model, "--count", "0") == []
    assert phony.ok("generate", model, "--count=0", "--format=json").json == []
    assert phony.ok("generate", model, "--count=0", "--format=ndjson").out == ""
    assert phony.ok("generate", model, "--count=0", "--format=csv").out == "value\n"


def test_slices_are_parts_of_one_run(phony, model):
    whole = values(phony, model, "--count", "500")
    assert values(phony, model, "--first", "100", "--count", "10") == whole[100:110]
    assert values(phony, model, "--first", "499", "--count", "1") == whole[499:]
    last = 2**64 - 1
    assert values(phony, model, "--first", last, "--count", "3")[1:] == whole[:2]


@pytest.mark.parametrize("form", ["text", "json", "ndjson", "csv"])
def test_threads_do_not_change_a_byte(phony, model, form):
    words = ["generate", model, "--count", "150000", "--seed", "s", "--format", form]
    want = phony.ok(*words).raw
    for threads in ("2", "3", "0"):
        assert phony.ok(*words, "--threads", threads).raw == want


@pytest.mark.parametrize("simd", ["off", "avx2"])
def test_code_paths_do_not_change_a_byte(phony, model, simd):
    want = values(phony, model, "--count", "20000")
    assert values(phony, model, "--count", "20000", env={"PHONY_SIMD": simd}) == want


def test_formats_hold_the_same_values(phony, model):
    want = values(phony, model, "--count", "1000")
    run = ["generate", model, "--count", "1000", "--seed", "s", "--format"]
    result = phony.ok(*run, "json")
    assert result.json == want
    assert len(result.lines) == 1002 and result.lines[0] == "[" and result.lines[-1] == "]"
    assert [json.loads(line) for line in phony.ok(*run, "ndjson").lines] == want
    assert phony.ok(*run, "csv").lines == ["value"] + want
    assert phony.ok(*run, "csv", "--header", "a,b").lines[0] == '"a,b"'
    assert phony.ok(*run, "csv", "--header", "").lines == want


def test_special_characters_are_escaped(phony):
    odd = ['say "hi", twice', "back\\slash, tab", 'comma, "quote" \\', "plain"]
    phony.write("odd.json", json.dumps(odd * 5))
    phony.ok("train", "odd.json", "-o", "odd.phony", "--n", "8")
    want = values(phony, "odd.phony", "--count", "300")
    assert any('"' in value for value in want) and any("\\" in value for value in want)
    run = ["generate", "odd.phony", "--count", "300", "--seed", "s", "--format"]
    assert phony.ok(*run, "json").json == want
    assert [json.loads(line) for line in phony.ok(*run, "ndjson").lines] == want
    rows = list(csv.reader(io.StringIO(phony.ok(*run, "csv", "--threads", "2").out)))
    assert rows == [["value"]] + [[value] for value in want]


def test_a_file_is_written_whole(phony, model):
    want = values(phony, model, "--count", "1000")
    result = phony.ok("generate", model, "--count=1000", "--seed=s", "-o", "out.txt")
    assert result.out == "" and result.err == ""
    path = phony.folder / "out.txt"
    assert path.read_text().splitlines() == want
    os.chmod(path, 0o640)
    phony.ok("generate", model, "--count=5", "--seed=s", "-o", "out.txt")
    assert path.read_text().splitlines() == want[:5]
    assert path.stat().st_mode & 0o777 == 0o640
    assert [left.name for left in phony.folder.iterdir()] == ["out.txt"]


def test_a_link_stays_a_link(phony, model):
    (phony.folder / "target").mkdir()
    phony.write("target/real.txt", "old")
    (phony.folder / "link.txt").symlink_to("target/real.txt")
    phony.ok("generate", model, "-q", "-o", "link.txt")
    assert (phony.folder / "link.txt").is_symlink()
    assert len((phony.folder / "target/real.txt").read_text().splitlines()) == 10


def test_devices_are_written_straight(phony, model):
    phony.ok("generate", model, "-q", "-o", "/dev/null")
    assert pathlib.Path("/dev/null").is_char_device()
    assert len(phony.ok("generate", model, "-q", "-o", "-").lines) == 10


@pytest.mark.parametrize("threads", ["1", "2"])
def test_a_full_disk_is_an_error(phony, model, threads):
    words = ["generate", model, "-q", "--count", "200000", "--threads", threads]
    line = phony.fails(*words, "-o", "/dev/full")
    assert line == "phony: cannot write '/dev/full': No space left on device"
    with open("/dev/full", "wb") as full:
        line = phony.fails(*words, stdout=full)
    assert line == "phony: cannot write standard output: No space left on device"


@pytest.mark.parametrize("target", ["none/out.txt", "names.txt/out.txt", ".", "/proc/none/out"])
def test_an_unwritable_file_is_named(phony, model, target):
    phony.write("names.txt", "x")
    assert f"'{target}'" in phony.fails("generate", model, "-q", "-o", target)


@pytest.mark.parametrize("words", [[], ["--threads", "3"], ["--format", "json"]])
def test_a_closed_pipe_ends_quietly(phony, model, words):
    running = phony.start("generate", model, "--count", 10**12, "--seed=s", *words,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    running.stdout.readline()
    running.stdout.close()
    assert running.wait(20) == 0
    assert running.stderr.read() == b""
    running.stderr.close()


def test_a_closed_fifo_ends_quietly(phony, model):
    fifo = phony.folder / "fifo"
    os.mkfifo(fifo)
    running = phony.start("generate", model, "--count", 10**12, "-q", "-o", fifo)
    with open(fifo, "rb") as reader:
        reader.readline()
    assert running.wait(20) == 0
    assert [path.name for path in phony.folder.iterdir()] == ["fifo"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("threads", ["1", "3"])
def test_a_signal_leaves_no_file(phony, model, number, threads):
    phony.write("out.txt", "old")
    running = phony.start("generate", model, "--count", 10**12, "-q", "-o", "out.txt",
                          "--threads", threads)
    deadline = time.monotonic() + 20
    while len(list(phony.folder.iterdir())) < 2 and time.monotonic() < deadline:
        time.sleep(0.02)
    running.send_signal(number)
    assert running.wait(20) == -number
    assert [path.name for path in phony.folder.iterdir()] == ["out.txt"]
    assert (phony.folder / "out.txt").read_text() == "old"


def test_an_ignored_signal_stays_ignored(phony, model):
    ignore = lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN)
    running = phony.start("generate", model, "--count", "3000000", "-q", "-o", "out.txt",
                          preexec_fn=ignore)
    time.sleep(0.3)
    running.send_signal(signal.SIGHUP)
    assert running.wait(60) == 0
    assert (phony.folder / "out.txt").exists()


def read_all(descriptor):
    text = b""
    while True:
        try:
            piece = os.read(descriptor, 65536)
        except OSError:
            return text.decode()
        if not piece:
            return text.decode()
        text += piece


def on_a_terminal(phony, *words, stream="stdout", **options):
    main, side = open_terminal()
    other = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "stdin": subprocess.DEVNULL}
    running = phony.start(*words, **(other | {stream: side}), **options)
    os.close(side)
    text = read_all(main)
    os.close(main)
    assert running.wait(60) == 0
    return text


def test_a_progress_bar_only_on_a_terminal(phony, model):
    words = ["generate", model, "--count", "4000000", "--seed=s", "-o", "out.txt"]
    assert re.search(r"generating\s+\[#*-*\]\s+\d+ %", on_a_terminal(phony, *words, stream="stderr"))
    assert on_a_terminal(phony, *words, "--quiet", stream="stderr") == ""
    assert phony.ok(*words).err == ""


def test_colours_only_on_a_terminal(phony, model):
    shown = on_a_terminal(phony, "info", model, env={"TERM": "xterm"})
    assert "\033[" in shown
    assert "\033[" not in on_a_terminal(phony, "info", model, env={"TERM": "dumb"})
    assert "\033[" not in on_a_terminal(phony, "info", model, env={"NO_COLOR": "1", "TERM": "x"})
    for words in (["info", model], ["help", "train"], ["validate", model], ["stats", model]):
        assert "\033[" not in phony.ok(*words).out


def test_values_are_new_ones(phony, model):
    got = set(values(phony, model, "--count", "2000"))
    assert got - set(NAMES)
