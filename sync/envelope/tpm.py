"""A small secret sealed to this machine's TPM 2.0: bytes on disk that no other chip opens (docs/adr/0022).

Five commands of TPM 2.0 Library part 3, over ``/dev/tpmrm0`` (the kernel gives each program its own
objects) or the Unix socket of a swtpm.  The parent is made anew from the chip's seed each time and
nothing is stored in the chip.  Parent and secret carry ``noDA``: otherwise each power cut counts as a
wrong guess, and the fourth start finds the TPM locked (sync.md 2).
"""

from __future__ import annotations

import hashlib
import os
import select
import socket
import stat
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from pathlib import Path
from typing import Final

_SECONDS: Final = 30.0
"""Until an answer; a slow chip makes a P-256 key in under one."""
_ONCE_MORE: Final = frozenset({0x908, 0x90A, 0x920, 0x922})
"""TPM_RC_YIELDED, TESTING, NV_RATE, RETRY: the command was not begun and may be sent again (part 2, 6.6.3)."""
_LONGEST: Final = 4096
_HEADER: Final = struct.Struct(">HII")
_SESSIONS: Final = 0x8002
_NO_SESSIONS: Final = 0x8001
_OWNER: Final = 0x40000001
_EMPTY_PASSWORD: Final = bytes.fromhex("00000009 40000009 0000 00 0000")

# TPMA_OBJECT, part 2, 8.3.
_FIXED: Final = 0x02 | 0x10  # fixedTPM, fixedParent: never leaves in a form that another chip reads
_WITH_AUTH: Final = 0x40
_NO_DA: Final = 0x400
_STORAGE_KEY: Final = 0x20 | 0x1_0000 | 0x2_0000  # sensitiveDataOrigin, restricted, decrypt

PARENT_ATTRIBUTES = _FIXED | _WITH_AUTH | _NO_DA | _STORAGE_KEY
SECRET_ATTRIBUTES = _FIXED | _WITH_AUTH | _NO_DA


class TpmFailureCode(StrEnum):
    """What the IT officer can be told apart; texts in ``failures-tpm.ftl``, Japanese and English."""

    ABSENT = "tpm.absent"
    """Nothing that answers is at the address, or we may not open it."""
    LOCKED_OUT = "tpm.locked_out"
    """The TPM counts wrong guesses and has closed; not expected with ``noDA``."""
    ANOTHER = "tpm.another"
    """It makes another parent from the same words: another chip, or this one was cleared."""
    DAMAGED = "tpm.damaged"
    """The right chip does not take the bytes: they are not what it gave out."""
    REFUSED = "tpm.refused"
    """Any other response code, e.g. 0x9a2: the owner hierarchy has a password."""


@dataclass(frozen=True, slots=True)
class TpmFailure:
    """A failure as a result.  ``detail``: the command and its response code, or the system's word."""

    code: TpmFailureCode
    detail: str


@dataclass(frozen=True, slots=True)
class SealedSecret:
    """What the chip gave out.  ``parent``: SHA-256 of the public area that it was sealed under."""

    parent: bytes
    private: bytes
    public: bytes


def seal(tpm: Path, secret: bytes) -> SealedSecret | TpmFailure:
    """Seal at most 128 bytes to the TPM at ``tpm``."""
    try:
        with _connected(tpm) as line, _parent(line) as (parent, name):
            given = _sized(_sized(b"") + _sized(secret))
            wanted = given + _sized(_secret_area()) + _NOTHING_MORE
            answer = line.call(_Command.CREATE, parent, wanted)
            private, rest = _take(answer)
            public, _ = _take(rest)
            return SealedSecret(name, private, public)
    except _Stopped as stopped:
        return stopped.failure


def unseal(tpm: Path, sealed: SealedSecret) -> bytes | TpmFailure:
    """The secret, from the TPM that sealed it."""
    try:
        with _connected(tpm) as line, _parent(line) as (parent, name):
            if name != sealed.parent:
                return TpmFailure(TpmFailureCode.ANOTHER, "parent")
            blob = _sized(sealed.private) + _sized(sealed.public)
            with line.made(_Command.LOAD, parent, blob) as (loaded, _):
                return _take(line.call(_Command.UNSEAL, loaded))[0]
    except _Stopped as stopped:
        return stopped.failure


class _Command(IntEnum):
    CREATE_PRIMARY = 0x131
    CREATE = 0x153
    LOAD = 0x157
    UNSEAL = 0x15E
    FLUSH_CONTEXT = 0x165


_MAKING: Final = frozenset({_Command.CREATE_PRIMARY, _Command.LOAD})


class _Stopped(Exception):
    def __init__(self, code: TpmFailureCode, detail: str) -> None:
        super().__init__(detail)
        self.failure = TpmFailure(code, detail)


@dataclass(frozen=True, slots=True)
class _Line:
    """One command, one answer, on an open descriptor."""

    descriptor: int

    def call(self, command: _Command, handle: int, parameters: bytes = b"") -> bytes:
        """The answer's parameters, behind a new handle where the command makes one."""
        bare = command is _Command.FLUSH_CONTEXT  # takes no password and answers nothing
        tag = _NO_SESSIONS if bare else _SESSIONS
        body = struct.pack(">I", handle) + (b"" if bare else _EMPTY_PASSWORD + parameters)
        answer = self._exchange(_HEADER.pack(tag, _HEADER.size + len(body), command) + body)
        code = _HEADER.unpack_from(answer)[2]
        if code:
            raise _Stopped(_meaning(command, code), f"{command.name} {code:#x}")
        if bare:
            return b""
        start = _HEADER.size + (4 if command in _MAKING else 0)
        (size,) = struct.unpack_from(">I", answer, start)
        return answer[_HEADER.size : start] + answer[start + 4 :][:size]

    @contextmanager
    def made(
        self, command: _Command, handle: int, parameters: bytes
    ) -> Iterator[tuple[int, bytes]]:
        """The new object's handle and the rest; it is put out of the chip at the end.

        The kernel does so too when we close; a swtpm, which has no kernel before it, does not.
        """
        answer = self.call(command, handle, parameters)
        (object_,) = struct.unpack_from(">I", answer)
        try:
            yield object_, answer[4:]
        finally:
            self.call(_Command.FLUSH_CONTEXT, object_)

    def _exchange(self, command: bytes) -> bytes:
        """The answer that counts; a chip that is busy with itself is asked again, ever less often."""
        until, pause = time.monotonic() + _SECONDS, 0.02
        while True:
            os.write(self.descriptor, command)
            answer = self._answer()
            busy = _HEADER.unpack_from(answer)[2] in _ONCE_MORE
            if not busy or time.monotonic() + pause > until:
                return answer
            time.sleep(pause)
            pause *= 2

    def _answer(self) -> bytes:
        answer = b""
        while len(answer) < _HEADER.size or len(answer) < _HEADER.unpack_from(answer)[1]:
            waiting = select.poll()
            waiting.register(self.descriptor, select.POLLIN)
            if not waiting.poll(1000 * _SECONDS):
                raise _Stopped(TpmFailureCode.ABSENT, "no answer")
            piece = os.read(self.descriptor, _LONGEST)
            if not piece:
                raise _Stopped(TpmFailureCode.ABSENT, "closed")
            answer += piece
        return answer


@contextmanager
def _connected(tpm: Path) -> Iterator[_Line]:
    try:
        kind = tpm.stat().st_mode
        if stat.S_ISSOCK(kind):
            with socket.socket(socket.AF_UNIX) as line:
                line.settimeout(_SECONDS)
                line.connect(str(tpm))
                line.setblocking(True)
                yield _Line(line.fileno())
        elif stat.S_ISCHR(kind):
            # Else the kernel works the command off within `write`, whatever our patience is (tpm-dev-common.c).
            descriptor = os.open(tpm, os.O_RDWR | os.O_CLOEXEC | os.O_NONBLOCK)
            try:
                yield _Line(descriptor)
            finally:
                os.close(descriptor)
        else:
            raise _Stopped(TpmFailureCode.ABSENT, "neither a device nor a socket")
    except (OSError, struct.error) as fault:  # struct: something answers that is no TPM
        raise _Stopped(TpmFailureCode.ABSENT, type(fault).__name__) from fault


@contextmanager
def _parent(line: _Line) -> Iterator[tuple[int, bytes]]:
    """The handle of our storage key, and SHA-256 of its public area."""
    empty = _sized(_sized(b"") + _sized(b""))
    wanted = empty + _sized(_parent_area()) + _NOTHING_MORE
    with line.made(_Command.CREATE_PRIMARY, _OWNER, wanted) as (handle, rest):
        public, _ = _take(rest)
        yield handle, hashlib.sha256(public).digest()


_NOTHING_MORE: Final = bytes(2 + 4)  # outsideInfo, creationPCR


def _parent_area() -> bytes:
    """TPMT_PUBLIC of a P-256 storage key as every PC's TPM knows it (part 2, 12.2.4)."""
    head = struct.pack(">HHIH", 0x0023, 0x000B, PARENT_ATTRIBUTES, 0)  # ECC, SHA-256, no policy
    aes_128_cfb, no_scheme, p256, no_kdf = (0x0006, 128, 0x0043), 0x0010, 0x0003, 0x0010
    return head + struct.pack(">8H", *aes_128_cfb, no_scheme, p256, no_kdf, 0, 0)


def _secret_area() -> bytes:
    """TPMT_PUBLIC of sealed data."""
    head = struct.pack(">HHIH", 0x0008, 0x000B, SECRET_ATTRIBUTES, 0)  # KEYEDHASH, SHA-256
    return head + struct.pack(">HH", 0x0010, 0)


def _meaning(command: _Command, code: int) -> TpmFailureCode:
    if code == 0x921:  # TPM_RC_LOCKOUT
        return TpmFailureCode.LOCKED_OUT
    about_a_parameter = code & 0xC0 == 0xC0  # part 2, 6.6.3: format one, P
    if command is _Command.LOAD and about_a_parameter:
        return TpmFailureCode.DAMAGED
    return TpmFailureCode.REFUSED


def _sized(content: bytes) -> bytes:
    """A TPM2B: two bytes of length, then the bytes."""
    return struct.pack(">H", len(content)) + content


def _take(content: bytes) -> tuple[bytes, bytes]:
    """The first TPM2B and what follows it."""
    (size,) = struct.unpack_from(">H", content)
    return content[2 : 2 + size], content[2 + size :]
