"""The command line itself: help, versions, options, their numbers, exit statuses."""

import pytest

COMMANDS = [
    "generate", "train", "models", "generators", "info", "stats", "merge", "validate", "compile",
    "schema check", "schema show", "schema preview", "schema generators", "schema import",
]


def test_nothing_asked_shows_the_overview_as_an_error(phony):
    result = phony()
    assert result.code == 2
    assert "Usage: phony COMMAND" in result.err
    assert result.out == ""


@pytest.mark.parametrize("words", [["--help"], ["-h"], ["help"]])
def test_the_overview_names_all_commands(phony, words):
    result = phony.ok(*words)
    for command in COMMANDS:
        assert f"\n  {command} " in result.out


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command(phony, command):
    words = command.split()
    result = phony.ok(*words, "--help")
    assert result.out.startswith(f"Usage: phony {command} ")
    assert "\nExamples\n" in result.out
    assert result.out == phony.ok("help", *words).out
    assert result.out == phony.ok(*words, "-h").out
    assert result.err == ""


def test_help_wins_over_what_is_missing(phony):
    assert phony.ok("train", "--n", "3", "--help").out.startswith("Usage: phony train")


def test_help_is_as_wide_as_asked(phony):
    for columns in ("60", "100"):
        out = phony.ok("train", "--help", env={"COLUMNS": columns}).out
        body = out.split("\nExamples\n")[0].split("\n", 1)[1]
        assert max(len(line) for line in body.splitlines()) <= int(columns)


def test_version(phony):
    assert phony.ok("--version").out.startswith("phony 0.")
    assert phony.ok("-V").out == phony.ok("--version").out


def test_unknown_command_suggests(phony):
    assert "did you mean generate?" in phony.fails("genrate", code=2)
    assert "unknown command 'xyzzy'" in phony.fails("xyzzy", code=2)
    assert "unknown option '--vresion'" in phony.fails("--vresion", code=2)
    assert "unknown command 'nothing'" in phony.fails("help", "nothing", code=2)


def test_commands_of_two_words(phony):
    overview = phony.ok("schema", "--help").out
    assert overview.startswith("Usage: phony schema COMMAND")
    assert "\n  schema check " in overview and "generate" not in overview.replace("generators", "")
    assert phony.ok("help", "schema").out == overview
    bare = phony("schema")
    assert (bare.code, bare.out, bare.err) == (2, "", overview)
    assert "unknown command 'schema chekc' (did you mean schema check?)" in phony.fails(
        "schema", "chekc", code=2
    )
    assert "unknown command 'schema xyzzy'" in phony.fails("help", "schema", "xyzzy", code=2)
    assert "did you mean schema?" in phony.fails("shcema", "check", code=2)


def test_unknown_option_suggests(phony):
    line = phony.fails("generate", "m", "--cuont", "3", code=2)
    assert line == "phony generate: unknown option --cuont (did you mean --count?)"
    assert "did you mean --threads?" in phony.fails("train", "x", "--thread=2", code=2)
    assert phony.fails("info", "m", "--zzzzzz", code=2).endswith("unknown option --zzzzzz")
    assert "unknown option -x" in phony.fails("info", "m", "-x", code=2)


def test_usage_errors_point_to_the_help(phony):
    result = phony("info")
    assert result.code == 2
    assert "which MODEL?" in result.err
    assert "Try 'phony info --help'." in result.err


@pytest.mark.parametrize(
    "words, said",
    [
        (["generate", "m", "--count", "-1"], "--count: '-1' is not a whole number from 0 to 184"),
        (["generate", "m", "--count=x"], "--count: 'x' is not a whole number"),
        (["generate", "m", "--count="], "--count: '' is not a whole number"),
        (["generate", "m", "--count=1.5"], "--count: '1.5' is not"),
        (["generate", "m", "--count=+1"], "--count: '+1' is not"),
        (["generate", "m", "--count= 1"], "--count: ' 1' is not"),
        (["generate", "m", "--count=18446744073709551616"], "to 18446744073709551615"),
        (["generate", "m", "--count=99999999999999999999999"], "--count: '999"),
        (["generate", "m", "--first", "-5"], "--first: '-5' is not"),
        (["generate", "m", "--threads", "257"], "--threads: '257' is not a whole number from 0 to"),
        (["generate", "m", "-n", "many"], "--count: 'many'"),
        (["generate", "m", "-nmany"], "--count: 'many'"),
        (["train", "x", "-o", "m", "--n", "0"], "--n: '0' is not a whole number from 1 to 8"),
        (["train", "x", "-o", "m", "--n", "99"], "--n: '99' is not a whole number from 1 to 8"),
        (["train", "x", "-o", "m", "-n", "-3"], "--n: '-3' is not a whole number from 1 to 8"),
        (["train", "x", "-o", "m", "--min-count", "0"], "--min-count: '0' is not"),
        (["train", "x", "-o", "m", "--max-value-bytes", "0"], "--max-value-bytes: '0' is not a si"),
        (["train", "x", "-o", "m", "--max-value-bytes", "9G"], "K, M and G may follow"),
        (["train", "x", "-o", "m", "--max-value-bytes", "K"], "--max-value-bytes: 'K' is not"),
        (["train", "x", "-o", "m", "--timestamp=-1"], "--timestamp: '-1' is not"),
        (["train", "x", "-o", "m", "--timestamp=soon"], "nor 'now'"),
        (["train", "x", "-o", "m", "--delimiter", ";;"], "--delimiter: ';;' is not one ASCII"),
        (["train", "x", "-o", "m", "--delimiter", "é"], "is not one ASCII character"),
        (["train", "x", "-o", "m", "--mode", "chars"], "is not one of char|word|hybrid (did you"),
        (["train", "x", "-o", "m", "--weights", "cube"], "is not one of count|sqrt|log|once"),
        (["train", "x", "-o", ""], "--output: the name is empty"),
        (["train", "x"], "--output MODEL is missing"),
        (["train", "-o", "m"], "which INPUT?"),
        (["train", "x", "-o", "-", "--json"], "would mix"),
        (["train", "x", "-o"], "--output needs an argument: --output MODEL"),
        (["merge", "a", "b"], "--output MODEL is missing"),
        (["stats", "m", "--sample", "10000001"], "from 0 to 10000000"),
        (["stats", "m", "--top", "1001"], "from 0 to 1000"),
        (["generate", "m", "--quiet=yes"], "--quiet takes no argument"),
        (["generate", "m", "--header", "x"], "--header is for --format csv"),
        (["generate", "a", "b"], "'b' is one argument too many"),
        (["generate", ""], "an argument is empty: the name of a file or of a model was expected"),
        (["train", "x", "", "-o", "m"], "an argument is empty"),
        (["compile", ""], "an argument is empty"),
        (["generate", "-"], "'-' is no model: models are read from files (/dev/stdin is one)"),
        (["stats", "-"], "'-' is no model"),
        (["merge", "-", "m", "-o", "x"], "'-' is no model"),
        (["generate", "m", "--max-model-bytes=1T"], "is not a size in bytes"),
    ],
)
def test_wrong_use_is_named(phony, words, said):
    line = phony.fails(*words, code=2)
    assert said in line
    assert line.startswith(f"phony {words[0]}: ")


def test_options_in_every_form(phony, model):
    want = phony.ok("generate", model, "--count", "3", "--seed", "s").out
    for words in (
        ["--count=3", "--seed=s"],
        ["-n", "3", "--seed", "s"],
        ["-n3", "--seed=s"],
        ["-qn3", "--seed=s"],
        ["--count", "7", "--seed=s", "--count", "3"],
    ):
        assert phony.ok("generate", model, *words).out == want
        assert phony.ok("generate", *words, model).out == want
        assert phony.ok("generate", *words, "--", model).out == want


def test_control_characters_do_not_reach_the_terminal(phony):
    line = phony.fails("info", "\033[31mred\x07.phony")
    assert "\033" not in line and "\x07" not in line
    assert "?[31mred?" in line
