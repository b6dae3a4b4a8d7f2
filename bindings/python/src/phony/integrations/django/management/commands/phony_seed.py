"""manage.py phony_seed app.Model --count 1000: made-up rows for a table."""

from __future__ import annotations

import secrets
from argparse import ArgumentParser
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections

from phony import PhonyError
from phony.integrations.django.factories import BATCH, NULLS, Factory


class Command(BaseCommand):  # type: ignore[misc]
    """The command."""

    help = "Fills the table of a model with made-up rows, all or none, in one transaction."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What it takes."""
        parser.add_argument("model", metavar="app.Model")
        parser.add_argument("--count", type=int, default=100, help="rows to make (default 100)")
        parser.add_argument("--seed", help="any text: the same seed makes the same rows, given the"
                            " same table (default: a random one, which is reported)")
        parser.add_argument("--batch-size", type=int, default=BATCH,
                            help=f"rows of an INSERT (default {BATCH})")
        parser.add_argument("--locale", help="such as tr_TR (default en_US)")
        parser.add_argument("--nulls", type=float, default=NULLS,
                            help=f"share of nulls in fields that take them (default {NULLS})")
        parser.add_argument("--start", type=int, help="the number of the first row (default: the"
                            " number of rows that the table has)")
        parser.add_argument("--database", default=DEFAULT_DB_ALIAS, help="its name in DATABASES")

    def handle(self, *arguments: Any, **options: Any) -> None:
        """Runs it."""
        if options["count"] < 1:
            raise CommandError(f"--count is {options['count']}, not at least 1")
        if options["batch_size"] < 1:
            raise CommandError(f"--batch-size is {options['batch_size']}, not at least 1")
        if options["database"] not in connections:
            raise CommandError(f"--database {options['database']!r} is not in DATABASES")
        seed = options["seed"] if options["seed"] is not None else str(secrets.randbits(64))
        try:
            factory = Factory(
                _model(options["model"]),
                seed=seed,
                locale=options["locale"],
                nulls=options["nulls"],
                using=options["database"],
            )
            self._show_progress = options["verbosity"] > 1 or self._is_terminal()
            factory.seed(
                options["count"], options["batch_size"], options["start"], self._progress
            )
        except (PhonyError, DatabaseError) as error:
            raise CommandError(str(error)) from error
        self._report(factory, seed, options["verbosity"])

    def _is_terminal(self) -> bool:
        return bool(self.stderr.isatty())

    def _progress(self, done: int, count: int) -> None:
        if self._show_progress:
            ending = "\r" if done < count and self._is_terminal() else "\n"
            said = f"{done:,} of {count:,} rows ({100 * done // count} %)"
            self.stderr.write(said, ending=ending)

    def _report(self, factory: Factory, seed: str, verbosity: int) -> None:
        if verbosity:
            for label, rows in factory.made.items():
                self.stdout.write(f"{label}: {rows:,} rows")
            self.stdout.write(f"seed: {seed}")


def _model(label: str) -> Any:
    """The model of a label; what is wrong with it is said as far as it is right."""
    app, _, name = label.partition(".")
    try:
        return apps.get_model(app, name) if name else _unnamed(label)
    except LookupError as error:
        known = [model._meta.label for model in apps.get_models()]
        near = [one for one in known if one.partition(".")[0] == app] or known
        raise CommandError(f"{error.args[0]}; models are: {', '.join(near)}") from error


def _unnamed(label: str) -> None:
    raise CommandError(f"{label!r} is no model: it is called as app.Model")
