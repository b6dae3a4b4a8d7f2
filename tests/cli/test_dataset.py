"""phony generate --schema: the rows of a data set, in every form, on any number of threads."""

import csv
import gzip
import io
import json
import os
import re
import signal
import sqlite3
import subprocess
import time

import pytest

SHOP = {
    "version": "1.0",
    "name": "Shop",
    "entities": {
        "User": {
            "table": "users",
            "count": 30,
            "fields": {
                "id": {"generator": "sequence", "primary": True},
                "name": {"generator": {"type": "template", "pattern": "N{{id}}, \"x\"\t\\"}},
                "score": {"generator": {"type": "decimal", "min": "0", "max": "9.99"}, "null": 0.3},
                "seen": {"generator": {"type": "datetime"}},
            },
        },
        "Order": {
            "table": "orders",
            "fields": {
                "id": {"generator": "sequence", "primary": True},
                "user_id": {},
                "total": {"generator": {"type": "decimal", "min": "1.00", "max": "500.00"}},
            },
        },
    },
    "relationships": [
        {"from": "Order.user_id", "to": "User.id", "per_parent": {"max": 8, "mean": 2.5}}
    ],
    "scenarios": {"dev": {"User": 100}, "load": {"User": 20000}},
}
ORDERS = 50000  # some blocks of rows, and a part of one
COUNTS = f"User=20000,Order={ORDERS}"


@pytest.fixture
def shop(phony):
    phony.write("shop.pdl.json", json.dumps(SHOP))

    def run(*words, call=phony.ok, **options):
        seed = () if "--seed" in words else ("--seed", "s")
        return call("generate", "--schema", "shop.pdl.json", *seed, *words, **options)

    return run


@pytest.fixture(autouse=True)
def a_schema_is_there(shop):
    """Also for tests of failures, which have no use for `shop`."""


def shop_fails(phony, *words, code=1, **options):
    run = ["generate", "--quiet", "--schema", "shop.pdl.json"]
    return phony.fails(*run, *words, code=code, **options)


def files(folder):
    """{name: bytes}, temporary ones too."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def read_csv(text):
    return list(csv.reader(io.StringIO(text, newline="")))


# ---- Forms ----


def test_all_entities_are_one_object_of_json(shop):
    data = shop().json
    assert list(data) == ["User", "Order"]
    assert len(data["User"]) == 30
    assert list(data["Order"][0]) == ["id", "user_id", "total"]
    users = {user["id"] for user in data["User"]}
    assert data["Order"] and all(order["user_id"] in users for order in data["Order"])
    assert data["User"][4]["name"] == "N5, \"x\"\t\\"


@pytest.mark.parametrize("words", [["--entity", "User"], ["--entity=User", "--format", "csv"]])
def test_one_entity_is_csv(shop, words):
    rows = read_csv(shop(*words).out)
    assert rows[0] == ["id", "name", "score", "seen"]
    assert [row[0] for row in rows[1:]] == [str(i) for i in range(1, 31)]
    assert rows[1][1] == "N1, \"x\"\t\\"
    assert any(row[2] == "" for row in rows[1:])


def test_formats_say_the_same(shop):
    table = read_csv(shop("--entity", "User").out)
    lines = shop("--entity", "User", "--format", "ndjson").lines
    objects = [json.loads(line, parse_float=str) for line in lines]
    assert objects == json.loads(
        shop("--entity", "User", "--format", "json").out, parse_float=str
    )
    for row, found in zip(table[1:], objects, strict=True):
        told = ["" if value is None else str(value) for value in found.values()]
        assert told == row
    copied = shop("--entity", "User", "--format", "copy").lines
    begin = next(i for i, line in enumerate(copied) if line.startswith('COPY "users"'))
    end = copied.index("\\.")
    cells = [line.split("\t") for line in copied[begin + 1 : end]]
    assert [row[0] for row in cells] == [row[0] for row in table[1:]]
    assert [row[2] == "\\N" for row in cells] == [row[2] == "" for row in table[1:]]


def test_an_entity_alone_is_as_among_all(shop):
    data = shop().json
    assert shop("--entity", "Order", "--format", "json").json == data["Order"]


def test_counts_and_scenarios(shop):
    assert len(shop("--scenario", "dev").json["User"]) == 100
    data = shop("--scenario", "dev", "--count", "User=7,Order=11").json
    assert (len(data["User"]), len(data["Order"])) == (7, 11)
    data = shop("--count", "User=7", "-nOrder=0").json
    assert (len(data["User"]), data["Order"]) == (7, [])


def test_seeds(phony, shop):
    same = [shop().out, shop("--seed", "s").out]
    assert same[0] == same[1] != shop("--seed", "t").out
    first = phony.ok("generate", "--schema", "shop.pdl.json")
    seed = re.fullmatch(r"seed: (\d+)\n", first.err)[1]
    assert shop("--seed", seed).out == first.out
    assert phony.ok("generate", "--schema", "shop.pdl.json", "--quiet").err == ""


def test_now_moves_dates(shop):
    def latest(*words):
        data = shop("--entity", "User", "--format", "json", *words).json
        return max(user["seen"] for user in data)

    assert "2022" <= latest()[:4] <= "2025"
    assert "2038" <= latest("--now", "2040-06-01T00:00:00Z")[:4] <= "2040"


def test_locale_goes_before_that_of_the_schema(phony, shop):
    schema = {"version": "1.0", "entities": {"P": {"fields": {"n": {"generator": "person.full"}}}}}
    phony.write("p.json", json.dumps(schema))
    run = ["generate", "--schema", "p.json", "--seed", "1"]
    english, german = phony.ok(*run).out, phony.ok(*run, "--locale", "de_DE").out
    assert english != german
    phony.write("p.json", json.dumps(schema | {"locale": "de_DE"}))
    assert phony.ok(*run).out == german
    assert "no locale 'xx_YY'" in phony.fails(*run, "--locale", "xx_YY")


def test_coverage_is_another_set_of_rows(shop):
    random = shop("--entity", "User", "--format", "json").json
    assert random == shop("--entity", "User", "--format", "json", "--mode", "random").json
    covered = shop("--entity", "User", "--format", "json", "--mode", "coverage").json
    assert covered != random
    scores = {user["score"] for user in covered}
    assert {None, 0, 9.99} <= scores


def test_a_schema_on_standard_input(phony, shop):
    out = phony.ok("generate", "--schema", "-", "--seed", "s", stdin=json.dumps(SHOP)).out
    assert out == shop().out


# ---- Places ----


@pytest.mark.parametrize(
    "name, words",
    [
        ("x.json", []),
        ("x.sql", ["--format", "sql"]),
        ("x.csv", ["--entity", "User"]),
        ("x.ndjson", ["--entity", "User", "--format", "ndjson"]),
        ("x.jsonl", ["--entity", "User", "--format", "ndjson"]),
        ("x", []),
    ],
)
def test_the_name_of_a_file_says_its_format(phony, shop, name, words):
    one = words if "User" in words else []
    want = shop(*words).raw
    assert shop(*one[:2], "-o", name).raw == b""
    assert (phony.folder / name).read_bytes() == want
    shop(*one[:2], "-o", name + ".gz")
    assert gzip.decompress((phony.folder / (name + ".gz")).read_bytes()) == want
    assert shop(*one[:2], "-o", "-", *words).raw == want


def test_a_folder_gets_a_file_for_each_entity(phony, shop):
    shop("-o", "data/")
    found = files(phony.folder / "data")
    assert set(found) == {"users.csv", "orders.csv"}
    assert found["orders.csv"] == shop("--entity", "Order", "--format", "csv").raw
    shop("-o", "data", "--format", "ndjson")
    assert set(files(phony.folder / "data")) == {*found, "users.ndjson", "orders.ndjson"}


def test_a_folder_of_sql_loads_in_the_order_of_names(phony, shop):
    shop("-o", "sql/", "--format", "sql", "--dialect", "sqlite", "--ddl", "--drop")
    names = sorted(files(phony.folder / "sql"))
    assert names[:3] == ["00_schema.sql", "01_users.sql", "02_orders.sql"]
    database = sqlite3.connect(":memory:")
    for _ in range(2):  # --drop makes it work again
        for name in names:
            database.executescript((phony.folder / "sql" / name).read_text())
    check_database(database, shop().json)


def check_database(database, data):
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    for table, entity in (("users", "User"), ("orders", "Order")):
        count = database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        assert count == len(data[entity])
    names = [row[0] for row in database.execute("SELECT name FROM users ORDER BY id")]
    assert names == [user["name"] for user in data["User"]]


def test_a_script_of_sql_makes_a_database(shop):
    database = sqlite3.connect(":memory:")
    database.executescript(shop("--format", "sql", "--dialect", "sqlite", "--ddl").out)
    check_database(database, shop().json)


@pytest.mark.parametrize(
    "dialect, sign", [("postgres", '"users"'), ("mysql", "`users`"), ("sqlite", '"users"')]
)
def test_dialects(shop, dialect, sign):
    bare = shop("--format", "sql", "--dialect", dialect).out
    assert f"INSERT INTO {sign}" in bare and "CREATE TABLE" not in bare
    ddl = shop("--format", "sql", "--dialect", dialect, "--ddl").out
    assert f"CREATE TABLE {sign}" in ddl and "DROP TABLE" not in ddl
    assert "DROP TABLE" in shop("--format", "sql", "--dialect", dialect, "--ddl", "--drop").out
    assert (bare == shop("--format", "sql").out) == (dialect == "postgres")


def test_copy_is_a_script_for_psql(shop):
    out = shop("--format", "copy", "--ddl").out
    assert out.index("CREATE TABLE") < out.index('COPY "users"') < out.index('COPY "orders"')


def test_into_a_database_file(phony, shop):
    shop("--into", "sqlite:shop.db", "--ddl")
    data = shop().json
    check_database(sqlite3.connect(phony.folder / "shop.db"), data)
    line = shop_fails(phony, "--into", "sqlite:shop.db", "--seed", "s")
    assert line.startswith("phony: User: ") and "users" in line and "row 1" in line
    assert "already exists" in shop_fails(phony, "--into", "sqlite:shop.db", "--ddl")
    shop("--into", "sqlite:shop.db", "--ddl", "--drop", "--threads", "2")
    check_database(sqlite3.connect(phony.folder / "shop.db"), data)


def test_a_load_that_fails_leaves_nothing(phony):
    schema = json.loads(json.dumps(SHOP))
    total = {"generator": {"type": "computed", "expression": "int(if(id < 60, '1', 'x'))"}}
    schema["entities"]["Order"]["fields"]["total"] = total
    phony.write("bad.json", json.dumps(schema))
    line = phony.fails(
        "generate", "-q", "--schema", "bad.json", "--count", "Order=90", "--into", "sqlite:x.db", "--ddl"
    )
    assert "Order" in line and "total" in line and "row 59" in line
    tables = sqlite3.connect(phony.folder / "x.db").execute("SELECT * FROM sqlite_master")
    assert tables.fetchall() == []


def test_parts_of_a_load_are_the_whole(phony, shop):
    shop("--into", "sqlite:shop.db", "--ddl", "--count", "User=0,Order=0")
    for entity in ("User", "Order"):
        for part in ("2/3", "1/3", "3/3"):
            shop("--into", "sqlite:shop.db", "--entity", entity, "--partition", part)
    check_database(sqlite3.connect(phony.folder / "shop.db"), shop().json)


# ---- Parts and threads ----


@pytest.mark.parametrize("parts", [1, 2, 7, 64])
@pytest.mark.parametrize("form", ["csv", "json", "ndjson", "sql", "copy"])
def test_parts_put_together_are_the_whole(shop, parts, form):
    words = ["--count", "User=3000", "--entity", "User", "--format", form]
    whole = shop(*words).raw
    pieces = [shop(*words, "--partition", f"{i}/{parts}").raw for i in range(1, parts + 1)]
    assert b"".join(pieces) == whole


def test_parts_of_a_folder(phony, shop):
    shop("-o", "whole/", "--format", "sql", "--ddl")
    for i in range(1, 8):
        shop("-o", f"part{i}/", "--format", "sql", "--ddl", "--partition", f"{i}/7")
    for name, content in files(phony.folder / "whole").items():
        paths = [phony.folder / f"part{i}" / name for i in range(1, 8)]
        assert b"".join(path.read_bytes() for path in paths if path.exists()) == content
    assert "00_schema.sql" not in files(phony.folder / "part2")


def test_more_parts_than_rows(shop):
    words = ["--count", "User=3", "--entity", "User"]
    pieces = [shop(*words, "--partition", f"{i}/10").raw for i in range(1, 11)]
    assert b"".join(pieces) == shop(*words).raw
    assert b"" in pieces
    last = 2**64 - 1
    assert shop(*words, "--partition", f"{last}/{last}").out.startswith("3,")


@pytest.mark.parametrize("form", ["csv", "sql"])
def test_threads_do_not_show(shop, form):
    words = ["--count", COUNTS, "--entity", "Order", "--format", form]
    one = shop(*words).raw
    assert one.count(b"\n") >= ORDERS
    for threads in ("2", "5", "0"):
        assert shop(*words, "--threads", threads).raw == one


def test_threads_do_not_show_in_folders_nor_when_compressed(phony, shop):
    shop("--count", COUNTS, "-o", "one/", "--gzip")
    shop("--count", COUNTS, "-o", "three/", "--gzip", "--threads", "3")
    shop("--count", COUNTS, "-o", "plain/")
    one = files(phony.folder / "one")
    assert one == files(phony.folder / "three")
    assert set(one) == {"users.csv.gz", "orders.csv.gz"}
    for name, content in files(phony.folder / "plain").items():
        assert gzip.decompress(one[name + ".gz"]) == content


def test_gzip_round_trips(shop):
    for words in (["--format", "json"], ["--format", "sql", "--ddl"], ["--entity", "User"]):
        assert gzip.decompress(shop(*words, "--gzip").raw) == shop(*words).raw
    words = ["--count", "User=3", "--entity", "User", "--partition", "2/10", "--gzip"]
    packed = shop(*words).raw
    assert packed and gzip.decompress(packed) == b""


# ---- What goes wrong ----


@pytest.mark.parametrize(
    "words, said",
    [
        (["--count", "User=2,Order=9999"], "at most 8 children"),
        (["-o", "none/there.json"], "cannot create 'none/there.json'"),
        (["-o", "none/there/"], "cannot create the folder 'none/there/'"),
        (["-o", "shop.pdl.json/"], "shop.pdl.json"),
        (["--into", "sqlite:none/x.db"], "unable to open"),
    ],
)
def test_failures_are_named(phony, shop, words, said):
    before = files(phony.folder)
    assert said in shop_fails(phony, *words)
    assert files(phony.folder) == before


@pytest.mark.parametrize(
    "words, said",
    [
        (["--scenario", "dve"], "there is no scenario 'dve'; did you mean 'dev'?"),
        (["--entity", "Usr"], "there is no entity 'Usr'; did you mean 'User'?"),
        (["--count", "Usr=3"], "there is no entity 'Usr'; did you mean 'User'?"),
        (["--now", "yesterday"], "now: 'yesterday' is not a date or a time"),
        (["names"], "--schema takes no MODEL: 'names' was given"),
        (["--count", "5"], "--count goes with --schema as ENTITY=N, such as User=1000"),
        (["--count", "User=x"], "--count: 'User=x' is not ENTITY=ROWS, such as User=1000"),
        (["--count", "User=1,,Order=2"], "--count: '' is not ENTITY=ROWS"),
        (["--count", "=1"], "--count: '=1' is not ENTITY=ROWS"),
        (["--count", "User=-1"], "--count: 'User=-1' is not"),
        (["--count", "User=18446744073709551616"], "is not ENTITY=ROWS"),
        (["--count", "User=1,User=2"], "--count: 'User' is given twice"),
        (["--count", "User=1", "--count", "User=2"], "--count: 'User' is given twice"),
        (["--partition", "0/3"], "--partition: '0/3' is not I/N, with I from 1 to N"),
        (["--partition", "4/3"], "--partition: '4/3' is not"),
        (["--partition", "1/0"], "--partition: '1/0' is not"),
        (["--partition", "1"], "--partition: '1' is not"),
        (["--partition", "a/b"], "--partition: 'a/b' is not"),
        (["--partition", "1/2/3"], "--partition: '1/2/3' is not"),
        (["--partition", "1/2"], "--partition of 2 entities goes to a folder: --output DIR/"),
        (["--format", "csv"], "--format csv of 2 entities goes to a folder: --output DIR/"),
        (["--format", "ndjson", "-o", "x"], "--format ndjson of 2 entities goes to a folder"),
        (["-o", "x.csv"], "--format csv of 2 entities goes to a folder"),
        (["--format", "text"], "--format text goes with single values, not with --schema"),
        (["--format", "xml"], "is not one of text|json|ndjson|csv|sql|copy"),
        (["--first", "3"], "--first goes with single values, not with --schema"),
        (["--unique"], "--unique goes with single values, not with --schema"),
        (["--pattern", "x"], "--pattern goes with single values"),
        (["--words", "3"], "--words goes with single values"),
        (["--template", "x"], "--template goes with single values"),
        (["--header", "x", "--format", "csv"], "--header goes with single values"),
        (["--max-model-bytes", "1M"], "--max-model-bytes goes with single values"),
        (["--ddl"], "--ddl goes with --format sql or copy, and with --into"),
        (["--ddl", "--format", "csv", "-o", "x/"], "--ddl goes with --format sql"),
        (["--drop", "--format", "sql"], "--drop goes with --ddl"),
        (["--dialect", "mysql"], "--dialect goes with --format sql"),
        (["--dialect", "mysql", "--format", "copy"], "--dialect goes with --format sql"),
        (["--dialect", "oracle"], "is not one of postgres|mysql|sqlite"),
        (["--ddl", "--format", "sql", "--entity", "User"], "--ddl goes not with --entity"),
        (["--into", "sqlite:x", "-o", "y"], "--into goes not with --output"),
        (["--into", "sqlite:x", "--format", "sql"], "--into goes not with --format"),
        (["--into", "sqlite:x", "--gzip"], "--into goes not with --gzip"),
        (["--into", "sqlite:x", "--dialect", "mysql"], "--into goes not with --dialect"),
        (["--into", "sqlite:x", "--ddl", "--partition", "1/2"], "--partition goes not with --ddl"),
        (["--into", "oracle://x"], "the URL of the database begins with none of"),
        (["--mode", "coverge"], "(did you mean coverage?)"),
        (["--schema", ""], "--schema: the name is empty"),
    ],
)
def test_wrong_use_is_named(phony, shop, words, said):
    before = files(phony.folder)
    assert said in shop_fails(phony, *words, code=2)
    assert files(phony.folder) == before


@pytest.mark.parametrize(
    "words, said",
    [
        (["--scenario", "x"], "--scenario goes with --schema"),
        (["--entity", "x"], "--entity goes with --schema"),
        (["--now", "x"], "--now goes with --schema"),
        (["--mode", "random"], "--mode goes with --schema"),
        (["--partition", "1/1"], "--partition goes with --schema"),
        (["--dialect", "postgres"], "--dialect goes with --schema"),
        (["--ddl"], "--ddl goes with --schema"),
        (["--drop"], "--drop goes with --schema"),
        (["--gzip"], "--gzip goes with --schema"),
        (["--into", "sqlite:x"], "--into goes with --schema"),
        (["--format", "sql"], "--format sql goes with --schema"),
        (["--format", "copy"], "--format copy goes with --schema"),
        (["--count", "User=3"], "--count: 'User=3' goes with --schema"),
    ],
)
def test_options_of_data_sets_want_a_schema(phony, words, said):
    assert said in phony.fails("generate", "email", *words, code=2)


def test_a_schema_that_is_wrong_is_told_by_its_first_problem(phony):
    phony.write("bad.json", '{"version": "1.0",\n "entities": {"A": {"fields": {\n'
                '  "x": {"generator": "sequenze"},\n  "y": {"generator": "emial"}}}}}')
    line = phony.fails("generate", "--schema", "bad.json")
    assert line.startswith("phony: bad.json:3:")
    assert "entities.A.fields.x" in line and "sequence" in line
    assert line.endswith("(and 1 more: phony schema check bad.json)")
    assert "No such file" in phony.fails("generate", "--schema", "none.json")


def failing_schema(phony):
    """A data set whose second entity fails in row 5000."""
    entities = {
        "A": {"count": 9000, "fields": {"id": {"generator": "sequence", "primary": True}}},
        "B": {"count": 9000, "fields": {
            "id": {"generator": "sequence", "primary": True},
            "n": {"generator": {"type": "computed",
                                "expression": "int(if(id < 5001, '1', 'x'))"}}}},
    }
    phony.write("fails.json", json.dumps({"version": "1.0", "entities": entities}))
    return ["generate", "--quiet", "--schema", "fails.json"]


@pytest.mark.parametrize("threads", ["1", "3"])
@pytest.mark.parametrize("where", ["x.json", "x.json.gz", "x.sql", "new/", "old/"])
def test_a_row_that_fails_leaves_no_file(phony, where, threads):
    (phony.folder / "old").mkdir()
    phony.write("old/A.csv", "as it was\n")
    line = phony.fails(*failing_schema(phony), "-o", where, "--threads", threads)
    assert "B" in line and "n" in line and "row 5000" in line
    assert sorted(path.name for path in phony.folder.iterdir()) == [
        "fails.json", "old", "shop.pdl.json"
    ]
    assert files(phony.folder / "old") == {"A.csv": b"as it was\n"}


def test_a_table_that_can_be_no_file(phony):
    schema = json.loads(json.dumps(SHOP))
    schema["entities"]["Order"]["table"] = "../orders"
    phony.write("shop.pdl.json", json.dumps(schema))
    line = shop_fails(phony, "-o", "data/")
    assert "'../orders' cannot be the name of a file" in line
    assert sorted(path.name for path in phony.folder.iterdir()) == ["shop.pdl.json"]


def test_a_reader_that_goes_away_ends_it_quietly(phony, shop):
    shop("--count", "User=1")
    for words in ([], ["--gzip"], ["--threads", "3"]):
        run = phony.start(
            "generate", "--schema", "shop.pdl.json", "--seed", "s", "--count",
            f"User=1000000,Order={ORDERS}", "--entity", "User", *words,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )
        run.stdout.read(100)
        run.stdout.close()
        assert run.wait(timeout=60) == 0
        assert run.stderr.read() == b""
        run.stderr.close()


def test_a_full_device_is_said(phony, shop):
    if not os.path.exists("/dev/full"):
        pytest.skip("there is no /dev/full")
    assert "No space left" in shop_fails(phony, "-o", "/dev/full", "--quiet")


def test_a_signal_removes_the_files_of_a_folder(phony, shop):
    shop("--count", "User=1")
    run = phony.start(
        "generate", "--schema", "shop.pdl.json", "--seed", "s", "-o", "data/", "--count",
        "User=200000000",
    )
    deadline = time.monotonic() + 30
    while not list(phony.folder.glob("data/.users*")) and time.monotonic() < deadline:
        time.sleep(0.01)
    run.send_signal(signal.SIGINT)
    assert run.wait(timeout=60) == -signal.SIGINT
    assert files(phony.folder / "data") == {}
