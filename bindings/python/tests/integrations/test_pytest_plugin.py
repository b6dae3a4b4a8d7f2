"""The pytest plugin, in real runs of pytest: each in a process of its own."""

from __future__ import annotations

import os
import re

import pytest

pytest_plugins = ["pytester"]

PLUGIN = ("-p", "phony.integrations.pytest_plugin", "-p", "no:cacheprovider")
THREE = """
    def test_a(phony):
        print("DATA a", phony.name().full(), phony.email())

    def test_b(phony):
        print("DATA b", phony.name().full(), phony.email())

    class TestC:
        def test_a(self, phony):
            print("DATA c", phony.name().full(), phony.email())
"""


@pytest.fixture
def run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch):
    """Runs pytest with the plugin, and gives its result."""
    monkeypatch.delenv("PYTEST_ADDOPTS", raising=False)
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    pytester.makeini("[pytest]")

    def run(*arguments: str) -> pytest.RunResult:
        return pytester.runpytest_subprocess(*PLUGIN, *arguments)

    return run


def data(result: pytest.RunResult) -> dict[str, str]:
    """What the tests have printed, by name."""
    lines = (re.search(r"DATA (\S+) (.*)", line) for line in result.outlines)
    return {line[1]: line[2] for line in lines if line}


def test_each_test_has_data_of_its_own(pytester, run) -> None:
    pytester.makepyfile(THREE)
    drawn = data(run("-s"))
    assert sorted(drawn) == ["a", "b", "c"]
    assert len(set(drawn.values())) == 3


def test_data_is_the_same_in_every_run(pytester, run) -> None:
    pytester.makepyfile(THREE)
    assert data(run("-s")) == data(run("-s"))


def test_a_test_alone_has_the_data_that_it_has_among_others(pytester, run) -> None:
    path = pytester.makepyfile(THREE)
    alone = data(run("-s", f"{path.name}::TestC::test_a"))
    assert alone == {"c": data(run("-s"))["c"]}


def test_order_does_not_matter(pytester, run) -> None:
    path = pytester.makepyfile(THREE)
    backwards = [f"{path.name}::{name}" for name in ("TestC::test_a", "test_b", "test_a")]
    assert data(run("-s", *backwards)) == data(run("-s"))


@pytest.mark.parametrize("how", ["load", "loadgroup", "each"])
def test_workers_of_xdist_give_the_same_data(pytester, run, how: str) -> None:
    pytest.importorskip("xdist")
    pytester.makepyfile(
        """
        import pytest

        @pytest.mark.xdist_group("of_its_own")
        @pytest.mark.parametrize("n", [1, 2, 3, 4])
        def test_some(phony, n):
            with open(f"{n}.txt", "a") as file:
                print(phony.name().full(), file=file)
        """
    )
    assert run().ret == 0
    if how == "each":
        how = "each --tx=popen --tx=popen"
    else:
        how += " -n2"
    assert run(*f"--dist={how}".split()).ret == 0
    for n in range(1, 5):
        lines = (pytester.path / f"{n}.txt").read_text().splitlines()
        assert len(lines) >= 2
        assert len(set(lines)) == 1, lines


def test_cases_of_a_parametrized_test_differ(pytester, run) -> None:
    pytester.makepyfile(
        """
        import pytest

        @pytest.mark.parametrize("n", [1, 2])
        def test_some(phony, n):
            print("DATA", n, phony.name().full())
        """
    )
    drawn = data(run("-s"))
    assert drawn["1"] != drawn["2"]


def test_the_seed_is_that_of_the_run_and_the_node_id(pytester, run) -> None:
    pytester.makepyfile(
        test_x="""
        from phony import Phony

        def test_it(phony, phony_seed):
            assert phony_seed == "77 test_x.py::test_it"
            assert phony.current_seed == phony_seed
            assert phony.name().full() == Phony(seed=phony_seed).name().full()
        """
    )
    run("--phony-seed=77").assert_outcomes(passed=1)


def test_fixtures_of_a_test_draw_from_the_same_phony(pytester, run) -> None:
    pytester.makepyfile(
        """
        import pytest

        @pytest.fixture
        def user(phony):
            return phony, phony.email()

        def test_it(user, phony):
            assert user[0] is phony
            assert phony.email() != user[1]
        """
    )
    run().assert_outcomes(passed=1)


def test_the_phony_of_a_test_is_closed_behind_it(pytester, run) -> None:
    pytester.makepyfile(
        """
        import pytest
        from phony import ClosedError

        kept = []

        def test_first(phony):
            kept.append(phony)

        def test_second():
            with pytest.raises(ClosedError):
                kept[0].email()
        """
    )
    run().assert_outcomes(passed=2)


def test_a_project_can_give_a_seed_of_its_own(pytester, run) -> None:
    pytester.makepyfile(
        """
        import pytest

        @pytest.fixture
        def phony_seed():
            return "mine"

        def test_it(phony):
            assert phony.current_seed == "mine"
            assert False
        """
    )
    run().stdout.fnmatch_lines(["its data again:  Phony(seed='mine')"])


def test_another_seed_gives_other_data(pytester, run) -> None:
    pytester.makepyfile(THREE)
    usual, other = data(run("-s")), data(run("-s", "--phony-seed=other"))
    assert all(usual[name] != other[name] for name in usual)


def test_the_configuration_file_gives_seed_and_locale(pytester, run) -> None:
    pytester.makeini("[pytest]\nphony_seed = of the file\nphony_locale = tr_TR")
    pytester.makepyfile(
        """
        def test_it(phony, phony_seed):
            assert phony_seed.startswith("of the file ")
            assert phony.current_locale == "tr_TR"
        """
    )
    result = run()
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["phony: seed of the file, locale tr_TR"])


def test_the_command_line_goes_before_the_configuration_file(pytester, run) -> None:
    pytester.makeini("[pytest]\nphony_seed = of the file\nphony_locale = tr_TR")
    pytester.makepyfile(
        """
        def test_it(phony, phony_seed):
            assert phony_seed.startswith("1 ")
            assert phony.current_locale == "de_DE"
        """
    )
    run("--phony-seed=1", "--phony-locale=de_DE").assert_outcomes(passed=1)


def test_the_locale_is_that_of_the_data(pytester, run) -> None:
    pytester.makepyfile(
        """
        from phony import Phony

        def test_it(phony, phony_seed):
            assert phony.city() == Phony(seed=phony_seed, locale="ja_JP").city()
            assert not phony.city().isascii()
        """
    )
    run("--phony-locale=ja_JP").assert_outcomes(passed=1)


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
    result = run("--phony-locale=tr_TR")
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["E * phony.errors.LibraryError: *libphony.so.0*"])
