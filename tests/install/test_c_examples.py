"""The examples of libphony, built with what is installed: what they print, and what they refuse."""

import json
import os
import re
import shlex
import shutil
import subprocess

import pytest

from conftest import run

PROGRAMS = [
    "1_one_value", "2_many_values", "3_constraints", "4_templates", "5_training", "6_data_set",
    "7_threads",
]
# An example and its arguments; what the command line takes for the same, with the seed 42 unless
# another is said.
SAME = [
    ("1_one_value", [], "generate en_US/person_names -n 1"),
    ("1_one_value", ["tr_TR/city_names", "a seed", "7"],
     "generate tr_TR/city_names --first 7 -n 1 --seed 'a seed'"),
    ("2_many_values", [], "generate en_US/person_names -n 10"),
    ("2_many_values", ["ja_JP/person_names", "42", "2500"], "generate ja_JP/person_names -n 2500"),
    ("2_many_values", ["de_DE/city_names", "1", "3", "18446744073709551612"],
     "generate de_DE/city_names --seed 1 -n 3 --first 18446744073709551612"),
    ("3_constraints", [],
     "generate en_US/last_names --prefix Mac --min-length 5 --max-length 9 --unique=strict -n 10"),
    ("3_constraints", ["tr_TR/last_names", "Öz", "s", "2000"],
     "generate tr_TR/last_names --prefix Öz --min-length 5 --max-length 9 --unique=strict -n 2000"
     " --seed s"),
    ("4_templates", ["{sender}|{city}", "fr_FR", "42", "1500"],
     "generate --define 'sender={person.first} {person.last} <{email}>' --locale fr_FR -n 1500"
     " --template '{sender}|{city}'"),
    ("6_data_set", ["library.pdl.json"], "generate --schema library.pdl.json --format copy --ddl"),
    ("6_data_set", ["library.pdl.json", "9", "Loan"],
     "generate --schema library.pdl.json --format csv --entity Loan --seed 9"),
    ("7_threads", [], "generate en_US/person_names -n 10"),
]
REFUSED = [
    ("1_one_value", ["en_US/person_name"],
     r"not found: no model 'en_US/person_name'; did you mean 'en_US/person_names'\?"),
    ("1_one_value", ["library.pdl.json.phony"], r"not found: .*library\.pdl\.json\.phony.*"),
    ("1_one_value", ["broken.phony"], r"broken model: 'broken\.phony': .*"),
    ("1_one_value", ["en_US/city_names", "1", "-1"], "-1 is not a whole number"),
    ("1_one_value", ["a", "b", "3", "d"], r"usage: 1_one_value \[MODEL .*"),
    ("2_many_values", ["en_US/city_names", "1", "ten"], "ten is not a whole number"),
    ("2_many_values", ["en_US/city_names", "1", "9" * 20], "9{20} is not a whole number"),
    ("2_many_values", ["../../etc/passwd"], "not found: .*passwd.*"),
    ("3_constraints", ["en_US/last_names", "Macmacmacmac"],
     "nothing to learn from: no value of 5 to 9 characters begins with 'Macmacmacmac'"),
    ("3_constraints", ["en_US/last_names", "Mac", "1", "0"], "bad argument: .*rows.*"),
    ("4_templates", ["{persn.first}"], "not found: .*'persn.first'.*"),
    ("4_templates", ["{sender"], "bad syntax: .*"),
    ("4_templates", ["{sender}", "xx_XX"], "not found: .*xx_XX.*"),
    ("5_training", [], r"usage: 5_training LIST MODEL\.phony .*"),
    ("5_training", ["nothing.txt", "m.phony"], "not found: .*nothing.txt.*"),
    ("5_training", ["empty.txt", "m.phony"], "nothing to learn from: .*"),
    ("5_training", ["Makefile", "no/folder/m.phony"],
     "input/output error: cannot write 'no/folder/m.phony': .*"),
    ("6_data_set", [], r"usage: 6_data_set SCHEMA .*"),
    ("6_data_set", ["nothing.pdl.json"], "not found: .*nothing.pdl.json.*"),
    ("6_data_set", ["library.pdl.json", "1", "Reeder"], "not found: .*Reeder.*"),
    ("6_data_set", ["Makefile"], "bad syntax: .*"),
    ("7_threads", ["en_US/city_names", "1", "5", "0"], "1 to 64 threads"),
    ("7_threads", ["en_US/city_names", "1", "5", "65"], "1 to 64 threads"),
]


def make(place, folder, standard, *words):
    """Builds the examples as a reader would: with the Makefile and pkg-config alone."""
    environment = place.environment | {"PKG_CONFIG_PATH": str(place.libraries / "pkgconfig")}
    flags = f"CFLAGS=-std={standard} -O1 -Wall -Wextra -Werror"
    run("make", f"-j{os.cpu_count()}", *words, flags, env=environment, cwd=folder)


class Examples:
    """The built examples in a folder, beside the command line of the same prefix."""

    def __init__(self, place, folder):
        self.place = place
        self.folder = folder
        self.environment = place.environment | {"PHONY_CACHE": "off"}

    def start(self, *words, **options):
        options = {"stdout": subprocess.PIPE} | options
        return subprocess.run(
            words, cwd=self.folder, env=self.environment, stderr=subprocess.PIPE, check=False,
            timeout=120, **options,
        )

    def __call__(self, name, *words, **options):
        return self.start(f"./{name}", *words, **options)

    def out(self, name, *words):
        done = self(name, *words)
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout

    def phony(self, *words):
        done = self.start(self.place.program, *words)
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout


@pytest.fixture(scope="session")
def examples(installed, tmp_path_factory):
    folder = tmp_path_factory.mktemp("examples")
    shutil.copytree(installed.examples, folder, dirs_exist_ok=True)
    make(installed, folder, "c99", f"LDFLAGS=-Wl,-rpath,{installed.libraries}")
    (folder / "broken.phony").write_text("{}")
    (folder / "empty.txt").write_text("")
    return Examples(installed, folder)


# ---- Building ------------------------------------------------------------------------------------


@pytest.mark.parametrize("compiler", ["gcc", "clang"])
def test_the_examples_compile_as_c11_without_a_warning(installed, tmp_path, compiler):
    if not shutil.which(compiler):
        pytest.skip(f"{compiler} is not installed")
    shutil.copytree(installed.examples, tmp_path, dirs_exist_ok=True)
    make(installed, tmp_path, "c11", f"CC={compiler}")
    assert all((tmp_path / name).exists() for name in PROGRAMS)


def test_every_program_is_in_the_makefile_and_in_the_readme(examples):
    sources = sorted(path.stem for path in examples.folder.glob("*.c"))
    readme = (examples.folder / "README.md").read_text()
    assert sources == PROGRAMS
    assert re.findall(r"^\| \[(\w+)\.c\]", readme, flags=re.M) == PROGRAMS


def test_make_clean_leaves_what_was_installed(installed, tmp_path):
    shutil.copytree(installed.examples, tmp_path, dirs_exist_ok=True)
    before = sorted(path.name for path in tmp_path.iterdir())
    make(installed, tmp_path, "c99", "1_one_value")
    assert sorted(path.name for path in tmp_path.iterdir()) != before
    make(installed, tmp_path, "c99", "clean")
    assert sorted(path.name for path in tmp_path.iterdir()) == before


# ---- What they print -----------------------------------------------------------------------------


@pytest.mark.parametrize("name, words, command", SAME)
def test_an_example_prints_what_the_command_line_does(examples, name, words, command):
    there = shlex.split(command)
    if "--seed" not in there:
        there += ["--seed", "42"]
    out = examples.out(name, *words)
    assert out and out == examples.phony(*there)


@pytest.mark.parametrize("threads", [1, 2, 3, 7, 64])
def test_threads_make_what_one_makes(examples, threads):
    one = examples.out("2_many_values", "en_US/person_names", "s", "10007")
    assert one.count(b"\n") == 10007
    assert examples.out("7_threads", "en_US/person_names", "s", "10007", str(threads)) == one


def test_rows_are_the_same_wherever_one_begins(examples):
    whole = examples.out("2_many_values", "en_US/city_names", "s", "3000").splitlines()
    part = examples.out("2_many_values", "en_US/city_names", "s", "1100", "1900").splitlines()
    assert part == whole[1900:]


def test_nothing_asked_for_is_nothing_printed(examples):
    assert examples.out("2_many_values", "en_US/city_names", "s", "0") == b""
    assert examples.out("7_threads", "en_US/city_names", "s", "0", "3") == b""


def test_the_values_keep_to_the_constraints_and_differ(examples):
    out = examples.out("3_constraints", "en_US/last_names", "Mac", "x", "3000")
    values = out.decode().splitlines()
    assert len(set(values)) == 3000
    assert all(value.startswith("Mac") and 5 <= len(value) <= 9 for value in values)


def test_a_trained_model_is_that_of_the_command_line_and_repeats_nothing(examples):
    cities = examples.out("2_many_values", "de_DE/city_names", "1", "2000")
    (examples.folder / "list.txt").write_bytes(cities)
    made = examples.out("5_training", "list.txt", "ours.phony", "s", "2000")
    examples.phony("train", "list.txt", "-o", "theirs.phony", "--exclude-originals", "--quiet")
    models = ("ours.phony", "theirs.phony")
    ours, theirs = (json.loads(examples.phony("info", model, "--json")) for model in models)
    assert ours["digest"] == theirs["digest"] and ours["exclude_originals"] is True
    assert not set(cities.splitlines()) & set(made.splitlines())
    assert made == examples.phony("generate", "theirs.phony", "--seed", "s", "-n", "2000")


# ---- The README ----------------------------------------------------------------------------------


def console_steps(text):
    """The commands of ```console blocks and what is printed below them."""
    for block in re.findall(r"^```console\n(.*?)^```", text, flags=re.M | re.S):
        for step in re.split(r"^\$ ", block, flags=re.M)[1:]:
            command, _, output = step.partition("\n")
            yield command, output


def test_the_readme_shows_what_happens(examples):
    steps = list(console_steps((examples.folder / "README.md").read_text()))
    assert len(steps) >= 12
    for command, output in steps:
        done = examples.start("sh", "-c", f"exec 2>&1\n{command}")
        assert done.stdout.decode() == output, command


# ---- What cannot be done -------------------------------------------------------------------------


@pytest.mark.parametrize("name, words, message", REFUSED)
def test_what_cannot_be_done_is_said_in_one_line_with_status_1(examples, name, words, message):
    done = examples(name, *words)
    lines = done.stderr.decode().splitlines()
    assert done.returncode == 1
    assert done.stdout == b""
    assert len(lines) == 1 and re.fullmatch(message, lines[0]), lines


def test_every_problem_of_a_schema_is_said_with_its_place(examples):
    schema = (examples.folder / "library.pdl.json").read_text()
    (examples.folder / "wrong.pdl.json").write_text(
        schema.replace('"person.full"', '"persn.full"').replace('"count": 4', '"count": -4')
    )
    done = examples("6_data_set", "wrong.pdl.json")
    lines = done.stderr.decode().splitlines()
    assert done.returncode == 1 and done.stdout == b""
    places = [line.split(": ")[0] for line in lines]
    assert places == ["wrong.pdl.json:10:16", "wrong.pdl.json:13:32"]


@pytest.mark.parametrize("name", ["1_one_value", "2_many_values", "7_threads"])
def test_a_full_disk_is_noticed(examples, name):
    with open("/dev/full", "wb") as full:
        done = examples(name, stdout=full)
    assert done.returncode == 1
    assert done.stderr == b"standard output cannot be written\n"
