"""The scenarios of spec/vectors/bindings.json, which are the same in every language."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
from typing import Any

import pytest
from conftest import CHECKOUT

from phony import Phony

SCENARIOS = json.loads((CHECKOUT / "spec" / "vectors" / "bindings.json").read_text("utf-8"))


def do_step(subject: Any, step: list[Any]) -> Any:
    name, *arguments = step
    options = arguments.pop() if arguments and isinstance(arguments[-1], dict) else {}
    if name == "schema":
        arguments[0] = CHECKOUT / arguments[0]
    return getattr(subject, name)(*arguments, **options)


def outcome(scenario: dict[str, Any], steps: list[list[Any]]) -> Any:
    subject: Any = Phony(seed=scenario["seed"], locale=scenario["locale"])
    for step in steps:
        subject = do_step(subject, step)
    if isinstance(subject, str):
        return [str(subject)]
    values = list(subject)
    return b"".join(values).decode("utf-8") if isinstance(values[0], bytes) else values


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario["name"])
def test_a_scenario_gives_what_it_gives_in_every_language(scenario: dict[str, Any]) -> None:
    values = outcome(scenario, scenario["steps"])
    assert values == scenario["values"]


TAKES = [scenario for scenario in SCENARIOS if scenario["steps"][-1][0] == "take"]


WAYS = {
    "batch": lambda generator, count: list(generator.batch(count)),
    "list": lambda generator, count: generator.list(count),
    "buffer": lambda generator, count: generator.buffer(count).to_list(),
    "next": lambda generator, count: list(itertools.islice(generator, count)),
    "at": lambda generator, count: [generator.at(row) for row in range(count)],
}


@pytest.mark.parametrize("way", WAYS)
def test_all_ways_to_ask_give_the_same_values(way: str) -> None:
    for scenario in TAKES:
        *steps, (_, count) = scenario["steps"]
        phony = Phony(seed=scenario["seed"], locale=scenario["locale"])
        asked: Any = phony
        for step in steps:
            asked = do_step(asked, step)
        generator = getattr(asked, "generator", asked)
        phony.seed(scenario["seed"])  # email(), city() ... gave row 0
        assert WAYS[way](generator, count) == scenario["values"], scenario["name"]


@pytest.mark.skipif("PHONY" not in os.environ, reason="PHONY is no path of the command line tool")
@pytest.mark.parametrize(
    "scenario",
    [scenario for scenario in SCENARIOS if scenario.get("command")],
    ids=lambda scenario: scenario["name"],
)
def test_the_command_line_prints_the_same(scenario: dict[str, Any]) -> None:
    given = ["--seed", str(scenario["seed"])]
    given += [] if scenario["locale"] == "en_US" else ["--locale", scenario["locale"]]
    printed = subprocess.run(
        [os.environ["PHONY"], *scenario["command"], *given],
        cwd=CHECKOUT,
        capture_output=True,
        check=True,
    ).stdout.decode("utf-8")
    values = outcome(scenario, scenario["steps"])
    assert printed == (values if isinstance(values, str) else "".join(f"{v}\n" for v in values))
