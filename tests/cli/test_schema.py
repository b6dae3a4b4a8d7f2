"""phony schema: check, show, preview, generators, import."""

import json
import os
import re
import subprocess

import pytest

from conftest import open_terminal

SHOP = """{
  "version": "1.0",
  "name": "Shop",
  "locale": "de_DE",
  "entities": {
    "User": {"table": "users", "count": 20, "fields": {
      "id":    {"generator": "sequence", "primary": true},
      "name":  {"generator": "person.full"},
      "email": {"generator": "email", "unique": true, "column": "e_mail"},
      "note":  {"generator": {"type": "template", "pattern": "a\\tb{{id}}"}, "null": 0.3}}},
    "Order": {"table": "orders", "fields": {
      "id":      {"generator": "sequence", "primary": true},
      "user_id": {},
      "total":   {"generator": {"type": "decimal", "min": "1.00", "max": "500.00"}}}}
  },
  "relationships": [
    {"from": "Order.user_id", "to": "User.id", "per_parent": {"max": 8, "mean": 2.5}}],
  "scenarios": {"dev": {"User": 100}, "none": {"User": 0, "Order": 0}}
}
"""
BAD = """{
  "version": "1.0",
  "entities": {
    "User": {"fields": {
      "id": {"generator": "sequenze", "primary": true},
      "nick": {"generator": "email", "uniqe": true}}}
  }
}
"""


@pytest.fixture(autouse=True)
def schemas(phony):
    phony.write("shop.pdl.json", SHOP)
    phony.write("bad.pdl.json", BAD)


# ---- check ----


def test_a_sound_schema_is_ok_with_what_there_is(phony):
    out = phony.ok("schema", "check", "shop.pdl.json").out
    assert re.fullmatch(
        r"shop\.pdl\.json: ok: 2 entities, 7 columns, 1 relationship, \d+ rows\n", out
    )
    out = phony.ok("schema", "check", "shop.pdl.json", "--scenario", "none").out
    assert out.endswith(" 0 rows\n")


def test_every_problem_has_a_line_with_its_place(phony):
    result = phony("schema", "check", "bad.pdl.json")
    assert (result.code, result.err) == (1, "")
    assert len(result.lines) == 2
    first, second = result.lines
    assert first.startswith("bad.pdl.json:5:")
    assert ": entities.User.fields.id" in first
    assert "sequenze" in first and "sequence" in first
    assert second.startswith("bad.pdl.json:6:") and "uniqe" in second and "unique" in second


def test_several_schemas_are_checked(phony):
    result = phony("schema", "check", "shop.pdl.json", "bad.pdl.json", "none.json")
    assert result.code == 1
    assert len(result.lines) == 4
    assert result.lines[0].startswith("shop.pdl.json: ok")
    assert "none.json" in result.lines[3] and "No such file" in result.lines[3]


def test_check_as_json(phony):
    found = phony.ok("schema", "check", "--json", "shop.pdl.json").json
    assert len(found) == 1
    assert found[0]["ok"] is True and found[0]["problems"] == []
    assert (found[0]["entities"], found[0]["columns"], found[0]["relationships"]) == (2, 7, 1)
    result = phony("schema", "check", "--json", "bad.pdl.json", "none.json")
    assert result.code == 1
    bad, none = result.json
    assert bad["schema"] == "bad.pdl.json" and bad["ok"] is False
    assert [problem["line"] for problem in bad["problems"]] == [5, 6]
    assert set(bad["problems"][0]) == {"file", "line", "column", "path", "message"}
    assert len(none["problems"]) == 1 and none["problems"][0]["path"] is None


def test_standard_input_is_checked(phony):
    out = phony.ok("schema", "check", "-", stdin=SHOP).out
    assert out.startswith("standard input: ok")
    result = phony("schema", "check", "-", stdin=BAD)
    assert result.code == 1 and result.lines[0].startswith("standard input:5:")
    result = phony("schema", "check", "-", stdin="{")
    assert result.code == 1 and result.lines[0].startswith("standard input:1:")
    result = phony("schema", "check", "-", stdin=b" " * (17 << 20))
    assert result.code == 1 and len(result.lines) == 1


def test_problems_of_inherited_files_are_told_of_them(phony):
    phony.write("child.json", '{"version": "1.0", "inherits": "bad.pdl.json"}')
    result = phony("schema", "check", "child.json")
    assert result.code == 1
    assert "bad.pdl.json:5:" in result.lines[0]


def test_what_cannot_be_inherited_is_told(phony):
    text = '{"version": "1.0", "inherits": %s, "entities": {"A": {"fields": {"x": {"default": 1}}}}}'
    phony.write("odd.json", text % "[5]")
    result = phony("schema", "check", "odd.json")
    assert result.code == 1 and "inherits[0]: must be the path" in result.lines[0]
    result = phony("schema", "check", "-", stdin=text % '"shop.pdl.json"')
    assert result.code == 1 and "is no file" in result.lines[0]


def test_what_is_inherited_stays_where_nothing_else_is_said(phony):
    phony.write("base.json", json.dumps({
        "version": "1.0",
        "entities": {
            "A": {"table": "as", "primary": ["x", "y"], "fields": {
                "x": {"generator": {"type": "integer", "max": 9}, "unique": True},
                "y": {"generator": "sequence"}}},
            "P": {"fields": {"id": {"generator": "sequence", "primary": True}}},
            "C": {"count": 4, "fields": {"p": {}}}},
        "relationships": [{"from": "C.p", "to": "P.id", "per_parent": {"max": 3}}]}))
    phony.write("more.json", json.dumps({
        "version": "1.0", "inherits": "base.json",
        "entities": {"A": {"count": 5, "fields": {"z": {"default": 1}}}, "P": {"count": 2, "fields": {}}},
        "relationships": [{"from": "P.id", "to": "C.p", "cardinality": "one-to-many",
                           "per_parent": {"mean": 2, "distribution": "fixed"}}]}))
    shown = phony.ok("schema", "show", "more.json", "--json").json
    entity = {entity["name"]: entity for entity in shown["entities"]}
    assert (entity["A"]["table"], entity["A"]["rows"], entity["C"]["rows"]) == ("as", 5, 4)
    key = [field["name"] for field in entity["A"]["fields"] if field["primary"]]
    assert key == ["x", "y"] and len(entity["A"]["fields"]) == 3
    assert [r["child"] for r in shown["relationships"]] == ["C"]


# ---- show ----


def test_show_lists_entities_fields_and_relationships(phony):
    lines = phony.ok("schema", "show", "shop.pdl.json", "--scenario", "dev").lines
    assert lines[0] == "Entities"
    assert lines[1].split() == ["entity", "table", "rows", "columns", "key"]
    assert lines[2].split() == ["User", "users", "100", "4", "id"]
    assert lines[3].split()[:2] == ["Order", "orders"]
    fields = {line.split()[0]: line for line in lines if line.startswith(("id", "e", "note", "us"))}
    assert "unique" in fields["email"] and " e_mail " in fields["email"]
    assert "30 % null" in fields["note"]
    assert "-> User.id" in fields["user_id"]
    last = lines[lines.index("Relationships") + 2]
    assert last.split()[:3] == ["Order.user_id", "User.id", "many-to-one"]
    assert "0 to 8" in last


def test_columns_of_tables_are_aligned(phony):
    lines = phony.ok("schema", "show", "shop.pdl.json").lines
    at = lines[1].index("rows") + len("rows")
    for line in lines[2:4]:
        assert line[at - 1].isdigit() and line[at] == " "


def test_show_as_json(phony):
    found = phony.ok("schema", "show", "shop.pdl.json", "--json").json
    assert [entity["name"] for entity in found["entities"]] == ["User", "Order"]
    user = found["entities"][0]
    assert (user["table"], user["rows"]) == ("users", 20)
    fields = {field["name"]: field for field in user["fields"]}
    assert fields["id"]["primary"] and not fields["name"]["primary"]
    assert fields["email"]["unique"] and fields["email"]["column"] == "e_mail"
    assert abs(fields["note"]["null"] - 0.3) < 1e-6 and fields["note"]["can_be_null"]
    link = found["relationships"][0]
    assert (link["child"], link["child_fields"]) == ("Order", "user_id")
    assert (link["parent"], link["parent_fields"]) == ("User", "id")
    assert (link["cardinality"], link["min"], link["max"]) == ("many-to-one", 0, 8)
    order = found["entities"][1]
    assert order["fields"][1]["references"] == "User.id"


def test_each_of_several_parents_has_its_own_field(phony):
    phony.write("several.json", json.dumps({
        "version": "1.0",
        "entities": {
            "P": {"fields": {"one": {"generator": "sequence", "primary": True}}},
            "Q": {"fields": {"two": {"generator": "sequence", "primary": True}}},
            "C": {"fields": {"of": {}, "kind": {}}}},
        "relationships": [{"from": "C.of", "to": [{"to": "P.one"}, {"to": "Q.two"}], "type_field": "kind"}]}))
    shown = phony.ok("schema", "show", "several.json", "--json").json["relationships"]
    assert [(r["parent"], r["parent_fields"]) for r in shown] == [("P", "one"), ("Q", "two")]


def test_show_as_a_graph(phony):
    out = phony.ok("schema", "show", "shop.pdl.json", "--dot").out
    assert out.startswith("digraph schema {\n") and out.endswith("}\n")
    assert '  "User" [label="{User\\n20 rows|id: ' in out
    assert '  "Order" -> "User" [label="user_id"' in out
    assert "goes not with --json" in phony.fails(
        "schema", "show", "shop.pdl.json", "--dot", "--json", code=2
    )


# ---- preview ----


def test_preview_shows_the_first_rows(phony):
    lines = phony.ok("schema", "preview", "shop.pdl.json").lines
    assert lines[0] == "User, 20 rows"
    assert lines[1].split() == ["id", "name", "e_mail", "note"]
    assert [line.split()[0] for line in lines[2:12]] == [str(i) for i in range(1, 11)]
    assert lines[12] == "" and lines[13].startswith("Order, ")
    assert lines[2].startswith(" 1  ") and lines[11].startswith("10  ")


def test_preview_shows_what_generate_makes(phony):
    words = ["--entity", "User", "--seed", "s"]
    table = phony.ok("schema", "preview", "shop.pdl.json", *words, "--rows", "3").out
    data = phony.ok("generate", "--schema", "shop.pdl.json", *words, "--format", "json").json
    assert len(table.splitlines()) == 5
    for line, user in zip(table.splitlines()[2:], data):
        assert user["name"] in line and user["e_mail"] in line
        assert line.endswith("null" if user["note"] is None else f"a?b{user['id']}")


def test_preview_options(phony):
    run = ["schema", "preview", "shop.pdl.json", "--entity", "User"]
    assert phony.ok(*run).out == phony.ok(*run, "--seed", "phony").out
    assert phony.ok(*run).out != phony.ok(*run, "--seed", "x").out
    assert phony.ok(*run).out != phony.ok(*run, "--locale", "tr_TR").out
    assert phony.ok(*run, "--scenario", "dev").lines[0] == "User, 100 rows"
    assert len(phony.ok(*run, "--rows", "1024").lines) == 22
    assert len(phony.ok(*run, "-n", "0").lines) == 2
    assert phony.ok(*run, "--scenario", "none").lines[0] == "User, 0 rows"
    assert "'Usr'; did you mean 'User'?" in phony.fails(*run, "--entity", "Usr", code=2)
    assert "--rows: '1025' is not" in phony.fails(*run, "--rows", "1025", code=2)
    assert "no scenario" in phony.fails(*run, "--scenario", "x", code=2)


def test_preview_fits_the_width(phony):
    wide = phony.ok("schema", "preview", "shop.pdl.json").lines
    assert max(map(len, wide)) > 60
    lines = phony.ok("schema", "preview", "shop.pdl.json", env={"COLUMNS": "50"}).lines
    assert max(map(len, lines)) == 50
    assert any("..." in line for line in lines)


def test_columns_that_do_not_fit_are_counted(phony):
    fields = {f"field_number_{i}": {"generator": "email"} for i in range(20)}
    schema = {"version": "1.0", "entities": {"Wide": {"fields": fields}}}
    phony.write("wide.json", json.dumps(schema))
    lines = phony.ok("schema", "preview", "wide.json", env={"COLUMNS": "60"}).lines
    assert max(map(len, lines)) <= 60
    shown = len(lines[1].split())
    assert lines[-1] == f"(and {20 - shown} columns)"
    assert len(phony.ok("schema", "preview", "wide.json").lines[1].split()) == 20


def test_preview_on_a_terminal(phony):
    main, side = open_terminal()
    import fcntl
    import struct
    import termios

    fcntl.ioctl(side, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 44, 0, 0))
    run = phony.start("schema", "preview", "shop.pdl.json", "--rows", "2", stdout=side,
                      env={"TERM": "xterm"})
    os.close(side)
    assert run.wait(timeout=30) == 0
    text = os.read(main, 1 << 16).decode()
    os.close(main)
    plain = re.sub("\033\\[[0-9;]*m", "", text)
    assert max(len(line) for line in plain.splitlines()) <= 44


@pytest.mark.parametrize("command", ["show", "preview"])
def test_a_bad_schema_is_not_shown(phony, command):
    line = phony.fails("schema", command, "bad.pdl.json")
    assert line.startswith("phony: bad.pdl.json:5:") and "(and 1 more: phony schema check" in line


def test_a_reader_that_goes_away_ends_it_quietly(phony):
    fields = {f"f{i}": {"generator": "email"} for i in range(500)}
    phony.write("wide.json", json.dumps({"version": "1.0", "entities": {"W": {"fields": fields}}}))
    run = phony.start("schema", "preview", "wide.json", "--rows", "500",
                      stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    run.stdout.read(10)
    run.stdout.close()
    assert run.wait(timeout=60) == 0
    assert run.stderr.read() == b""
    run.stderr.close()


# ---- generators ----


def test_generators_are_listed(phony):
    names = phony.ok("schema", "generators", "--names").lines
    assert {"sequence", "uuid", "decimal", "model", "template", "email"} <= set(names)
    assert len(set(names)) == len(names)
    out = phony.ok("schema", "generators").out
    assert all(re.search(f"^{re.escape(name)} ", out, flags=re.M) for name in names)


def test_the_card_of_a_generator(phony):
    out = phony.ok("schema", "generators", "decimal").out
    assert out.startswith("decimal\n")
    assert re.search(r"^gives +decimal$", out, flags=re.M)
    assert re.search(r"^  max  decimal, default 1000", out, flags=re.M)


def test_every_generator_has_a_card_as_text_and_as_json(phony):
    cards = phony.ok("schema", "generators", "--json").json
    assert [card["type"] for card in cards] == phony.ok("schema", "generators", "--names").lines
    for card in cards:
        assert card["summary"]
        out = phony.ok("schema", "generators", card["type"]).out
        for option in card["options"]:
            assert f"\n  {option['name']}  " in out, card["type"]
            assert option["summary"] and option["kind"]
    decimal = next(card for card in cards if card["type"] == "decimal")
    assert decimal == phony.ok("schema", "generators", "decimal", "--json").json


def test_unknown_generators(phony):
    line = phony.fails("schema", "generators", "sequenze")
    assert line == "phony: there is no generator 'sequenze' (did you mean sequence?)"
    assert "'phony schema generators' lists them" in phony.fails("schema", "generators", "xyzzy!")
    assert "--names goes not" in phony.fails("schema", "generators", "--names", "--json", code=2)


# ---- import ----

TABLES = """
CREATE TABLE users (
    id bigint PRIMARY KEY,
    email varchar(255) NOT NULL UNIQUE,
    qzx text
);
CREATE TABLE orders (
    id bigint PRIMARY KEY,
    user_id bigint NOT NULL REFERENCES users (id),
    status varchar(10) CHECK (status IN ('new', 'paid'))
);
CREATE TABLE broken (((;
"""


def test_an_import_is_a_schema_that_works(phony):
    phony.write("shop.sql", TABLES)
    result = phony.ok("schema", "import", "shop.sql", "--from", "ddl", "-o", "made.pdl.json")
    assert result.out == ""
    assert phony.ok("schema", "check", "made.pdl.json").out.startswith("made.pdl.json: ok")
    found = phony.ok("schema", "show", "made.pdl.json", "--json").json
    assert {entity["table"] for entity in found["entities"]} >= {"users", "orders"}
    assert len(found["relationships"]) == 1


def test_import_says_what_it_left_out_and_guessed(phony):
    phony.write("shop.sql", TABLES)
    result = phony.ok("schema", "import", "shop.sql")
    assert result.json["version"] == "1.0"
    assert re.search(r"^shop\.sql:\d+(:\d+)?: ", result.err, flags=re.M)
    assert "qzx" in result.err and "% sure)" in result.err
    assert re.search(r"^generators chosen: \d+; less than 60 % sure: [1-9]", result.err, flags=re.M)
    quiet = phony.ok("schema", "import", "shop.sql", "--quiet")
    assert (quiet.out, quiet.err) == (result.out, "")


def test_import_options(phony):
    phony.write("shop.sql", TABLES)
    run = ["schema", "import", "shop.sql", "-q"]
    made = phony.ok(*run, "--name", "Other", "--locale", "tr_TR").json
    assert (made["name"], made["locale"]) == ("Other", "tr_TR")
    assert phony.ok(*run).json["name"] != "Other"


def test_imports_that_fail_leave_no_file(phony):
    phony.write("empty.sql", "")
    before = sorted(phony.folder.iterdir())
    assert "No such file" in phony.fails("schema", "import", "none.sql", "-o", "x.json")
    phony.fails("schema", "import", "empty.sql", "-o", "x.json")
    assert "is not one of ddl|" in phony.fails("schema", "import", "x", "--from", "dll", code=2)
    assert "which FILE?" in phony.fails("schema", "import", code=2)
    assert sorted(phony.folder.iterdir()) == before
