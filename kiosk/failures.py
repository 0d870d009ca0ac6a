"""What can go wrong in a session besides card, printer and store, as codes.

The texts are data: ``assets/wording/<language>/failures-session.ftl``.
"""

from __future__ import annotations

from enum import StrEnum


class SessionFailureCode(StrEnum):
    """One code per situation that needs its own words."""

    CARD_LAID_DOWN_AGAIN = "session.card_laid_down_again"
    """A card came after a reading; it may be another one."""
    PACK_NOT_IN_FORCE = "session.pack_not_in_force"
    """The pack, or a rule or amount in it, does not hold on this day."""
    LEAVING = "session.leaving"
    """The citizen wants to go before the end."""
    LEFT_NOT_PRINTED = "session.left_not_printed"
    """The sheet with the answers did not come out."""
    THINGS_LEFT = "session.things_left"
    """A card or sheets of the session before lie there."""
    FINISHING_SLOW = "session.finishing_slow"
    """The last step ran into the session's own limit."""
    KEEPER_AWAY = "session.keeper_away"
    """A bug on the way to the keeper; what the keeper itself answers has codes of ``sync``."""
    SEALING_FAILED = "session.sealing_failed"
    """The worker could not fill or seal; nothing was stored."""
    PRINT_ABORTED = "session.print_aborted"
    """The printer gave the job up."""
    PRINT_UNKNOWN = "session.print_unknown"
    """Nobody can say whether the sheets came out."""
    PRINT_MISSING = "session.print_missing"
    """A person looked at the tray: some papers did not come out."""
    PRINT_NOT_SENT = "session.print_not_sent"
    """Nothing was sent: no printer is set, the journal is away, or the citizen went."""
    PRINTER_WORKER_AWAY = "session.printer_worker_away"
    """The worker ended while it printed."""


NOT_PRINTED = {
    "aborted": SessionFailureCode.PRINT_ABORTED,
    "unknown": SessionFailureCode.PRINT_UNKNOWN,
    "not_sent": SessionFailureCode.PRINT_NOT_SENT,
    "handed_over": SessionFailureCode.PRINT_UNKNOWN,
}
"""By the outcome of a settled job other than ``printed``."""
