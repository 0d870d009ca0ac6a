"""Reading without a PIN: the 照合番号B opens the text and the visual application of one card.

The numbers go to the text AP first; only what it accepted goes to the visual AP, whose counter is
another one.  The visual AP adds name and address as printed; without it the text is read all the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from cardreader.cards.conversation import COLLATION_B, wipe
from cardreader.cards.verified_face import VerifiedFace, read_face
from cardreader.cards.verified_read import (
    CloneVerdict,
    Credential,
    Pictures,
    VerifiedRecord,
    read_verified,
)
from cardreader.failures import CardFailure, CardFailureCode
from cardreader.protocol.signatures import Authority, Checked, Reason, Verdict, invalid
from cardreader.protocol.transmit import Transmit

NUMBERS_LENGTH: Final = COLLATION_B.length
SPARE_TRIES: Final = COLLATION_B.spare

_WITHOUT_PICTURES: Final = frozenset(
    {
        CardFailureCode.COLLATION_WRONG,
        CardFailureCode.COLLATION_FEW_LEFT,
        CardFailureCode.COLLATION_BLOCKED,
        CardFailureCode.NOT_MY_NUMBER,
        CardFailureCode.UNREADABLE,
    }
)
"""The visual AP said no, and the text stands; anything else ended the whole conversation."""


def read_by_numbers(
    transmit: Transmit,
    typed: bytearray,
    authorities: Iterable[Authority],
    *,
    staff: bool = False,
    photo: bool = False,
) -> VerifiedRecord | CardFailure:
    """The 14 digits to both applications, each once; ``typed`` is filled with zeros in every case.

    Unless ``staff``, nothing is sent to an application with five tries left.  The photo is kept only
    when asked for.
    """
    trusted = tuple(authorities)
    copy = bytearray(typed)
    try:
        record = read_verified(
            transmit, typed, trusted, credential=Credential.COLLATION_B, staff=staff
        )
        if isinstance(record, CardFailure):
            return record
        face = read_face(transmit, copy, trusted, staff=staff)
    finally:
        wipe(typed)
        wipe(copy)
    if isinstance(face, CardFailure):
        return record if face.code in _WITHOUT_PICTURES else face
    return replace(record, pictures=_pictures(record, face, photo=photo))


def _pictures(record: VerifiedRecord, verified: VerifiedFace, *, photo: bool) -> Pictures:
    face = verified.face
    return Pictures(
        face.name, face.address, face.photo if photo else None, _check(record, verified)
    )


def _check(record: VerifiedRecord, verified: VerifiedFace) -> Checked:
    """The face's own check, its copy check, and that both applications speak of one person."""
    face, text = verified.face, record.basic_four
    if verified.check.verdict is Verdict.INVALID:
        return verified.check
    if verified.clone is CloneVerdict.FAILED:
        return invalid(verified.clone_reason)
    if (face.birth, face.sex) != (text.birth, text.sex):
        return invalid(Reason.ANOTHER_PERSON)
    return verified.check
