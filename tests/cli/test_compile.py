"""phony compile, and what is kept without it."""

import concurrent.futures
import json
import os
import shutil
import stat

import pytest

from conftest import NAMES, ROOT


@pytest.fixture
def phony(phony):
    """The program as users have it: it keeps what it compiles."""
    del phony.environment["PHONY_CACHE"]
    return phony


@pytest.fixture
def own(phony, model):
    """A copy of the model, whose compiled form is nobody else's."""
    return shutil.copy(model, phony.folder / "own.phony")


def kept(phony, folder=".cache/phony"):
    return sorted((phony.folder / folder).glob("*"))


def values(phony, model, **options):
    return phony.ok("generate", model, "--count", "500", "--seed", "7", **options).out


def test_a_line_for_each_model(phony, own):
    second = shutil.copy(own, phony.folder / "second.phony")
    lines = phony.ok("compile", own, second).lines
    assert len(lines) == len(kept(phony)) == 2
    for line, path, name in zip(lines, kept(phony), ["own", "second"]):
        assert line.startswith(f"{phony.folder}/{name}.phony: {path}, ")
        assert path.name.startswith(f"{name}-") and path.suffix == ".phonyc"
        assert "kB in " in line and line.endswith(" ms")


def test_as_json(phony, own):
    (done,) = phony.ok("compile", own, "--json").json
    assert list(done) == ["model", "path", "bytes", "seconds", "error"]
    assert done["bytes"] == os.stat(done["path"]).st_size
    assert done["error"] is None


def test_what_fails_does_not_keep_the_rest_from_it(phony, own):
    result = phony("compile", "none.phony", own, "--json")
    assert result.code == 1
    assert [bool(done["error"]) for done in json.loads(result.out)] == [True, False]
    assert len(kept(phony)) == 1


def test_all_models(phony, own):
    (phony.folder / "tr_TR").mkdir()
    shutil.copy(own, phony.folder / "tr_TR" / "first.phony")
    shutil.copy(own, phony.folder / "plain.phony")
    models = {"PHONY_MODELS": str(phony.folder)}
    names = phony.ok("models", "--names", env=models).lines
    done = phony.ok("compile", "--all", "--json", env=models).json
    assert [one["model"] for one in done] == names
    assert {"tr_TR/first", "plain"} <= set(names)


def test_wrong_use(phony, own):
    assert "which MODEL?" in phony.fails("compile", code=2)
    assert "either --all or MODELs" in phony.fails("compile", own, "--all", code=2)


def test_a_file_here_without_its_ending(phony, own):
    shutil.move(own, phony.folder / "bare")
    assert phony.ok("compile", "bare").out.startswith("bare: ")


def test_generating_keeps_what_it_compiled(phony, own):
    first = values(phony, own)
    (form,) = kept(phony)
    assert stat.S_IMODE(form.stat().st_mode) == 0o600
    assert stat.S_IMODE(form.parent.stat().st_mode) == 0o700
    before = form.stat()
    assert values(phony, own) == first
    assert form.stat().st_ino == before.st_ino  # used, not written anew
    assert values(phony, own, env={"PHONY_CACHE": "off"}) == first


def test_the_folder_can_be_chosen(phony, own):
    env = {"PHONY_CACHE": str(phony.folder / "here")}
    values(phony, own, env=env)
    assert len(kept(phony, "here")) == 1 and not kept(phony)
    env = {"XDG_CACHE_HOME": str(phony.folder / "xdg")}
    values(phony, own, env=env)
    assert len(kept(phony, "xdg/phony")) == 1 and not kept(phony)


def test_off_keeps_nothing(phony, own):
    values(phony, own, env={"PHONY_CACHE": "off"})
    assert not kept(phony)
    line = phony.fails("compile", own, env={"PHONY_CACHE": "off"})
    assert line == "phony: PHONY_CACHE is off: nothing is kept"


def test_without_a_home(phony, own):
    want = values(phony, own, env={"PHONY_CACHE": "off"})
    assert values(phony, own, env={"HOME": ""}) == want
    assert "HOME" in phony.fails("compile", own, env={"HOME": ""})


def test_a_cache_that_cannot_be_written_is_said_only_when_asked(phony, own):
    env = {"PHONY_CACHE": "/proc/none/cache"}
    assert values(phony, own, env=env) == values(phony, own)
    result = phony("generate", own, "-q", env=env)
    assert result.code == 0 and result.err == ""
    assert "/proc/none/cache" in phony.fails("compile", own, env=env)


def test_a_broken_form_is_made_again(phony, own):
    want = values(phony, own)
    (form,) = kept(phony)
    whole = form.read_bytes()
    for broken in (b"", b"nonsense", whole[: len(whole) // 2], whole[:-1] + b"x"):
        form.write_bytes(broken)
        assert values(phony, own) == want
        assert form.read_bytes() == whole


def test_a_model_trained_again_is_the_new_one(phony, own):
    values(phony, own)
    phony.write("other.txt", "\n".join(name[::-1] for name in NAMES) + "\n")
    phony.ok("train", "other.txt", "-o", own, "--n", "3", "-q")
    want = values(phony, own, env={"PHONY_CACHE": "off"})
    assert values(phony, own) == want
    assert values(phony, own) == want
    assert len(kept(phony)) == 1


def test_other_commands_say_the_same_of_a_compiled_model(phony, own, trained):
    (phony.folder / "xx_XX").mkdir()
    shutil.copy(own, phony.folder / "xx_XX" / "own.phony")
    commands = [
        ["info", own, "--tokens"],
        ["info", own, "--json"],
        ["models", "xx_XX", "--json"],
        ["validate", own],
        ["stats", own, "--json", "--sample", "500", "--training", trained / "names.txt"],
    ]
    models = {"PHONY_MODELS": str(phony.folder)}
    before = [phony.ok(*command, env=models).out for command in commands]
    phony.ok("compile", own, "xx_XX/own", env=models)
    assert [phony.ok(*command, env=models).out for command in commands] == before
    phony.ok("merge", own, own, "-o", "twice.phony", "-q")
    phony.ok("merge", own, own, "-o", "again.phony", "-q", env={"PHONY_CACHE": "off"})
    twice, again = (phony.folder / name for name in ("twice.phony", "again.phony"))
    assert twice.read_bytes() == again.read_bytes()


def test_validate_looks_at_the_file_whatever_is_kept(phony, own):
    phony.ok("compile", own)
    before = os.stat(own)
    bytes_ = bytearray(open(own, "rb").read())
    bytes_[-20] ^= 1
    with open(own, "r+b") as file:
        file.write(bytes_)
    os.utime(own, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert phony("validate", own).code == 1


def test_eight_at_once(phony, own):
    want = values(phony, own, env={"PHONY_CACHE": "off"})
    words = ["generate", own, "--count", "500", "--seed", "7", "-q"]
    runs = [phony.start(*words, stdout=-1, stderr=-1) for _ in range(8)]
    for run in runs:
        out, err = run.communicate(timeout=60)
        assert out.decode() == want and not err and run.returncode == 0
    assert len(kept(phony)) == 1
    assert values(phony, own) == want


def test_every_bundled_model_gives_the_same_from_its_form(phony):
    models = sorted((ROOT / "models").glob("*/*.phony"))
    assert models
    phony.ok("compile", *models)
    assert len(kept(phony)) == len(models)
    inodes = [path.stat().st_ino for path in kept(phony)]

    def differs(model):
        words = ["generate", model, "--count", "40", "--seed", "b", "-q"]
        return phony.ok(*words).raw != phony.ok(*words, env={"PHONY_CACHE": "off"}).raw

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        assert not any(pool.map(differs, models))
    assert [path.stat().st_ino for path in kept(phony)] == inodes  # all were used
