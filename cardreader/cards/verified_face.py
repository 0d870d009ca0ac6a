"""The face of the card by its 照合番号B, checked: name and address as pictures, and a copy check.

Here the key that answers the challenge is signed together with birth date, sex, pictures and
photo, so this check binds the card to the person, which that of the text AP does not.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final

from cardreader.cards.conversation import (
    COLLATION_B,
    Refused,
    ask_whether_allowed,
    complete,
    read_file,
    verify,
    wipe,
)
from cardreader.cards.face import FACE_OUTER, Face, FaceFault, check_face, parse_face
from cardreader.cards.recognition import select_my_number_ap
from cardreader.cards.survey import VISUAL_AP
from cardreader.cards.verified_read import (
    CHALLENGE_BYTES,
    CLONE_VERDICTS,
    CloneVerdict,
    challenge_card,
    read_parsed,
)
from cardreader.failures import CardFailure, CardFailureCode
from cardreader.protocol.signatures import (
    Authority,
    CardKey,
    Checked,
    Reason,
    check_answer,
    check_certificate,
    not_checked,
    parse_certificate,
)
from cardreader.protocol.transmit import LineBroken, Transmit

VISUAL_COLLATION_B: Final = replace(COLLATION_B, file=0x0012)
MOST_FACE_BYTES: Final = 0x7FFF
"""What an offset of 15 bits reaches."""


@dataclass(frozen=True, slots=True)
class VerifiedFace:
    """``check`` covers all of ``face`` but its expiry."""

    face: Face
    check: Checked
    clone: CloneVerdict
    clone_reason: Reason


def read_face(
    transmit: Transmit,
    typed: bytearray,
    authorities: Iterable[Authority],
    *,
    staff: bool = False,
    random: Callable[[int], bytes] = secrets.token_bytes,
) -> VerifiedFace | CardFailure:
    """Verify the 14 digits once, read, and check; ``typed`` is filled with zeros in every case.

    Unless ``staff``, nothing is sent with five tries left.
    """
    try:
        if not complete(typed, VISUAL_COLLATION_B):
            return CardFailure(VISUAL_COLLATION_B.incomplete)
        select_my_number_ap(transmit, VISUAL_AP)
        ask_whether_allowed(transmit, VISUAL_COLLATION_B, staff=staff)
        verify(transmit, VISUAL_COLLATION_B, typed)
        face = parse_face(read_file(transmit, 0x0002, FACE_OUTER, most=MOST_FACE_BYTES))
        return _checked(transmit, face, tuple(authorities), random(CHALLENGE_BYTES))
    except (Refused, LineBroken) as end:
        return end.failure
    except FaceFault as fault:
        return CardFailure(CardFailureCode.UNREADABLE, detail=str(fault))
    finally:
        wipe(typed)


def _checked(
    transmit: Transmit, face: Face, authorities: tuple[Authority, ...], challenge: bytes
) -> VerifiedFace:
    certificate = read_parsed(transmit, 0x0004, 0x7F21, parse_certificate)
    if isinstance(certificate, Checked):
        return VerifiedFace(face, certificate, CloneVerdict.NOT_CHECKED, certificate.reason)
    check = check_face(face, certificate, check_certificate(certificate, "visual", authorities))
    clone = check
    if check.verified:
        answer = challenge_card(transmit, challenge)
        key = CardKey(face.card_key, face.signed[0], face.signature)
        clone = (
            not_checked(Reason.NOT_READ)
            if answer is None
            else check_answer(key, challenge, answer, check)
        )
    return VerifiedFace(face, check, CLONE_VERDICTS[clone.verdict], clone.reason)
