"""Run pcscd on a socket of our own, as systemd's socket activation would.

``activation.py SOCKET die-with-parent|stay PCSCD ARGUMENT…``; becomes pcscd (same process id).
A script without imports of this project, so that it starts fast and in a bare environment.
"""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import sys

_FIRST_PASSED = 3
_PR_SET_PDEATHSIG = 1


def main(arguments: list[str]) -> None:
    path, life, *command = arguments
    if life == "die-with-parent":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.path.exists(path):  # noqa: PTH110 - pathlib would double the start-up time
        os.unlink(path)  # noqa: PTH108
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen(16)
    if listener.fileno() != _FIRST_PASSED:
        os.dup2(listener.fileno(), _FIRST_PASSED)
    # dup2 of a descriptor on itself leaves close-on-exec set, and pcscd would find nothing.
    os.set_inheritable(_FIRST_PASSED, True)
    os.environ["LISTEN_FDS"] = "1"
    os.environ["LISTEN_PID"] = str(os.getpid())
    os.execv(command[0], command)  # noqa: S606 - becoming pcscd is the purpose


if __name__ == "__main__":
    main(sys.argv[1:])
