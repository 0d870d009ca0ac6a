"""The one thing that the card rooms need from a reader: send a command, get the answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from cardreader.failures import CardFailure

Transmit: TypeAlias = Callable[[bytes | bytearray], bytes]
"""Command APDU in, response APDU (data and two status bytes) out.

The command may be a ``bytearray``, so that its owner can wipe a PIN from it afterwards; a
transmit keeps no reference to it.  When the line to the card breaks it raises :class:`LineBroken`.
"""


class LineBroken(Exception):
    """The line to the card broke in the middle of a command.

    Only between a transmit and the functions of ``cardreader.cards``, which turn it into their
    result; nothing outside this room catches it.
    """

    def __init__(self, failure: CardFailure) -> None:
        super().__init__(failure.code)
        self.failure = failure
