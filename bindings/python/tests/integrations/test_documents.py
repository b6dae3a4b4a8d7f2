"""README-integrations.md: what it shows is what happens; and the plugin is found by itself."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

PYTHON = Path(__file__).resolve().parents[2]
README = (PYTHON / "README-integrations.md").read_text("utf-8")


def test_the_blocks_of_python_give_what_they_say() -> None:
    pytest.importorskip("faker", reason="needs Faker (Debian: python3-fake-factory)")
    names: dict[str, object] = {}
    compared = 0
    for block in re.findall(r"```python\n(.*?)```", README, re.DOTALL):
        for line in filter(None, block.splitlines()):
            code, _, expected = line.partition("  # ")
            if expected:
                assert str(eval(code, names)) == expected, code
                compared += 1
            else:
                exec(code, names)
    assert compared == 7


def test_files_that_it_links_to_are_there() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", README)
    assert len(links) == 2
    assert all((PYTHON / link).is_file() for link in links)


def test_the_readme_leads_to_it() -> None:
    assert "(README-integrations.md)" in (PYTHON / "README.md").read_text("utf-8")


def test_options_of_the_command_are_those_of_the_document() -> None:
    pytest.importorskip("django", reason="needs Django (Debian: python3-django)")
    from argparse import ArgumentParser

    from phony.integrations.django.management.commands.phony_seed import Command

    parser = ArgumentParser()
    Command().add_arguments(parser)
    taken = {option for action in parser._actions for option in action.option_strings}
    for option in taken - {"-h", "--help"}:
        assert option in README


@pytest.mark.skipif(sys.version_info < (3, 11), reason="needs tomllib")
def test_pytest_finds_the_plugin_where_the_package_is_installed(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    import tomllib

    project = tomllib.loads((PYTHON / "pyproject.toml").read_text("utf-8"))["project"]
    lines = [f"{name} = {place}" for name, place in project["entry-points"]["pytest11"].items()]
    installed = pytester.mkdir("installed") / "phony-0.1.0.dist-info"
    installed.mkdir()
    (installed / "METADATA").write_text("Metadata-Version: 2.1\nName: phony\nVersion: 0.1.0\n")
    (installed / "entry_points.txt").write_text("\n".join(["[pytest11]", *lines]) + "\n")
    monkeypatch.setenv("PYTHONPATH", f"{installed.parent}:{PYTHON / 'src'}")
    monkeypatch.delenv("PYTEST_ADDOPTS", raising=False)
    pytester.makepyfile("def test_it(phony_seed): assert phony_seed.startswith('abc ')")
    result = pytester.runpytest_subprocess("--phony-seed=abc")
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["phony: seed abc", "plugins:*phony-0.1.0*"])
