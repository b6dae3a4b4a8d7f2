"""Bad input: whatever is passed, the answer is an exception of Python's own kin."""

from __future__ import annotations

import copy
import pickle
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import CHECKOUT

import phony
from phony import Phony, errors

Run = Callable[..., "subprocess.CompletedProcess[str]"]
FIRST = "from phony import Phony; print(Phony(seed=1).name().full())"

CANNOT_BE = {
    "lengths that cross": (lambda p: p.name().min_length(5).max_length(3).full(), ValueError),
    "no such beginning": (lambda p: p.city().starts_with("qqzz").generate(), phony.EmptyError),
    "no such length": (lambda p: p.city().min_length(100_000).generate(), phony.PhonyError),
    "an open group": (lambda p: p.city().matches("(").generate(), phony.SyntaxError),
    "an open brace": (lambda p: p.template("{first").generate(), phony.SyntaxError),
    "no such name": (lambda p: p.template("{nobody}").generate(), LookupError),
    "no such model": (lambda p: p.model("en_US/nobody").generate(), phony.NotFoundError),
    "no such locale": (lambda p: p.locale("xx_XX").city(), phony.NotFoundError),
    "no such file": (lambda p: p.load_model("nobody.phony").generate(), FileNotFoundError),
    "no such mode": (lambda p: p.unique("twice"), phony.ArgumentError),
    "no mode": (lambda p: p.unique(None), phony.ArgumentError),
    "no gender": (lambda p: p.city().male(), phony.ArgumentError),
    "a constraint of a template": (lambda p: p.template("x").min_length(2), phony.ArgumentError),
    "a constraint of a number": (lambda p: p.phone().min_length(2).generate(), phony.PhonyError),
    "unique sentences": (lambda p: p.unique().sentence(), phony.PhonyError),
    "too few values": (
        lambda p: p.city().matches("[A-C]").unique("strict", 100).generate(),
        phony.EmptyError,
    ),
    "a template in itself": (
        lambda p: p.template("{a}", a="{b}", b="{a}").generate(),
        phony.LimitError,
    ),
}


@pytest.mark.parametrize("case", CANNOT_BE)
def test_what_cannot_be_is_an_error_each_time(p: Phony, case: str) -> None:
    use, kind = CANNOT_BE[case]
    for _ in range(2):
        with pytest.raises(kind) as caught:
            use(p)
        assert isinstance(caught.value, phony.PhonyError) and str(caught.value)


def test_unique_rows_end_with_an_error_and_not_before(p: Phony) -> None:
    emails = p.unique(rows=300).generator("email")
    values = emails.list(299)
    with pytest.raises(phony.LimitError, match="there are 300 rows"):
        emails.take(2)
    values.append(next(emails))
    assert len(set(values)) == 300
    for _ in range(2):
        with pytest.raises(phony.LimitError):
            next(emails)
    assert [emails.at(299), *emails.take(1, first=299)] == values[-1:] * 2
    with pytest.raises(phony.LimitError):
        emails.at(300)


def test_what_is_closed_raises(p: Phony) -> None:
    names, email, view = p.name(), p.email(), p.unique()
    names.list(20)
    first = names.full()
    p.close()
    p.close()
    uses = [
        p.name,
        p.email,
        lambda: p.model("en_US/city_names"),
        lambda: p.template("x"),
        lambda: p.seed(1),
        lambda: p.unique(),
        lambda: p.schema("x"),
        lambda: p.train(["a"]),
        p.__enter__,
        names.full,
        names.first,
        lambda: names.at(0),
        lambda: names.take(1),
        lambda: names.min_length(3),
        view.email,
        lambda: email.take(1),
    ]
    for use in uses:
        with pytest.raises(phony.ClosedError):
            use()
    assert p.closed and first and email


def test_iterators_live_longer_than_their_phony() -> None:
    with Phony(seed=42) as p:
        iterator = p.name().batch(50_000)
        column = p.name().buffer(10)
    del p
    phony.forget_models()
    assert list(iterator) == Phony(seed=42).name().list(50_000)
    assert len(list(column)) == 10


def test_a_phony_is_not_pickled(p: Phony) -> None:
    with pytest.raises(TypeError, match="make another one of its seed"):
        pickle.dumps(p)


OF_THE_PROCESS = {
    "generator": lambda p: p.name(),
    "model": lambda p: phony.train(["anna"]),
    "schema": lambda p: p.schema(CHECKOUT / "spec" / "examples" / "shop.pdl.json"),
    "entity": lambda p: p.schema(CHECKOUT / "spec" / "examples" / "shop.pdl.json").entity("User"),
}


@pytest.mark.parametrize("what", OF_THE_PROCESS)
@pytest.mark.parametrize("way", [pickle.dumps, copy.deepcopy])
def test_what_is_of_this_process_alone_is_not_copied(p: Phony, what: str, way: Any) -> None:
    made = OF_THE_PROCESS[what](p)
    with pytest.raises(phony.ArgumentTypeError, match="is not copied or pickled"):
        way(made)


@pytest.mark.parametrize(
    "text", [b"", b"{}", b"not a model", b"\x1f\x8b\x08\x00broken", b'{"phony": 99}', b"\0" * 99]
)
def test_a_broken_model_is_an_error(p: Phony, tmp_path: Path, text: bytes) -> None:
    path = tmp_path / "broken.phony"
    path.write_bytes(text)
    for use in (lambda: next(p.load_model(path)), lambda: phony.open_model(path)):
        with pytest.raises(phony.PhonyError):
            use()


def test_a_cut_model_is_an_error(p: Phony, checkout: Path, tmp_path: Path) -> None:
    whole = (checkout / "models" / "en_US" / "city_names.phony").read_bytes()
    path = tmp_path / "cut.phony"
    for length in (10, 1000, len(whole) - 1):
        path.write_bytes(whole[:length])
        with pytest.raises(ValueError):
            next(p.load_model(path))


def test_a_missing_library_says_what_to_do(run: Run, tmp_path: Path) -> None:
    done = run(FIRST, PHONY_LIBRARY=str(tmp_path / "none.so"))
    assert done.returncode == 1 and "phony.errors.LibraryError" in done.stderr
    assert "ninja -C build/release" in done.stderr and "PHONY_LIBRARY" in done.stderr


def test_something_else_is_no_library(run: Run) -> None:
    done = run(FIRST, PHONY_LIBRARY="libc.so.6")
    assert done.returncode == 1 and "phony.errors.LibraryError" in done.stderr
    assert "has no function phony_version" in done.stderr


@pytest.mark.parametrize("version, accepted", [("0.1.9", True), ("0.2.0", False), ("1.1.0", False)])
def test_another_version_is_refused(version: str, accepted: bool) -> None:
    from phony._library import Library, library

    class Other(Library):
        def __init__(self) -> None:
            self.api, self.path = library().api, "other.so"
            self.phony_version = lambda: version.encode()

    if accepted:
        Other()._check_version()
    else:
        with pytest.raises(phony.LibraryError, match=f"other.so is libphony {version}"):
            Other()._check_version()


def test_a_checkout_has_its_own_library(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from phony import _library

    package = tmp_path / "bindings" / "python" / "src" / "phony"
    built = tmp_path / "build" / "release" / "libphony" / "libphony.so.0"
    monkeypatch.setattr(_library, "HERE", str(package))
    built.parent.mkdir(parents=True)
    built.touch()
    assert _library._checkout() is None  # a folder of that name, but no checkout
    (tmp_path / "spec").mkdir()
    (tmp_path / "spec" / "api.json").touch()
    assert _library._checkout() == str(built)
    built.unlink()
    assert _library._checkout() is None


def test_importing_needs_no_library(run: Run, tmp_path: Path) -> None:
    done = run("import phony; print(phony.__version__)", PHONY_LIBRARY=str(tmp_path / "none.so"))
    assert done.stdout == "0.1.0\n"


def test_each_status_has_a_class_of_pythons_kin() -> None:
    from phony._library import library

    statuses = library().api.constants
    named = {name for name in statuses if name.startswith("PHONY_ERROR_")}
    assert named == set(errors.BY_STATUS)
    for name, kind in errors.BY_STATUS.items():
        error = library().error(statuses[name], library().api.new("phony_error", message=b"why"))
        assert type(error) is kind and str(error) == "why" and error.status == statuses[name]
        assert len([base for base in kind.__mro__ if base.__module__ == "builtins"]) > 3, name


def test_errors_tell_where(p: Phony) -> None:
    with pytest.raises(phony.SyntaxError) as caught:
        p.template("{first} {last").generate()
    assert caught.value.column == 9
    assert caught.value.message == str(caught.value)


def test_a_cache_that_cannot_be_kept_is_none(run: Run) -> None:
    for cache, home in (("off", "/nonexistent"), ("", ""), ("/proc/none", "/nonexistent")):
        done = run(FIRST, PHONY_CACHE=cache, HOME=home, XDG_CACHE_HOME="")
        assert done.returncode == 0, done.stderr
        assert done.stdout == Phony(seed=1).name().full() + "\n"
