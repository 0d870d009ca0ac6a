"""マイナンバーカード: the 基本4情報 with their provenance: which file, opened by what, checked how.

The order is that of ``reference/card.md`` 2.16: the free record, the counter, one VERIFY, then the
files of the text AP without selecting it anew, and a challenge to the card.  A check that cannot be
made costs nothing but its verdict; a card that goes away costs the whole reading.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Final, Generic, TypeVar

from cardreader.cards.basic_four import OUTER, BasicFour, BasicFourFault, parse_basic_four
from cardreader.cards.common import CommonRecord, read_common_record
from cardreader.cards.conversation import (
    COLLATION_B,
    PIN,
    TEXT_AP,
    Refused,
    Secret,
    ask_whether_allowed,
    complete,
    read_file,
    verify,
    wipe,
)
from cardreader.cards.recognition import select_my_number_ap
from cardreader.failures import CardFailure, CardFailureCode
from cardreader.protocol.apdu import SHORT_LE, Command, exchange
from cardreader.protocol.signatures import (
    DIGEST_INFO,
    KEY_BYTES,
    Authority,
    CardKey,
    Certificate,
    Checked,
    Integrity,
    Reason,
    SignatureFault,
    Verdict,
    check_answer,
    check_basic_four,
    check_card_key,
    check_certificate,
    not_checked,
    parse_card_key,
    parse_certificate,
    parse_integrity,
)
from cardreader.protocol.transmit import LineBroken, Transmit

Content = TypeVar("Content")
Parsed = TypeVar("Parsed")
CHALLENGE_BYTES: Final = 32


class Credential(StrEnum):
    """What opens the file of a value."""

    NONE = "none"
    PIN = "pin"
    COLLATION_B = "collation_b"


class CloneVerdict(StrEnum):
    """Whether the card holds the private key that was issued with it."""

    VERIFIED = "verified"
    FAILED = "failed"
    NOT_CHECKED = "not_checked"


@dataclass(frozen=True, slots=True)
class Value(Generic[Content]):
    """``file`` names application and file, such as ``text 0002``; the representation has no value."""

    value: Content
    file: str
    credential: Credential
    check: Checked

    def __repr__(self) -> str:
        return f"Value({self.file}, {self.credential}, {self.check.verdict})"


@dataclass(frozen=True, slots=True)
class Pictures:
    """Name and address as printed (PNG), the photo (JPEG 2000) only for who asked for it."""

    name: bytes
    address: bytes
    photo: bytes | None
    check: Checked

    def __repr__(self) -> str:
        return f"Pictures({self.check.verdict})"


@dataclass(frozen=True, slots=True)
class VerifiedRecord:
    """``expiry`` and ``municipality`` are None when the card does not tell them freely; ``pictures``
    without the 照合番号B."""

    name: Value[str]
    address: Value[str]
    birth: Value[date | None]
    sex: Value[str]
    expiry: Value[date] | None
    municipality: Value[str] | None
    clone: CloneVerdict
    clone_reason: Reason
    pictures: Pictures | None = None

    @property
    def contradicted(self) -> Reason | None:
        """Why the card is not what it says; None unless a check was made and did not hold."""
        if self.pictures is not None and self.pictures.check.verdict is Verdict.INVALID:
            return self.pictures.check.reason
        if self.name.check.verdict is Verdict.INVALID:
            return self.name.check.reason
        return self.clone_reason if self.clone is CloneVerdict.FAILED else None

    def expired(self, today: date) -> bool:
        """By the free record; a card is good through the day of its expiry."""
        return self.expiry is not None and today > self.expiry.value

    @property
    def basic_four(self) -> BasicFour:
        return BasicFour(self.name.value, self.address.value, self.birth.value, self.sex.value)


def read_verified(
    transmit: Transmit,
    typed: bytearray,
    authorities: Iterable[Authority],
    *,
    credential: Credential = Credential.PIN,
    staff: bool = False,
    random: Callable[[int], bytes] = secrets.token_bytes,
) -> VerifiedRecord | CardFailure:
    """Verify ``typed`` (4 digits, or the 14 of a 照合番号B) once, read, and check signatures.

    ``typed`` is filled with zeros in every case.  Unless ``staff``, nothing is sent with one try of
    the PIN or five of the 照合番号B left.
    """
    secret = _secret(credential)
    try:
        if not complete(typed, secret):
            return CardFailure(secret.incomplete)
        common = read_common_record(transmit)
        select_my_number_ap(transmit, TEXT_AP)
        ask_whether_allowed(transmit, secret, staff=staff)
        verify(transmit, secret, typed)
        file = read_file(transmit, 0x0002, OUTER)
        person = parse_basic_four(file)
        checks = _check(transmit, file, tuple(authorities), random)
    except (Refused, LineBroken) as end:
        return end.failure
    except BasicFourFault as fault:
        return CardFailure(CardFailureCode.UNREADABLE, detail=str(fault))
    finally:
        wipe(typed)
    return _record(person, credential, common, checks)


def _secret(credential: Credential) -> Secret:
    match credential:
        case Credential.PIN:
            return PIN
        case Credential.COLLATION_B:
            return COLLATION_B
        case Credential.NONE:
            raise ValueError("without a credential nothing of this can be read")


@dataclass(frozen=True, slots=True)
class _Checks:
    text: Checked
    clone: Checked


def _check(
    transmit: Transmit,
    file: bytes,
    authorities: tuple[Authority, ...],
    random: Callable[[int], bytes],
) -> _Checks:
    integrity = read_parsed(transmit, 0x0003, 0xFF30, parse_integrity)
    certificate = read_parsed(transmit, 0x0004, 0x7F21, parse_certificate)
    card_key = read_parsed(transmit, 0x0007, 0xFF50, parse_card_key)
    if isinstance(certificate, Checked):
        return _Checks(certificate, certificate)
    trust = check_certificate(certificate, "text", authorities)
    return _Checks(
        _check_text(file, integrity, certificate, trust),
        _check_clone(transmit, card_key, certificate, trust, random(CHALLENGE_BYTES)),
    )


def read_parsed(
    transmit: Transmit, number: int, outer: int, parse: Callable[[bytes], Parsed]
) -> Parsed | Checked:
    """The parsed file, or why there is none."""
    try:
        return parse(read_file(transmit, number, outer))
    except Refused:
        return not_checked(Reason.NOT_READ)
    except SignatureFault:
        return not_checked(Reason.MALFORMED)


def _check_text(
    file: bytes, integrity: Integrity | Checked, certificate: Certificate, trust: Checked
) -> Checked:
    if isinstance(integrity, Checked):
        return integrity
    try:
        return check_basic_four(file, integrity, certificate, trust)
    except SignatureFault:
        return not_checked(Reason.MALFORMED)


def _check_clone(
    transmit: Transmit,
    card_key: CardKey | Checked,
    certificate: Certificate,
    trust: Checked,
    challenge: bytes,
) -> Checked:
    if isinstance(card_key, Checked):
        return card_key
    issued = check_card_key(card_key, certificate, trust)
    if not issued.verified:
        return issued
    answer = challenge_card(transmit, challenge)
    return (
        not_checked(Reason.NOT_READ)
        if answer is None
        else check_answer(card_key, challenge, answer, issued)
    )


def challenge_card(transmit: Transmit, challenge: bytes) -> bytes | None:
    """COMPUTE DIGITAL SIGNATURE by the application's own key, which needs no PIN.

    First in the form that all clients use, then in the one where the card makes the digest.
    """
    forms = ((0x00, DIGEST_INFO + sha256(challenge).digest()), (0x03, challenge))
    for p1, data in forms:
        response = exchange(transmit, Command(0x80, 0x2A, p1, 0x00, data, le=SHORT_LE))
        # A reader that cuts answers short leaves no signature to check.
        if response.ok and len(response.data) == KEY_BYTES:
            return response.data
    return None


def _record(
    person: BasicFour, credential: Credential, common: CommonRecord | None, checks: _Checks
) -> VerifiedRecord:
    def text(value: Content) -> Value[Content]:
        return Value(value, "text 0002", credential, checks.text)

    def free(value: Content) -> Value[Content]:
        return Value(value, "common 0001", Credential.NONE, not_checked(Reason.NOT_SIGNED))

    return VerifiedRecord(
        name=text(person.name),
        address=text(person.address),
        birth=text(person.birth),
        sex=text(person.sex),
        expiry=None if common is None else free(common.expiry),
        municipality=None if common is None else free(common.municipality),
        clone=CLONE_VERDICTS[checks.clone.verdict],
        clone_reason=checks.clone.reason,
    )


CLONE_VERDICTS: Final = {
    Verdict.VERIFIED: CloneVerdict.VERIFIED,
    Verdict.INVALID: CloneVerdict.FAILED,
    Verdict.NOT_CHECKED: CloneVerdict.NOT_CHECKED,
}
