"""One visit with a faulty card, drawn from its seed, and the place where the card lies."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Final

from cardreader.emulator.card import EmulatedCard
from cardreader.emulator.faults import CardGone, CardHangs, Fault, FaultyLine
from cardreader.failures import CardFailure, CardFailureCode
from cardreader.protocol.transmit import LineBroken

CARDS: Final = ("taro", "hanako", "long_address", "long_latin", "other_city", "expired_card")
MOST_COMMANDS: Final = 62
"""More than the longest route takes, so that some faults never happen."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One visit, drawn from its seed."""

    seed: int
    card: str
    then: str
    """The card laid down after a fault: often the same."""
    by_numbers: bool
    wrong_first: bool
    kind: str
    fault: Fault

    @classmethod
    def of(cls, seed: int) -> Plan:
        """The same for the same seed."""
        random = Random(f"card visit {seed}")
        card = random.choice(CARDS)
        kind = random.choice(_KINDS)
        at = random.randrange(MOST_COMMANDS)
        return cls(
            seed,
            card,
            random.choice((card, card, random.choice(CARDS))),
            random.random() < 0.5,
            random.random() < 0.3,
            kind,
            _fault(kind, at, random),
        )


_KINDS: Final = (
    *("pull", "pull", "lose", "lose", "hang", "noise", "noise", "noise"),
    *("cut", "pieces", "exact", "short", "none"),
)


def _fault(kind: str, at: int, random: Random) -> Fault:
    match kind:
        case "pull":
            return Fault(pull_after=at)
        case "lose":
            return Fault(lose_answer_after=at)
        case "hang":
            return Fault(hang_after=at)
        case "noise":
            return Fault(noise_after=at, seed=random.randrange(1 << 30))
        case "cut":
            return Fault(cut_at=random.choice((8, 64, 253)))
        case "pieces":
            return Fault(pieces=random.choice((1, 16, 64, 253)), pull_after=at * 20)
        case "exact":
            return Fault(exact_le=True, pull_after=at * 2)
        case "short":
            return Fault(short_only=True)
        case _:
            return Fault()


class Reader:
    """The place for a card: what comes out of it, also when the card is gone."""

    def __init__(self) -> None:
        self.line: FaultyLine | None = None
        self.broken: CardFailureCode | None = None

    def lay(self, card: EmulatedCard, fault: Fault) -> None:
        """A card in its place, powered off since it was in a hand."""
        card.power_off()
        self.line, self.broken = FaultyLine(card, fault), None

    def fresh_connection(self) -> None:
        """As each conversation begins: the card was powered off at the end of the last."""
        if self.line is not None:
            self.line.card.power_off()
        if self.broken is CardFailureCode.HUNG:
            self.broken = None

    def transmit(self, apdu: bytes | bytearray) -> bytes:
        """The line of ``cardreader.protocol``; after any failure the conversation is over."""
        if self.broken is not None or self.line is None:
            raise LineBroken(CardFailure(self.broken or CardFailureCode.ABSENT))
        try:
            return self.line.respond(bytes(apdu))
        except CardGone:
            self.broken = CardFailureCode.REMOVED
        except CardHangs:
            self.broken = CardFailureCode.HUNG
        raise LineBroken(CardFailure(self.broken))
