"""A data set in partitions, made by the workers of a Dask cluster.

    python examples/dask_dataset/dataset.py --rows 100_000_000 --out people --check

A partition is a range of rows, and a row depends on the seed and its number alone: no partition
waits for another one, and one that was lost is made again, the same. With --check this process
makes all rows once more, by itself and in one piece, and compares every byte (by SHA-256).
"""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

from dask.distributed import Client, LocalCluster, as_completed

from phony import Entity, Phony
from phony.integrations.partitions import partition_rows, write_partition

SCHEMA = Path(__file__).with_name("people.pdl.json")
ENTITY = "Person"
FORMAT = "csv"
ROWS = 100_000_000
ROWS_OF_PARTITION = 1_000_000  # where nothing else is said


@dataclass(frozen=True)
class Spec:
    """What is to be made. It is all that a worker is told but the number of its partition."""

    rows: int
    parts: int
    seed: str = "phony"
    folder: Optional[str] = None  # that workers write to; None: they only reckon checksums

    def entity(self) -> Entity:
        """The entity with its rows; opening it takes milliseconds."""
        with Phony(seed=self.seed) as phony:
            return phony.schema(SCHEMA, counts={ENTITY: self.rows}).entity(ENTITY)

    def path(self, index: int) -> Optional[Path]:
        """The file of a partition."""
        if self.folder is None:
            return None
        return Path(self.folder, f"people-{index:05}-of-{self.parts:05}.{FORMAT}")


@dataclass(frozen=True)
class Part:
    """A partition that was made."""

    index: int
    rows: int
    size: int
    sha256: str


def make_part(index: int, spec: Spec) -> Part:
    """Makes a partition, on a worker. A file is there when it is whole, or not at all."""
    pieces = write_partition(spec.entity(), FORMAT, index, spec.parts)
    path = spec.path(index)
    if path is None:
        size, digest = _digest(pieces)
    else:
        unfinished = path.with_suffix(f".{os.getpid()}.part")
        with unfinished.open("wb") as file:
            size, digest = _digest(pieces, file.write)
        unfinished.replace(path)
    return Part(index, len(partition_rows(spec.rows, index, spec.parts)), size, digest)


def _digest(
    pieces: Iterable[bytes], write: Optional[Callable[[bytes], object]] = None
) -> tuple[int, str]:
    size, digest = 0, hashlib.sha256()
    for piece in pieces:
        size += len(piece)
        digest.update(piece)
        if write is not None:
            write(piece)
    return size, digest.hexdigest()


def make(
    client: Client, spec: Spec, report: Callable[[Part], object] = lambda part: None
) -> list[Part]:
    """All partitions, by the workers of a cluster, in the order of their rows."""
    if spec.folder is not None:
        Path(spec.folder).mkdir(parents=True, exist_ok=True)
    futures = client.map(make_part, range(spec.parts), spec=spec, pure=False)
    parts = []
    for done in as_completed(futures):
        parts.append(done.result())
        report(parts[-1])
    return sorted(parts, key=lambda part: part.index)


def check(spec: Spec, parts: list[Part]) -> str:
    """The SHA-256 of all bytes, made here in one piece; an error where a partition differs.

    The bytes are cut where the partitions end, so that checksums of partitions are enough: none of
    them needs to be anywhere as a file.
    """
    stream = spec.entity().write(FORMAT)
    whole, rest = hashlib.sha256(), b""
    for part in parts:
        digest, missing = hashlib.sha256(), part.size
        while missing:
            piece = rest or next(stream, b"")
            if not piece:
                raise ValueError(f"partition {part.index} is longer than what one process makes")
            taken, rest = piece[:missing], piece[missing:]
            missing -= len(taken)
            digest.update(taken)
            whole.update(taken)
        if digest.hexdigest() != part.sha256:
            raise ValueError(f"partition {part.index} is not what one process makes")
    if rest or any(stream):
        raise ValueError("one process makes more than the partitions hold")
    return whole.hexdigest()


def concatenated(spec: Spec) -> str:
    """The SHA-256 of all files, one behind the other."""
    return _digest(_bytes_of_files(spec))[1]


def _bytes_of_files(spec: Spec) -> Iterator[bytes]:
    for index in range(spec.parts):
        path = spec.path(index)
        assert path is not None, "there are no files of checksums alone"
        with path.open("rb") as file:
            yield from iter(lambda: file.read(1 << 20), b"")


def main(arguments: Optional[list[str]] = None) -> int:
    """The command."""
    options = _parser().parse_args(arguments)
    parts = options.partitions or max(1, -(-options.rows // ROWS_OF_PARTITION))
    spec = Spec(options.rows, parts, options.seed, options.out)
    begin = time.monotonic()
    cluster = LocalCluster(
        n_workers=options.workers, threads_per_worker=1, processes=True, dashboard_address=None
    )
    with cluster, Client(cluster) as client:
        print(f"{options.workers} workers after {time.monotonic() - begin:.1f} s", file=sys.stderr)
        begin = time.monotonic()
        made = make(client, spec)
    _say(f"made by {options.workers} workers", spec, made, begin)
    if options.check:
        begin = time.monotonic()
        digest = check(spec, made)
        _say("the same, made by one process", spec, made, begin)
        if spec.folder is not None and concatenated(spec) != digest:
            raise SystemExit("the files do not hold what the workers have made")
        print(f"sha256 {digest}")
    return 0


def _say(what: str, spec: Spec, parts: list[Part], begin: float) -> None:
    seconds = time.monotonic() - begin
    size = sum(part.size for part in parts)
    speed = spec.rows / seconds / 1e6
    print(
        f"{spec.rows:,} rows in {len(parts)} partitions, {size:,} bytes, {what}:"
        f" {seconds:.1f} s, {speed:.2f} M rows/s"
    )


def _number(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{number} is not at least 1")
    return number


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Makes a data set by the workers of a cluster.")
    parser.add_argument("--rows", type=_number, default=ROWS, help=f"(default {ROWS:,})")
    parser.add_argument("--partitions", type=_number, help="(default: one for a million rows)")
    parser.add_argument("--workers", type=_number, default=os.cpu_count() or 1, help="processes")
    parser.add_argument("--seed", default="phony", help="any text")
    parser.add_argument("--out", help="a folder for the files; without it: checksums alone")
    parser.add_argument("--check", action="store_true", help="compare with a single process")
    return parser


if __name__ == "__main__":
    sys.exit(main())
