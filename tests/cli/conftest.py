"""What the tests of the command line share: the program, a place to work in, a list, a model."""

import gzip
import itertools
import json
import os
import pathlib
import signal
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(
    os.environ.get("PHONY_BIN")
    or os.environ.get("PHONY")
    or ROOT / "build" / "test" / "phony-cli" / "phony"
).absolute()
OURS = (
    "PHONY_CACHE", "PHONY_MODELS", "PHONY_SIMD", "XDG_CACHE_HOME", "SOURCE_DATE_EPOCH", "NO_COLOR",
    "COLUMNS", "TERM",
)


# A shell starts what it runs in the background with SIGINT ignored, nohup what it runs with SIGHUP;
# and the program, which would inherit that, rightly keeps ignoring it.
for number, handler in ((signal.SIGINT, signal.default_int_handler), (signal.SIGHUP, signal.SIG_DFL)):
    if signal.getsignal(number) == signal.SIG_IGN:
        signal.signal(number, handler)


class Result:
    """What a run left behind; texts are decoded, `raw` is not."""

    def __init__(self, done):
        self.code = done.returncode
        self.raw = done.stdout or b""
        self.out = self.raw.decode("utf-8", "replace")
        self.err = (done.stderr or b"").decode("utf-8", "replace")
        self.lines = self.out.splitlines()

    @property
    def json(self):
        return json.loads(self.raw)


class Program:
    """The program, run in a folder of its own."""

    def __init__(self, folder):
        self.folder = folder
        self.path = str(PROGRAM)
        self.environment = {k: v for k, v in os.environ.items() if k not in OURS}
        self.environment |= {"HOME": str(folder), "XDG_DATA_HOME": str(folder / "data")}
        self.environment |= {"XDG_DATA_DIRS": str(folder / "none"), "LC_ALL": "C.UTF-8"}
        self.environment |= {"PHONY_CACHE": "off"}  # but for test_compile.py

    def start(self, *words, env=None, **options):
        words = [self.path, *map(str, words)]
        return subprocess.Popen(
            words, cwd=self.folder, env=self.environment | (env or {}), **options
        )

    def __call__(self, *words, env=None, stdin=b"", **options):
        if isinstance(stdin, str):
            stdin = stdin.encode()
        options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options
        done = subprocess.run(
            [self.path, *map(str, words)],
            input=stdin,
            cwd=self.folder,
            env=self.environment | (env or {}),
            timeout=60,
            check=False,
            **options,
        )
        return Result(done)

    def ok(self, *words, **options):
        """A run that must succeed."""
        result = self(*words, **options)
        assert result.code == 0, result.err
        return result

    def fails(self, *words, code=1, **options):
        """A run that must fail, in one line that it returns (usage errors: and a hint)."""
        result = self(*words, **options)
        lines = result.err.splitlines()
        assert result.code == code, (result.code, result.err)
        assert "Sanitizer" not in result.err, result.err
        assert lines and lines[0].startswith("phony"), result.err
        assert len(lines) <= code, result.err
        return lines[0]

    def write(self, name, content):
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path


def make_names():
    """Some 400 values that look like names, a few with letters beyond ASCII."""
    heads = ["Mar", "Jo", "An", "Li", "Kar", "Ro", "El", "Ber", "Şe", "İs", "Çağ", "Tho"]
    middles = ["i", "a", "en", "ri", "lo", "ma"]
    tails = ["na", "lla", "k", "s", "ta", "ğul"]
    return ["".join(parts) for parts in itertools.product(heads, middles, tails)]


NAMES = make_names()


@pytest.fixture(scope="session")
def program():
    if not PROGRAM.exists():
        pytest.exit(f"there is no program {PROGRAM}; build it, or set PHONY_BIN", 2)
    return PROGRAM


@pytest.fixture
def phony(program, tmp_path):
    return Program(tmp_path)


@pytest.fixture(scope="session")
def trained(program, tmp_path_factory):
    """A folder with names.txt, names.phony and other.phony, not to be written to."""
    folder = tmp_path_factory.mktemp("trained")
    run = Program(folder)
    run.write("names.txt", "\n".join(NAMES) + "\n")
    run.write("held.txt", "\n".join(name + "a" for name in NAMES[::7]) + "\n")
    run.ok("train", "names.txt", "-o", "names.phony", "--n", "3", "--name", "Names", "--locale",
           "tr_TR", "--source", "made up", "--license", "MIT")
    run.ok("train", "names.txt", "-o", "novel.phony", "--n", "3", "--exclude-originals")
    return folder


@pytest.fixture
def model(trained):
    return trained / "names.phony"


def unpack(path):
    return json.loads(gzip.decompress(pathlib.Path(path).read_bytes()))


def pack(path, content):
    text = content if isinstance(content, bytes) else json.dumps(content).encode()
    pathlib.Path(path).write_bytes(gzip.compress(text, mtime=0))
    return path


def open_terminal():
    """A pseudo-terminal: its main side and the side for the program. Bare chroots have none."""
    try:
        return os.openpty()
    except OSError as error:
        pytest.skip(f"no pseudo-terminals here: {error}")
