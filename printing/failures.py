"""What can keep paper from coming out; texts in
``assets/wording/<language>/failures-printing.ftl``."""

from __future__ import annotations

from enum import StrEnum


class PrintFailureCode(StrEnum):
    """Each has ``failure-printer-…`` in the wording, for the citizen and for staff."""

    UNREACHABLE = "printer.unreachable"
    UNTRUSTED = "printer.untrusted"
    BUSY = "printer.busy"
    OUT_OF_PAPER = "printer.out_of_paper"
    WRONG_PAPER = "printer.wrong_paper"
    JAM = "printer.jam"
    COVER_OPEN = "printer.cover_open"
    OUT_OF_INK = "printer.out_of_ink"
    OUTPUT_FULL = "printer.output_full"
    STOPPED = "printer.stopped"
    NOT_ACCEPTING = "printer.not_accepting"
    REFUSED = "printer.refused"
    REFUSED_FORMAT = "printer.refused_format"
    GARBLED = "printer.garbled"
    CANCELLED = "printer.cancelled"
    ABORTED = "printer.aborted"
    OUTCOME_UNKNOWN = "printer.outcome_unknown"
    NO_JOURNAL = "printer.no_journal"
    LOGIN_REFUSED = "printer.login_refused"


ENDS_THE_JOB = frozenset(
    {
        PrintFailureCode.REFUSED,
        PrintFailureCode.REFUSED_FORMAT,
        PrintFailureCode.CANCELLED,
        PrintFailureCode.ABORTED,
        PrintFailureCode.OUTCOME_UNKNOWN,
        PrintFailureCode.NO_JOURNAL,
    }
)
"""After these no paper comes by itself; all others pass when somebody helps, or by waiting."""
