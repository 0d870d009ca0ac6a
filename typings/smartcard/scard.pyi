# ruff: noqa: N802 - the names are those of PC/SC
"""The part of pyscard's thin layer over winscard that this project calls (pyscard 2.3)."""

from collections.abc import Sequence

SCARD_SCOPE_USER: int
SCARD_SHARE_EXCLUSIVE: int
SCARD_PROTOCOL_T0: int
SCARD_PROTOCOL_T1: int
SCARD_PCI_T0: int
SCARD_PCI_T1: int
SCARD_UNPOWER_CARD: int
SCARD_STATE_UNAWARE: int
SCARD_STATE_PRESENT: int

def SCardEstablishContext(scope: int) -> tuple[int, int]: ...
def SCardReleaseContext(context: int) -> int: ...
def SCardListReaders(context: int, groups: Sequence[str]) -> tuple[int, list[str]]: ...
def SCardGetStatusChange(
    context: int, timeout: int, states: Sequence[tuple[str, int]]
) -> tuple[int, list[tuple[str, int, list[int]]]]: ...
def SCardCancel(context: int) -> int: ...
def SCardConnect(
    context: int, reader: str, share_mode: int, protocols: int
) -> tuple[int, int, int]: ...
def SCardTransmit(card: int, send_pci: int, command: list[int]) -> tuple[int, list[int]]: ...
def SCardDisconnect(card: int, disposition: int) -> int: ...
