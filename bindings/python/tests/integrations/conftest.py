"""What the tests of the integrations share: where things lie, runs of pytest, a Django project."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

PYTHON = Path(__file__).resolve().parents[2]
FOLDERS = [str(PYTHON / "src"), str(PYTHON / "examples"), str(Path(__file__).parent)]
PLUGIN = ("-p", "phony.integrations.pytest_plugin", "-p", "no:cacheprovider")

sys.path[:0] = FOLDERS


@pytest.fixture(scope="package", autouse=True)
def processes_find_the_package() -> Iterator[None]:
    """Also those that a test starts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join(FOLDERS))
        yield


@pytest.fixture
def run(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., pytest.RunResult]:
    """Runs pytest with the plugin: in a process of its own, if `apart` or with workers of xdist."""
    monkeypatch.delenv("PYTEST_ADDOPTS", raising=False)
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    pytester.makeini("[pytest]")

    def run_pytest(*arguments: str, apart: bool = False) -> pytest.RunResult:
        apart = apart or "-n2" in arguments
        start = pytester.runpytest_subprocess if apart else pytester.runpytest_inprocess
        return start(*PLUGIN, *arguments)

    return run_pytest


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The project django_shop set up, with the tables of both databases."""
    django = pytest.importorskip("django", reason="needs Django (Debian: python3-django)")
    from django.core.management import call_command

    os.environ["SHOP_FOLDER"] = str(tmp_path_factory.mktemp("shop"))
    os.environ["DJANGO_SETTINGS_MODULE"] = "django_shop.settings"
    django.setup()
    for database in ("default", "other"):
        call_command("migrate", run_syncdb=True, verbosity=0, database=database)


@pytest.fixture
def shop(project: None) -> Iterator[ModuleType]:
    """The models, whose tables are empty again behind the test."""
    from django.apps import apps
    from django_shop import models

    yield models
    for database in ("default", "other"):
        for model in reversed(list(apps.get_app_config("shop").get_models())):
            model._base_manager.using(database).all()._raw_delete(database)


@pytest.fixture
def helpers(project: None) -> ModuleType:
    """phony.integrations.django"""
    import phony.integrations.django

    return phony.integrations.django
