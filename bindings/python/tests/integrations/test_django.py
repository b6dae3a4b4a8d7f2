"""Models of Django filled: what values, references and combinations are like, on SQLite."""

from __future__ import annotations

import ipaddress
import re
from collections import Counter
from decimal import Decimal

import pytest


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
