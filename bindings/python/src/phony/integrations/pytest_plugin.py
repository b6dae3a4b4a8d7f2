"""The pytest plugin: a fixture `phony` whose data is the test's own.

Its seed is made of the run's seed and the test's node id. So a test gets the same data when it runs
alone, in another order, or on a worker of xdist; and no test sees what another one has drawn.
"""

from __future__ import annotations

import re
import secrets
import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from phony import Phony

DEFAULT_SEED = "phony"
RANDOM = "random"
LOCALE = re.compile(r"[a-z]{2,3}_[A-Z]{2}")


@dataclass(frozen=True)
class Settings:
    """What a run was told; `source` says where the seed is from, for the header."""

    seed: str
    locale: str | None
    source: str


SETTINGS = pytest.StashKey[Settings]()
NODE_ID = pytest.StashKey[str]()
USED_SEED = pytest.StashKey[str]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """--phony-seed and --phony-locale, and the same in the configuration file."""
    group = parser.getgroup("phony", "data of the fixture `phony`")
    group.addoption(
        "--phony-seed",
        metavar="SEED",
        help="any text or number; 'random' draws one, which the header reports"
        f" (default: phony_seed of the configuration file, else {DEFAULT_SEED!r})",
    )
    group.addoption(
        "--phony-locale",
        metavar="LOCALE",
        help="such as tr_TR (default: phony_locale of the configuration file, else en_US)",
    )
    parser.addini("phony_seed", "the seed of the fixture `phony`")
    parser.addini("phony_locale", "the locale of the fixture `phony`")


def pytest_configure(config: pytest.Config) -> None:
    """Reads the options; bad ones end the run before a test is looked for."""
    seed, source = _seed(config)
    locale = _option(config, "phony_locale") or None
    if locale is not None:
        _check_locale(locale)
    config.stash[SETTINGS] = Settings(seed, locale, source)


def _option(config: pytest.Config, name: str) -> str | None:
    """What the command line says, else the configuration file; None where neither does."""
    given: str | None = config.getoption(name)
    if given == "":
        raise pytest.UsageError(f"--{name.replace('_', '-')} is empty")
    return given or config.getini(name) or None


def _seed(config: pytest.Config) -> tuple[str, str]:
    """The seed, and where it is from. A worker of xdist takes that of the run it belongs to."""
    given_by_run = getattr(config, "workerinput", {}).get("phony_seed")
    if given_by_run is not None:
        return given_by_run, "run"
    seed = _option(config, "phony_seed")
    if seed is None:
        return DEFAULT_SEED, "default"
    if seed == RANDOM:
        return str(secrets.randbits(64)), RANDOM
    try:
        seed.encode()
    except UnicodeEncodeError:
        raise pytest.UsageError("the seed of Phony (--phony-seed) is not UTF-8") from None
    return seed, "given"


def _check_locale(locale: str) -> None:
    """Refuses what is no locale, or has no models. A missing library is the fixture's to say."""
    from phony import LibraryError, Phony, PhonyError

    if not LOCALE.fullmatch(locale):
        message = f"the locale of Phony (--phony-locale) is {locale!r}, not such as tr_TR"
        raise pytest.UsageError(message)
    try:
        with Phony(seed=0, locale=locale) as phony:
            str(phony.name().full())
    except LibraryError:
        return
    except PhonyError as error:
        message = f"the locale of Phony (--phony-locale) is {locale!r}: {error}"
        raise pytest.UsageError(message) from error


@pytest.hookimpl(optionalhook=True)  # type: ignore[misc]
def pytest_configure_node(node: Any) -> None:
    """Workers of xdist have the run's seed, also where it was drawn."""
    node.workerinput["phony_seed"] = node.config.stash[SETTINGS].seed


def pytest_report_header(config: pytest.Config) -> list[str]:
    """Seed and locale, where they are not as always."""
    settings = config.stash[SETTINGS]
    said = []
    if settings.source != "default":
        said.append(f"seed {settings.seed}")
    if settings.source == RANDOM:
        said[0] += f" (repeat: --phony-seed={settings.seed})"
    if settings.locale:
        said.append(f"locale {settings.locale}")
    return ["phony: " + ", ".join(said)] if said else []


def pytest_itemcollected(item: pytest.Item) -> None:
    """Keeps the node id, before xdist's --dist=loadgroup puts the group behind it."""
    item.stash[NODE_ID] = item.nodeid


@pytest.fixture
def phony_seed(request: pytest.FixtureRequest) -> str:
    """The seed of this test: of the run's seed and the test's node id.

    It is the seed of the fixture `phony`; overridden, that one follows.
    """
    item = request.node
    run = request.config.stash[SETTINGS]
    seed = f"{run.seed} {item.stash.get(NODE_ID, item.nodeid)}"
    item.stash[USED_SEED] = seed
    return seed


@pytest.fixture
def phony(request: pytest.FixtureRequest, phony_seed: str) -> Iterator[Phony]:
    """A Phony of this test alone, closed behind it."""
    from phony import Phony

    request.node.stash[USED_SEED] = phony_seed
    locale = request.config.stash[SETTINGS].locale
    with Phony(seed=phony_seed, **({"locale": locale} if locale else {})) as made:
        yield made


@pytest.hookimpl(hookwrapper=True)  # type: ignore[misc]
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, None]:
    """Says with a failure which seed its data had."""
    outcome = yield
    report = outcome.get_result()
    seed = item.stash.get(USED_SEED, None)
    if report.failed and seed is not None:
        report.sections.append(("phony", _how_to_repeat(item, seed)))


def _how_to_repeat(item: pytest.Item, seed: str) -> str:
    run = item.config.stash[SETTINGS]
    options, arguments = f" --phony-seed={shlex.quote(run.seed)}", f"seed={seed!r}"
    if run.locale:
        options += f" --phony-locale={run.locale}"
        arguments += f", locale={run.locale!r}"
    node = shlex.quote(item.stash.get(NODE_ID, item.nodeid))
    return (
        f"the test again:  pytest {node}{options}\n"
        f"its data again:  Phony({arguments})"
    )
