"""What keeps a process's memory its own: no core file, no debugger, no dump, no life after its parent."""

from __future__ import annotations

import ctypes
import faulthandler
import resource
import signal
import sys
import threading
import traceback
from types import TracebackType

_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4


def keep_memory_private() -> None:
    """No core dumps, not attachable by other processes of the same user, no traceback of frames.

    Raises ``OSError`` where the kernel refuses: then the kiosk must not start.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _prctl(_PR_SET_DUMPABLE, 0)
    faulthandler.disable()


def end_with_parent() -> None:
    """Killed by the kernel at any death of the process that started this one.

    A closing pipe tells the same, but only to a process that looks: one that hangs or waits for a printer would
    stay behind with what it knows.  Raises ``OSError`` where the kernel refuses.
    """
    _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _prctl(option: int, value: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(option, value, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), f"prctl({option})")


def report_faults_without_content() -> None:
    """A bug is reported by its kind and its places in the code: a message may quote what was typed."""
    sys.excepthook = _report
    threading.excepthook = lambda args: _report(args.exc_type, args.exc_value, args.exc_traceback)


def report(fault: BaseException) -> None:
    """Report a fault that was caught."""
    _report(type(fault), fault, fault.__traceback__)


def _report(
    kind: type[BaseException], _fault: BaseException | None, places: TracebackType | None
) -> None:
    lines = [
        f"  {frame.filename}:{frame.lineno} in {frame.name}"
        for frame in traceback.extract_tb(places)
    ]
    sys.stderr.write("\n".join([f"fault {kind.__name__}", *lines]) + "\n")
