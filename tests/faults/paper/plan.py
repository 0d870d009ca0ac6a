"""What happens in one run, drawn from the campaign's seed and the run's number alone."""

from __future__ import annotations

import random
from dataclasses import dataclass
from enum import StrEnum

from printing.emulator import Deed, Mishap, Model, Moment, Phase
from printing.ipp.client import Operation

_WORKING = (
    Operation.GET_PRINTER_ATTRIBUTES,
    Operation.CREATE_JOB,
    Operation.SEND_DOCUMENT,
    Operation.GET_JOB_ATTRIBUTES,
)


class Fault(StrEnum):
    """One kind per run, in turn."""

    NONE = "none"
    PAPER_OUT = "paper_out"
    JAM = "jam"
    COVER_OPEN = "cover_open"
    TONER_OUT = "toner_out"
    OUTPUT_FULL = "output_full"
    BUSY = "busy"
    ONE_JOB_AT_A_TIME = "one_job_at_a_time"
    SLOW = "slow"
    FREEZE = "freeze"
    PANEL_CANCEL = "panel_cancel"
    POWER_BEFORE = "power_before"
    POWER_DURING = "power_during"
    POWER_AFTER = "power_after"
    KEPT_OVER_POWER = "kept_over_power"
    ID_REUSE = "id_reuse"
    DROP_BEFORE = "drop_before"
    DROP_AFTER = "drop_after"
    SHORT_MEMORY = "short_memory"
    SEVERAL = "several"
    KILL_WORKER = "kill_worker"
    KILL_KIOSK = "kill_kiosk"
    KILL_KEEPER = "kill_keeper"
    DISK_FULL = "disk_full"
    LEAVE = "leave"
    LEAVE_STUCK = "leave_stuck"


class Victim(StrEnum):
    """Who meets with the misfortune at the step."""

    WORKER = "worker"
    KEEPER = "keeper"
    DISK = "disk"


@dataclass(frozen=True, slots=True)
class Blow:
    """At the ``step``-th step of the worker: each call of the journal and each request to the printer
    counts twice, before and after."""

    victim: Victim
    step: int
    seconds: float = 0.0
    """Until the disk has room again."""


@dataclass(frozen=True, slots=True)
class Plan:
    """``jobs``: the pages of each.  ``leave_at``: told steps after which the citizen goes.
    ``ends``: the session is over when its worker is dead."""

    fault: Fault
    jobs: tuple[int, ...]
    model: Model
    script: tuple[Mishap, ...] = ()
    blow: Blow | None = None
    leave_at: int | None = None
    ends: bool = False
    answer_seconds: float = 3.0
    """How long an answer is waited for: short where a printer freezes, patient where the machine is slow."""


def plan(seed: int, number: int, only: Fault | None = None) -> Plan:
    """The run with this number; each fault in its turn, or ``only`` one."""
    chance = random.Random(f"{seed} {number}")
    fault = only or list(Fault)[number % len(Fault)]
    jobs = tuple(chance.randint(1, 3) for _ in range(chance.randint(2, 4)))
    room = 1 if fault is Fault.ONE_JOB_AT_A_TIME else chance.choice((1, 2, None))
    model = Model(
        seconds_per_sheet=chance.uniform(0.001, 0.008),
        room=room,
        ids_restart=chance.random() < 0.7 or fault is Fault.ID_REUSE,
        strangers=chance.randint(1, 6) if fault is Fault.ID_REUSE else 0,
        keeps_jobs=fault is Fault.KEPT_OVER_POWER,
        counts=chance.random() < 0.7,
        history=0 if fault is Fault.SHORT_MEMORY else None,
    )
    script = _script(fault, sum(jobs), len(jobs), chance)
    return Plan(
        fault,
        jobs,
        model,
        script,
        _blow(fault, chance),
        chance.randint(1, 8) if fault in (Fault.LEAVE, Fault.LEAVE_STUCK) else None,
        fault is Fault.KILL_KIOSK,
        0.15 if any(each.deed is Deed.FREEZE for each in script) else 3.0,
    )


def _script(fault: Fault, sheets: int, jobs: int, chance: random.Random) -> tuple[Mishap, ...]:
    soon, sheet = chance.uniform(0.005, 0.06), Moment(Phase.SHEET, chance.randint(1, sheets))
    match fault:
        case Fault.PAPER_OUT | Fault.JAM | Fault.COVER_OPEN | Fault.TONER_OUT | Fault.OUTPUT_FULL:
            return (Mishap(sheet, Deed(fault.value), soon),)
        case Fault.LEAVE_STUCK:
            # Put right by staff when the citizen has gone.
            return (Mishap(sheet, Deed.PAPER_OUT, chance.uniform(0.3, 0.6)),)
        case Fault.BUSY | Fault.SLOW:
            return (Mishap(_request(chance, jobs), Deed(fault.value), soon),)
        case Fault.FREEZE:
            return (
                Mishap(_anywhere(chance, sheets, jobs), Deed.FREEZE, chance.uniform(0.02, 0.5)),
            )
        case Fault.PANEL_CANCEL:
            return (Mishap(sheet, Deed.PANEL_CANCEL),)
        case Fault.POWER_BEFORE:
            return (Mishap(_early(chance), Deed.POWER_CYCLE, soon),)
        case Fault.POWER_DURING | Fault.KEPT_OVER_POWER | Fault.ID_REUSE:
            return (Mishap(_anywhere(chance, sheets, jobs), Deed.POWER_CYCLE, soon),)
        case Fault.POWER_AFTER:
            return (Mishap(Moment(Phase.SHEET, sheets), Deed.POWER_CYCLE, soon),)
        case Fault.DROP_BEFORE | Fault.DROP_AFTER:
            phase = Phase.ASKED if fault is Fault.DROP_BEFORE else Phase.OBEYED
            return tuple(
                Mishap(_request(chance, jobs, phase), Deed.DROP_LINE)
                for _ in range(chance.randint(1, 4))
            )
        case Fault.SEVERAL:
            deeds = [deed for deed in Deed if deed is not Deed.DROP_LINE]
            return tuple(
                Mishap(
                    _anywhere(chance, sheets, jobs), chance.choice(deeds), chance.uniform(0, 0.1)
                )
                for _ in range(chance.randint(2, 4))
            )
        case _:
            return ()


def _early(chance: random.Random) -> Moment:
    """Before the first document."""
    operation = chance.choice((Operation.GET_PRINTER_ATTRIBUTES, Operation.CREATE_JOB))
    return Moment(chance.choice((Phase.ASKED, Phase.OBEYED, Phase.ANSWERED)), 1, operation)


def _request(chance: random.Random, jobs: int, phase: Phase | None = None) -> Moment:
    operation = chance.choice(_WORKING)
    often = operation in (Operation.CREATE_JOB, Operation.SEND_DOCUMENT)
    count = chance.randint(1, jobs if often else 3 * jobs)
    return Moment(phase or chance.choice((Phase.ASKED, Phase.OBEYED)), count, operation)


def _anywhere(chance: random.Random, sheets: int, jobs: int) -> Moment:
    if chance.random() < 0.5:
        return Moment(Phase.SHEET, chance.randint(1, sheets))
    return _request(chance, jobs, chance.choice((Phase.ASKED, Phase.OBEYED, Phase.ANSWERED)))


def _blow(fault: Fault, chance: random.Random) -> Blow | None:
    step = chance.randint(1, 60)
    match fault:
        case Fault.KILL_WORKER | Fault.KILL_KIOSK:
            return Blow(Victim.WORKER, step)
        case Fault.KILL_KEEPER:
            return Blow(Victim.KEEPER, step)
        case Fault.DISK_FULL:
            return Blow(Victim.DISK, step, chance.choice((0.05, 0.3, 2.0)))
        case _:
            return None
