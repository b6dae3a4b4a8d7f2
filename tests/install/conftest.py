"""Phony as it is installed: staged by DESTDIR, and in a prefix of its own.

$PHONY_BUILD is a build folder of meson, compiled (default: build/release); it is staged.
$PHONY_PREFIX_BUILD is one whose prefix is a folder of its own, to be installed into; without it one
is made, quickly and without optimisation. Both know nothing of each other.
"""

import json
import os
import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]


def run(*words, **options):
    """A command that must succeed; its standard output."""
    options = {"text": True, "timeout": 600} | options
    done = subprocess.run(
        [str(word) for word in words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options
    )
    assert done.returncode == 0, (words, done.stdout, done.stderr)
    return done.stdout


class Place:
    """An installation: where its files lie (`base` stands before every path, "" but for a staged
    one), and how a program finds it."""

    def __init__(self, build, base, home):
        found = json.loads(run("meson", "introspect", build, "--buildoptions"))
        options = {option["name"]: option["value"] for option in found}
        self.build = build.resolve()
        self.base = base
        self.prefix = pathlib.Path(options["prefix"])
        self.folders = {name: self.prefix / options[name] for name in ("libdir", "datadir")}
        # Nothing of the environment but what a bare shell has: no PHONY_..., no XDG_...
        self.environment = {"PATH": os.environ["PATH"], "HOME": str(home), "LC_ALL": "C.UTF-8"}

    def at(self, path):
        """Where a path, within the prefix or absolute, lies on this machine."""
        return pathlib.Path(f"{self.base or ''}{self.prefix / path}")

    @property
    def libraries(self):
        return self.at(self.folders["libdir"])

    @property
    def data(self):
        return self.at(self.folders["datadir"])

    @property
    def examples(self):
        return self.data / "doc" / "phony" / "examples"

    @property
    def program(self):
        return self.at("bin") / "phony"

    def files(self):
        """What lies in the prefix, without folders, relative to it."""
        top = self.at(".")
        return {
            str(path.relative_to(top))
            for path in top.rglob("*")
            if path.is_symlink() or not path.is_dir()
        }

    def pkg_config(self, *words, **environment):
        found = self.environment | {"PKG_CONFIG_LIBDIR": str(self.libraries / "pkgconfig")}
        return run("pkg-config", *words, "libphony", env=found | environment).split()


@pytest.fixture(scope="session")
def build():
    folder = pathlib.Path(os.environ.get("PHONY_BUILD") or ROOT / "build" / "release")
    if not (folder / "libphony" / "libphony.so").exists():
        pytest.exit(f"there is no library in {folder}; build it, or set PHONY_BUILD", 2)
    return folder


@pytest.fixture(scope="session")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def staged(build, home, tmp_path_factory):
    """The build, installed into a folder that stands for the root of a machine."""
    base = tmp_path_factory.mktemp("stage")
    run("meson", "install", "-C", build, "--no-rebuild", "--destdir", base)
    return Place(build, base, home)


@pytest.fixture(scope="session")
def installed(home, tmp_path_factory):
    """A library and a program where they are meant to be."""
    given = os.environ.get("PHONY_PREFIX_BUILD")
    folder = pathlib.Path(given or tmp_path_factory.mktemp("build"))
    if not given:
        prefix = tmp_path_factory.mktemp("opt") / "phony"
        options = ("--buildtype=plain", "-Dtests=false", "-Dsimd=false", f"--prefix={prefix}")
        run("meson", "setup", folder, ROOT, *options)
        run("ninja", "-C", folder, "--quiet")
    run("meson", "install", "-C", folder, "--no-rebuild", "--quiet")
    return Place(folder, None, home)
