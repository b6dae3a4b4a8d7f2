"""What the README shows in each language gives what it says, on the library of $PHONY_LIBRARY."""

import os
import pathlib
import re
import shutil
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
SECTION = (ROOT / "README.md").read_text().split("\n## In your language\n")[1].split("\n## ")[0]
BINDINGS = ROOT / "bindings"
PHP_LOADER = """<?php
spl_autoload_register(static function (string $class): void {
    require '%s/php/src/' . str_replace(['Phonycloud\\\\Phony\\\\', '\\\\'], ['', '/'], $class) . '.php';
});
""" % BINDINGS


def block(language):
    """The one block of the section in a language."""
    (text,) = re.findall(rf"^```{language}\n(.*?)^```$", SECTION, re.M | re.S)
    return text


def python(folder):
    (folder / "tour.py").write_text(block("python"))
    return [sys.executable, "tour.py"], {"PYTHONPATH": BINDINGS / "python" / "src"}


def php(folder):
    (folder / "tour.php").write_text(PHP_LOADER + block("php"))
    return ["php", "tour.php"], {}


def node(folder):
    """The package as npm would link it."""
    scope = folder / "node_modules" / "@phonycloud"
    scope.mkdir(parents=True)
    (scope / "phony").symlink_to(BINDINGS / "node")
    (folder / "tour.mjs").write_text(block("js"))
    return ["node", "tour.mjs"], {}


@pytest.mark.skipif("PHONY_LIBRARY" not in os.environ, reason="PHONY_LIBRARY names no library")
@pytest.mark.parametrize("language", [python, php, node], ids=lambda made: made.__name__)
def test_the_readmes_sample_prints_what_it_says(language, tmp_path):
    words, environment = language(tmp_path)
    if not shutil.which(words[0]):
        pytest.skip(f"{words[0]} is not installed")
    if language is node and not (BINDINGS / "node" / "build").is_dir():
        pytest.skip("the addon is not built")
    done = subprocess.run(words, cwd=tmp_path, env={**os.environ, **environment}, text=True,
                          capture_output=True)
    assert (done.stdout, done.stderr) == (block("text"), "")


def test_the_readmes_text_is_what_the_program_gives():
    if "PHONY" not in os.environ:
        pytest.skip("PHONY names no program")
    words = [os.environ["PHONY"], "generate", "en_US/city_names", "--seed", "42", "--count", "5"]
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    assert block("text").splitlines()[1] == ", ".join(done.stdout.split("\n")[:5])
