"""The package itself: its sources, types, size at start, and how it is installed."""

from __future__ import annotations

import ast
import importlib.util
import json
import os
import re
import subprocess
import sys
import venv
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import PYTHON

from phony import LibraryError, Phony, _declarations

Run = Callable[..., "subprocess.CompletedProcess[str]"]
SOURCES = sorted([*PYTHON.glob("src/**/*.py"), *PYTHON.glob("tests/**/*.py"), PYTHON / "bench.py"])
README = (PYTHON / "README.md").read_text("utf-8")
LATE = set(
    "dataclasses datetime decimal enum json numpy pathlib re threading typing uuid".split()
)


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: str(path.relative_to(PYTHON)))
def test_sources_are_of_python_3_9(source: Path) -> None:
    tree = ast.parse(source.read_text("utf-8"), feature_version=(3, 9))
    assert ast.get_docstring(tree) or not tree.body, "no line on what the file is for"


def test_types_are_strict() -> None:
    if importlib.util.find_spec("mypy") is None:
        pytest.skip("mypy is not installed")
    command = [sys.executable, "-m", "mypy", "--strict", "--exclude", "integrations", "src/phony"]
    done = subprocess.run(command, cwd=PYTHON, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout


def test_the_first_value_needs_little(run: Run) -> None:
    program = "import sys; old = set(sys.modules)\nfrom phony import Phony\n"
    program += "Phony(seed=1).name().full(); print(*(set(sys.modules) - old))"
    loaded = set(run(program).stdout.split())
    assert "phony.session" in loaded
    assert not loaded & LATE
    assert not {name for name in loaded if name.startswith(("phony.schema", "phony.training"))}


def test_the_declarations_are_those_of_the_specification(checkout: Path) -> None:
    packaged = PYTHON / "src" / "phony" / "api.json"
    assert packaged.is_symlink()
    assert packaged.resolve() == checkout / "spec" / "api.json"


def test_the_declarations_are_read_as_json_reads_them(
    monkeypatch: pytest.MonkeyPatch, checkout: Path
) -> None:
    text = (checkout / "spec" / "api.json").read_text("utf-8")
    assert _declarations.parse(text) == json.loads(text)
    monkeypatch.setitem(sys.modules, "_json", None)  # as where there is none
    assert _declarations.parse(text) == json.loads(text)


def test_all_functions_and_structs_can_be_declared() -> None:
    from phony._library import library

    lib = library()
    for name in lib.api._functions:
        assert getattr(lib, name).argtypes is not None
    for name in lib.api._structs:
        made = lib.api.new(name)
        assert getattr(made, "size", 1) > 0


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def test_the_tour_in_the_readme_gives_what_it_says(
    monkeypatch: pytest.MonkeyPatch, checkout: Path
) -> None:
    """Lines "expression  # value" are tried; all other lines are run."""
    pytest.importorskip("numpy")
    monkeypatch.chdir(checkout)
    names: dict[str, object] = {}
    checked = 0
    for block in blocks("python"):
        for statement in ast.parse(block).body:
            source = ast.get_source_segment(block, statement) or ""
            line = block.splitlines()[(statement.end_lineno or 1) - 1]
            said = re.search(r"  # (.+)$", line)
            if isinstance(statement, ast.Expr) and said:
                assert str(eval(source, names)) == said.group(1), source
                checked += 1
            else:
                exec(source, names)
    assert checked >= 15


def only_wheel(folder: Path) -> Path:
    """A folder with nothing but the package `wheel`, which a new environment lacks."""
    found = importlib.util.find_spec("wheel")
    if found is None or found.origin is None:
        pytest.skip("the Python package wheel is not installed")
    folder.mkdir()
    for part in Path(found.origin).parents[1].glob("wheel*"):  # and what tells setuptools of it
        (folder / part.name).symlink_to(part)
    return folder


def folder_of_the_library() -> Path:
    """The folder of the library that the tests run with."""
    from phony._library import library

    try:
        folder = Path(library().path).resolve().parent
    except LibraryError as error:
        pytest.skip(f"there is no library to install for: {error}")
    if not (folder / "libphony.so.0").exists():
        pytest.skip(f"{library().path} was found without its path, which PHONY_LIBRARY would be")
    return folder


def test_installing_as_the_readme_says_works(tmp_path: Path, checkout: Path) -> None:
    if importlib.util.find_spec("ensurepip") is None or not hasattr(venv, "EnvBuilder"):
        pytest.skip("no virtual environments here")
    (script,) = [block for block in blocks("sh") if "pip install" in block]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    environment.update(PIP_NO_INDEX="1", PIP_NO_BUILD_ISOLATION="0", PIP_NO_CACHE_DIR="1")
    environment.update(PYTHONPATH=str(only_wheel(tmp_path / "wheel")))
    environment.update(PATH=f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    environment.pop("PHONY_LIBRARY", None)  # the script sets it
    copied = tmp_path / "checkout"
    (copied / "build/release").mkdir(parents=True)
    (copied / "build/release/libphony").symlink_to(folder_of_the_library())
    for part in ("bindings/python/src", "bindings/python/pyproject.toml", "spec/api.json"):
        place = copied / part
        place.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(["cp", "-a", checkout / part, place], check=True)
    (copied / "bindings/python/README.md").write_text(README)
    done = subprocess.run(
        ["sh", "-e", "-c", script], cwd=copied, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    values = Phony(seed=42).model("en_US/city_names").list(5)
    assert done.stdout.splitlines()[-1] == str(values)
    (installed,) = copied.glob("env/lib/*/site-packages/phony/api.json")
    assert not installed.is_symlink() and installed.with_name("py.typed").exists()
