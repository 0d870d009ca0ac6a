"""What a process has in its memory, searched from outside (/proc/PID/mem; needs root for private processes)."""

from __future__ import annotations

import ctypes
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import TypeAlias

PROC = Path("/proc")
_CHUNK = 1024 * 1024
_LINE = re.compile(r"([0-9a-f]+)-([0-9a-f]+) (\S{4}) \S+ (\S+) (\d+)\s*(.*)")
_LONGEST = 64
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Alone:
    """``plain``, only where ``pattern``, which begins with it, fits as well."""

    plain: bytes
    pattern: re.Pattern[bytes]


Encoding: TypeAlias = bytes | Alone
Needles: TypeAlias = Mapping[str, Sequence[Encoding]]
"""What to look for in its encodings (4 to 64 bytes each), by a name that may be printed."""


@dataclass(frozen=True, slots=True)
class Searched:
    """How often each needle was found in ``size`` bytes that are not all zero."""

    found: Counter[str]
    size: int


def search(pid: int, needles: Needles) -> Searched:
    """Search what the process can read and did not map from a file as it is.

    :raises OSError: it has ended, or this process may not look into it.
    """
    scanner = Scanner(needles)
    memory = os.open(PROC / str(pid) / "mem", os.O_RDONLY | os.O_CLOEXEC)
    try:
        for start, end in _regions(pid):
            _scan_region(scanner, memory, start, end)
    finally:
        os.close(memory)
    return Searched(scanner.found(), scanner.size)


def around(pid: int, encoding: Encoding, width: int = 24) -> list[bytes]:
    """What stands around each copy, to judge where it comes from.

    :raises OSError: as :func:`search`.
    """
    plain = encoding.plain if isinstance(encoding, Alone) else encoding
    pattern = encoding.pattern if isinstance(encoding, Alone) else re.compile(re.escape(plain))
    places = []
    with (PROC / str(pid) / "mem").open("rb", buffering=0) as memory:
        for start, end in _regions(pid):
            try:
                content = os.pread(memory.fileno(), end - start, start)
            except OSError:
                continue
            places += [
                content[max(found.start() - width, 0) : found.start() + len(plain) + width]
                for found in pattern.finditer(content)
            ]
    return places


def found_in(content: bytes, needles: Needles) -> Counter[str]:
    """How often each needle stands in ``content``; every name is there."""
    scanner = Scanner(needles)
    for start in range(0, max(len(content), 1), _CHUNK - _LONGEST):
        chunk = content[start : start + _CHUNK]
        scanner.buffer[: len(chunk)] = chunk
        scanner.scan(len(chunk))
        if start + _CHUNK >= len(content):
            break
    return scanner.found()


class _Prepared(ctypes.Structure):
    """``struct needles`` of ``scan.c``."""

    _fields_ = (
        ("number", ctypes.c_uint32),
        ("bytes", ctypes.c_char_p),
        ("starts", ctypes.POINTER(ctypes.c_uint32)),
        ("begins", ctypes.c_uint64 * 1024),
    )


class Scanner:
    """Counts needles in chunks that are read into its ``buffer``.  All in one pass, however many they are."""

    def __init__(self, needles: Needles) -> None:
        self.buffer = bytearray(_CHUNK)
        self.size = 0
        self._found = Counter(dict.fromkeys(needles, 0))
        self._each = [(name, one) for name, several in needles.items() for one in several]
        plain = [one.plain if isinstance(one, Alone) else one for _, one in self._each]
        if any(not _SHORTEST <= len(one) <= _LONGEST or not any(one[:4]) for one in plain):
            raise ValueError("a needle is too short, too long, or begins with zeros")
        starts = [0, *accumulate(map(len, plain))]
        self._prepared = _Prepared(
            len(plain), b"".join(plain), (ctypes.c_uint32 * len(starts))(*starts)
        )
        self._library = _library()
        self._library.prepare(ctypes.byref(self._prepared))
        self._counts = (ctypes.c_uint32 * max(len(plain), 1))()
        self._start = (ctypes.c_char * _CHUNK).from_buffer(self.buffer)

    def scan(self, size: int) -> None:
        """Count in the first ``size`` bytes of the buffer."""
        # Chunks overlap, so that one may be counted twice; none is missed, and zero is what matters.
        ctypes.memset(self._counts, 0, ctypes.sizeof(self._counts))
        if self._library.scan(ctypes.byref(self._prepared), self._start, size, self._counts):
            self.size += size
        for (name, one), times in zip(self._each, self._counts, strict=False):
            if times and isinstance(one, Alone):
                self._found[name] += sum(1 for _ in one.pattern.finditer(self.buffer, 0, size))
            else:
                self._found[name] += times

    def found(self) -> Counter[str]:
        """By name, also of those that were not found."""
        return self._found


@cache
def _library() -> ctypes.CDLL:
    """``scan.c``, compiled for this run."""
    with tempfile.TemporaryDirectory(prefix="kakanai-scan-") as folder:
        built = Path(folder) / "scan.so"
        source = Path(__file__).with_name("scan.c")
        subprocess.run(["gcc", "-shared", "-fPIC", "-O2", "-o", built, source], check=True)
        library = ctypes.CDLL(str(built))
    library.scan.argtypes = (
        ctypes.POINTER(_Prepared),
        ctypes.c_void_p,
        ctypes.c_size_t,
        ctypes.POINTER(ctypes.c_uint32),
    )
    library.prepare.argtypes = (ctypes.POINTER(_Prepared),)
    library.prepare.restype = None
    return library


def digits_alone(digits: str) -> tuple[Alone, Alone]:
    """A run of digits, in bytes and in UTF-16, that is no part of a longer number, digest or UUID."""
    narrow, wide = digits.encode(), digits.encode("utf-16-le")
    return (
        Alone(
            narrow,
            re.compile(narrow + rb"(?<![0-9a-f].{%d})(?![0-9a-f])" % len(narrow), re.DOTALL),
        ),
        Alone(
            wide,
            re.compile(wide + rb"(?<![0-9a-f]\0.{%d})(?![0-9a-f]\0)" % len(wide), re.DOTALL),
        ),
    )


def small_integers(digits: bytes, pid: int) -> bytes:
    """How a list of Python integers stands in the process: pointers to the interpreter's small ones.

    Found by their place in our own interpreter, which must be the same.

    :raises ProcessLookupError: it has ended, or has not begun to run its program.
    :raises LookupError: its program is another one.
    """
    interpreter = _file_at(id(digits[0]))
    ours, theirs = _base(os.getpid(), interpreter), _base(pid, interpreter)
    return b"".join((id(d) - ours + theirs).to_bytes(8, sys.byteorder) for d in digits)


def _file_at(address: int) -> str:
    """What is mapped there: the program or, where Python is built so, its shared library."""
    for line in _maps(os.getpid()):
        if int(line[1], 16) <= address < int(line[2], 16):
            return line[6]
    raise LookupError("no file is mapped there")


def _base(pid: int, file: str) -> int:
    lines = list(_maps(pid))
    for line in lines:
        if line[6] == file:
            return int(line[1], 16)
    starts = any(line[6] == str(Path(sys.executable).resolve()) for line in lines)
    if starts or not any(_of_a_file(line) for line in lines):
        # Between fork and program, and between its end and its parent's wait, a process has no memory; a program
        # that has just begun has not loaded its libraries.
        raise ProcessLookupError(f"process {pid} runs nothing")
    raise LookupError(f"process {pid} is not {Path(file).name}")


def _maps(pid: int) -> Iterator[re.Match[str]]:
    for line in (PROC / str(pid) / "maps").read_text().splitlines():
        match = _LINE.match(line)
        assert match, line
        yield match


def _of_a_file(line: re.Match[str]) -> bool:
    return line[5] != "0"


def _regions(pid: int) -> Iterator[tuple[int, int]]:
    for line in _maps(pid):
        readable, writable = line[3][0] == "r", line[3][1] == "w"
        if (
            readable
            and (writable or not _of_a_file(line))
            and line[6] not in {"[vvar]", "[vsyscall]"}
        ):
            yield int(line[1], 16), int(line[2], 16)


def _scan_region(scanner: Scanner, memory: int, start: int, end: int) -> None:
    at = start
    while at < end:
        try:
            size = os.preadv(memory, [memoryview(scanner.buffer)[: min(_CHUNK, end - at)]], at)
        except OSError:
            return  # unmapped meanwhile, or a device's
        if not size:
            return
        scanner.scan(size)
        if at + size >= end:
            return
        at += max(size - _LONGEST, 1)
