"""The reading with provenance and checks (reference/card.md 2.10, 2.11, 2.16)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cardreader.cards.authorities import known_authorities
from cardreader.cards.verified_read import (
    CloneVerdict,
    Credential,
    VerifiedRecord,
    read_verified,
)
from cardreader.emulator import issuer
from cardreader.emulator.card import COLLATION_B, TEXT_AID, EmulatedCard
from cardreader.emulator.profiles import Forgery, load_profile
from cardreader.failures import CardFailure, CardFailureCode
from cardreader.protocol.signatures import Authority, Checked, PublicKey, Reason, Verdict
from cardreader.protocol.transmit import LineBroken, Transmit
from tests.support.card import touches_the_number

B_OF_THE_TEST_CARD = b"55021720352285"  # reference/card.md, Appendix B


@cache
def own() -> tuple[Authority, ...]:
    key = PublicKey(issuer.authority_key("text").modulus)
    return (Authority(issuer.key_id("6000033", "001"), "text", key),)


def card_of(forgery: Forgery = Forgery.NONE) -> EmulatedCard:
    return EmulatedCard(replace(load_profile("jpki_test_card"), forgery=forgery))


def line_to(card: EmulatedCard) -> Transmit:
    return lambda apdu: card.respond(bytes(apdu))


def read(card: EmulatedCard, authorities: tuple[Authority, ...] | None = None) -> VerifiedRecord:
    given = own() if authorities is None else authorities
    record = read_verified(line_to(card), bytearray(b"1234"), given)
    assert isinstance(record, VerifiedRecord)
    return record


def test_everything_with_the_pin() -> None:
    card, typed = card_of(), bytearray(b"1234")
    record = read_verified(line_to(card), typed, own(), random=bytes)
    assert isinstance(record, VerifiedRecord)
    assert typed == bytearray(4)
    assert [v.value for v in (record.name, record.address, record.birth, record.sex)] == [
        "黒桐　幹也",
        "東京都清瀬市観布子南１２－７－２０２",
        date(1980, 2, 17),
        "male",
    ]
    for value in (record.name, record.address, record.birth, record.sex):
        assert (value.file, value.credential) == ("text 0002", Credential.PIN)
        assert value.check == Checked(Verdict.VERIFIED)
    assert record.expiry is not None
    assert record.municipality is not None
    assert (record.expiry.value, record.municipality.value) == (date(2035, 2, 17), "13221")
    assert record.expiry.check == Checked(Verdict.NOT_CHECKED, Reason.NOT_SIGNED)
    assert (record.clone, record.clone_reason) == (CloneVerdict.VERIFIED, Reason.NONE)
    assert "黒桐" not in repr(record)


def test_the_order_of_the_commands() -> None:
    """Free record, counter, VERIFY, then no SELECT of an application (reference/card.md 2.16)."""
    card = card_of()
    read(card)
    selected = [apdu[10:] for apdu in card.trace if apdu.startswith("00a4040c")]
    assert selected == ["d3921000310001010100", "d3921000310001010408"]
    at = card.trace.index("00200080[4]")
    assert card.trace[at - 2 : at] == ["00a4020c020011", "00200080"]
    files = [apdu[-4:] for apdu in card.trace[at:] if apdu.startswith("00a4020c")]
    assert files == ["0002", "0003", "0004", "0007"]
    assert not touches_the_number(card.trace)
    assert card.trace[-1].startswith("802a0000333031300d060960864801650304020105000420")


def test_with_the_numbers_printed_on_the_card() -> None:
    card, typed = card_of(), bytearray(B_OF_THE_TEST_CARD)
    record = read_verified(line_to(card), typed, own(), credential=Credential.COLLATION_B)
    assert isinstance(record, VerifiedRecord)
    assert typed == bytearray(14)
    assert record.name.credential is Credential.COLLATION_B
    assert record.name.check.verified
    assert record.clone is CloneVerdict.VERIFIED
    assert card.tries_left == 3


@pytest.mark.parametrize(
    ("forgery", "text", "clone"),
    [
        (Forgery.WRONG_SIGNATURE, "invalid wrong_signature", "verified "),
        (Forgery.CHANGED_TEXT, "invalid wrong_digest", "verified "),
        (Forgery.WRONG_CERTIFICATE, "invalid wrong_certificate", "failed wrong_certificate"),
        (
            Forgery.UNKNOWN_AUTHORITY,
            "not_checked unknown_authority",
            "not_checked unknown_authority",
        ),
        (Forgery.COPIED, "verified ", "failed wrong_answer"),
    ],
)
def test_forgeries(forgery: Forgery, text: str, clone: str) -> None:
    record = read(card_of(forgery))
    assert f"{record.name.check.verdict} {record.name.check.reason}" == text
    assert f"{record.clone} {record.clone_reason}" == clone
    assert record.basic_four.name == "黒桐　幹也"


def test_our_authority_is_unknown_until_given() -> None:
    record = read(card_of(), known_authorities())
    assert record.name.check == Checked(Verdict.NOT_CHECKED, Reason.UNKNOWN_AUTHORITY)
    assert record.clone is CloneVerdict.NOT_CHECKED


@pytest.mark.parametrize(
    ("file", "text", "clone"),
    [
        ("0003", "not_read", ""),
        ("0004", "not_read", "not_read"),
        ("0007", "", "not_read"),
    ],
)
@pytest.mark.parametrize("how", ["absent", "garbage"])
def test_what_the_card_does_not_give_is_not_checked(
    file: str, text: str, clone: str, how: str
) -> None:
    card, garbage = card_of(), {"0003": "ff3003010203", "0004": "7f2100", "0007": "ff5003df5100"}

    def transmit(apdu: bytes | bytearray) -> bytes:
        selected = [sent[-4:] for sent in card.trace if sent.startswith("00a4020c")]
        if how == "absent" and apdu.hex().startswith("00a4020c02" + file):
            return b"\x6a\x82"
        if how == "garbage" and apdu[1] == 0xB0 and selected[-1] == file:
            return (bytes.fromhex(garbage[file]) + b"\xff" * 9)[: apdu[4]] + b"\x90\x00"
        return card.respond(bytes(apdu))

    record = read_verified(transmit, bytearray(b"1234"), own())
    assert isinstance(record, VerifiedRecord)
    swap = {"not_read": "malformed" if how == "garbage" else "not_read", "": ""}
    assert record.name.check.reason == swap[text]
    assert record.clone_reason == swap[clone]
    assert record.name.check.verdict == ("not_checked" if text else "verified")
    assert record.clone == ("not_checked" if clone else "verified")


def test_a_card_that_only_knows_the_other_form_of_the_challenge() -> None:
    card = card_of()

    def transmit(apdu: bytes | bytearray) -> bytes:
        if apdu.startswith(b"\x80\x2a\x00"):
            return b"\x6a\x86"
        return card.respond(bytes(apdu))

    record = read_verified(transmit, bytearray(b"1234"), own())
    assert isinstance(record, VerifiedRecord)
    assert record.clone is CloneVerdict.VERIFIED


def test_a_recorded_answer_to_another_challenge_is_a_copy() -> None:
    card = card_of()
    old: list[bytes] = []

    def transmit(apdu: bytes | bytearray) -> bytes:
        if apdu[1] == 0x2A and old:
            return old[0]
        answer = card.respond(bytes(apdu))
        if apdu[1] == 0x2A:
            old.append(answer)
        return answer

    verdicts = []
    for _ in range(2):
        record = read_verified(transmit, bytearray(b"1234"), own())
        assert isinstance(record, VerifiedRecord)
        verdicts.append(record.clone)
        card.power_off()
    assert verdicts == [CloneVerdict.VERIFIED, CloneVerdict.FAILED]


def tries_of_b(card: EmulatedCard) -> int:
    key = next(a for a in card.applications if a.aid.hex().upper() == TEXT_AID).keys[COLLATION_B]
    return key.left


def test_the_collation_number_stops_at_five_without_staff() -> None:
    card = card_of()
    results = [
        read_verified(line_to(card), bytearray(b"0" * 14), own(), credential=Credential.COLLATION_B)
        for _ in range(6)
    ]
    assert results == [
        *[CardFailure(CardFailureCode.COLLATION_WRONG, left) for left in (9, 8, 7, 6, 5)],
        CardFailure(CardFailureCode.COLLATION_FEW_LEFT, 5),
    ]
    assert tries_of_b(card) == 5
    typed = bytearray(B_OF_THE_TEST_CARD)
    right = read_verified(
        line_to(card), typed, own(), credential=Credential.COLLATION_B, staff=True
    )
    assert isinstance(right, VerifiedRecord)
    assert (tries_of_b(card), card.tries_left) == (10, 3)


def test_a_blocked_collation_number_leaves_the_pin() -> None:
    profile = replace(load_profile("jpki_test_card"), tries_left={"text.0015": 0})
    card = EmulatedCard(profile)
    b = read_verified(
        line_to(card),
        bytearray(B_OF_THE_TEST_CARD),
        own(),
        credential=Credential.COLLATION_B,
        staff=True,
    )
    assert b == CardFailure(CardFailureCode.COLLATION_BLOCKED, 0)
    assert read(card).name.check.verified


@pytest.mark.parametrize(
    ("credential", "typed"),
    [
        (Credential.PIN, b"123"),
        (Credential.PIN, B_OF_THE_TEST_CARD),
        (Credential.COLLATION_B, b"1234"),
        (Credential.COLLATION_B, "５５０２".encode() + b"17"),
    ],
)
def test_only_complete_digits_reach_the_card(credential: Credential, typed: bytes) -> None:
    card, buffer = card_of(), bytearray(typed)
    result = read_verified(line_to(card), buffer, own(), credential=credential)
    assert isinstance(result, CardFailure)
    assert result.code.endswith("_incomplete")
    assert (card.trace, buffer) == ([], bytearray(len(typed)))


@pytest.mark.parametrize(
    ("profile", "code"),
    [
        ("phone", "card.phone"),
        ("transit_card", "card.not_my_number"),
        ("old_resident_card", "card.old_resident_card"),
        ("licence", "card.licence"),
        ("one_try_left", "card.pin_last_try"),
        ("blocked_pin", "card.pin_blocked"),
    ],
)
def test_what_is_not_read(profile: str, code: str) -> None:
    card = EmulatedCard(load_profile(profile))
    result = read_verified(line_to(card), bytearray(b"1234"), own())
    assert isinstance(result, CardFailure)
    assert result.code == code
    assert card.verifies == 0


@settings(deadline=None, max_examples=60)
@given(at=st.integers(0, 40), delivered=st.booleans())
def test_the_line_breaks_anywhere(at: int, delivered: bool) -> None:
    card, typed = card_of(), bytearray(b"1234")

    def transmit(apdu: bytes | bytearray) -> bytes:
        if len(card.trace) < at:
            return card.respond(bytes(apdu))
        if delivered:
            card.respond(bytes(apdu))
        raise LineBroken(CardFailure(CardFailureCode.REMOVED))

    result = read_verified(transmit, typed, own())
    assert typed == bytearray(4)
    assert card.verifies <= 1
    if isinstance(result, CardFailure):
        assert result.code in {CardFailureCode.REMOVED, CardFailureCode.PIN_UNCERTAIN}
    else:
        assert len(card.trace) <= at


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_any_answer_may_be_garbage(data: st.DataObject) -> None:
    """Never a crash, never a second VERIFY, and no value verified that the card did not sign."""
    card = card_of()
    at = data.draw(st.integers(0, 30))
    garbage = data.draw(st.binary(max_size=258))

    def transmit(apdu: bytes | bytearray) -> bytes:
        answer = card.respond(bytes(apdu))
        return garbage if len(card.trace) - 1 == at else answer

    result = read_verified(transmit, bytearray(b"1234"), own())
    assert card.verifies <= 1
    if isinstance(result, VerifiedRecord) and result.name.check.verified:
        assert result.basic_four.name == "黒桐　幹也"
        assert result.basic_four.address == "東京都清瀬市観布子南１２－７－２０２"
