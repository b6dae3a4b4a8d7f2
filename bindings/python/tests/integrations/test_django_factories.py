"""Factories for Django: the same rows for the same seed, overrides, and what is refused."""

from __future__ import annotations

import pytest

from .django_shop.tables import rows


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
