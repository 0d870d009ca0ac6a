"""Broken files and answers of a card: only typed failures may come of them.

    python -m tests.faults.card_fuzz --count 1000000 --seed 1 [--ledger FILE] [--json]

Nine of ten inputs go to a parser: a true file of an emulated card, changed by one to eight seeded mutations.  Every
tenth is a whole reading (by PIN or by the printed numbers) in which one to three answers are changed so.  What may
come of an input: a value, a fault of the parser's own type, a result of the reading.  No message may hold what the
card holds.
"""

from __future__ import annotations

import traceback
from argparse import Namespace
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from functools import cache
from random import Random
from typing import Final

from cardreader.cards.basic_four import BasicFourFault, parse_basic_four
from cardreader.cards.by_numbers import read_by_numbers
from cardreader.cards.common import parse_common_record
from cardreader.cards.face import FaceFault, parse_face
from cardreader.cards.recognition import type_of_atr
from cardreader.cards.survey import survey
from cardreader.cards.verified_read import read_verified
from cardreader.emulator import text_ap, visual_ap
from cardreader.emulator.authorities import own_authorities
from cardreader.emulator.card import EmulatedCard
from cardreader.emulator.profiles import Profile, load_profile
from cardreader.protocol.ber import TlvFault, read_children, read_header, read_object
from cardreader.protocol.signatures import (
    SignatureFault,
    basic_four_digest,
    parse_card_key,
    parse_certificate,
    parse_integrity,
)
from cardreader.protocol.transmit import Transmit
from tests.faults.campaign import Account, Campaign, Share

PROFILE: Final = "taro"
READING_EVERY: Final = 10
_LENGTHS: Final = (
    b"\x00",
    b"\x7f",
    b"\x80",
    b"\x81\xff",
    b"\x82\x00\x00",
    b"\x82\xff\xff",
    b"\x84",
)


@dataclass(frozen=True, slots=True)
class Target:
    """A parser, a file that it takes, and what it may raise."""

    name: str
    parse: Callable[[bytes], object]
    good: bytes
    faults: tuple[type[Exception], ...]


@cache
def targets() -> tuple[Target, ...]:
    """Every parser of ``cardreader``."""
    profile = load_profile(PROFILE)
    four = text_ap.basic_four(profile)
    record = b"\x01\x1c" + f"400000012719843{profile.municipality}{profile.expiry:%Y%m%d}".encode()
    signed = (SignatureFault,)
    return (
        Target("basic_four", parse_basic_four, four, (BasicFourFault,)),
        Target("basic_four_digest", basic_four_digest, four, signed),
        Target("face", parse_face, visual_ap.face(profile), (FaceFault,)),
        Target("certificate", parse_certificate, text_ap.issuer_certificate(profile), signed),
        Target("integrity", parse_integrity, text_ap.integrity(profile), signed),
        Target("card_key", parse_card_key, text_ap.card_key(profile), signed),
        Target("common", parse_common_record, record, ()),
        Target("atr", type_of_atr, load_profile("transit_card").atr, ()),
        Target("ber.header", read_header, four, (TlvFault,)),
        Target("ber.tree", _tree, four, (TlvFault,)),
    )


def _tree(data: bytes) -> int:
    """All objects, and those in them where they parse."""
    return sum(1 for _ in read_children(data, read_object(data)))


def mutated(data: bytes, random: Random) -> bytes:
    """One to eight changes: bits, bytes, cuts, repeats, lengths, noise."""
    spoilt = bytearray(data)
    for _ in range(random.randint(1, 8)):
        at = random.randrange(len(spoilt) + 1)
        match random.randrange(8):
            case 0 if at < len(spoilt):
                spoilt[at] ^= 1 << random.randrange(8)
            case 1 if at < len(spoilt):
                spoilt[at] = random.randrange(256)
            case 2:
                del spoilt[at:]
            case 3:
                del spoilt[at : at + random.randint(1, 8)]
            case 4:
                spoilt[at:at] = spoilt[max(0, at - random.randint(1, 16)) : at]
            case 5:
                spoilt[at : at + 1] = random.choice(_LENGTHS)
            case 6:
                # Heads stand early: there a change reaches furthest.
                early = random.randrange(min(16, len(spoilt)) + 1)
                spoilt[early : early + 1] = bytes((random.randrange(256),))
            case _:
                spoilt[at:at] = random.randbytes(random.randint(1, 12))
    return bytes(spoilt)


@cache
def recorded() -> dict[str, dict[bytes, bytes]]:
    """What a good card answers in each route, command by command; signatures as they were."""
    profile = load_profile(PROFILE)
    card = EmulatedCard(profile)
    answers: dict[str, dict[bytes, bytes]] = {}
    for name, route in routes().items():
        heard = answers.setdefault(name, {})

        def line(apdu: bytes | bytearray, heard: dict[bytes, bytes] = heard) -> bytes:
            answer = card.respond(bytes(apdu))
            heard[bytes(apdu)] = answer
            return answer

        route(line)
        card.power_off()
    return answers


@cache
def routes() -> dict[str, Callable[[Transmit], object]]:
    """With a challenge that is always the same, so that a recorded answer fits."""
    trusted = own_authorities()
    numbers = text_ap.collation_b(load_profile(PROFILE))
    return {
        "pin": lambda line: read_verified(line, bytearray(b"1234"), trusted, random=bytes),
        "numbers": lambda line: read_by_numbers(line, bytearray(numbers), trusted, photo=True),
        "survey": survey,
    }


class Broken(Exception):
    """An input did what it must not; the message names place and seed."""


def one_file(random: Random) -> str:
    """A broken file to a parser; its name."""
    target = random.choice(targets())
    data = mutated(target.good, random)
    try:
        target.parse(data)
    except target.faults as fault:
        _says_nothing(str(fault))
    return target.name


def one_reading(random: Random) -> str:
    """A whole reading with broken answers; its name."""
    name = random.choice(tuple(routes()))
    answers = recorded()[name]
    broken = set(random.sample(range(len(answers)), random.randint(1, min(3, len(answers)))))
    count = 0

    def line(apdu: bytes | bytearray) -> bytes:
        nonlocal count
        answer = answers.get(bytes(apdu), b"\x6a\x82")
        spoilt = mutated(answer, random) if count in broken else answer
        count += 1
        return spoilt

    _says_nothing(repr(routes()[name](line)))
    return name


@cache
def _profile() -> Profile:
    return load_profile(PROFILE)


def _says_nothing(text: str) -> None:
    profile = _profile()
    if profile.name[:2] in text or profile.address[:4] in text or profile.number in text:
        raise Broken("a message holds what is on the card")


@dataclass(slots=True)
class Outcome:
    """What was tried; ``wrong`` names the input's number."""

    tried: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)


def inputs(seed: int, count: int, first: int = 0) -> Outcome:
    """Input by input; each depends on seed and number alone."""
    outcome = Outcome()
    for number in range(first, first + count):
        random = Random(f"card fuzz {seed} {number}")
        one = one_reading if number % READING_EVERY == 0 else one_file
        try:
            name = one(random)
            outcome.tried[name] = outcome.tried.get(name, 0) + 1
        except Exception:
            place = traceback.format_exc().strip().splitlines()[-3:]
            outcome.wrong.append(f"input {number}: {' | '.join(place)}")
    return outcome


def _play(_chosen: Namespace, share: Share) -> Account:
    return asdict(inputs(share.seed, share.count, share.first))


CAMPAIGN = Campaign(
    "tests.faults.card_fuzz",
    __doc__,
    "inputs",
    _play,
    lambda account: not account["wrong"],
    count=1_000_000,
    per_share=10_000,
)

if __name__ == "__main__":
    raise SystemExit(CAMPAIGN.main())
