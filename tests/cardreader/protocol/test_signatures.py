"""Signatures of J-LIS (reference/card.md 2.11, Appendices A and B), and forged ones."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cardreader.cards.authorities import AuthoritiesFault, known_authorities, load_authorities
from cardreader.emulator import issuer, text_ap
from cardreader.emulator.profiles import Forgery, Profile, load_profile
from cardreader.protocol import signatures as sign
from cardreader.protocol.signatures import Authority, Checked, Reason, Verdict

# reference/card.md, Appendix B: files of the JPKI test card, and their digests.
NUMBER_FILE = bytes.fromhex("ff100c353337363836363737313838ffff")
NUMBER_DIGEST = "6d5a4c1ef9ab15bf506862d7e66b9c0f179ca065bc936c8e634e9e57449ca9cd"
FOUR_FILE = bytes.fromhex(
    "ff2065df2108000e002000590064df220fe9bb92e6a190e38080e5b9b9e4b99fdf2336e69db1e4baace983bde6b885"
    "e780ace5b882e8a6b3e5b883e5ad90e58d97efbc91efbc92efbc8defbc97efbc8defbc92efbc90efbc92df2408313938"
    "3030323137df250131"
)
FOUR_DIGEST = "b9e0d09427b23b1d4beda2848512b4103752dc2667e51f9712872d65f472cb3b"


def person(forgery: Forgery = Forgery.NONE) -> Profile:
    return replace(load_profile("jpki_test_card"), forgery=forgery)


@cache
def own() -> tuple[Authority, ...]:
    """The CA of our emulated cards."""
    key = sign.PublicKey(issuer.authority_key("text").modulus)
    return (Authority(issuer.key_id("6000033", "001"), "text", key),)


def check(profile: Profile, authorities: tuple[Authority, ...]) -> Checked:
    certificate = sign.parse_certificate(text_ap.issuer_certificate(profile))
    trust = sign.check_certificate(certificate, "text", authorities)
    integrity = sign.parse_integrity(text_ap.integrity(profile))
    return sign.check_basic_four(text_ap.basic_four(profile), integrity, certificate, trust)


def test_appendix_b() -> None:
    assert len(FOUR_FILE) == 104
    assert sign.basic_four_digest(FOUR_FILE).hex() == FOUR_DIGEST
    assert sign.basic_four_digest(FOUR_FILE + b"\xff" * 50).hex() == FOUR_DIGEST
    profile = person()
    assert text_ap.individual_number(profile) == NUMBER_FILE
    assert text_ap.basic_four(profile).startswith(FOUR_FILE)
    integrity = sign.parse_integrity(text_ap.integrity(profile))
    assert (integrity.number_digest.hex(), integrity.basic_four_digest.hex()) == (
        NUMBER_DIGEST,
        FOUR_DIGEST,
    )
    assert integrity.signed.hex() == f"df3120{NUMBER_DIGEST}df3220{FOUR_DIGEST}"


def test_appendix_a() -> None:
    production, every = known_authorities(), known_authorities(test_cards=True)
    names = [(a.key_id[:7].decode(), a.application) for a in every]
    assert names == [
        ("5000020", "master_file"),
        ("5000023", "visual"),
        ("5000033", "text"),
        ("6000020", "master_file"),
        ("6000023", "visual"),
        ("6000033", "text"),
    ]
    assert every[:3] == production
    assert all(a.key_id[7:12] == b"\x08\x05001" for a in every)
    assert [a.key_id[12:].hex() for a in every] == ["000000a8", "00000000", "00000000"] * 2
    for authority in every:
        modulus = int.from_bytes(authority.key.modulus, "big")
        assert pow(3, modulus - 1, modulus) != 1  # no prime, so at least a product
        assert all(modulus % divisor for divisor in range(3, 20_000, 2))


def test_our_card_by_our_authority() -> None:
    assert check(person(), own()) == sign.VERIFIED


@pytest.mark.parametrize(
    ("forgery", "verdict", "reason"),
    [
        (Forgery.WRONG_SIGNATURE, Verdict.INVALID, Reason.WRONG_SIGNATURE),
        (Forgery.CHANGED_TEXT, Verdict.INVALID, Reason.WRONG_DIGEST),
        (Forgery.WRONG_CERTIFICATE, Verdict.INVALID, Reason.WRONG_CERTIFICATE),
        (Forgery.UNKNOWN_AUTHORITY, Verdict.NOT_CHECKED, Reason.UNKNOWN_AUTHORITY),
        (Forgery.COPIED, Verdict.VERIFIED, Reason.NONE),
    ],
)
def test_forgeries(forgery: Forgery, verdict: Verdict, reason: Reason) -> None:
    assert check(person(forgery), own()) == Checked(verdict, reason)


@pytest.mark.parametrize("forgery", Forgery)
def test_without_the_authority_nothing_is_said(forgery: Forgery) -> None:
    """Our cards name the CA of the official test cards, which production does not trust."""
    expected = Checked(Verdict.NOT_CHECKED, Reason.UNKNOWN_AUTHORITY)
    assert check(person(forgery), known_authorities()) == expected
    assert check(person(forgery), ()) == expected


def test_the_true_test_authority_did_not_sign_our_cards() -> None:
    true = known_authorities(test_cards=True)
    assert check(person(), true) == Checked(Verdict.INVALID, Reason.WRONG_CERTIFICATE)
    assert check(person(), true + own()) == sign.VERIFIED  # one id, two keys


def test_an_authority_vouches_for_its_application_only() -> None:
    other = (replace(own()[0], application="visual"),)
    assert check(person(), other).reason is Reason.UNKNOWN_AUTHORITY


def test_the_certificate() -> None:
    certificate = sign.parse_certificate(text_ap.issuer_certificate(person()))
    assert len(certificate.body) == 297
    assert certificate.authority.hex() == "36303030303333" + "0805" + "303031" + "00000000"
    assert certificate.subject.hex() == "31333232313231" + "0805" + "303030" + "00000000"
    assert certificate.key.modulus == issuer.issuer_key("text").modulus


@settings(deadline=None)
@given(bit=st.integers(0, 297 * 8 - 1))
def test_any_bit_of_the_certificate_counts(bit: int) -> None:
    file = bytearray(text_ap_certificate())
    file[5 + 5 + bit // 8] ^= 1 << bit % 8  # behind 7F21 820233 5F4E 820129
    try:
        certificate = sign.parse_certificate(bytes(file))
    except sign.SignatureFault:
        return
    assert not sign.check_certificate(certificate, "text", own()).verified


@given(at=st.integers(0, 103), value=st.integers(1, 255))
def test_any_byte_of_the_text_counts(at: int, value: int) -> None:
    """All but the header and the offset table, which are not signed."""
    file = bytearray(FOUR_FILE)
    file[at] ^= value
    try:
        digest = sign.basic_four_digest(bytes(file)).hex()
    except sign.SignatureFault:
        return
    assert (digest == FOUR_DIGEST) == (6 <= at < 14)


@cache
def text_ap_certificate() -> bytes:
    return text_ap.issuer_certificate(person())


@given(content=st.binary(max_size=700), parse=st.sampled_from(["c", "i", "k", "d"]))
def test_garbage_is_a_fault(content: bytes, parse: str) -> None:
    functions = {
        "c": sign.parse_certificate,
        "i": sign.parse_integrity,
        "k": sign.parse_card_key,
        "d": sign.basic_four_digest,
    }
    with pytest.raises(sign.SignatureFault):
        functions[parse](content)


@pytest.mark.parametrize("make", ["certificate", "integrity", "card_key"])
@settings(deadline=None)
@given(data=st.data())
def test_damaged_files_never_verify_and_never_crash(make: str, data: st.DataObject) -> None:
    file = bytearray(damaged(make))
    at = data.draw(st.integers(0, 60))
    file[at] = data.draw(st.integers(0, 255).filter(lambda value: value != file[at]))
    parse = {
        "certificate": sign.parse_certificate,
        "integrity": sign.parse_integrity,
        "card_key": sign.parse_card_key,
    }[make]
    try:
        parsed = parse(bytes(file))
    except sign.SignatureFault:
        return
    issued = sign.PublicKey(issuer.issuer_key("text").modulus)
    match parsed:
        case sign.Certificate():
            assert not sign.check_certificate(parsed, "text", own()).verified
        case sign.Integrity() | sign.CardKey():
            assert not issued.signed(parsed.signature, parsed.signed)


@cache
def damaged(make: str) -> bytes:
    return {
        "certificate": text_ap.issuer_certificate,
        "integrity": text_ap.integrity,
        "card_key": text_ap.card_key,
    }[make](person())


def test_the_clone_check() -> None:
    certificate = sign.parse_certificate(text_ap_certificate())
    trust = sign.check_certificate(certificate, "text", own())
    card_key = sign.parse_card_key(text_ap.card_key(person()))
    issued = sign.check_card_key(card_key, certificate, trust)
    challenge = bytes(range(32))
    answers = {
        forgery: text_ap.answering_key(person(forgery)).compute(0x03, challenge)
        for forgery in (Forgery.NONE, Forgery.COPIED)
    }
    true, copied = answers[Forgery.NONE], answers[Forgery.COPIED]
    assert isinstance(true, bytes)
    assert isinstance(copied, bytes)
    assert sign.check_answer(card_key, challenge, true, issued) == sign.VERIFIED
    wrong = sign.invalid(Reason.WRONG_ANSWER)
    assert sign.check_answer(card_key, challenge, copied, issued) == wrong
    assert sign.check_answer(card_key, challenge[::-1], true, issued) == wrong
    assert sign.check_answer(card_key, challenge, true[1:], issued) == wrong
    unknown = sign.not_checked(Reason.UNKNOWN_AUTHORITY)
    assert sign.check_answer(card_key, challenge, true, unknown) == unknown
    strange = replace(card_key, signed=card_key.signed + b"\0")
    assert sign.check_card_key(strange, certificate, trust).reason is Reason.WRONG_SIGNATURE


def test_the_list_of_three_digests() -> None:
    """Sections of a card's face (DF28); the prefix stands in reference/card.md, Appendix B."""
    from hashlib import sha256

    key, parts = issuer.issuer_key("visual"), (b"birth", b"name", b"photo")
    prefix = bytes.fromhex("3071300d060960864801650304020105000460")
    signature = key.pad_and_sign(prefix + b"".join(sha256(part).digest() for part in parts))
    public = sign.PublicKey(key.modulus)
    assert public.signed_list(signature, parts)
    assert not public.signed_list(signature, parts[::-1])
    assert not public.signed_list(signature[1:], parts)
    assert not public.signed_list(key.sign(b"".join(parts)), parts)
    assert not public.signed_list(b"\xff" * 256, parts)


@pytest.mark.parametrize(
    "modulus", [b"", bytes(256), b"\x80" + bytes(255), b"\x7f" + b"\xff" * 255]
)
def test_moduli_that_are_none(modulus: bytes) -> None:
    with pytest.raises(sign.SignatureFault):
        sign.PublicKey(modulus)


def test_authorities_of_a_dock(tmp_path: Path) -> None:
    path = tmp_path / "authorities.yaml"
    path.write_text(issuer.authorities_file(), encoding="ascii")
    loaded = load_authorities(path)
    assert [a.application for a in loaded] == ["text", "visual"]
    assert check(person(), loaded) == sign.VERIFIED


@pytest.mark.parametrize(
    "text",
    ["", "format: 2\nauthorities: []", "format: 1", "[", "format: 1\nauthorities: [{name: x}]"],
)
def test_files_that_are_no_authorities(tmp_path: Path, text: str) -> None:
    path = tmp_path / "authorities.yaml"
    path.write_text(text, encoding="ascii")
    with pytest.raises(AuthoritiesFault):
        load_authorities(path)
