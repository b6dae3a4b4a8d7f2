"""Learning from a file, in a thread of its own, while the calling thread watches.

Signal handlers run in Python's main thread, and a callback of C that one of them raises in before
its first line cannot tell anybody (ctypes prints it, and all goes on). So the library's callback is
called in the other thread and does no more than to keep the position; an interrupt, and whatever
`progress` raises, happens where train() was called, and ends the learning.
"""

from __future__ import annotations

from threading import Thread

from ._library import Handle, library
from .errors import CancelledError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    Progress = Callable[[int, int], object]

PAUSE = 0.05  # seconds between two calls of progress


class Learning(Thread):
    """Has a trainer learn all that is left of an input."""

    def __init__(self, trainer: Handle, given: Handle) -> None:
        super().__init__(name="phony.train")
        self._trainer, self._given = trainer, given
        self._where: tuple[int, int] | None = None
        self._stopped = False
        self._error: BaseException | None = None

    def run(self) -> None:
        """The thread's work: one call of the library."""
        watch = library().api.callback("phony_progress")(self._watch)
        try:
            library().call("phony_trainer_add_input", self._trainer, self._given, watch, None)
        except BaseException as error:
            self._error = error

    def _watch(self, _: object, position: int, size: int) -> int:
        self._where = position, size
        return int(self._stopped)

    def finish(self, progress: Progress | None) -> None:
        """Starts, and waits for the end; raises what went wrong, here or there."""
        self.start()
        try:
            self._wait(progress)
        finally:
            self._stopped = True
            self.join()
        self._raise()

    def _wait(self, progress: Progress | None) -> None:
        while self.is_alive():
            self.join(PAUSE)
            if progress is not None and self.is_alive() and self._where is not None:
                tell(progress, *self._where)
        if progress is not None and self._error is None:
            tell(progress, *self._end())

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
