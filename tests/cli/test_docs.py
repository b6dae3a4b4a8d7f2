"""Manual, completions and option tables say the same."""

import re
import shlex
import shutil
import subprocess

import pytest

from conftest import ROOT

CLI = ROOT / "phony-cli"
MANUAL = (CLI / "phony.1").read_text()


@pytest.fixture(scope="module")
def options(program):
    """{command: {(long, short or '')}} as the program has them."""
    out = subprocess.run([program, "__options"], capture_output=True, check=True).stdout.decode()
    table = {}
    for line in out.splitlines():
        command, name, letter, _ = line.split("\t")
        table.setdefault(command, set())
        if name:
            table[command].add((name, letter))
    return table


def manual_sections():
    parts = re.split(r"^\.Ss ([\w ]+)\n", MANUAL.split(".Sh COMMANDS")[1].split(".Sh JSON")[0], flags=re.M)
    return dict(zip(parts[1::2], parts[2::2]))


def test_the_manual_has_every_option_and_no_other(options):
    sections = manual_sections()
    assert set(sections) - {"help"} == set(options)
    for command, known in options.items():
        told = set()
        for item in re.findall(r"^\.It (Fl .*)$", sections[command], flags=re.M):
            long = re.search(r"Fl -([\w-]+)", item)
            short = re.match(r"Fl (\w) ", item)
            told.add(("--" + long[1], "-" + short[1] if short else ""))
        assert told == known, command


def test_every_option_is_in_its_help(program, options):
    for command, known in options.items():
        out = subprocess.run([program, *command.split(), "--help"], capture_output=True, check=True).stdout
        told = re.findall(r"^  (?:(-\w), |    )(--[\w-]+)", out.decode(), flags=re.M)
        assert {(long, short) for short, long in told} == known, command


def test_the_manual_is_well_formed():
    mandoc = shutil.which("mandoc")
    if not mandoc:
        pytest.skip("mandoc is not installed")
    done = subprocess.run(
        [mandoc, "-T", "lint", "-W", "warning", CLI / "phony.1"], capture_output=True, check=False
    )
    assert done.stdout == b"", done.stdout.decode()


def bash_options(command):
    script = f"source '{CLI}/completions/phony.bash'; _phony_options '{command}'"
    out = subprocess.run(["bash", "-c", script], capture_output=True, check=True).stdout.decode()
    return set(out.split())


def test_bash_completes_every_option(options):
    for command, known in options.items():
        words = {word for pair in known for word in pair if word}
        assert bash_options(command) == words, command


def complete_in_bash(line):
    """What bash offers for the last word of a line."""
    words = line.split(" ")
    quoted = " ".join(f"'{word}'" for word in words)
    script = (
        f"source '{CLI}/completions/phony.bash'; COMP_WORDS=({quoted});"
        f'COMP_CWORD={len(words) - 1}; _phony; printf "%s\\n" "${{COMPREPLY[@]}}"'
    )
    out = subprocess.run(["bash", "-c", script], capture_output=True, check=True).stdout.decode()
    return set(out.split())


def test_bash_completes_words_in_their_place():
    assert complete_in_bash("phony gen") == {"generate", "generators"}
    assert complete_in_bash("phony help st") == {"stats"}
    assert complete_in_bash("phony train x --mode w") == {"word"}
    assert complete_in_bash("phony generate x --format ") == {
        "text", "json", "ndjson", "csv", "sql", "copy"
    }
    assert complete_in_bash("phony generate x --gender ") == {"any", "male", "female"}
    assert complete_in_bash("phony generate x --co") == {"--count", "--contains"}
    assert complete_in_bash("phony generate x --count ") == set()
    assert complete_in_bash("phony generate --dialect my") == {"mysql"}
    assert complete_in_bash("phony sch") == {"schema"}
    assert complete_in_bash("phony schema p") == {"preview"}
    assert complete_in_bash("phony help schema s") == {"show"}
    assert complete_in_bash("phony schema show --d") == {"--dot"}
    assert complete_in_bash("phony schema import --from js") == {"json-schema"}


def zsh_options(text, command):
    """The options that the zsh completion has for a command, read off its text."""

    def names(part):
        found = set(re.findall(r"'\*?(--[\w-]+)(?:=-)?\[", part))
        for short, long in re.findall(r"\{(-\w),(--[\w-]+)\}", part):
            found |= {short, long}
        return found

    body = re.search(rf"^        (?:{command}|'{command}')\)\n(.*?)\n            ;;", text, flags=re.M | re.S)[1]
    found = names(body)
    for group in ("limits", "list", "help"):
        if f"${group}" in body:
            found |= names(re.search(rf"^    {group}=\((.*?)\)$", text, flags=re.M | re.S)[1])
    return found


def test_zsh_completes_every_option(options):
    text = (CLI / "completions" / "_phony").read_text()
    for command, known in options.items():
        words = {word for pair in known for word in pair if word}
        assert zsh_options(text, command) == words, command


def fish_options(text):
    table = {}
    for line in text.splitlines():
        where = re.search(r"-n '__phony_in ([\w -]+)'", line)
        long = re.search(r" -l ([\w-]+)", line)
        short = re.search(r" -s (\w)", line)
        for command in where[1].split() if where and long else []:
            table.setdefault(command.replace("schema-", "schema "), set()).add(
                ("--" + long[1], "-" + short[1] if short else "")
            )
    return table


def test_fish_completes_every_option(options):
    assert fish_options((CLI / "completions" / "phony.fish").read_text()) == options


@pytest.mark.parametrize("shell, name", [("bash", "phony.bash"), ("zsh", "_phony"), ("fish", "phony.fish")])
def test_completions_are_sound(shell, name):
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    subprocess.run([shell, "-n", CLI / "completions" / name], check=True)


def readme_runs():
    """[(words, what they print)]: what is told of bundled models, built-in names, and the schema."""
    text = (ROOT / "README.md").read_text()
    blocks = re.findall(r"^```console\n(.*?)^```$", text, flags=re.M | re.S)
    runs = [run.split("\n", 1) for block in blocks for run in re.split(r"^\$ ", block, flags=re.M)[1:]]
    return [(shlex.split(line), said.strip()) for line, said in runs
            if line.startswith(("phony generate ", "phony schema ")) and ".phony" not in line]


def test_the_tour_of_the_readme_is_what_the_program_says(phony):
    runs = readme_runs()
    assert len(runs) >= 8
    schema = re.search(r"^```json\n(.*?)^```$", (ROOT / "README.md").read_text(), re.M | re.S)[1]
    phony.write("shop.pdl.json", schema)
    for words, said in runs:
        quiet = ["--quiet"] if words[1] == "generate" else []
        result = phony(*words[1:], *quiet)
        assert (result.out + result.err).strip() == said, words
