"""What a process has in its memory, searched from outside (/proc/PID/mem; needs root for private processes)."""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

PROC = Path("/proc")
_CHUNK = 1024 * 1024
_NOTHING = bytes(_CHUNK)
_LINE = re.compile(r"([0-9a-f]+)-([0-9a-f]+) (\S{4}) \S+ (\S+) (\d+)\s*(.*)")
Needles = Mapping[str, Sequence[bytes | re.Pattern[bytes]]]
"""What to look for in its encodings, by a name that may be printed."""
_LONGEST = 64


@dataclass(frozen=True, slots=True)
class Searched:
    """How often each needle was found in ``size`` bytes that are not all zero."""

    found: Counter[str]
    size: int


def search(pid: int, needles: Needles) -> Searched:
    """Search what the process can read and did not map from a file as it is.

    :raises OSError: it has ended, or this process may not look into it.
    """
    found: Counter[str] = Counter()
    size = 0
    with (PROC / str(pid) / "mem").open("rb", buffering=0) as memory:
        for start, end in _regions(pid):
            for chunk in _chunks(memory, start, end):
                size += len(chunk)
                for name, encodings in needles.items():
                    # The overlap may count one twice; none is missed, and zero is what matters.
                    found[name] += sum(times(each, chunk) for each in encodings)
    return Searched(found, size)


def times(needle: bytes | re.Pattern[bytes], content: bytes) -> int:
    """How often ``needle`` stands there.  A pattern that begins with plain bytes is found fast."""
    if isinstance(needle, bytes):
        return content.count(needle)
    return sum(1 for _ in needle.finditer(content))


def digits_alone(digits: str) -> tuple[re.Pattern[bytes], re.Pattern[bytes]]:
    """A run of digits, in bytes and in UTF-16, that is no part of a longer number, digest or UUID."""
    narrow, wide = digits.encode(), digits.encode("utf-16-le")
    return (
        re.compile(narrow + rb"(?<![0-9a-f].{%d})(?![0-9a-f])" % len(narrow), re.DOTALL),
        re.compile(wide + rb"(?<![0-9a-f]\0.{%d})(?![0-9a-f]\0)" % len(wide), re.DOTALL),
    )


def small_integers(digits: bytes, pid: int) -> bytes:
    """How a list of Python integers stands in the process: pointers to the interpreter's small ones.

    Found by their place in our own interpreter, which must be the same program.

    :raises ProcessLookupError: it has ended, or has not begun to run its program.
    :raises LookupError: its program is another one.
    """
    program = Path(sys.executable).resolve()
    ours, theirs = _base(os.getpid(), program), _base(pid, program)
    return b"".join((id(d) - ours + theirs).to_bytes(8, sys.byteorder) for d in digits)


def _base(pid: int, program: Path) -> int:
    lines = list(_maps(pid))
    for line in lines:
        if line[6] == str(program):
            return int(line[1], 16)
    if not any(_of_a_file(line) for line in lines):
        # Between fork and program, and between its end and its parent's wait, a process has no memory.
        raise ProcessLookupError(f"process {pid} runs nothing")
    raise LookupError(f"process {pid} is not {program.name}")


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


def _chunks(memory: BinaryIO, start: int, end: int) -> Iterator[bytes]:
    at = start
    while at < end:
        try:
            memory.seek(at)
            chunk = memory.read(min(_CHUNK, end - at))
        except OSError:
            return  # unmapped meanwhile, or a device's
        if not chunk:
            return
        if chunk != _NOTHING:
            yield chunk
        if at + len(chunk) >= end:
            return
        at += max(len(chunk) - _LONGEST, 1)
