"""What keeps a process's memory off the disk: no core file, no debugger, no dump."""

from __future__ import annotations

import ctypes
import faulthandler
import resource

_PR_SET_DUMPABLE = 4


def keep_memory_private() -> None:
    """No core dumps, not attachable by other processes of the same user, no traceback of frames.

    Raises ``OSError`` where the kernel refuses: then the kiosk must not start.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_DUMPABLE)")
    faulthandler.disable()
