"""Print under faults; the emulated printer's tray is the judge."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections import Counter
from typing import Any

from tests.faults.campaign import Account, Campaign, Share, added
from tests.faults.paper.plan import Fault, plan
from tests.faults.paper.run import play
from tests.faults.paper.site import site
from tests.faults.paper.worker import VARIANTS

_MUST_BE_NONE = (
    "doubled",
    "false_printed",
    "false_not_sent",
    "after_session",
    "unsettled",
    "late",
)


def play_share(chosen: Namespace, share: Share) -> dict[str, Any]:
    """A keeper for the share; every run with a new printer."""
    lines = []
    with site() as place:
        for number in range(share.first, share.first + share.count):
            wanted = plan(share.seed, number, _only(chosen))
            result = play(wanted, place, chosen.variant)
            asked = Counter({str(wanted.fault): int(result.questions > 0)})
            lines.append(
                {
                    **{name: getattr(result, name) for name in _MUST_BE_NONE},
                    "papers": result.papers,
                    "out": result.out,
                    "left_to_the_counter": result.left_out,
                    "reprinted": result.reprinted,
                    "questions": result.questions,
                    "questions_without_fault": result.questions * (wanted.fault is Fault.NONE),
                    "told_without_fault": result.told * (wanted.fault is Fault.NONE),
                    "runs": {str(wanted.fault): 1},
                    "asked": dict(asked),
                    "notes": result.notes,
                }
            )
    return added(lines)


def _only(chosen: Namespace) -> Fault | None:
    return None if chosen.only is None else Fault(chosen.only)


def good(account: Account) -> bool:
    """No sheet twice, none called printed that is not, every run with an end, no question for nothing."""
    zero = (*_MUST_BE_NONE, "questions_without_fault", "told_without_fault")
    return not any(account[name] for name in zero)


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--only", choices=tuple(fault.value for fault in Fault), help="one fault")
    parser.add_argument("--variant", choices=tuple(VARIANTS), help="a mistake to notice")


CAMPAIGN = Campaign(
    "tests.faults.paper",
    __doc__ or "",
    "runs_in_all",
    play=play_share,
    good=good,
    count=1000,
    per_share=26,
    arguments=_arguments,
)

if __name__ == "__main__":
    raise SystemExit(CAMPAIGN.main())
