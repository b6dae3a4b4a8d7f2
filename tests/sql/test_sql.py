"""Tables written as SQL and loaded into real databases: what comes back is what went in, and the
constraints hold."""

import csv
import datetime
import io
import json
import random
import struct
import subprocess

import pytest

from databases import WRITER, mariadb, postgres, sqlite  # noqa: F401 (fixtures)

NASTY = [
    "", "plain", "it's", 'say "hi"', "a\\b", "\\", "\\\\'", "'", "''", "\\'", "\\N", "\\.", "NULL",
    "a\tb", "line\nline", "\r\n", "\n\\.\n", "\x1a", "\x01\x7f", "%s ; -- /* */", "`tick`", "$$",
    "Ş İ ı ğ 李 🎉", "é vs é", " lead and trail ", "x" * 5000, "," * 40, "a,b;c|d",
    ":name @var ?", "\\x41", "{1,2}", "<&>", "-1", "1e5",
]
LONG = "'" * 40000  # begins a statement of its own

EPOCH = datetime.datetime(1970, 1, 1)
MICROSECOND = datetime.timedelta(microseconds=1)


def microseconds(text):
    return (datetime.datetime.fromisoformat(text) - EPOCH) // MICROSECOND


def moment(count):
    """As all three databases say it."""
    text = str(EPOCH + count * MICROSECOND)
    return text.rstrip("0") if "." in text else text


class Column:
    def __init__(self, name, kind, not_null=False, default=None, members=()):
        self.name, self.kind, self.not_null = name, kind, not_null
        self.default, self.members = default, members


class Table:
    """`rows` are lists of values as the library keeps them: whole numbers, floats, texts, bytes."""

    def __init__(self, name, columns, rows=(), primary=None, unique=(), index=(), foreign=()):
        self.name, self.columns, self.rows = name, columns, list(rows)
        self.primary, self.unique, self.index, self.foreign = primary, unique, index, foreign

    @property
    def kinds(self):
        return [(column.name, column.kind) for column in self.columns]


def encode(value):
    if value is None:
        return "-"
    if isinstance(value, (int, float)):
        value = repr(int(value) if isinstance(value, bool) else value)
    return (value if isinstance(value, bytes) else value.encode()).hex()


def numbers(columns):
    return ",".join(map(str, columns))


def describe(tables):
    for table in tables:
        yield ["table", encode(table.name)]
        for column in table.columns:
            yield ["column", encode(column.name), column.kind, str(int(column.not_null)),
                   encode(column.default)]
            yield from (["member", encode(member)] for member in column.members)
        if table.primary:
            yield ["primary", numbers(table.primary)]
        yield from (["unique", numbers(columns)] for columns in table.unique)
        yield from (["index", numbers(columns)] for columns in table.index)
        for columns, other, to, action in table.foreign:
            yield ["foreign", numbers(columns), str(other), numbers(to), action]
        yield from (["row", *map(encode, row)] for row in table.rows)


def write(tables, form, dialect, *drop):
    if not WRITER.exists():
        pytest.exit(f"there is no program {WRITER}; build it", 2)
    text = "".join("\t".join(line) + "\n" for line in describe(tables))
    done = subprocess.run([WRITER, form, dialect, *drop], input=text.encode(), check=False,
                          capture_output=True, timeout=60)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def load(database, tables, form="sql", *drop):
    problem = database.load(write(tables, form, database.dialect, *drop))
    assert problem is None, problem[:2000]


@pytest.fixture(params=["postgres", "mariadb", "sqlite"])
def database(request):
    made = request.getfixturevalue(request.param)
    made.anew()
    return made


# ---- All types -----------------------------------------------------------------------------------

UUIDS = [bytes(range(16)), b"\xff" * 16, b"\0" * 16]
DOUBLES = [0.5, -1e300, 5e-324, 0.1, 1 / 3, -0.0, 1e15, 123456.789, 2.0**53, 1.7976931348623157e308]
TYPES = {
    "int16": [0, -32768, 32767],
    "int32": [0, -(2**31), 2**31 - 1],
    "int64": [0, -(2**63), 2**63 - 1],
    "decimal(18,3)": [0, -(10**18 - 1), 10**18 - 1, 5, -5],
    "decimal(15,0)": [0, 10**15 - 1, -7],
    "float": DOUBLES,
    "boolean": [True, False],
    "text": NASTY,
    "text(80)": [text for text in NASTY if len(text) <= 80],
    "date": [19782, -719162, 2932896, 0],
    "time": [0, 43200000000, 86399999999, 500000],
    "timestamp": [microseconds(text) for text in ("2024-02-29 12:00:00", "0001-01-01 00:00:00",
                                                  "9999-12-31 23:59:59.999999",
                                                  "1970-01-01 00:00:00.000001")],
    "timestamptz": [microseconds(text) for text in ("2024-03-31 01:30:00", "1931-05-06 00:00:00",
                                                    "2077-12-31 23:59:59.5")],
    "uuid": UUIDS,
    "json": ['{"a": [1,\n 2], "b": "it\'s \\\\ \\n \\"q\\""}', '"\u00e9\\u00e9"', "null", "[]", "1"],
    "bytea": [bytes(range(256)), b"", b"'\\", b"\0"],
    "enum": ["new", "it's", "c\\d", "Ü b"],
    "inet": ["192.0.2.1", "2001:db8::1", "192.0.2.0/24"],
    "macaddr": ["02:00:00:00:00:01", "fe:ff:ff:ff:ff:ff"],
}


def all_types(rows=0):
    """A table of all types: every value once, or random ones of them, with nulls."""
    columns = [Column("n", "int32", not_null=True)]
    columns += [Column(f"c {kind}'\"`\\", kind, members=TYPES["enum"] if kind == "enum" else ())
                for kind in TYPES]
    chance = random.Random(7)
    count = rows or max(map(len, TYPES.values()))
    lines = []
    for i in range(count):
        line = [i]
        for values in TYPES.values():
            if rows:
                line.append(chance.choice([None, *values[:6]]))
            else:
                line.append(values[i] if i < len(values) else None)
        lines.append(line)
    if rows:
        text = 1 + list(TYPES).index("text")
        lines[rows // 2][text] = LONG
    return Table("All types", columns, lines, primary=[0])


def decimal_text(value, scale):
    digits = str(abs(value)).rjust(scale + 1, "0")
    text = f"{digits[:-scale]}.{digits[-scale:]}" if scale else digits
    return "-" + text if value < 0 else text


def as_said(value, kind, dialect):
    """What a database says of a value."""
    if value is None:
        return None
    if kind.startswith("decimal"):
        text = decimal_text(value, int(kind.split(",")[1][:-1]))
        return float(text) if dialect == "sqlite" else text
    said = {
        "boolean": lambda: {"postgres": "true" if value else "false"}.get(dialect, str(int(value))),
        "float": lambda: value,
        "date": lambda: (EPOCH + datetime.timedelta(days=value)).date().isoformat(),
        "time": lambda: moment(value)[11:],
        "timestamp": lambda: moment(value),
        "timestamptz": lambda: moment(value) + ("+00" if dialect == "postgres" else ""),
        "uuid": lambda: "-".join(value.hex()[a:b] for a, b in ((0, 8), (8, 12), (12, 16), (16, 20),
                                                               (20, 32))),
        "json": lambda: json.loads(value),
        "bytea": lambda: "\\x" + value.hex(),
        "inet": lambda: value,
    }.get(kind, lambda: str(value))
    return said()


def as_read(text, kind, dialect):
    """What came back, in a shape to be compared."""
    if text is None:
        return None
    if kind == "float" or (kind.startswith("decimal") and dialect == "sqlite"):
        return float(text)
    if kind == "json":
        return json.loads(text)
    if dialect == "postgres" and kind == "inet" and text.endswith(("/32", "/128")):
        return text.rsplit("/", 1)[0]
    if dialect == "mysql" and kind in ("time", "timestamp", "timestamptz"):
        text = text.rstrip("0").rstrip(".") if "." in text else text
    return text


def assert_same(database, table):
    got = database.rows(table.name, table.kinds)
    assert len(got) == len(table.rows)
    for row, line in zip(table.rows, got):
        for value, text, (name, kind) in zip(row, line, table.kinds):
            read = as_read(text, kind, database.dialect)
            assert read == as_said(value, kind, database.dialect), (name, row[0])


def test_values_of_all_types_come_back(database):
    table = all_types()
    load(database, [table])
    assert_same(database, table)


def test_many_rows_come_back(database):
    table = all_types(1100)
    load(database, [table])
    assert_same(database, table)


def test_copy_comes_back(postgres):
    for rows in (0, 1100):
        postgres.anew()
        table = all_types(rows)
        load(postgres, [table], "copy")
        assert_same(postgres, table)


def test_postgres_reads_the_csv(postgres):
    postgres.anew()
    table = all_types(600)
    load(postgres, [Table(table.name, table.columns)])
    copy = "COPY \"All types\" FROM stdin (FORMAT csv, HEADER);\n".encode()
    assert postgres.load(copy + write([table], "csv", "-") + b"\\.\n") is None
    assert_same(postgres, table)


def test_a_text_of_backslash_and_point_does_not_end_the_csv(postgres):
    postgres.anew()
    table = Table("t", [Column("c", "text")], [["\\."], ["z"]])
    load(postgres, [Table("t", table.columns)])
    copy = b"COPY t FROM stdin (FORMAT csv, HEADER);\n"
    assert postgres.load(copy + write([table], "csv", "-") + b"\\.\n") is None
    assert_same(postgres, table)


def test_csv_and_json_say_the_same():
    table = all_types(600)
    names = [column.name for column in table.columns]
    lines = list(csv.reader(io.StringIO(write([table], "csv", "-").decode(), newline="")))
    objects = json.loads(write([table], "json", "-"))
    assert objects == [json.loads(line) for line in write([table], "ndjson", "-").splitlines()]
    assert lines[0] == names
    assert len(lines) == len(objects) + 1 == 601
    for row, line, made in zip(table.rows, lines[1:], objects):
        assert list(made) == names
        for value, text, column in zip(row, line, table.columns):
            said = made[column.name]
            if value is None:
                assert said is None and text == ""
            elif column.kind == "json":
                assert said == json.loads(value) and text == value
            elif column.kind in ("text", "text(80)", "enum"):
                assert said == text == value
            elif column.kind == "boolean":
                assert said is value and text == str(value).lower()
            elif column.kind == "float" or column.kind.startswith("decimal"):
                assert said == float(text)
            else:
                assert str(said) == text
    assert all(struct.pack("d", made[names[1 + list(TYPES).index("float")]] or 0)
               == struct.pack("d", row[1 + list(TYPES).index("float")] or 0)
               for row, made in zip(table.rows, objects))


# ---- Constraints ---------------------------------------------------------------------------------


def shop():
    """Keys of one and two columns, a tree, and a circle between two tables."""
    user = Table("User", [Column("id", "int64", True), Column("email", "text", True),
                          Column("boss", "int64"), Column("best_order", "int64"),
                          Column("kind", "enum", True, "it's", ["new", "it's"])],
                 [[1, "a@x", 2, 11, "new"], [2, "A@x", None, None, "new"], [3, "á@x", 1, 10, "it's"]],
                 primary=[0], unique=[[1]], index=[[4, 1]],
                 foreign=[([2], 0, [0], "set null"), ([3], 1, [0], "set null")])
    order = Table("Order", [Column("id", "int64", True), Column("user_id", "int64", True),
                            Column("line", "int32", True), Column("note", "text(20)", False, "-'\\-")],
                  [[10, 3, 1, "x"], [11, 1, 1, None], [12, 1, 2, ""]],
                  primary=[0], unique=[[1, 2]], foreign=[([1], 0, [0], "cascade")])
    item = Table("item", [Column("user_id", "int64"), Column("line", "int32"),
                          Column("what", "text", False, "thing"), Column("at", "timestamptz", False, 0)],
                 [[1, 1, "p", 5], [1, 2, "q", 5], [None, 7, "r", 5]],
                 index=[[2]], foreign=[([0, 1], 1, [1, 2], "restrict")])
    return [user, order, item]


def count_of(database, table):
    return int(database.ask(f"SELECT count(*) FROM {database.quote(table)}"))


def test_circles_and_trees_load_with_constraints_on(database):
    tables = shop()
    load(database, tables)
    for table in tables:
        assert count_of(database, table.name) == 3
    assert_same(database, tables[0])


@pytest.mark.parametrize("form", ["sql", "copy"])
def test_what_is_there_is_dropped(database, form):
    if form == "copy" and database.dialect != "postgres":
        pytest.skip("COPY is PostgreSQL's")
    for _ in range(3):
        load(database, shop(), form, "drop")
    assert count_of(database, "User") == 3


@pytest.mark.parametrize("columns, values", [
    ("User (id, email)", "1, 'new'"),                    # the primary key
    ("User (id, email)", "null, 'new'"),
    ("User (id, email)", "9, 'a@x'"),                    # unique
    ("User (id, email)", "9, null"),                     # not null
    ("User (id, email, kind)", "9, 'new', 'other'"),     # not in the list
    ("User (id, email, boss)", "9, 'new', 77"),          # no such boss
    ("User (id, email, best_order)", "9, 'new', 77"),    # no such order
    ("Order (id, user_id, line)", "9, 77, 1"),           # no such user
    ("Order (id, user_id, line)", "9, 1, 2"),            # unique together
    ("item (user_id, line)", "1, 3"),                    # no such pair
])
def test_constraints_refuse_what_breaks_them(database, columns, values):
    if database.dialect == "sqlite" and values.startswith("null"):
        pytest.skip("SQLite numbers rows whose whole key is null")
    load(database, shop())
    name, rest = columns.split(" ", 1)
    assert database.refuses(f"INSERT INTO {database.quote(name)} {rest} VALUES ({values});")


def test_constraints_take_what_is_right(database):
    load(database, shop())
    user, order, item = (database.quote(name) for name in ("User", "Order", "item"))
    assert database.load(f"INSERT INTO {user} (id, email, boss) VALUES (9, 'A@X', 9);"
                         f"INSERT INTO {order} (id, user_id, line) VALUES (9, 9, 1);"
                         f"INSERT INTO {item} (user_id, line) VALUES (9, 1);") is None
    kinds = {name: kind for table in shop() for name, kind in table.kinds}
    rows = database.rows("Order", [("id", kinds["id"]), ("note", "text")])
    assert rows[0] == ["9", "-'\\-"]
    assert database.rows("User", [("id", "int64"), ("kind", "enum")])[-1] == ["9", "it's"]
    what = database.rows("item", [("user_id", "int64"), ("what", "text"), ("at", "timestamptz")])
    assert ["9", "thing", "1970-01-01 00:00:00"] in [[row[0], row[1], row[2][:19]] for row in what]


def test_deleting_does_what_the_keys_say(database):
    load(database, shop())
    user, order, item = (database.quote(name) for name in ("User", "Order", "item"))
    assert database.refuses(f"DELETE FROM {order} WHERE id = 11;")  # an item has it: restrict
    assert database.load(f"DELETE FROM {item}; DELETE FROM {user} WHERE id = 1;") is None
    assert database.ask(f"SELECT id FROM {order}").split() == ["10"]  # cascade
    assert database.ask(f"SELECT count(*) FROM {user} WHERE boss IS NULL").split() == ["2"]


def test_an_index_is_there(database):
    load(database, shop())
    query = {
        "postgres": "SELECT indexname FROM pg_indexes WHERE indexname LIKE '%idx'",
        "mysql": "SELECT DISTINCT index_name FROM information_schema.statistics "
                 "WHERE table_schema = 'work' AND index_name LIKE '%idx'",
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'index' AND name LIKE '%idx'",
    }[database.dialect]
    assert sorted(database.ask(query).split()) == ["User_kind_email_idx", "item_what_idx"]


def test_names_that_could_be_the_same_are_not(database):
    """a_b + c and a + b_c, a table named as a type would be, and names beyond the limit."""
    def one(name, *columns):
        made = [Column(column, "enum", members=["x", "y"]) for column in columns]
        return Table(name, made, [["x"] * len(made)], index=[[i] for i in range(len(made))])

    tables = [one("a_b", "c"), one("a", "b_c"), one("a_b_c", "d"), one("a_b_c_idx", "e"),
              one("t" * 40, "ü" * 25 + "1", "ü" * 25 + "2")]
    load(database, tables)
    load(database, tables, "sql", "drop")
    for table in tables:
        assert count_of(database, table.name) == 1


def test_defaults_of_all_types(database):
    columns = [Column("n", "int32", True)]
    columns += [Column(f"c{i}", kind, True, values[-1], TYPES["enum"] if kind == "enum" else ())
                for i, (kind, values) in enumerate(TYPES.items())]
    table = Table("d", columns, primary=[0])
    load(database, [table])
    assert database.load("INSERT INTO d (n) VALUES (1);") is None
    table.rows = [[1] + [values[-1] for values in TYPES.values()]]
    assert_same(database, table)
