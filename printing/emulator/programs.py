"""Programs of Debian packages that an emulated printer is made of."""

from __future__ import annotations

import shutil


class ProgramMissingError(RuntimeError):
    """A Debian package is not installed; the text says which."""


def program(name: str, package: str) -> str:
    """The path of ``name``.  Raises :class:`ProgramMissingError`."""
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/bin")
    if found is None:
        raise ProgramMissingError(f"{name} is missing; install the Debian package {package}")
    return found
