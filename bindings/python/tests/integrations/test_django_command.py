"""manage.py phony_seed, in processes of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from .django_shop.tables import rows


def command(*arguments: str) -> subprocess.CompletedProcess[str]:
    """manage.py, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-B", "-m", "django", "phony_seed", *arguments],
        env=os.environ,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_command_seeds_a_table(shop, helpers) -> None:
    options = ("--count", "120", "--seed", "42", "--batch-size=50", "--locale=tr_TR")
    done = command("shop.Order", *options)
    assert (done.returncode, done.stderr) == (0, "")
    said = ["shop.Customer: 12 rows", "shop.Order: 120 rows", "seed: 42"]
    assert done.stdout.splitlines() == said
    by_command = rows(shop.Order, "id", "customer_id", "changed_at")
    shop.Order.objects.all().delete()
    helpers.seed(shop.Order, 120, seed=42, locale="tr_TR")
    assert rows(shop.Order, "id", "customer_id", "changed_at") == by_command


def test_a_seed_that_the_command_drew_repeats_its_rows(shop) -> None:
    from django.core.management import call_command

    drawn = re.search(r"seed: (\d+)", command("shop.Level", "--count=3").stdout)
    assert drawn is not None
    first = rows(shop.Level, "id")
    shop.Level.objects.all().delete()
    call_command("phony_seed", "shop.Level", count=3, seed=drawn[1], verbosity=0)
    assert rows(shop.Level, "id") == first


def test_the_command_shows_progress(shop) -> None:
    done = command("shop.Level", "--count=4", "--batch-size=2", "--verbosity=2")
    assert "2 of 4 rows (50 %)" in done.stderr
    assert "4 of 4 rows (100 %)" in done.stderr


def test_the_command_uses_the_database_asked_for(shop) -> None:
    assert command("shop.Level", "--count=2", "--database=other").returncode == 0
    assert (shop.Level.objects.count(), shop.Level.objects.using("other").count()) == (0, 2)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["shop.Ordr"], "shop.*Ordr.*; models are: shop.Customer, .*shop.Order"),
        (["shops.Order"], "No installed app with label 'shops'.*models are: "),
        (["Order"], "'Order' is no model: it is called as app.Model"),
        (["shop.Order", "--count=0"], "--count is 0, not at least 1"),
        (["shop.Order", "--count=many"], "argument --count: invalid int value: 'many'"),
        (["shop.Order", "--batch-size=-5"], "--batch-size is -5, not at least 1"),
        (["shop.Order", "--database=third"], "--database 'third' is not in DATABASES"),
        (["shop.Order", "--nulls=7"], "nulls is 7.0, not a share from 0 to 1"),
        (["shop.Order", "--start=-1"], "start is -1, not at least 0"),
        (["shop.Customer", "--locale=xx"], "shop.Customer.*: no locale 'xx'"),
        (["shop.Attachment"], "shop.Attachment.file is required, and a FileField"),
    ],
)
def test_the_command_refuses_what_it_cannot_do(shop, arguments: list[str], message: str) -> None:
    done = command(*arguments)
    assert done.returncode != 0
    assert re.search(message, done.stderr), done.stderr
    assert "Traceback" not in done.stderr
    assert not shop.Order.objects.exists()
