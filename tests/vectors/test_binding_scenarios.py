"""What bindings are to give, and what the command line gives: spec/vectors/bindings.json.

Run as a program, it takes the values over from the command line: PHONY=... test_binding_scenarios.py
"""

import json
import os
import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
FILE = ROOT / "spec/vectors/bindings.json"
SCENARIOS = json.loads(FILE.read_text())


def of_command_line(scenario):
    """Its values; of a data set, its text."""
    words = [os.environ["PHONY"], *scenario["command"], "--seed", str(scenario["seed"])]
    if not any(word.startswith("en_US/") or word == "--schema" for word in words):
        words += ["--locale", scenario["locale"]]
    if "--schema" not in words:
        words += ["--format", "json"]
    done = subprocess.run(words, check=True, cwd=ROOT, capture_output=True, text=True)
    return done.stdout if "--schema" in words else json.loads(done.stdout)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=[s["name"] for s in SCENARIOS])
def test_the_command_line_gives_what_bindings_are_to_give(scenario):
    assert of_command_line(scenario) == scenario["values"]


def test_names_are_told_apart():
    assert len({s["name"] for s in SCENARIOS}) == len(SCENARIOS)


if __name__ == "__main__":
    made = [{**s, "values": of_command_line(s)} for s in SCENARIOS]
    lines = ",\n".join("  " + json.dumps(s, ensure_ascii=False) for s in made)
    FILE.write_text("[\n" + lines + "\n]\n")
