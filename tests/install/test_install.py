"""`meson install`: what is installed and what is not, where, and that it works from there."""

import json
import os
import pathlib
import shutil
import subprocess

import pytest

from conftest import ROOT, run

SOURCES = {
    "include/phony.h": "libphony/include/phony.h",
    "share/man/man1/phony.1": "phony-cli/phony.1",
    "share/bash-completion/completions/phony": "phony-cli/completions/phony.bash",
    "share/zsh/site-functions/_phony": "phony-cli/completions/_phony",
    "share/fish/vendor_completions.d/phony.fish": "phony-cli/completions/phony.fish",
    "share/phony/api.json": "spec/api.json",
    "share/phony/models/README.md": "models/README.md",
    "share/phony/models/currencies.csv": "models/currencies.csv",
    "share/phony/models/places.csv": "models/places.csv",
    "share/doc/phony/CHANGELOG.md": "CHANGELOG.md",
    "share/doc/phony/LICENSE": "LICENSE",
    "share/doc/phony/README.md": "README.md",
}
# Folders of the checkout of which all is installed that git knows and that ends so.
FOLDERS = [
    ("share/phony/models", "models", ".phony"),
    ("share/phony/schemas", "spec/schemas", ".json"),
    ("share/doc/phony/examples", "libphony/examples", (".c", ".h", ".md", ".pdl.json", "Makefile")),
]
CPP = '#include <cstdio>\n#include <phony.h>\nint main() { std::puts(phony_version()); }\n'


def sources():
    """Installed path to the file of the checkout that it is a copy of."""
    copies = dict(SOURCES)
    for target, folder, ending in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and path.name.endswith(ending):
                copies[f"{target}/{path.relative_to(ROOT / folder)}"] = str(path.relative_to(ROOT))
    return copies


def built_files(place):
    libdir = place.folders["libdir"].relative_to(place.prefix)
    libraries = ("libphony.so", "libphony.so.0", "libphony.so.0.1.0", "pkgconfig/libphony.pc")
    return {"bin/phony", "bin/phony-cli", *(f"{libdir}/{name}" for name in libraries)}


@pytest.fixture(scope="session", params=["staged", "installed"])
def place(request):
    return request.getfixturevalue(request.param)


# ---- What is installed ---------------------------------------------------------------------------


def test_all_that_belongs_is_installed_and_nothing_else(place):
    assert place.files() == set(sources()) | built_files(place)


def test_what_is_copied_is_as_in_the_checkout(place):
    for installed, source in sources().items():
        assert place.at(installed).read_bytes() == (ROOT / source).read_bytes(), installed


def test_everybody_may_read_what_is_installed(place):
    for name in place.files():
        mode = place.at(name).stat().st_mode & 0o777
        assert mode == (0o755 if mode & 0o100 else 0o644), (name, oct(mode))
    assert os.access(place.at("bin/phony"), os.X_OK)


def test_links_lead_to_the_library_and_the_program(place):
    links = {
        place.libraries / "libphony.so": "libphony.so.0",
        place.libraries / "libphony.so.0": "libphony.so.0.1.0",
        place.program: "phony-cli",
    }
    assert {link: os.readlink(link) for link in links} == links


def test_the_library_names_itself_by_its_major_version(place):
    told = run("readelf", "-d", place.libraries / "libphony.so")
    assert "Library soname: [libphony.so.0]" in told


def test_the_models_have_their_terms_beside_them(place):
    terms = place.at("share/phony/models/README.md").read_text()
    for folder in place.at("share/phony/models").iterdir():
        assert folder.is_file() or folder.name in terms, folder


# ---- DESTDIR -------------------------------------------------------------------------------------


def seen_outside(place):
    """Of each file that is installed: what is known of the one outside of the staging folder."""
    paths = [place.prefix / name for name in sorted(place.files())]
    return {path: path.lstat() if path.exists() else None for path in paths}


def test_destdir_stands_before_every_path(staged):
    before = seen_outside(staged)
    run("meson", "install", "-C", staged.build, "--no-rebuild", "--destdir", staged.base)
    assert seen_outside(staged) == before
    top = staged.at(".")
    for path in staged.base.rglob("*"):
        assert path in top.parents or top == path or top in path.parents, path


def test_installing_twice_changes_nothing(staged):
    before = {name: staged.at(name).read_bytes() for name in staged.files()}
    run("meson", "install", "-C", staged.build, "--no-rebuild", "--destdir", staged.base)
    assert {name: staged.at(name).read_bytes() for name in staged.files()} == before


def loaded_bytes(path, folder):
    """A file's bytes; of a program or library without what debuggers read of it."""
    if not path.read_bytes().startswith(b"\x7fELF"):
        return path.read_bytes()
    stripped = folder / path.name
    run("strip", "--strip-all", "-o", stripped, path)
    return stripped.read_bytes()


def test_no_file_names_the_stage_the_build_or_the_checkout(staged, tmp_path):
    strangers = [str(staged.base), str(staged.build), str(ROOT)]
    for name in sorted(staged.files()):
        content = loaded_bytes(staged.at(name), tmp_path)
        found = [word for word in strangers if word.encode() in content]
        assert not found, (name, found)


def test_the_library_looks_for_its_models_in_its_prefix(place):
    folder = f"{place.folders['datadir']}\0".encode()
    assert folder in (place.libraries / "libphony.so").read_bytes()


# ---- pkg-config ----------------------------------------------------------------------------------


def test_pkg_config_knows_the_version_and_the_folders_of_the_prefix(place):
    flags = {"PKG_CONFIG_ALLOW_SYSTEM_CFLAGS": "1", "PKG_CONFIG_ALLOW_SYSTEM_LIBS": "1"}
    assert place.pkg_config("--modversion") == ["0.1.0"]
    assert place.pkg_config("--cflags", **flags) == [f"-I{place.prefix}/include"]
    assert place.pkg_config("--libs", **flags) == [f"-L{place.folders['libdir']}", "-lphony"]


def test_what_is_staged_can_be_linked_with_from_there(staged, tmp_path):
    flags = staged.pkg_config("--cflags", "--libs", PKG_CONFIG_SYSROOT_DIR=str(staged.base))
    source = staged.examples / "1_one_value.c"
    run("gcc", "-std=c99", "-Werror", "-o", tmp_path / "one", source, *flags, cwd=tmp_path)
    environment = staged.environment | {
        "LD_LIBRARY_PATH": str(staged.libraries),
        "XDG_DATA_DIRS": str(staged.data),
    }
    assert run(tmp_path / "one", env=environment) == run(
        staged.program, "generate", "en_US/person_names", "--seed", "42", "-n", "1", env=environment
    )


def test_the_header_compiles_and_links_as_c_plus_plus(installed, tmp_path):
    if not shutil.which("g++"):
        pytest.skip("g++ is not installed")
    (tmp_path / "version.cc").write_text(CPP)
    flags = installed.pkg_config("--cflags", "--libs")
    rpath = f"-Wl,-rpath,{installed.libraries}"
    for standard in ("c++98", "c++11", "c++20"):
        words = ("g++", f"-std={standard}", "-Wall", "-Wextra", "-Werror", "version.cc", *flags)
        run(*words, rpath, "-o", "version", cwd=tmp_path)
        assert run(tmp_path / "version", env=installed.environment) == "0.1.0\n"


# ---- It works from there -------------------------------------------------------------------------


def libraries_of(place, path):
    """What the loader resolves: name to path."""
    lines = run("ldd", path, env=place.environment).splitlines()
    return dict(line.split(" => ") for line in map(str.strip, lines) if " => " in line)


def test_the_program_loads_the_library_of_its_prefix_and_nothing_of_a_build(installed):
    found = libraries_of(installed, installed.program)
    assert found["libphony.so.0"].startswith(f"{installed.libraries}/libphony.so.0 ")
    for path in found.values():
        assert path != "not found" and not path.startswith(f"{installed.build}/"), path


def test_no_search_path_leads_into_a_build(place):
    for path in (place.program, place.libraries / "libphony.so"):
        lines = [line for line in run("readelf", "-d", path).splitlines() if "PATH)" in line]
        allowed = f"[{place.folders['libdir']}]"
        assert all(line.endswith(allowed) for line in lines), lines
        assert not lines or path == place.program


def test_the_installed_library_finds_all_models_by_itself(installed):
    listed = json.loads(run(installed.program, "models", "--json", env=installed.environment))
    models = installed.data / "phony" / "models"
    wanted = {str(path) for path in models.rglob("*.phony")}
    assert {entry["path"] for entry in listed} == wanted
    assert all(entry["error"] is None for entry in listed)


def test_a_schema_finds_the_installed_tables_by_itself(installed, tmp_path):
    schema = shutil.copy(ROOT / "spec" / "examples" / "places.pdl.json", tmp_path)
    words = ("generate", "--schema", schema, "--seed", "1", "--format", "copy")
    assert "COPY " in run(installed.program, *words, env=installed.environment, cwd=tmp_path)


def test_what_is_installed_and_what_is_built_make_the_same(installed, build):
    words = ("generate", "--template", "{person.full} <{email}>", "--seed", "7", "-n", "100")
    inside = run(build / "phony-cli" / "phony", *words, env=installed.environment)
    assert run(installed.program, *words, env=installed.environment) == inside


def test_a_library_without_its_models_says_which_is_missing(staged):
    environment = staged.environment | {
        "LD_LIBRARY_PATH": str(staged.libraries),
        "XDG_DATA_DIRS": "/nowhere",
    }
    if (staged.folders["datadir"] / "phony").exists():
        pytest.skip("Phony is installed on this machine")
    words = [staged.program, "generate", "en_US/city_names"]
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == "phony: no model 'en_US/city_names'\n"


def test_the_manual_is_found_by_its_name(installed):
    manual = pathlib.Path(installed.data, "man", "man1", "phony.1")
    if not shutil.which("mandoc"):
        pytest.skip("mandoc is not installed")
    assert "learn what a list looks like" in run("mandoc", "-T", "utf8", manual)
