"""Data sets: native values, columns, formats, options, and schemas with problems."""

from __future__ import annotations

import csv
import io
import itertools
import json
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal, localcontext
from pathlib import Path
from uuid import UUID

import pytest

import phony
from phony import Phony

KINDS = {
    "id": int,
    "small": int,
    "great": int,
    "price": Decimal,
    "exact": Decimal,
    "ratio": float,
    "flag": bool,
    "words": str,
    "day": date,
    "clock": time,
    "local": datetime,
    "moment": datetime,
    "unique_id": UUID,
    "document": str,
    "raw": bytes,
    "size": str,
    "address": str,
}


@pytest.fixture
def types(p: Phony, checkout: Path) -> phony.Entity:
    schema = p.schema(checkout / "spec" / "examples" / "types.pdl.json")
    return schema.entity(schema.entities[0])


def test_rows_have_native_values(types: phony.Entity) -> None:
    rows = list(types.rows())
    assert len(rows) == len(types) > 0
    for name, kind in KINDS.items():
        assert {type(row[name]) for row in rows} <= {kind, type(None)}, name
        assert any(row[name] is not None for row in rows), name
    moments = [row["moment"] for row in rows if row["moment"]]
    assert all(moment.tzinfo is timezone.utc for moment in moments)
    assert all(row["local"].tzinfo is None for row in rows if row["local"])


def test_values_are_those_that_are_written(types: phony.Entity) -> None:
    written = [json.loads(line) for line in b"".join(types.write("ndjson")).splitlines()]
    for row, record in zip(types.rows(), written):
        assert row["great"] == int(record["great"])
        assert (row["day"] and row["day"].isoformat()) == record["day"]
        assert row["unique_id"] == (record["unique_id"] and UUID(record["unique_id"]))
        assert row["flag"] is record["flag"]
        assert row["words"] == record["words"]
        assert row["ratio"] == record["ratio"]


def test_decimals_are_exact_whatever_the_context(types: phony.Entity) -> None:
    plain = [row["exact"] for row in types.rows()]
    with localcontext() as context:
        context.prec = 3
        assert [row["exact"] for row in types.rows()] == plain
    assert all(value.as_tuple().exponent == -9 for value in plain if value is not None)


def test_nulls_are_none(p: Phony, checkout: Path) -> None:
    schema = p.schema(checkout / "spec" / "examples" / "nulls.pdl.json")
    entity = schema.entity(schema.entities[0])
    nullable = [field.name for field in entity.fields if field.nullable]
    columns = entity.columns()
    assert any(None in columns[name] for name in nullable)
    written = csv.reader(io.StringIO(b"".join(entity.write("csv")).decode()))
    empty = sum(row.count("") for row in list(written)[1:])
    assert empty >= sum(values.count(None) for values in columns.values()) > 0


def test_rows_of_a_number_make_the_entity_as_large(p: Phony, shop: Path) -> None:
    schema = p.schema(shop)
    assert len(list(schema.entity("User").rows(100))) == 100
    assert len(list(schema.entity("User").rows())) == len(schema.entity("User")) == 10
    assert list(schema.entity("User").rows(0)) == []


def test_counts_of_the_schema_stand(p: Phony, shop: Path) -> None:
    users = p.schema(shop, counts={"User": 20}).entity("User")
    assert len(users) == 20
    assert list(users.rows(5)) == list(users.rows())[:5]
    assert list(users.rows(5, first=10)) == list(users.rows())[10:15]
    with pytest.raises(phony.LimitError, match="User: rows 0 to 20 of 20"):
        users.rows(21)


def test_columns_are_the_rows_turned(p: Phony, shop: Path) -> None:
    users = p.schema(shop, counts={"User": 3000}).entity("User")
    rows, columns = list(users.rows()), users.columns()
    assert list(columns) == list(rows[0]) == [field.name for field in users.fields]
    assert [dict(zip(columns, row)) for row in zip(*columns.values())] == rows
    assert users.columns(2000, 7)["email"] == columns["email"][2000:2007]


def test_children_belong_to_parents(p: Phony, shop: Path) -> None:
    schema = p.schema(shop, counts={"User": 50})
    users = {row["id"] for row in schema.entity("User").rows()}
    orders = list(schema.entity("Order").rows())
    totals = dict.fromkeys((order["id"] for order in orders), Decimal(0))
    for item in schema.entity("OrderItem").rows():
        totals[item["order_id"]] += item["total"]
    assert orders and {order["user_id"] for order in orders} <= users
    assert all(order["total"] == totals[order["id"]] for order in orders)


def test_iterators_do_not_disturb_each_other(p: Phony, shop: Path) -> None:
    schema = p.schema(shop)
    users, orders = schema.entity("User"), schema.entity("Order")
    expected = list(users.rows(2500)), list(orders.rows())
    one, other, third = users.rows(2500), users.rows(2500), orders.rows()
    mixed = list(itertools.zip_longest(one, other, third))
    assert [row for row, _, _ in mixed] == [row for _, row, _ in mixed] == expected[0]
    assert [row for _, _, row in mixed if row] == expected[1]


def test_rows_outlive_schema_and_phony(shop: Path) -> None:
    with Phony(seed=42) as p:
        rows = p.schema(shop).entity("User").rows(3000)
        first = next(rows)
        expected = list(p.schema(shop).entity("User").rows(3000))
    del p
    assert [first, *rows] == expected


def test_options_say_what_is_made(p: Phony, shop: Path) -> None:
    assert len(p.schema(shop, scenario="dev").entity("User")) == 20
    at = datetime(2020, 5, 1, tzinfo=timezone(timedelta(hours=2)))
    for now in (at, "2020-04-30T22:00:00Z"):
        newest = max(row["created_at"] for row in p.schema(shop, now=now).entity("User").rows(500))
        assert datetime(2019, 12, 1) < newest < datetime(2020, 2, 15)
    plain = p.schema(shop).entity("User").columns()
    assert p.schema(shop, locale="de_DE").entity("User").columns()["name"] != plain["name"]
    assert p.schema(shop, mode="coverage").entity("User").columns() != plain
    assert Phony(seed=43).schema(shop).entity("User").columns() != plain


def test_fields_tell_what_they_are(p: Phony, shop: Path) -> None:
    order = p.schema(shop).entity("Order")
    fields = {field.name: field for field in order.fields}
    assert order.table == "orders" and order.name == "Order"
    assert fields["id"].primary and fields["id"].type == "uuid"
    assert fields["user_id"].references == "User.id"
    assert "Order" in repr(order) and "uuid" in repr(fields["id"])


def test_a_schema_alone_takes_seeds_as_all_do(p: Phony, shop: Path) -> None:
    expected = p.schema(shop).entity("User").columns()
    for seed in (42, "42"):
        assert phony.Schema(shop, seed=seed).entity("User").columns() == expected


def test_counts_cannot_be_changed_behind_its_back(p: Phony, shop: Path) -> None:
    counts = {"User": 20}
    schema = p.schema(shop, counts=counts)
    counts["User"] = schema.counts["Order"] = 5
    assert schema.counts == {"User": 20} and len(schema.entity("User")) == 20


def test_whole_numbers_of_numpy_are_whole_numbers(p: Phony, shop: Path) -> None:
    numpy = pytest.importorskip("numpy")
    three = numpy.int64(3)
    users = p.schema(shop, counts={"User": numpy.int64(9)}).entity("User")
    assert list(users.rows(three, first=three)) == list(users.rows())[3:6]
    assert len(list(p.schema(shop).entity("User").rows(three))) == 3
    names = p.name()
    assert names.list(three, first=three) == list(names.take(three, first=three))
    assert names.buffer(three, first=three).to_list() == [names.at(n) for n in range(3, 6)]


def test_all_problems_of_a_schema_are_told(p: Phony, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdl.json"
    fields = {"id": {"generator": "nope"}, "size": {"type": "huge"}}
    broken.write_text(json.dumps({"version": "1.0", "entities": {"A": {"fields": fields}}}))
    with pytest.raises(phony.SchemaError) as caught:
        p.schema(broken)
    problems = caught.value.problems
    assert len(problems) >= 2
    assert {problem.path for problem in problems} >= {"entities.A.fields.id.generator"}
    assert all(problem.line >= 1 and problem.message in repr(problem) for problem in problems)
    assert "nope" in str(caught.value)


WRONG = {
    "no such entity": lambda schema: schema().entity("Usr"),
    "no such entity to count": lambda schema: schema(counts={"Usr": 1}),
    "a negative count": lambda schema: schema(counts={"User": -1}),
    "a huge count": lambda schema: schema().entity("User").rows(2**70),
    "a count that is no number": lambda schema: schema().entity("User").rows("3"),
    "no such mode": lambda schema: schema(mode="nope"),
    "no such scenario": lambda schema: schema(scenario="nope"),
    "no time": lambda schema: schema(now="soon"),
    "a time of another type": lambda schema: schema(now=5),
    "no such format": lambda schema: schema().entity("User").write("xml"),
    "no dialect": lambda schema: schema().entity("User").write("sql"),
    "no such part": lambda schema: schema().ddl("sqlite", "middle"),
    "a NUL": lambda schema: schema().entity("Us\0er"),
    "a lone surrogate": lambda schema: schema().entity("\ud800"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_made_is_an_error(p: Phony, shop: Path, case: str) -> None:
    with pytest.raises(phony.PhonyError):
        WRONG[case](lambda **options: p.schema(shop, **options))


def test_a_schema_that_is_missing_is_a_missing_file(p: Phony) -> None:
    with pytest.raises(FileNotFoundError):
        p.schema("there/is/none.pdl.json")
