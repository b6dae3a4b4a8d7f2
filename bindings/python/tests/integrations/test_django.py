"""The Django helpers, on a real SQLite database."""

from __future__ import annotations

import ipaddress
import os
import re
import subprocess
import sys
from collections import Counter
from decimal import Decimal

import pytest

django = pytest.importorskip("django", reason="needs Django (Debian: python3-django)")


@pytest.fixture(scope="session", autouse=True)
def project(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The project set up, with the tables of both databases."""
    from django.core.management import call_command

    os.environ["SHOP_FOLDER"] = str(tmp_path_factory.mktemp("shop"))
    os.environ["DJANGO_SETTINGS_MODULE"] = "django_shop.settings"
    django.setup()
    for database in ("default", "other"):
        call_command("migrate", run_syncdb=True, verbosity=0, database=database)


@pytest.fixture(autouse=True)
def empty_tables(project: None):
    """Tables without rows, for each test."""
    from django.apps import apps

    yield
    for database in ("default", "other"):
        for model in reversed(list(apps.get_app_config("shop").get_models())):
            model._base_manager.using(database).all()._raw_delete(database)


@pytest.fixture
def shop(project: None):
    """The models."""
    from django_shop import models

    return models


@pytest.fixture
def helpers(project: None):
    """phony.integrations.django"""
    import phony.integrations.django

    return phony.integrations.django


def rows(model, *without: str, using: str = "default") -> list[dict]:
    """All rows of a model, but for these fields."""
    found = model._base_manager.using(using).order_by("pk").values()
    return [{name: v for name, v in row.items() if name not in without} for row in found]


def check_all(model) -> None:
    """Has Django check every row, as forms do."""
    for instance in model._base_manager.all():
        instance.full_clean(validate_unique=False)


# -- what values are like --------------------------------------------------------------------------


def test_persons_are_coherent(shop, helpers) -> None:
    helpers.seed(shop.Customer, 200, seed=42)
    for one in shop.Customer.objects.all():
        full = f"{one.first_name} {one.last_name}"
        assert full.startswith(one.name.strip()) and len(one.name) <= 12
        assert one.email.endswith("@example.com")
        assert 1944 <= one.birth_date.year <= 2007
        assert one.is_active  # the default
    check_all(shop.Customer)


def test_values_are_of_the_locale(shop, helpers) -> None:
    for locale, letters in (("tr_TR", "ğışöüç"), ("ja_JP", "子太山田郎"), ("pl_PL", "łśżń")):
        built = helpers.factory(shop.Customer, seed=1, locale=locale).build(200)
        assert set(letters) <= set("".join(one.first_name + one.last_name for one in built))


def test_unique_fields_hold_within_their_lengths(shop, helpers) -> None:
    helpers.seed(shop.Customer, 3000)
    names = [one.username for one in shop.Customer.objects.all()]
    assert len(set(names)) == 3000
    assert all(len(name) <= 10 for name in names)
    assert len(set(shop.Customer.objects.values_list("email", flat=True))) == 3000


def test_limits_of_numbers_and_patterns_hold(shop, helpers) -> None:
    helpers.seed(shop.Product, 2000)
    check_all(shop.Product)
    for one in shop.Product.objects.all():
        assert 2 <= one.stars <= 4
        assert Decimal(1) <= one.price <= Decimal(500)
        assert re.fullmatch(r"[A-Z]{3}-\d{4}", one.sku)
        assert len(one.code) <= 4 and len(one.slug) <= 16
        assert 1 <= one.rank < 2**15
    assert {one.stars for one in shop.Product.objects.all()} == {2, 3, 4}


def test_computed_defaults_are_made_by_the_seed(shop, helpers) -> None:
    keys = [[one.pk for one in helpers.factory(shop.Product, seed=9).build(3)] for _ in range(2)]
    assert keys[0] == keys[1]
    assert {key.version for key in keys[0]} == {4}


def test_choices_are_all_taken(shop, helpers) -> None:
    helpers.seed(shop.Order, 300)
    found = Counter(shop.Order.objects.values_list("status", flat=True))
    assert set(found) == {"new", "paid", "sent"}
    assert min(found.values()) > 60
    assert set(shop.Order.objects.values_list("note", flat=True)) == {"as always"}


def test_all_types_are_filled(shop, helpers) -> None:
    helpers.seed(shop.Everything, 500)
    check_all(shop.Everything)
    for one in shop.Everything.objects.all():
        assert ipaddress.ip_address(one.address).version == 4
        assert ipaddress.ip_address(one.address_6).version == 6
        assert len(one.raw) == 8
        assert set(one.data) == {"value"} and one.empty == {}
        assert one.time.tzinfo is not None
        assert one.size in (1, 2, 3)
        assert one.password.startswith("!") and 0 < len(one.password) <= 128
        assert len(one.headline) > 12
    assert {one.flag for one in shop.Everything.objects.all()} == {True, False}


def test_nulls_are_as_many_as_asked_for(shop, helpers) -> None:
    for share, low, high in ((0, 0, 0), (0.5, 420, 580), (1, 1000, 1000)):
        built = helpers.factory(shop.Customer, nulls=share).build(1000)
        assert low <= sum(one.phone is None for one in built) <= high


@pytest.mark.parametrize("locale", ["tr_TR", "ja_JP", "pl_PL"])
def test_lengths_hold_in_every_script(shop, helpers, locale: str) -> None:
    helpers.seed(shop.Customer, 1000, locale=locale)
    check_all(shop.Customer)


# -- references ------------------------------------------------------------------------------------


def test_references_are_to_rows_that_there_are(shop, helpers) -> None:
    from django.db import connection

    customers = {one.pk for one in helpers.make(shop.Customer, 7)}
    helpers.seed(shop.Order, 400)
    assert set(shop.Order.objects.values_list("customer_id", flat=True)) == customers
    assert shop.Customer.objects.count() == 7
    connection.check_constraints()


def test_limits_of_references_hold(shop, helpers) -> None:
    helpers.seed(shop.Customer, 20)
    helpers.seed(shop.Order, 50)
    assert set(shop.Order.objects.values_list("reviewer_id", flat=True)) == {None}
    shop.Customer.objects.filter(pk__lte=shop.Customer.objects.first().pk + 2).update(
        is_active=False
    )
    orders = helpers.make(shop.Order, 50, nulls=0)
    assert {order.reviewer.is_active for order in orders} == {False}
    assert len({order.reviewer_id for order in orders}) == 3


def test_parents_are_made_where_there_are_none(shop, helpers) -> None:
    from django.db import connection

    factory = helpers.factory(shop.Invoice)
    assert factory.seed(50) == 50
    assert factory.made == {"shop.Customer": 5, "shop.Order": 50, "shop.Invoice": 50}
    connection.check_constraints()


def test_one_to_one_takes_each_row_once(shop, helpers) -> None:
    helpers.seed(shop.Order, 40)
    helpers.seed(shop.Invoice, 30)
    assert shop.Order.objects.count() == 40
    helpers.seed(shop.Invoice, 30)
    taken = list(shop.Invoice.objects.order_by("pk").values_list("order_id", flat=True))
    assert len(set(taken)) == len(taken) == 60
    assert shop.Order.objects.count() == 60
    assert taken[:30] != sorted(taken[:30])


def test_combinations_come_once(shop, helpers) -> None:
    helpers.seed(shop.Order, 10)
    helpers.seed(shop.Product, 10)
    for _ in range(5):
        helpers.seed(shop.Line, 20)
    assert len(set(shop.Line.objects.values_list("order_id", "product_id"))) == 100
    with pytest.raises(helpers.FillError, match="shop.Line: no more values of order and product"):
        helpers.seed(shop.Line, 1)


def test_a_text_that_is_unique_within_a_reference_is_unique(shop, helpers) -> None:
    helpers.seed(shop.Page, 500)
    assert len(set(shop.Page.objects.values_list("title", flat=True))) == 500
    assert max(map(len, shop.Page.objects.values_list("title", flat=True))) <= 30


def test_few_values_come_once_each(shop, helpers) -> None:
    helpers.seed(shop.Level, 2)
    helpers.seed(shop.Level, 3)
    assert sorted(shop.Level.objects.values_list("grade", flat=True)) == [0, 1, 2, 3, 4]


def test_models_with_parents_have_rows_in_both_tables(shop, helpers) -> None:
    helpers.seed(shop.Special, 20)
    assert shop.Special.objects.count() == shop.Customer.objects.count() == 20
    assert all(one.email and 0 <= one.discount <= 100 for one in shop.Special.objects.all())


# -- determinism -----------------------------------------------------------------------------------


def test_the_same_seed_gives_the_same_rows(shop, helpers) -> None:
    one, other = (helpers.factory(shop.Customer, seed=5).build(50) for _ in range(2))
    third = helpers.factory(shop.Customer, seed=6).build(50)
    assert [v.email for v in one] == [v.email for v in other] != [v.email for v in third]


def test_batches_and_pieces_do_not_matter(shop, helpers) -> None:
    helpers.seed(shop.Everything, 300, batch_size=1000)
    whole = rows(shop.Everything, "id")
    shop.Everything.objects.all().delete()
    for count, size in ((100, 7), (150, 1), (50, 50)):
        helpers.seed(shop.Everything, count, batch_size=size)
    assert rows(shop.Everything, "id") == whole


def test_rows_go_on_where_the_table_ends(shop, helpers) -> None:
    built = helpers.factory(shop.Customer).build(10, start=5)
    helpers.seed(shop.Customer, 5)
    made = helpers.make(shop.Customer, 10)
    assert [one.email for one in made] == [one.email for one in built]


def test_fields_do_not_depend_on_each_other(shop, helpers) -> None:
    plain = helpers.factory(shop.Customer).build(10)
    given = helpers.factory(shop.Customer, bio="", username=lambda row: f"user{row}").build(10)
    assert [one.email for one in plain] == [one.email for one in given]
    assert [one.username for one in given] == [f"user{row}" for row in range(10)]


# -- overrides and what is refused -----------------------------------------------------------------


def test_overrides_are_values_functions_and_rows(shop, helpers) -> None:
    customer = helpers.make(shop.Customer)[0]
    orders = helpers.make(shop.Order, 4, customer=customer, note=lambda row: f"row {row}")
    assert {order.customer_id for order in orders} == {customer.pk}
    assert [order.note for order in orders] == [f"row {n}" for n in range(4)]
    by_key = helpers.make(shop.Order, 1, customer_id=customer.pk)[0]
    assert by_key.customer == customer


def test_overrides_can_be_put_onto_a_factory(shop, helpers) -> None:
    factory = helpers.factory(shop.Customer, seed=3)
    assert factory.override(city="Izmir").build()[0].city == "Izmir"
    assert factory.override(city="Izmir").build()[0].email == factory.build()[0].email


def test_required_files_must_be_given(shop, helpers) -> None:
    message = r"shop.Attachment.file is required, and a FileField.*give it a value \(file=...\)"
    with pytest.raises(helpers.FillError, match=message):
        helpers.make(shop.Attachment)
    assert helpers.make(shop.Attachment, file="a.pdf")[0].file.name == "a.pdf"
    assert helpers.make(shop.Picture)[0].file.name == ""


def test_references_to_any_table_must_be_given(shop, helpers) -> None:
    with pytest.raises(helpers.FillError, match="shop.Tag.content_type .* GenericForeignKey"):
        helpers.make(shop.Tag)
    from django.contrib.contenttypes.models import ContentType

    kind = ContentType.objects.get_for_model(shop.Level)
    assert helpers.make(shop.Tag, content_type=kind, object_id=1)[0].label


@pytest.mark.parametrize(
    ("model", "message"),
    [
        ("Node", "shop.Node.parent is required, .*: shop.Node -> shop.Node"),
        ("Egg", "shop.Hen.came_of is required, .*: shop.Egg -> shop.Hen -> shop.Egg"),
        ("Impossible", "shop.Impossible.number: no number is from 9 to 3"),
        ("Tight", "shop.Tight.email: 12 characters are too few"),
        ("Base", "django_shop.Base|Base is abstract"),
    ],
)
def test_what_cannot_be_filled_is_named(shop, helpers, model: str, message: str) -> None:
    with pytest.raises(helpers.FillError, match=message):
        helpers.make(getattr(shop, model))


def test_more_rows_than_values_are_refused(shop, helpers) -> None:
    message = "shop.Product.code: at most 10,000 rows can differ"
    with pytest.raises(helpers.FillError, match=message):
        helpers.seed(shop.Product, 10_001)
    with pytest.raises(helpers.FillError, match="shop.Level: no more values of grade"):
        helpers.seed(shop.Level, 6)
    assert not shop.Level.objects.exists()


def test_bad_arguments_are_refused(shop, helpers) -> None:
    from phony import ArgumentError, ArgumentTypeError

    for refused, error in [
        (lambda: helpers.seed(shop.Level, -1), ArgumentError),
        (lambda: helpers.seed(shop.Level, 1.5), ArgumentTypeError),
        (lambda: helpers.seed(shop.Level, True), ArgumentTypeError),
        (lambda: helpers.seed(shop.Level, 1, 0), ArgumentError),
        (lambda: helpers.make(shop.Level, nulls=2), ArgumentError),
        (lambda: helpers.make("shop.Level"), ArgumentTypeError),
        (lambda: helpers.make(shop.Customer, seed=1.5), ArgumentTypeError),
        (lambda: helpers.make(shop.Level, grades=1), helpers.FillError),
    ]:
        with pytest.raises(error):
            refused()


def test_rows_that_are_there_already_are_told_apart(shop, helpers) -> None:
    helpers.seed(shop.Customer, 10)
    with pytest.raises(helpers.FillError, match="UNIQUE constraint failed: .*another first row"):
        helpers.seed(shop.Customer, 10, start=5)
    assert shop.Customer.objects.count() == 10


def test_all_or_none_are_inserted(shop, helpers) -> None:
    def stop(done: int, count: int) -> None:
        if done >= 40:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        helpers.seed(shop.Order, 100, batch_size=20, progress=stop)
    assert not shop.Order.objects.exists()
    assert not shop.Customer.objects.exists()


def test_progress_is_told_once_for_a_batch(shop, helpers) -> None:
    told = []
    helpers.seed(shop.Customer, 25, batch_size=10, progress=lambda *at: told.append(at))
    assert told == [(10, 25), (20, 25), (25, 25)]


def test_another_database_is_used_for_all(shop, helpers) -> None:
    helpers.seed(shop.Order, 20, using="other")
    assert not shop.Order.objects.exists() and not shop.Customer.objects.exists()
    assert shop.Order.objects.using("other").count() == 20
    assert shop.Customer.objects.using("other").count() == 2


def test_users_of_django_can_be_made(helpers) -> None:
    from django.contrib.auth.models import User

    made = helpers.make(User, 3, seed=4)
    assert not any(user.has_usable_password() for user in made)
    assert all(user.username and user.email and not user.is_superuser for user in made)
    User.objects.all().delete()


# -- the command -----------------------------------------------------------------------------------


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
