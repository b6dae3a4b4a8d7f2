"""What ./dev test needs to know of meson's tests: what to build for them, and how many passed.

    testing.py targets BUILD [--suite SUITE | NAME]    the files to build, one a line
    testing.py record FOLDER NAME OUTCOME              notes passed, failed or skipped as a JUnit file
    testing.py settle FOLDER NAME STATUS               the same of a run that wrote NAME.junit.xml,
                                                       where its exit status tells what that does not
    testing.py count FOLDER                            prints failures and the closing line

A test program that prints TAP counts once for each of its cases, any other program once. meson's
JUnit file has the cases; its JSON file has what became of the program, which the JUnit file does
not tell: one that crashed, ran out of time or printed no case counts as one more failure.
"""

import json
import pathlib
import subprocess
import sys
import xml.etree.ElementTree as tree


def introspect(build, what):
    return json.loads(subprocess.check_output(["meson", "introspect", build, "--" + what]))


def is_selected(test, selection):
    if not selection:
        return True
    if selection[0] == "--suite":
        # meson writes a suite as "project:suite".
        return any(suite.split(":")[-1] == selection[1] for suite in test["suite"])
    return test["name"] == selection[0]


def targets(build, *selection):
    tests = [test for test in introspect(build, "tests") if is_selected(test, selection)]
    needed = {name for test in tests for name in test["depends"]}
    files = [
        pathlib.Path(file).relative_to(pathlib.Path(build).resolve())
        for target in introspect(build, "targets")
        if target["id"] in needed
        for file in target["filename"]
    ]
    # Nothing on the command line would mean all: fine for all tests, else for tests without a file.
    for file in files if selection else []:
        print(file)
    return 0 if tests else 1


def record(folder, name, outcome):
    suite = tree.Element("testsuite", name="dev")
    case = tree.SubElement(suite, "testcase", classname="dev", name=name)
    if outcome != "passed":
        tree.SubElement(case, {"failed": "failure", "skipped": "skipped"}[outcome])
    tree.ElementTree(suite).write(pathlib.Path(folder, name.replace("/", "-") + ".junit.xml"))
    return 0


def outcome_of(case):
    if case.find("failure") is not None or case.find("error") is not None:
        return "failed"
    return "skipped" if case.find("skipped") is not None else "passed"


def settle(folder, name, status):
    """A run that crashed, or failed outside of its cases, counts as one more failure."""
    path = pathlib.Path(folder, name + ".junit.xml")
    try:
        outcomes = {case[2] for case in read_cases(path)}
    except (OSError, tree.ParseError) as error:
        print(f"  {name}: exit status {status}, and no results: {error}")
        path.unlink(missing_ok=True)
        outcomes = set()
    if not outcomes or (status != "0" and "failed" not in outcomes):
        record(folder, f"{name}, exit status {status}", "failed")
    return 0


def read_cases(path):
    """The cases of a JUnit file: (suite, case, outcome)."""
    for suite in tree.parse(path).getroot().iter("testsuite"):
        for case in suite.findall("testcase"):
            yield suite.get("name", "").removeprefix("phony."), case.get("name", ""), outcome_of(case)


def read_programs(path):
    """What became of each program, from the JSON file beside a JUnit file; none for pytest's."""
    log = path.with_name(path.name.replace(".junit.xml", ".json"))
    lines = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
    return [json.loads(line) for line in lines]


def is_broken(program, outcomes):
    """Whether the program went wrong in a way that none of its cases shows."""
    if program["result"] == "SKIP":
        # Also meson's word for a program that printed no case; a meant skip says so.
        return program["returncode"] != 77 and "# SKIP" not in program["stdout"].upper()
    return program["result"] not in ("OK", "EXPECTEDFAIL") and "failed" not in outcomes


def show_output(program):
    """What meson does not print of a program in TAP: why a case is not ok."""
    lines = [line for line in program["stdout"].splitlines() if not line.startswith("ok ")]
    if lines:
        print("\n    ".join([f"  {program['name']}:", *lines]))


def collect(path):
    """The cases of a JUnit file, corrected by what became of the programs."""
    cases = list(read_cases(path))
    for program in read_programs(path):
        name = program["name"]
        outcomes = [case[2] for case in cases if name in case[:2]]
        if is_broken(program, outcomes):
            # One that printed nothing stands as a case itself, which the failure replaces.
            cases = [case for case in cases if case[1] != name]
            how = f"{program['result'].lower()}, exit status {program['returncode']}"
            cases.append((name, f"the program itself ({how})", "failed"))
            outcomes.append("failed")
        if "failed" in outcomes:
            show_output(program)
    return cases


def count(folder):
    cases = []
    for path in sorted(pathlib.Path(folder).glob("*.junit.xml")):
        cases += [(path.name.replace(".junit.xml", ""), *case) for case in collect(path)]
    totals = {"passed": 0, "failed": 0, "skipped": 0}
    for run, suite, name, outcome in cases:
        totals[outcome] += 1
        if outcome == "failed":
            print(f"  failed [{run}] {suite}: {name}")
    closing = f"{totals['passed']} passed, {totals['failed']} failed"
    if totals["skipped"]:
        closing += f", {totals['skipped']} skipped"
    print(closing)
    return 0 if totals["passed"] and not totals["failed"] else 1


if __name__ == "__main__":
    commands = {"targets": targets, "record": record, "settle": settle, "count": count}
    sys.exit(commands[sys.argv[1]](*sys.argv[2:]))
