"""The example for Dask, with a real cluster of processes."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

distributed = pytest.importorskip(
    "distributed", reason="needs Dask (Debian: python3-dask, python3-distributed)"
)

from dask_dataset.dataset import Spec, check, concatenated, make, make_part  # noqa: E402

from phony import Phony  # noqa: E402

ROWS = 300_001
DATASET = Path(__file__).resolve().parents[2] / "examples" / "dask_dataset" / "dataset.py"


@pytest.fixture(scope="module")
def client():
    """Two workers, each a process."""
    options = {"n_workers": 2, "threads_per_worker": 1, "processes": True}
    with distributed.LocalCluster(**options, dashboard_address=None) as cluster:
        with distributed.Client(cluster) as client:
            yield client


def single_process(rows: int, seed: str) -> bytes:
    """What this process makes by itself."""
    schema = Phony(seed=seed).schema(DATASET.with_name("people.pdl.json"))
    return b"".join(schema.entity("Person").write("csv", count=rows))


def test_the_files_of_the_workers_are_what_one_process_makes(client, tmp_path) -> None:
    spec = Spec(ROWS, 13, "42", str(tmp_path / "people"))
    parts = make(client, spec)
    whole = single_process(ROWS, "42")
    files = sorted((tmp_path / "people").iterdir())
    assert [file.name for file in files][:1] == ["people-00000-of-00013.csv"]
    assert len(files) == 13
    assert b"".join(file.read_bytes() for file in files) == whole
    assert concatenated(spec) == check(spec, parts) == hashlib.sha256(whole).hexdigest()
    assert sum(part.rows for part in parts) == ROWS


def test_the_work_is_done_by_more_than_one_process(client) -> None:
    at_work = client.map(lambda number: os.getpid(), range(40), pure=False)
    assert os.getpid() not in set(client.gather(at_work))
    workers = {info["pid"] for info in client.run(lambda: {"pid": os.getpid()}).values()}
    assert len(workers) == 2


def test_checksums_alone_are_those_of_one_process(client) -> None:
    spec = Spec(ROWS, 7, "43")
    assert check(spec, make(client, spec)) == hashlib.sha256(single_process(ROWS, "43")).hexdigest()


def test_the_number_of_partitions_does_not_matter(client) -> None:
    sums = {check(spec, make(client, spec)) for spec in (Spec(9999, 1), Spec(9999, 40))}
    assert len(sums) == 1


def test_there_may_be_more_partitions_than_rows(client) -> None:
    spec = Spec(3, 8)
    parts = make(client, spec)
    assert [part.rows for part in parts] == [0, 0, 1, 0, 0, 1, 0, 1]
    assert check(spec, parts)


def test_partitions_that_differ_are_found() -> None:
    spec = Spec(2000, 4)
    parts = [make_part(index, spec) for index in range(4)]
    other = make_part(2, replace(spec, seed="other"))
    with pytest.raises(ValueError, match="partition 2 is not what one process makes"):
        check(spec, [*parts[:2], replace(parts[2], sha256=other.sha256), parts[3]])
    with pytest.raises(ValueError, match="makes more than the partitions hold"):
        check(spec, parts[:3])
    with pytest.raises(ValueError, match="partition 0 is longer"):
        check(replace(spec, rows=100), [replace(parts[0], size=10**6)])


def test_a_partition_made_again_is_the_same(tmp_path) -> None:
    spec = Spec(5000, 3, folder=str(tmp_path))
    first = make_part(1, spec)
    content = spec.path(1).read_bytes()
    assert make_part(1, spec) == first
    assert spec.path(1).read_bytes() == content
    assert [path.name for path in tmp_path.iterdir()] == ["people-00001-of-00003.csv"]


def test_the_command_makes_a_data_set_and_checks_it(tmp_path) -> None:
    options = ["--rows", "50000", "--partitions", "5", "--workers", "2", "--seed", "7", "--check"]
    done = subprocess.run(
        [sys.executable, "-B", str(DATASET), *options, "--out", str(tmp_path / "out")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "50,000 rows in 5 partitions" in done.stdout
    said = re.search(r"sha256 ([0-9a-f]{64})", done.stdout)
    assert said[1] == hashlib.sha256(single_process(50_000, "7")).hexdigest()
    assert len(list((tmp_path / "out").iterdir())) == 5


def test_bad_options_are_refused() -> None:
    command = [sys.executable, "-B", str(DATASET), "--rows", "0"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "0 is not at least 1" in done.stderr
