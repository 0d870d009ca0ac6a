"""Every screen in every look, in shares that add up: what `screens_matrix` looks at, without leaving any out.

Contrast changes colours and outlines only, so that the first third of the units has every screen in every other
look, each with one contrast by turns; the rest brings the other contrasts.  A panel that lies has no low reach, and
low reach takes the largest text as the middle one: such looks are left out, for they draw the same.
"""

from __future__ import annotations

import itertools
import random
from argparse import Namespace
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from kiosk.session.looks import Contrast, TextSize
from tests.faults.campaign import Account, Campaign, Share
from tests.kiosk import screens_matrix
from tests.kiosk.screens_matrix import Look


@cache
def units(seed: int) -> tuple[tuple[str, Look], ...]:
    """All of them, in the order in which they are looked at."""
    names = (*screens_matrix.screens(), *screens_matrix.questions())
    looks = [look for look in screens_matrix.every_look() if _its_own(look)]
    rows = list(itertools.product(names, looks))
    chance = random.Random(seed)
    chance.shuffle(rows)
    contrasts = list(Contrast)
    return tuple(
        (name, replace(look, contrast=contrasts[(number + layer) % len(contrasts)]))
        for layer in range(len(contrasts))
        for number, (name, look) in enumerate(rows)
    )


def _its_own(look: Look) -> bool:
    """Of the contrasts one: they are put in by turns."""
    low = look.hand == "low"
    return look.contrast is Contrast.NORMAL and not (
        low and (look.landscape or look.text is TextSize.LARGEST)
    )


def play(_chosen: Namespace, share: Share) -> dict[str, Any]:
    """The faults of a share; those with the same orientation one after the other, for turning takes time."""
    rows = sorted(
        units(share.seed)[share.first : share.first + share.count],
        key=lambda row: (row[1].landscape, row[1].language),
    )
    with screens_matrix.staged() as stage:
        found = [
            f"{name} | {look} | {fault}"
            for name, look in rows
            for fault in screens_matrix.check(stage, name, look)
        ]
    return {"looked": len(rows), "faults": found}


def good(account: Account | Mapping[str, Any]) -> bool:
    """Nothing was found."""
    return not account.get("faults")


CAMPAIGN = Campaign(
    "tests.kiosk.screens_campaign",
    __doc__ or "",
    "screens",
    play=play,
    good=good,
    count=len(units(0)),
    per_share=400,
    example="--seed 7 --ledger out/screens.jsonl",
)

if __name__ == "__main__":
    raise SystemExit(CAMPAIGN.main())
