"""Our job at the printer: recognised by job-id *and* name, for ids restart after a power cycle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias, assert_never

from printing.failures import PrintFailureCode
from printing.ipp.client import Answered, Garbled, IppClient, NoAnswer, Status
from printing.ipp.encoding import Group, GroupTag
from printing.ipp.state import silence
from printing.ipp.ticket import PrintFailure

PENDING, HELD, PROCESSING, CANCELED, ABORTED, COMPLETED = 3, 4, 5, 7, 8, 9
"""``job-state`` (RFC 8011 5.3.7)."""

_WAIT_AND_RETRY: Final = {
    int(Status.BUSY): PrintFailureCode.BUSY,
    int(Status.SERVICE_UNAVAILABLE): PrintFailureCode.BUSY,
    int(Status.TEMPORARY_ERROR): PrintFailureCode.BUSY,
    int(Status.NOT_ACCEPTING_JOBS): PrintFailureCode.NOT_ACCEPTING,
    int(Status.DEACTIVATED): PrintFailureCode.NOT_ACCEPTING,
    int(Status.DEVICE_ERROR): PrintFailureCode.STOPPED,
}
_ASKED: Final = (
    "job-id",
    "job-name",
    "job-state",
    "job-state-reasons",
    "job-media-sheets-completed",
    "job-impressions-completed",
    "job-printer-up-time",
)
_ENOUGH_OF_A_NAME: Final = 20
"""Some printers keep the start of a name only: so much of ours holds 56 bits of its UUID."""


@dataclass(frozen=True, slots=True)
class OwnJob:
    """Our job as the printer shows it."""

    state: int
    reasons: tuple[str, ...]
    sheets: int | None
    up_time: int | None = None
    """Seconds since the printer started (``job-printer-up-time``)."""

    @property
    def has_ended(self) -> bool:
        """Canceled, aborted or completed."""
        return self.state in (CANCELED, ABORTED, COMPLETED)

    @property
    def waits_for_document(self) -> bool:
        """The printer itself says that it has no document yet."""
        return self.state == HELD and "job-data-insufficient" in self.reasons


@dataclass(frozen=True, slots=True)
class Lost:
    """The printer knows no such job, or another one under this id."""

    detail: str


Look: TypeAlias = OwnJob | Lost | PrintFailure


def look(client: IppClient, name: str, job: int) -> Look:
    """Get-Job-Attributes, once."""
    answer = client.job_attributes(job, *_ASKED)
    match answer:
        case NoAnswer() | Garbled():
            return silence(answer)
        case Answered():
            if answer.good:
                return _seen(answer.job, name, job)
            if answer.message.code in (Status.NOT_FOUND, Status.GONE):
                return Lost("the printer knows no such job")
            return refused(answer)
        case _:
            assert_never(answer)


def _seen(group: Group, name: str, job: int) -> OwnJob | Lost:
    state = group.integer("job-state")
    if group.integer("job-id") != job or not is_named(group, name):
        return Lost("the job-id belongs to another job")
    if state is None:
        return Lost("job without a state")
    sheets = group.integer("job-media-sheets-completed")
    if sheets is None:
        sheets = group.integer("job-impressions-completed")
    return OwnJob(
        state, group.strings("job-state-reasons"), sheets, group.integer("job-printer-up-time")
    )


def is_named(group: Group, name: str) -> bool:
    """Whether the job bears ``name``, or as much of its start as the printer kept."""
    return any(
        kept == name or (len(kept) >= _ENOUGH_OF_A_NAME and name.startswith(kept))
        for kept in group.strings("job-name")
    )


def find(client: IppClient, name: str) -> int | PrintFailure | None:
    """The job-id of our job by its name, after a lost answer or a crash; ``None`` if there is none.

    One that the printer gave up while it was empty is of no use and counts as none.
    """
    for which in ("not-completed", "completed"):
        answer = client.jobs(which, "job-id", "job-name", "job-state")
        match answer:
            case NoAnswer() | Garbled():
                return silence(answer)
            case Answered():
                for group in answer.message.groups:
                    ours = group.tag == GroupTag.JOB and is_named(group, name)
                    if ours and group.integer("job-state") not in (CANCELED, ABORTED):
                        return group.integer("job-id")
            case _:
                assert_never(answer)
    return None


def take_back(client: IppClient, name: str, job: int) -> None:
    """Cancel-Job, if the job is ours: never somebody else's under a reused id."""
    if isinstance(look(client, name, job), OwnJob):
        client.cancel_job(job)


def refused(answer: Answered) -> PrintFailure:
    """What an error status means for us."""
    code = answer.message.code
    text = " ".join(answer.message.group(GroupTag.OPERATION).strings("status-message"))
    detail = f"0x{code:04x} {text}".strip()
    if code == Status.FORMAT_NOT_SUPPORTED:
        return PrintFailure(PrintFailureCode.REFUSED_FORMAT, detail)
    return PrintFailure(_WAIT_AND_RETRY.get(code, PrintFailureCode.REFUSED), detail)
