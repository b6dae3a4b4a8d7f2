"""Threads and forks: rows are given once, nothing is lost, and nobody waits for ever."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from phony import Phony, _streams

THREADS = 8
Run = Callable[..., "subprocess.CompletedProcess[str]"]
forked = multiprocessing.get_context("fork")


@pytest.fixture(autouse=True)
def _quick_switches() -> Any:
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def in_threads(work: Any) -> list[Any]:
    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(work, range(THREADS)))


def test_single_values_are_given_once(p: Phony) -> None:
    template = p.template("{email}").unique()
    names = p.name()
    found = in_threads(lambda _: [next(template) for _ in range(3000)])
    values = [value for part in found for value in part]
    assert sorted(values) == sorted(Phony(seed=42).template("{email}").unique().list(24_000))
    found = in_threads(lambda _: [names.full() for _ in range(3000)])
    assert Counter(sum(found, [])) == Counter(Phony(seed=42).name().list(24_000))


def test_mixed_ways_to_ask_give_each_row_once(p: Phony) -> None:
    def work(_: int) -> list[str]:
        names, found = p.name(), []
        for count in range(60):
            found.append(names.full())
            found += names.take(count)
            found += names.buffer(3)
        return found

    found = sum(in_threads(work), [])
    assert Counter(found) == Counter(Phony(seed=42).name().list(len(found)))


def test_values_know_their_rows_in_threads(p: Phony) -> None:
    rows = Phony(seed=42).generator("email").list(8000)
    found = sum(in_threads(lambda _: [p.email() for _ in range(1000)]), [])
    assert sorted(value.row for value in found) == list(range(8000))
    assert all(rows[value.row] == value for value in found)


def test_threads_may_seed_close_and_make_views(p: Phony) -> None:
    def work(number: int) -> None:
        for turn in range(50):
            if number == 0:
                p.seed(turn)
            assert p.locale("tr_TR").city() and p.unique().email() and p.name().full()
            assert p.template(f"{turn} {{first}}").list(2)

    in_threads(work)


def test_many_phonys_in_many_threads() -> None:
    def work(number: int) -> list[str]:
        return [Phony(seed=seed).name().full() for seed in range(50)]

    assert len({tuple(found) for found in in_threads(work)}) == 1


FIRST_USES = """
import sys, threading
from phony import Phony
sys.setswitchinterval(1e-6)
begin, found = threading.Barrier(8), []
def work():
    begin.wait()
    found.append(Phony(seed=1).city().min_length(3).list(3))
threads = [threading.Thread(target=work) for _ in range(8)]
for thread in threads: thread.start()
for thread in threads: thread.join()
assert len(found) == 8 and found.count(found[0]) == 8
"""


def test_first_uses_of_the_library_may_be_at_once(run: Run) -> None:
    """Each struct is declared once, or else it does not fit those of other threads."""
    for _ in range(5):
        done = run(FIRST_USES)
        assert (done.returncode, done.stderr) == (0, "")


FORGETTING = """
import sys, threading, time
import phony
sys.setswitchinterval(1e-6)
p, end = phony.Phony(seed=1), time.monotonic() + 2
def forget():
    while time.monotonic() < end: phony.forget_models()
def work(number):
    turn = 0
    while time.monotonic() < end:
        turn += 1
        p.template("{city} %d %d" % (number, turn)).list(2)
        assert phony.open_model("tr_TR/city_names").locale == "tr_TR"
threads = [threading.Thread(target=work, args=(number,)) for number in range(3)]
threads.append(threading.Thread(target=forget))
for thread in threads: thread.start()
for thread in threads: thread.join()
print(p.name().full())
"""


def test_models_may_be_forgotten_while_others_are_opened(run: Run) -> None:
    """The cache lives until the last call that was given it comes back."""
    done = run(FORGETTING)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == Phony(seed=1).name().full() + "\n"


def test_views_are_the_same_for_all_threads_also_after_one_was_closed(p: Phony) -> None:
    for _ in range(50):
        p.unique().close()
        views = in_threads(lambda _: p.unique())
        assert len(set(map(id, views))) == 1 and not views[0].closed


def test_a_seed_given_in_between_passes_over_no_row(
    p: Phony, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows are reserved under the key that their values are made with, or under none."""
    plain = _streams.Stream.source

    def source(stream: Any) -> Any:
        found = plain(stream)
        if not stream._lock._is_owned():  # where another thread may come in
            p.seed(43)
        return found

    monkeypatch.setattr(_streams.Stream, "source", source)
    names = p.name()
    assert [*names.take(1), names.full()] == Phony(seed=42).name().list(2, first=0)


def test_a_signal_handler_may_ask_for_values(p: Phony) -> None:
    found: list[str] = []
    names = p.name()

    def handler(*_: object) -> None:
        found.append(names.full())

    found.append(names.full())
    before = signal.signal(signal.SIGALRM, handler)
    try:
        signal.setitimer(signal.ITIMER_REAL, 1e-3, 1e-3)
        end = time.monotonic() + 0.5
        while time.monotonic() < end:
            found.append(names.full())
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert Counter(found) == Counter(Phony(seed=42).name().list(len(found)))


def ask(p: Phony, count: int) -> tuple[str, list[str]]:
    return p.current_seed, [p.name().full() for _ in range(count)]


def in_child(p: Phony, count: int = 20) -> tuple[str, list[str]]:
    """What a forked process is given."""
    receive, send = forked.Pipe(duplex=False)
    child = forked.Process(target=lambda: send.send(ask(p, count)))
    child.start()
    assert receive.poll(30), "the child hangs"
    result: tuple[str, list[str]] = receive.recv()
    child.join(30)
    assert child.exitcode == 0
    return result


def test_a_seeded_phony_goes_on_in_a_fork(p: Phony) -> None:
    rows = Phony(seed=42).name().list(30)
    assert ask(p, 10)[1] == rows[:10]
    assert in_child(p) == in_child(p) == ("42", rows[10:])
    assert ask(p, 20)[1] == rows[10:]


def test_an_unseeded_phony_draws_a_seed_in_a_fork() -> None:
    p = Phony()
    view = p.locale("tr_TR")
    seed, before = ask(p, 5)
    one, other = in_child(p), in_child(p)
    assert len({seed, one[0], other[0]}) == 3
    assert one[1] == Phony(seed=one[0]).name().list(20)
    assert other[1] != one[1]
    assert in_child(view)[1] != Phony(seed=seed, locale="tr_TR").name().list(20)
    assert (p.current_seed, view.current_seed) == (seed, seed)
    assert p.name().full() == Phony(seed=seed).name().at(5)


def test_a_phony_and_its_views_stay_of_one_seed_in_a_fork() -> None:
    p = Phony()
    view = p.unique()
    assert view.email()
    receive, send = forked.Pipe(duplex=False)
    child = forked.Process(target=lambda: send.send((p.current_seed, view.current_seed)))
    child.start()
    one, other = receive.recv()
    child.join(30)
    assert one == other != p.current_seed


def test_values_of_before_a_fork_move_the_cursor_after_it(p: Phony) -> None:
    emails = Phony(seed=42).generator("email").list(9)
    p.email(), p.email()

    def work(send: Any) -> None:
        value = p.email()
        send.send((list(value.take(4)), p.email()))

    receive, send = forked.Pipe(duplex=False)
    child = forked.Process(target=work, args=(send,))
    child.start()
    assert receive.recv() == (emails[2:6], emails[6])
    child.join(30)


def test_a_fork_amid_threads_does_not_hang(p: Phony) -> None:
    stop = threading.Event()

    def work(number: int) -> None:
        while not stop.is_set():
            p.name().full()
            p.template(f"{number} {{city}} {time.monotonic_ns()}").list(5)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    try:
        for _ in range(15):
            seed, values = in_child(p)
            assert seed == "42" and len(values) == 20
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def _row(seed_and_row: tuple[int, int]) -> str:
    return Phony(seed=seed_and_row[0]).name().at(seed_and_row[1])


def test_pools_of_processes_share_the_rows_by_number() -> None:
    with forked.Pool(2) as pool:
        found = pool.map(_row, [(42, row) for row in range(40)])
    assert found == Phony(seed=42).name().list(40)
    assert os.getpid() > 0
