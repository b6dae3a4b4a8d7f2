"""What the pytest plugin says: seeds in the header and with failures, usage errors."""

from __future__ import annotations

import os
import re

import pytest

from .plugin_runs import THREE, data

pytest_plugins = ["pytester"]


def random_seed(result: pytest.RunResult) -> str:
    """The seed that the header reports, as to be repeated."""
    found = re.search(r"phony: seed (\d+) \(repeat: --phony-seed=(\d+)\)", result.stdout.str())
    assert found is not None, result.stdout.str()
    assert found[1] == found[2]
    return found[1]


def test_a_random_seed_is_another_one_each_time_and_can_be_repeated(pytester, run) -> None:
    pytester.makepyfile(THREE)
    first, second = run("-s", "--phony-seed=random"), run("-s", "--phony-seed=random")
    assert random_seed(first) != random_seed(second)
    assert data(first) != data(second)
    assert data(run("-s", f"--phony-seed={random_seed(first)}")) == data(first)


def test_workers_of_xdist_share_a_random_seed(pytester, run) -> None:
    pytest.importorskip("xdist")
    pytester.makeini("[pytest]\nphony_seed = random")
    pytester.makepyfile(
        """
        import pytest

        @pytest.mark.parametrize("n", range(4))
        def test_it(phony_seed, n):
            print(phony_seed, file=open(f"{n}.txt", "w"))
        """
    )
    drawn = random_seed(run("-n2"))
    seeds = [(pytester.path / f"{n}.txt").read_text().split()[0] for n in range(4)]
    assert seeds == [drawn] * 4


def test_the_header_says_nothing_of_what_is_as_always(pytester, run) -> None:
    pytester.makepyfile(THREE)
    run().stdout.no_fnmatch_line("phony: *")


FAILING = """
    import pytest

    def test_fails(phony):
        assert phony.city() == "Atlantis"

    def test_of_another_kind():
        assert not "related to Phony"

    @pytest.fixture
    def broken(phony):
        raise RuntimeError(phony.email())

    def test_errs(broken):
        pass
"""


def test_a_failure_says_how_to_repeat_it(pytester, run) -> None:
    pytester.makepyfile(test_f=FAILING)
    result = run("--phony-seed=it's", "--phony-locale=de_DE")
    result.assert_outcomes(failed=2, errors=1)
    result.stdout.fnmatch_lines(
        [
            "*- phony -*",
            "the test again:  pytest test_f.py::test_errs"
            """ --phony-seed='it'"'"'s' --phony-locale=de_DE""",
            """its data again:  Phony(seed="it's test_f.py::test_errs", locale='de_DE')""",
            "*- phony -*",
            "the test again:  pytest test_f.py::test_fails *",
        ]
    )
    assert result.stdout.str().count("the test again:") == 2


def test_what_a_failure_says_repeats_it(pytester, run) -> None:
    pytester.makepyfile(test_f=FAILING)
    first = run("--phony-seed=random")
    said = re.search(r"the test again:  pytest (\S+fails) (\S+)", first.stdout.str())
    again = run(said[1], said[2])
    atlantis = r"AssertionError: assert '.*' == 'Atlantis'"
    assert re.search(atlantis, again.stdout.str())[0] == re.search(atlantis, first.stdout.str())[0]


def test_failures_on_workers_of_xdist_say_it_too(pytester, run) -> None:
    pytest.importorskip("xdist")
    pytester.makepyfile(test_f=FAILING)
    result = run("-n2")
    said = "the test again:  pytest test_f.py::test_fails --phony-seed=phony"
    result.stdout.fnmatch_lines([said])


def test_tests_that_pass_say_nothing(pytester, run) -> None:
    pytester.makepyfile(THREE)
    run("-rA").stdout.no_fnmatch_line("*again:*")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--phony-seed="], "*--phony-seed is empty"),
        (["--phony-locale="], "*--phony-locale is empty"),
        (["--phony-locale=turkish"], "*locale of Phony*'turkish', not such as tr_TR"),
        (["--phony-locale=tr-TR"], "*'tr-TR', not such as tr_TR"),
        (["--phony-locale=xx_XX"], "*(--phony-locale) is 'xx_XX': *"),
    ],
)
def test_bad_options_are_usage_errors(pytester, run, options: list[str], message: str) -> None:
    pytester.makepyfile(THREE)
    result = run(*options)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["ERROR: " + message])


def test_seeds_that_are_no_text_are_usage_errors(pytester, run) -> None:
    pytester.makepyfile(THREE)
    result = run(os.fsdecode(b"--phony-seed=\xff"))
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["ERROR: *(--phony-seed) is not UTF-8"])


def test_without_the_library_only_tests_that_need_it_fail(pytester, run, monkeypatch) -> None:
    monkeypatch.setenv("PHONY_LIBRARY", str(pytester.path / "libphony.so.0"))
    pytester.makepyfile("def test_a(phony): pass\ndef test_b(): pass")
    result = run("--phony-locale=tr_TR", apart=True)
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["E * phony.errors.LibraryError: *libphony.so.0*"])
