"""Written rows: the bytes of the command line, in whole or in parts."""

from __future__ import annotations

import itertools
import os
import subprocess
from pathlib import Path

import pytest

import phony
from phony import Phony


@pytest.mark.skipif("PHONY" not in os.environ, reason="PHONY is no path of the command line tool")
@pytest.mark.parametrize("format", ["csv", "json", "ndjson"])
def test_written_bytes_are_those_of_the_command_line(p: Phony, shop: Path, format: str) -> None:
    command = ["generate", "--schema", str(shop), "--entity", "Order", "--seed", "42"]
    command += ["--count", "User=2000", "--format", format]
    printed = subprocess.run(
        [os.environ["PHONY"], *command], capture_output=True, check=True
    ).stdout
    orders = p.schema(shop, counts={"User": 2000}).entity("Order")
    assert b"".join(orders.write(format)) == printed


def test_sql_can_be_run(p: Phony, shop: Path) -> None:
    import sqlite3

    schema = p.schema(shop, counts={"User": 1500})
    script = [schema.ddl("sqlite", "open"), schema.ddl("sqlite", "create")]
    for name in schema.entities:
        script += schema.entity(name).write("sql", "sqlite")
    script += [schema.ddl("sqlite", "finish"), schema.ddl("sqlite", "close")]
    with sqlite3.connect(":memory:") as database:
        database.executescript(b"".join(script).decode("utf-8"))
        users = database.execute("SELECT name, email FROM users ORDER BY id").fetchall()
    columns = schema.entity("User").columns()
    assert users == list(zip(columns["name"], columns["email"]))


def test_parts_together_are_the_whole(p: Phony, shop: Path) -> None:
    users = p.schema(shop, counts={"User": 3000}).entity("User")
    whole = b"".join(users.write("json"))
    parts = [
        users.write_part("json", range(0, 1030), begin=True),
        users.write_part("json", range(1030, 1030)),
        users.write_part("json", range(1030, 3000), end=True),
    ]
    assert b"".join(itertools.chain(*parts)) == whole
    assert b"".join(users.write_part("sql", range(9), "sqlite")) != b""


def test_parts_that_there_are_not_are_refused_at_once(p: Phony, shop: Path) -> None:
    users = p.schema(shop, counts={"User": 9}).entity("User")
    refused = {
        range(5, 10): phony.LimitError,
        range(-1, 3): phony.ArgumentError,
        range(0, 9, 2): phony.ArgumentError,
        range(5, 0, -1): phony.ArgumentError,
        (0, 5): phony.ArgumentTypeError,
    }
    for rows, kind in refused.items():
        with pytest.raises(kind):
            users.write_part("csv", rows)  # type: ignore[arg-type]
    with pytest.raises(phony.NotFoundError):
        users.write_part("xml", range(1))
