"""The pytest plugin, in real runs of pytest: whose data a test gets."""

from __future__ import annotations

import pytest

from .plugin_runs import THREE, data

pytest_plugins = ["pytester"]


def test_each_test_has_data_of_its_own(pytester, run) -> None:
    pytester.makepyfile(THREE)
    drawn = data(run("-s"))
    assert sorted(drawn) == ["a", "b", "c"]
    assert len(set(drawn.values())) == 3


def test_data_is_the_same_in_every_run(pytester, run) -> None:
    pytester.makepyfile(THREE)
    assert data(run("-s")) == data(run("-s", apart=True)) == data(run("-s", apart=True))


def test_a_test_alone_has_the_data_that_it_has_among_others(pytester, run) -> None:
    path = pytester.makepyfile(THREE)
    alone = data(run("-s", f"{path.name}::TestC::test_a"))
    assert alone == {"c": data(run("-s"))["c"]}


def test_order_does_not_matter(pytester, run) -> None:
    path = pytester.makepyfile(THREE)
    backwards = [f"{path.name}::{name}" for name in ("TestC::test_a", "test_b", "test_a")]
    assert data(run("-s", *backwards)) == data(run("-s"))


@pytest.mark.parametrize("how", ["load", "loadgroup"])
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
    assert run(f"--dist={how}", "-n2").ret == 0
    for n in range(1, 5):
        lines = (pytester.path / f"{n}.txt").read_text().splitlines()
        assert len(lines) == 2
        assert lines[0] == lines[1]


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
