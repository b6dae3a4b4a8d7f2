"""The lock of all modules: one that its own thread may take again, as a signal handler does."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from threading import RLock as RLock
else:
    from _thread import RLock as RLock  # without the 2 ms that importing threading takes
