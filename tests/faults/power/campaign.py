"""Power cuts and disk errors: ``python -m tests.faults.power.campaign``.

*states*: a workload's writes are recorded and replayed to disks that a cut could leave; the real
store opens each and is held against what it had acknowledged.  *errno*: the n-th change to the disk
fails with EIO or ENOSPC, for every n; an answer or an error must follow, never silence.  *full*:
the folder has room for so many bytes and then more is given.
"""

from __future__ import annotations

import argparse
import contextlib
import errno
import itertools
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from tests.faults.power.disk import Change, Disk, read_record
from tests.faults.power.judge import Promised, judge, lines
from tests.faults.power.workload import LEDGER, NORMAL

SHIM = Path(__file__).parent / "shim.c"
REFUSED = 3


@dataclass
class Result:
    """What a round came to.  ``bad`` must be 0; of ``examples`` the first few are kept."""

    kind: str
    seed: int
    states: int = 0
    bad: int = 0
    acknowledged: int = 0
    errors_told: int = 0
    refused_to_open: int = 0
    stored_despite_error: int = 0
    variant: str = ""
    examples: list[str] = field(default_factory=list)

    def note(self, faults: Sequence[str], where: str) -> None:
        """Count a state."""
        self.states += 1
        if faults:
            self.bad += 1
            if len(self.examples) < 5:
                self.examples.append(f"{where}: {faults[0]}")


@contextlib.contextmanager
def workshop() -> Iterator[tuple[Path, Path]]:
    """A folder in memory, and the shim, compiled."""
    memory = Path("/dev/shm")
    base = Path(tempfile.mkdtemp(prefix="kp-", dir=memory if memory.is_dir() else None))
    try:
        shim = base / "shim.so"
        subprocess.run(
            ["gcc", "-shared", "-fPIC", "-O1", "-o", shim, SHIM, "-ldl", "-lpthread"], check=True
        )
        yield base, shim
    finally:
        shutil.rmtree(base, ignore_errors=True)


def run_workload(
    folder: Path, shim: Path, *arguments: str, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """A workload in a process of its own, under the shim."""
    folder.mkdir()
    under = {"LD_PRELOAD": str(shim), "KAKANAI_WATCH": str(folder), **environment}
    return subprocess.run(
        [sys.executable, "-m", "tests.faults.power.workload", str(folder), *arguments],
        env={**os.environ, **under},
        capture_output=True,
        check=False,
    )


def explore(
    base: Path, shim: Path, *, seed: int, submissions: int, states: int, variant: str = ""
) -> Result:
    """Record one workload, look at ``states`` disks that cuts at random moments could leave."""
    luck = random.Random(seed)
    folder, record = base / f"w{seed}", base / f"record{seed}"
    done = run_workload(
        folder, shim, str(seed), str(submissions), variant, KAKANAI_RECORD=str(record)
    )
    assert done.returncode == 0, done.stderr.decode()
    changes = list(read_record(record))
    moments = sorted(luck.randrange(len(changes) + 1) for _ in range(states))
    result = Result("states", seed, variant=variant)
    disk, promised = Disk(str(folder)), Promised()
    at = 0
    for moment in moments:
        while at < moment:
            _take(disk, promised, changes[at])
            at += 1
        left = disk.after_a_cut(luck)
        result.note(_look(base / "cut", left, promised), f"change {at}")
    for change in changes[at:]:
        _take(disk, promised, change)
    result.acknowledged = len(promised.committed)
    record.unlink()
    shutil.rmtree(folder)
    return result


def _take(disk: Disk, promised: Promised, change: Change) -> None:
    if change.path.endswith(f"/{LEDGER}"):
        for line in lines(change.data):
            promised.hear(line)
    else:
        disk.take(change)


def _look(folder: Path, left: dict[str, bytes], promised: Promised) -> list[str]:
    folder.mkdir()
    for name, content in left.items():
        (folder / name).write_bytes(content)
    try:
        return judge(folder, promised)
    finally:
        shutil.rmtree(folder)


def inject(base: Path, shim: Path, *, seed: int, submissions: int, every: int) -> Result:
    """Let the n-th change fail, alone or with the eleven after it, for every ``every``-th n."""
    result = Result("errno", seed)
    record, arguments = base / "changes", (str(seed), str(submissions))
    run_workload(base / "clean", shim, *arguments, KAKANAI_RECORD=str(record))
    total = sum(c.op in "WSTU" and not c.path.endswith(LEDGER) for c in read_record(record))
    record.unlink()
    for number in range(1 + seed % every, total + 1, every):
        code = (errno.EIO, errno.ENOSPC)[number // every % 2]
        count = (1, 12)[number // every // 2 % 2]
        folder = base / "e"
        fail = f"{number}:{code}:{count}"
        done = run_workload(folder, shim, *arguments, KAKANAI_FAIL=fail)
        told = list(lines((folder / LEDGER).read_bytes()))
        promised = Promised()
        for line in told:
            promised.hear(line)
        faults = judge(folder, promised)
        if done.returncode == REFUSED:
            result.refused_to_open += 1
        elif not told or told[-1]["what"] != "end":
            faults.append(f"died with {done.returncode}: {done.stderr[-300:].decode()}")
        result.errors_told += sum(line["what"] == "error" for line in told)
        result.acknowledged += len(promised.committed)
        result.stored_despite_error += _stored_despite_error(told)
        result.note(
            faults, f"{count} times {errno.errorcode[code]} from change {number} of {total}"
        )
        shutil.rmtree(folder)
    shutil.rmtree(base / "clean")
    return result


def _stored_despite_error(told: Sequence[dict[str, object]]) -> int:
    """An error, then, asked again with the same id, "stored already"."""
    return sum(
        before["what"] == "error" and after["what"] == "committed"
        for before, after in itertools.pairwise(told)
    )


def fill(base: Path, shim: Path, *, seed: int, submissions: int, sizes: Sequence[int]) -> Result:
    """Folders that are full at some point: nothing acknowledged is missing, nobody starts in vain."""
    result = Result("full", seed)
    for size in sizes:
        folder = base / "f"
        done = run_workload(folder, shim, str(seed), str(submissions), KAKANAI_QUOTA=str(size))
        told = list(lines((folder / LEDGER).read_bytes())) if (folder / LEDGER).exists() else []
        promised = Promised()
        for line in told:
            promised.hear(line)
        faults = [] if done.returncode == REFUSED else judge(folder, promised)
        if done.returncode not in (0, REFUSED):
            faults.append(f"died with {done.returncode}: {done.stderr[-300:].decode()}")
        in_vain = set(promised.numbers) - set(promised.committed)
        if in_vain:
            faults.append(f"{len(in_vain)} began and could not end")
        result.refused_to_open += done.returncode == REFUSED
        result.errors_told += sum(line["what"] == "error" for line in told)
        result.acknowledged += len(promised.committed)
        result.note(faults, f"{size} bytes")
        shutil.rmtree(folder)
    return result


def main(arguments: Sequence[str] | None = None) -> int:
    """0: nothing bad (with the variant: something bad was seen)."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.faults.power.campaign",
        description="Power cuts, disk errors and full disks against the kiosk's store.",
        epilog="example: nice -n 10 python -m tests.faults.power.campaign --states 20000 "
        "--errno --full --ledger out/power.jsonl",
    )
    parser.add_argument("--states", type=int, default=0, help="disks to look at")
    parser.add_argument("--per-workload", type=int, default=500, help="of them per recording")
    parser.add_argument("--submissions", type=int, default=40, help="in each recording")
    parser.add_argument("--errno", action="store_true", help="fail every 7th change in turn")
    parser.add_argument("--every", type=int, default=7)
    parser.add_argument("--full", action="store_true", help="fill the disk at 50 sizes")
    parser.add_argument("--variant", choices=(NORMAL,), default="")
    parser.add_argument("--seed", type=int)
    parser.add_argument("--ledger", type=Path, help="add up here; the same command goes on")
    chosen = parser.parse_args(arguments)
    seed = chosen.seed if chosen.seed is not None else random.SystemRandom().randrange(2**31)
    ledger: Path | None = chosen.ledger
    done = [] if ledger is None or not ledger.exists() else ledger.read_text().splitlines()
    looked = sum(json.loads(line)["states"] for line in done if '"states", ' in line)
    bad = 0

    def note(result: Result) -> None:
        nonlocal bad
        bad += result.bad
        line = json.dumps(asdict(result))
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
        if ledger is not None:
            with ledger.open("a") as file:
                file.write(line + "\n")

    with workshop() as (base, shim):
        while looked < chosen.states:
            states = min(chosen.per_workload, chosen.states - looked)
            note(
                explore(
                    base,
                    shim,
                    seed=seed + looked,
                    submissions=chosen.submissions,
                    states=states,
                    variant=chosen.variant,
                )
            )
            looked += states
        if chosen.errno:
            note(inject(base, shim, seed=seed, submissions=2, every=chosen.every))
        if chosen.full:
            sizes = [40_000 + 11_000 * n for n in range(50)]
            note(fill(base, shim, seed=seed, submissions=20, sizes=sizes))
    return int((bad == 0) if chosen.variant else bad > 0)


if __name__ == "__main__":
    sys.exit(main())
