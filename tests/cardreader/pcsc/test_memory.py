"""After a reading the PIN is nowhere in the memory of the process that read, nor in pcscd's log.

Looks for the whole VERIFY command in every writable page, so it also covers pyscard's C layer.
It cannot see the memory of pcscd itself or of a reader.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cardreader.emulator.dock_client import DockProcess
from cardreader.emulator.faults import Fault

ROOT = Path(__file__).parents[3]
READ_AND_LOOK = """
import ctypes, sys, threading, time
from cardreader.reading import read_card

HIDDEN = bytes([0xFF, 0xDF, 0xFF, 0x7F, 0xFB, 0xC8, 0xC6, 0xCC, 0xCD])  # VERIFY, bits inverted


def shown():
    return bytearray(byte ^ 0xFF for byte in HIDDEN)


def copies():
    needle = shown()
    own = ctypes.addressof((ctypes.c_char * len(needle)).from_buffer(needle))
    found = 0
    with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb", 0) as memory:
        for line in maps:
            span, rights = line.split()[:2]
            low, high = (int(part, 16) for part in span.split("-"))
            if "w" not in rights:
                continue
            try:
                memory.seek(low)
                page = memory.read(high - low)
            except OSError:
                continue
            at = page.find(needle)
            while at >= 0:
                found += low + at != own
                at = page.find(needle, at + 1)
    return found


reader, mode = sys.argv[1:]
if mode == "control":
    kept = bytes(shown())
else:
    pin = shown()[5:]
    result = read_card(reader, pin, deadline_seconds=1)
    print(result.code, flush=True)
    input()
    while any(thread.name == "card conversation" for thread in threading.enumerate()):
        time.sleep(0.01)
print(copies())
"""


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (Fault(), "card.pin_wrong"),
        (Fault(pull_after=3), "card.pin_uncertain"),
        (Fault(hang_after=3), "card.pin_uncertain"),
    ],
)
def test_no_copy_of_the_pin_is_left(tmp_path: Path, fault: Fault, code: str) -> None:
    with DockProcess(tmp_path) as dock:
        status = dock.client.insert("taro", fault=fault)
        with subprocess.Popen(
            [sys.executable, "-c", READ_AND_LOOK, status["readers"][0]["name"], "read"],
            env=os.environ | status["environment"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            assert process.stdout is not None
            assert process.stdin is not None
            assert process.stdout.readline().strip() == code
            dock.client.remove()  # a hung call ends
            process.stdin.write("\n")
            process.stdin.flush()
            assert process.stdout.readline().strip() == "0"
        log = (tmp_path / "reader" / "pcscd.log").read_text(errors="replace")
        assert "37 39 33 32" not in log
        assert "37393332" not in log


def test_the_search_finds_a_copy_that_is_kept() -> None:
    done = subprocess.run(
        [sys.executable, "-c", READ_AND_LOOK, "-", "control"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert int(done.stdout) >= 1
