"""phony generate of built-in generators and --template, and phony generators."""

import csv
import io
import json
import re

import pytest


def values(phony, *words, **options):
    return phony.ok("generate", *words, "--seed", "s", **options).lines


def of_template(phony, text, *words):
    return values(phony, "--template", text, *words)


def test_every_built_in_generator_gives_values(phony):
    names = phony.ok("generators", "--names").lines
    assert {"person.full", "email", "city", "phone"} <= set(names)
    kept = {"PHONY_CACHE": str(phony.folder / "kept")}  # several are made of the same models
    for name in names:
        assert len(values(phony, name, env=kept)) == 10, name


def test_generators_lists_names_and_functions_with_summaries(phony):
    listed = phony.ok("generators", "--json").json
    shown = phony.ok("generators").lines
    assert [entry["name"] for entry in listed["generators"]] == phony.ok("generators", "--names").lines
    assert "upper" in [entry["name"] for entry in listed["functions"]]
    for entry in listed["generators"] + listed["functions"]:
        assert entry["summary"]
        assert any(re.match(rf"  {re.escape(entry['name'])}  +\S", line) for line in shown)


def test_the_locale_is_that_of_the_option(phony):
    assert values(phony, "city") == values(phony, "city", "--locale", "en_US")
    assert values(phony, "city", "--locale", "tr_TR") == values(phony, "city", "--locale=tr")
    assert values(phony, "city", "--locale", "tr_TR") != values(phony, "city")


def test_a_model_is_found_in_the_locale(phony):
    want = values(phony, "de_DE/city_names")
    assert values(phony, "city_names", "--locale", "de_DE") == want
    assert values(phony, "city_names") == values(phony, "en_US/city_names")


def test_a_file_named_like_a_generator_is_meant_by_its_path(phony, model):
    (phony.folder / "email").write_bytes(model.read_bytes())
    assert all("@" in value for value in values(phony, "email"))
    assert values(phony, "./email") == values(phony, model)
    (phony.folder / "plain").write_bytes(model.read_bytes())
    assert values(phony, "plain") == values(phony, model)


def test_the_gender_is_that_of_the_option(phony):
    for gender in ("male", "female"):
        assert set(values(phony, "person.gender", "--gender", gender)) == {gender}
    assert set(values(phony, "person.gender", "--count", "100")) == {"male", "female"}


def test_what_belongs_together_fits_together(phony):
    text = "{person.first|slug}.{person.last|slug}@example.com {email}"
    for line in of_template(phony, text, "--count", "500"):
        made, email = line.split(" ")
        assert made.split("@")[1] == email.split("@")[1]
    lines = of_template(phony, "{city} {city|upper}", "--count", "100")
    assert all(len(line) % 2 == 1 for line in lines)
    assert all(line[: len(line) // 2].upper() == line[len(line) // 2 + 1 :] for line in lines)


def test_literals_and_braces_stand_as_they_are(phony):
    assert of_template(phony, "a {{b}} ç", "-n1") == ["a {b} ç"]
    assert of_template(phony, "", "-n2") == ["", ""]


def test_defined_names(phony):
    define = ["--define", "name={person.first} {person.last}", "--define", "mail=<{email}>"]
    got = of_template(phony, "{name} {mail}", *define)
    assert got == of_template(phony, "{person.first} {person.last} <{email}>")
    assert of_template(phony, "{a}", "--define", "a=x=y", "-n1") == ["x=y"]


def test_used_models(phony, model):
    (phony.folder / "here").write_bytes(model.read_bytes())
    got = of_template(phony, "{n}", "--use", f"n={model}")
    assert got == of_template(phony, "{n}", "--use", "n=./here")
    assert got == of_template(phony, "{n}", "--use", "n=here")
    assert len(set(got) - {""}) > 1


def test_two_names_of_one_generator_are_independent(phony):
    uses = ["--use", "mother=person.first", "--use", "child=person.first"]
    pairs = [line.split(" ") for line in of_template(phony, "{mother} {child}", *uses)]
    assert any(mother != child for mother, child in pairs)


def test_the_locale_follows_the_first_model_in_use(phony):
    use = ["--use", "n=tr_TR/last_names"]
    got = of_template(phony, "{n|upper}", *use, "--count", "300")
    plain = of_template(phony, "{n}", *use, "--count", "300")
    assert any("i" in name for name in plain)
    assert got == [name.replace("i", "İ").upper() for name in plain]
    english = of_template(phony, "{n|upper}", *use, "--locale", "en_US", "--count", "300")
    assert english == [name.upper() for name in plain]


@pytest.mark.parametrize(
    "words",
    [["person.full", "--locale", "pl_PL"], ["--template", "{person.full}, {street_address}, {city}"]],
)
def test_threads_and_pieces_do_not_change_a_byte(phony, words):
    want = values(phony, *words, "--count", "30000")
    assert values(phony, *words, "--count", "30000", "--threads", "3") == want
    assert values(phony, *words, "--first", "20000", "--count", "3") == want[20000:20003]


def test_formats_escape_what_templates_put_in(phony):
    text = 'say "{person.first}",\n\t\\{{x}}'
    want = [f'say "{name}",\n\t\\{{x}}' for name in of_template(phony, "{person.first}")]
    run = ["generate", "--template", text, "--seed=s", "--format"]
    assert phony.ok(*run, "json").json == want
    assert [json.loads(line) for line in phony.ok(*run, "ndjson").lines] == want
    rows = list(csv.reader(io.StringIO(phony.ok(*run, "csv").raw.decode(), newline="")))
    assert rows == [["value"]] + [[value] for value in want]


@pytest.mark.parametrize(
    "text, said",
    [
        ("{persn.first}", "template:1:2: unknown name 'persn.first'; did you mean 'person.first'?"),
        ("a{person.first|uper}", "template:1:16: unknown function 'uper'; did you mean 'upper'?"),
        ("ab{city", "template:1:3: the '{' has no '}'"),
        ("ab}", "template:1:3: the '}' has no '{'"),
        ("{}", "template:1:2: a name is missing"),
        ("{a?}", "template:1:3: '?' in a name"),
        ("{tr_TR/last_name}", "did you mean 'tr_TR/last_names'?"),
    ],
)
def test_what_is_wrong_in_a_template_is_told_with_its_column(phony, text, said):
    line = phony.fails("generate", "-q", "--template", text)
    assert line.startswith("phony: template:1:") and said in line


def test_what_is_wrong_in_a_model_of_a_template_is_told_with_the_place_in_the_model(phony, model):
    phony.write("cut.phony", model.read_bytes()[:200])
    phony.write("odd.phony", '{"format": "phony",\n "version": "one"}')
    for text in ("ab{cut.phony}", "{./cut.phony|upper}", "{x}"):
        line = phony.fails("generate", "-q", "--template", text, "--define", "x=y {cut.phony}")
        assert line in ("phony: cut.phony: the file is truncated",
                        "phony: ./cut.phony: the file is truncated")
    for text in ("ab{odd.phony}", "{x}"):
        line = phony.fails("generate", "-q", "--template", text, "--define", "x={odd.phony}")
        assert line.startswith("phony: odd.phony:2:"), line


def test_circular_templates_are_refused(phony):
    words = ["generate", "-q", "--template", "{a}", "--define", "a=x {b}", "--define", "b={a}"]
    assert phony.fails(*words).endswith("circular: a -> b -> a")
    line = phony.fails("generate", "-q", "--template", "{a}", "--define", "a={a}")
    assert line.endswith("circular: a -> a")


def test_a_name_that_stands_for_nothing_suggests_the_nearest(phony):
    assert phony.fails("generate", "emial") == "phony: unknown name 'emial'; did you mean 'email'?"
    assert "did you mean 'city_names'?" in phony.fails("generate", "city_nams")
    assert "did you mean 'tr_TR/last_names'?" in phony.fails("generate", "tr_TR/last_name")
    line = phony.fails("generate", "--template", "{x}", "--use", "x=persn.full")
    assert "did you mean 'person.full'?" in line
    assert "'xx'" in phony.fails("generate", "city", "--locale", "xx", "-q")


@pytest.mark.parametrize(
    "words, said",
    [
        ([], "which MODEL?"),
        (["email", "--template", "x"], "--template takes no MODEL: 'email' is named in it, as {em"),
        (["tr_TR/x", "--locale", "de_DE"], "not with the model 'tr_TR/x'"),
        (["tr_TR/x", "--gender", "male"], "--gender goes with --template or a built-in generator"),
        (["email", "--define", "a=b"], "--define goes with --template"),
        (["m", "--use", "a=b"], "--use goes with --template"),
        (["email", "--max-model-bytes", "5"], "--max-model-bytes goes with a MODEL"),
        (["--template", "x", "--use", "m"], "--use: 'm' is not NAME=MODEL"),
        (["--template", "x", "--use", "=m"], "--use: '=m' is not NAME=MODEL"),
        (["--template", "x", "--define", "m="], "--define: 'm=' is not NAME=TEMPLATE"),
        (["--template", "x", "--define=a=1", "--define=a=2"], "'a' has a meaning already"),
        (["--template", "x", "--gender", "man"], "--gender: 'man' is not one of any|male|female"),
        (["--template", "x"] + ["--define", "a=b"] * 65, "--define: given more than 64 times"),
    ],
)
def test_wrong_use_is_named(phony, words, said):
    line = phony.fails("generate", *words, code=2)
    assert line.startswith("phony generate: ") and said in line


def test_a_name_that_cannot_be_bound_is_told(phony):
    result = phony("generate", "--template", "x", "--define", "a b=c")
    assert result.code == 2 and "'a b' cannot be bound" in result.err
