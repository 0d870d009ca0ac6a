"""The face of the card: pictures, signature over three sections, copy check (card.md 2.7, 2.11)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from cardreader.cards.authorities import known_authorities
from cardreader.cards.face import FaceFault, parse_face
from cardreader.cards.verified_face import VerifiedFace, read_face
from cardreader.emulator import issuer, visual_ap
from cardreader.emulator.card import EmulatedCard
from cardreader.emulator.profiles import Forgery, load_profile
from cardreader.failures import CardFailure, CardFailureCode
from cardreader.protocol.signatures import Authority, PublicKey
from tests.support.card import touches_the_number

B_OF_THE_TEST_CARD = b"55021720352285"  # reference/card.md, Appendix B


@cache
def own() -> tuple[Authority, ...]:
    key = PublicKey(issuer.authority_key("visual").modulus)
    return (Authority(issuer.key_id("6000023", "001"), "visual", key),)


def card_of(forgery: Forgery = Forgery.NONE) -> EmulatedCard:
    return EmulatedCard(replace(load_profile("jpki_test_card"), forgery=forgery))


def read(card: EmulatedCard, authorities: tuple[Authority, ...]) -> VerifiedFace:
    typed = bytearray(B_OF_THE_TEST_CARD)
    found = read_face(lambda apdu: card.respond(bytes(apdu)), typed, authorities)
    assert isinstance(found, VerifiedFace)
    assert typed == bytearray(14)
    return found


def test_the_face() -> None:
    card = card_of()
    found = read(card, own())
    assert found.check.verified
    assert found.clone == "verified"
    face = found.face
    assert (face.birth, face.sex, face.expiry) == (date(1980, 2, 17), "male", date(2035, 2, 17))
    for picture, form in ((face.name, "PNG"), (face.address, "PNG"), (face.photo, "JPEG2000")):
        with Image.open(BytesIO(picture)) as image:
            assert image.format == form
    assert face.name != face.address
    assert repr(face) == "Face(…)"
    assert not touches_the_number(card.trace)
    assert "00a4020c020005" not in card.trace


@pytest.mark.parametrize(
    ("forgery", "check", "clone"),
    [
        (Forgery.WRONG_SIGNATURE, "invalid wrong_signature", "failed wrong_signature"),
        (Forgery.CHANGED_TEXT, "invalid wrong_signature", "failed wrong_signature"),
        (Forgery.WRONG_CERTIFICATE, "invalid wrong_certificate", "failed wrong_certificate"),
        (
            Forgery.UNKNOWN_AUTHORITY,
            "not_checked unknown_authority",
            "not_checked unknown_authority",
        ),
        (Forgery.COPIED, "verified ", "failed wrong_answer"),
    ],
)
def test_forgeries(forgery: Forgery, check: str, clone: str) -> None:
    found = read(card_of(forgery), own())
    assert f"{found.check.verdict} {found.check.reason}" == check
    assert f"{found.clone} {found.clone_reason}" == clone


def test_unknown_until_given() -> None:
    found = read(card_of(), known_authorities())
    assert (found.check.reason, found.clone) == ("unknown_authority", "not_checked")


@pytest.mark.parametrize(
    ("profile", "code"),
    [("blocked_collation", "card.collation_blocked"), ("phone", "card.phone")],
)
def test_what_is_not_read(profile: str, code: str) -> None:
    card = EmulatedCard(load_profile(profile))
    result = read_face(lambda a: card.respond(bytes(a)), bytearray(b"0" * 14), own(), staff=True)
    assert isinstance(result, CardFailure)
    assert result.code == code
    assert card.verifies == 0


def test_its_own_counter() -> None:
    card = card_of()
    wrong = read_face(lambda a: card.respond(bytes(a)), bytearray(b"0" * 14), own())
    assert wrong == CardFailure(CardFailureCode.COLLATION_WRONG, 9)
    text, visual = (card.applications[at].keys for at in (1, 2))
    assert (text[0x0015].left, visual[0x0012].left) == (10, 9)


@cache
def face_file() -> bytes:
    return visual_ap.face(card_of().profile)


@settings(deadline=None)
@given(data=st.data())
def test_any_signed_byte_counts(data: st.DataObject) -> None:
    """Damage is refused, or fails the check; expiry and security code are not signed."""
    file = bytearray(face_file())
    good = parse_face(bytes(file))
    end = file.find(bytes.fromhex("df29"))
    at = data.draw(st.integers(0, end - 1))
    file[at] ^= data.draw(st.integers(1, 255))
    try:
        face = parse_face(bytes(file))
    except FaceFault:
        return
    assert (face.signed, face.signature) != (good.signed, good.signature)
    key = PublicKey(issuer.issuer_key("visual").modulus)
    assert key.signed_list(good.signature, good.signed)
    assert not key.signed_list(face.signature, face.signed)


@given(content=st.binary(max_size=400))
def test_garbage_is_a_fault(content: bytes) -> None:
    with pytest.raises(FaceFault):
        parse_face(content)
    with pytest.raises(FaceFault):
        parse_face(b"\xff\x20\x82" + len(content).to_bytes(2, "big") + content)
