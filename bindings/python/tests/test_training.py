"""Training: values and files, options, progress, and models that are used and saved."""

from __future__ import annotations

import gzip
import subprocess
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

import phony
from phony import Phony

Run = Callable[..., "subprocess.CompletedProcess[str]"]
NAMES = ["anna", "hanna", "johanna", "anton", "antonia", "tony"] * 10


def test_a_trained_model_can_be_used_at_once(p: Phony) -> None:
    model = p.train(NAMES, order=3, name="names", locale="de_DE", source="made up", license="CC0")
    assert (model.name, model.locale, model.source, model.license) == (
        "names",
        "de_DE",
        "made up",
        "CC0",
    )
    info = model.info
    assert (info.order, info.mode, info.values, info.has_originals) == (3, "char", 60, False)
    assert len(model.digest) == 64 and "order=3" in repr(info) and "names" in repr(model)
    values = p.model(model).min_length(4).list(50)
    assert all(set(value) <= set("anhjotiy") and len(value) >= 4 for value in values)


def test_a_saved_model_gives_the_same(p: Phony, tmp_path: Path) -> None:
    model = phony.train(NAMES)
    model.save(tmp_path / "names.phony")
    values = p.model(model).list(100)
    assert p.load_model(tmp_path / "names.phony").list(100) == values
    assert p.seed(42).model(tmp_path / "names.phony").list(100) == values
    assert phony.open_model(tmp_path / "names.phony").digest == model.digest


def test_files_and_values_make_the_same_model(tmp_path: Path) -> None:
    plain, csv, packed = tmp_path / "a.txt", tmp_path / "a.csv", tmp_path / "a.txt.gz"
    plain.write_text("\n".join(NAMES))
    csv.write_text("id;name\n" + "".join(f"{i};{name}\n" for i, name in enumerate(NAMES)))
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    digest = phony.train(NAMES).digest
    assert phony.train(plain).digest == phony.train(str(packed)).digest == digest
    assert phony.train(csv, column="name", delimiter=";").digest == digest
    assert phony.train(csv, column=2, delimiter=";", header=False).digest != digest
    assert phony.train(iter(NAMES)).digest == digest


def test_weights_count_as_told() -> None:
    weighted = [("anna", 5), ("hanna", 1)]
    weights = {"count": 6, "log": 4, "sqrt": 3, "once": 2}
    for weighting, weight in weights.items():
        assert phony.train(weighted, weighting=weighting).info.weight == weight


def test_options_take_hold() -> None:
    values = ["Anna Maria", "anna-lena 7", "Jo"]
    assert phony.train(values, mode="word").info.mode == "word"
    assert phony.train(values, letters_only=True).info.values == 2
    assert phony.train(values, min_length=3).info.values == 2
    assert phony.train(values, timestamp=86400).info.created == 86400
    upper = phony.train(values, case="upper", exclude_originals=True)
    assert upper.is_original("ANNA MARIA") and not upper.is_original("Anna Maria")
    assert phony.train(values).is_original("Jo") is None


def test_progress_is_told_of_files_and_values(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    phony.train(NAMES * 100, progress=lambda *where: told.append(where))
    assert told[-1] == (6000, 6000) and len(told) == 6
    path = tmp_path / "names.txt"
    path.write_text("\n".join(NAMES * 10_000))
    told.clear()
    phony.train(path, progress=lambda *where: told.append(where))
    assert told[-1] == (path.stat().st_size, path.stat().st_size) and told == sorted(told)
    assert {size for _, size in told} == {path.stat().st_size}


def test_progress_can_stop_and_raise(tmp_path: Path) -> None:
    path = tmp_path / "names.txt"
    path.write_text("\n".join(NAMES * 10_000))

    def fail(position: int, size: int) -> None:
        raise KeyboardInterrupt

    for values in (path, NAMES * 100):
        with pytest.raises(phony.CancelledError):
            phony.train(values, progress=lambda position, size: False)
        with pytest.raises(KeyboardInterrupt):
            phony.train(values, progress=fail)


INTERRUPTED = """
import os, signal, sys, threading, time
import phony
progress = (lambda *where: None) if sys.argv[1:] else None
begin = time.monotonic()
threading.Timer(0.1, os.kill, (os.getpid(), signal.SIGINT)).start()
try:
    phony.train({path!r}, order=8, progress=progress)
    print("trained")
except KeyboardInterrupt:
    print("interrupted", time.monotonic() - begin < 5)
"""


@pytest.mark.parametrize("progress", [True, False])
def test_learning_from_a_file_can_be_interrupted(run: Run, tmp_path: Path, progress: bool) -> None:
    path = tmp_path / "names.txt"
    path.write_text("\n".join(f"name number {i * 7919 % 1000003}" for i in range(1_000_000)))
    argument = "import sys; sys.argv.append('yes')\n" if progress else ""
    done = run(argument + INTERRUPTED.format(path=str(path)))
    assert (done.stdout, done.stderr) == ("interrupted True\n", "")


def test_progress_is_called_where_train_is_called(tmp_path: Path) -> None:
    path = tmp_path / "names.txt"
    path.write_text("\n".join(NAMES * 50_000))
    threads = set()
    phony.train(path, progress=lambda *where: threads.add(threading.get_ident()))
    assert threads == {threading.get_ident()}
    for thread in threading.enumerate():
        assert thread.name != "phony.train" or thread.join(10) or not thread.is_alive()


def test_a_dict_is_of_values_and_their_weights() -> None:
    counted = Counter({"anna": 5, "hanna": 1})
    pairs = phony.train(list(counted.items()), weighting="count")
    assert phony.train(counted, weighting="count").digest == pairs.digest
    assert pairs.info.weight == 6
    with pytest.raises(TypeError):
        phony.train({"anna": "5"})


def test_generators_outlive_their_model(p: Phony) -> None:
    model = phony.train(NAMES)
    generator, other = p.model(model), p.model(model).min_length(3)
    iterator = generator.batch(100_000)
    values = [next(iterator)]
    model.close()
    del model
    values += iterator
    assert values == Phony(seed=42).model(phony.train(NAMES)).list(100_000)
    assert next(generator)
    with pytest.raises(phony.ClosedError):
        next(other)  # not compiled before the model was closed


def test_a_closed_model_is_refused(p: Phony, tmp_path: Path) -> None:
    with phony.train(NAMES) as model:
        assert not model.closed
    assert model.closed and repr(model) == "<Model, closed>"
    for use in (
        lambda: p.model(model),
        lambda: model.save(tmp_path / "x.phony"),
        lambda: model.info,
        lambda: model.name,
        lambda: model.is_original("x"),
        model.__enter__,
    ):
        with pytest.raises(phony.ClosedError):
            use()


WRONG = {
    "nothing": (([],), {}, phony.EmptyError),
    "no text": ((["a", 5],), {}, TypeError),
    "no pair": ((["a", ("a", 1, 2)],), {}, TypeError),
    "a weight that is no number": (([("a", "b")],), {}, TypeError),
    "a negative weight": (([("a", -1)],), {}, ValueError),
    "a NUL": ((["a\0b"],), {}, phony.EncodingError),
    "a lone surrogate": ((["\ud800"],), {}, phony.EncodingError),
    "an order out of range": ((NAMES,), {"order": 9}, phony.ArgumentError),
    "a huge order": ((NAMES,), {"order": 2**70}, phony.ArgumentError),
    "no such mode": ((NAMES,), {"mode": "letters"}, phony.ArgumentError),
    "no such option": ((NAMES,), {"odrer": 3}, TypeError),
    "an epsilon that is no number": ((NAMES,), {"epsilon": "1"}, TypeError),
    "a missing file": (("there/is/none.txt",), {}, FileNotFoundError),
    "a long delimiter": (("x.csv",), {"delimiter": ";;"}, phony.ArgumentError),
    "nothing that can be iterated": ((5,), {}, TypeError),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_learned_is_an_error(case: str) -> None:
    arguments, options, kind = WRONG[case]
    with pytest.raises(kind):
        phony.train(*arguments, **options)


def test_a_broken_file_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "names.txt"
    path.write_bytes(b"anna\nb\xff\n")
    with pytest.raises(phony.EncodingError) as caught:
        phony.train(path)
    assert (caught.value.line, caught.value.status) == (2, -5)


def test_a_model_is_not_written_where_it_cannot_be(tmp_path: Path) -> None:
    with pytest.raises(phony.IoError) as caught:
        phony.train(NAMES).save(tmp_path / "no" / "names.phony")
    assert isinstance(caught.value, OSError) and caught.value.errno == 2
