"""Learning from a file, in a thread of its own, while the calling thread watches.

Signal handlers run in Python's main thread, and a callback of C that one of them raises in before
its first line cannot tell anybody (ctypes prints it, and all goes on). So the library's callback is
called in the other thread and does no more than to keep the position; an interrupt, and whatever
`progress` raises, happens where train() was called, and ends the learning.
"""

from __future__ import annotations

from _thread import allocate_lock
from threading import Thread

from ._library import Handle, library
from .errors import CancelledError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    Progress = Callable[[int, int], object]

PAUSE = 0.05  # seconds between two calls of progress


class Learning(Thread):
    """Has a trainer learn all that is left of an input.

    It is waited for by a lock of its own: an interrupt within Thread.join() has some versions of
    Python take the thread for ended. The interpreter waits for it as for all threads.
    """

    def __init__(self, trainer: Handle, given: Handle) -> None:
        super().__init__(name="phony.train", daemon=False)
        self._trainer, self._given = trainer, given
        self._where: tuple[int, int] | None = None
        self._stopped = self._ended = False
        self._error: BaseException | None = None
        self._news = allocate_lock()  # held until it ends
        self._news.acquire()

    def run(self) -> None:
        """The thread's work: one call of the library."""
        try:
            watch = library().api.callback("phony_progress")(self._watch)
            library().call("phony_trainer_add_input", self._trainer, self._given, watch, None)
        except BaseException as error:
            self._error = error
        finally:
            self._ended = True
            self._news.release()

    def _watch(self, _: object, position: int, size: int) -> int:
        self._where = position, size
        return int(self._stopped)

    def finish(self, progress: Progress | None) -> None:
        """Starts, and waits for the end; raises what went wrong, here or there."""
        self.start()
        try:
            while not self._ended:
                self._news.acquire(timeout=PAUSE)
                if progress is not None and not self._ended and self._where is not None:
                    tell(progress, *self._where)
        finally:
            self._stop_and_wait()
        self._raise()
        if progress is not None:
            tell(progress, *self._end())

    def _stop_and_wait(self) -> None:
        """Until the library asks whether to go on, at the latest, which it does all the time."""
        self._stopped = True
        while not self._ended:
            try:
                self._news.acquire(timeout=PAUSE)
            except BaseException:  # another interrupt: it is stopping
                pass

    def _raise(self) -> None:
        error, self._error = self._error, None
        try:
            if error is not None:
                raise error
        finally:
            del error  # its traceback holds this frame

    def _end(self) -> tuple[int, int]:
        lib = library()
        return lib.phony_input_position(self._given), lib.phony_input_size(self._given)


def tell(progress: Progress, position: int, size: int) -> None:
    """Calls progress, and stops where it says so."""
    if progress(position, size) is False:
        raise CancelledError(f"stopped at {position} of {size}")
