"""Power cuts and disk errors: ``python -m tests.faults.power.campaign``.

*states*: a workload's writes are recorded and replayed to disks that a cut could leave; the real
store opens each and is held against what it had acknowledged.  *errno*: the n-th change to the disk
fails with EIO or ENOSPC, for every n; an answer or an error must follow, never silence.  *full*:
the folder has room for so many bytes and then more is given.

    python -m tests.faults.power.campaign --kind states --count 20000 --ledger out/power.jsonl
"""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
import random
import shutil
import subprocess
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from tests.faults.campaign import Account, Campaign, Share, added
from tests.faults.power.disk import Change, Disk, read_record
from tests.faults.power.judge import Promised, judge, lines
from tests.faults.power.workload import LEDGER, NORMAL

SHIM = Path(__file__).parent / "shim.c"
REFUSED = 3


@dataclass
class Result:
    """What a round came to.  ``bad`` must be 0; of ``examples`` the first few are kept."""

    states: int = 0
    bad: int = 0
    acknowledged: int = 0
    errors_told: int = 0
    refused_to_open: int = 0
    stored_despite_error: int = 0
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
    result = Result()
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
    result = Result()
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
    result = Result()
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


STATES, ERRNO, FULL = "states", "errno", "full"


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--kind", choices=(STATES, ERRNO, FULL), default=STATES)
    parser.add_argument("--submissions", type=int, default=40, help="in each recording")
    parser.add_argument("--every", type=int, default=7, help="errno: fail every n-th change")
    parser.add_argument("--variant", choices=(NORMAL,), help="a mistake to notice")


def _play(chosen: Namespace, share: Share) -> Account:
    """A share of *states* is a recording; of *errno* and *full* each unit is a whole round."""
    accounts = []
    with workshop() as (base, shim):
        if chosen.kind == STATES:
            accounts.append(
                explore(
                    base,
                    shim,
                    seed=share.seed + share.first,
                    submissions=chosen.submissions,
                    states=share.count,
                    variant=chosen.variant or "",
                )
            )
        else:
            for seed in range(share.seed + share.first, share.seed + share.first + share.count):
                accounts.append(_round(base, shim, chosen, seed))
    return added(map(asdict, accounts))


def _round(base: Path, shim: Path, chosen: Namespace, seed: int) -> Result:
    if chosen.kind == ERRNO:
        return inject(base, shim, seed=seed, submissions=2, every=chosen.every)
    sizes = [40_000 + 11_000 * n for n in range(50)]
    return fill(base, shim, seed=seed, submissions=20, sizes=sizes)


CAMPAIGN = Campaign(
    "tests.faults.power.campaign",
    __doc__,
    "units",
    _play,
    lambda account: account["bad"] == 0,
    count=500,
    per_share=500,
    arguments=_arguments,
    example="--count 20000 --ledger out/power.jsonl",
)

if __name__ == "__main__":
    sys.exit(CAMPAIGN.main())
