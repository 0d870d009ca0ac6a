"""The emulated card against reference/card.md: access matrix 2.10, sizes 2.6, checklist 6.4."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.padding import (
    MGF1,
    PSS,
    AsymmetricPadding,
    PKCS1v15,
)
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey, RSAPublicNumbers
from cryptography.hazmat.primitives.hashes import SHA256

from cardreader.emulator import issuer, text_ap
from cardreader.emulator.card import EmulatedCard
from cardreader.emulator.profiles import CardKind, Profile, load_profile, profile_names

TEXT_AP = "00A4040C0AD3921000310001010408"
COMMON_AP = "00A4040C0AD3921000310001010100"
PEOPLE = [
    profile for profile in map(load_profile, profile_names()) if profile.kind is CardKind.MY_NUMBER
]


def fresh(profile: str = "jpki_test_card") -> EmulatedCard:
    return EmulatedCard(load_profile(profile))


def send(card: EmulatedCard, *apdus: str) -> str:
    """The last answer, hexadecimal."""
    return [card.respond(bytes.fromhex(apdu)).hex().upper() for apdu in apdus][-1]


CREDENTIALS = {
    "none": None,
    "pin": ("0011", b"1234"),
    "a": ("0014", b"537686677188"),
    "b": ("0015", b"55021720352285"),
}
READABLE = {
    "0001": {"pin", "a"},
    "0002": {"pin", "b"},
    "0003": {"pin", "a", "b"},
    "0004": {"none", "pin", "a", "b"},
    "0005": {"none", "pin", "a", "b"},
    "0006": {"pin", "a", "b"},
    "0007": {"pin", "a", "b"},
}


@pytest.mark.parametrize("credential", CREDENTIALS)
@pytest.mark.parametrize("file", READABLE)
def test_access_matrix(file: str, credential: str) -> None:
    card = fresh()
    send(card, TEXT_AP)
    given = CREDENTIALS[credential]
    if given is not None:
        key, value = given
        assert send(card, f"00A4020C02{key}", f"00200080{len(value):02X}{value.hex()}") == "9000"
    answer = send(card, f"00A4020C02{file}", "00B0000004")
    assert answer.endswith("9000") if credential in READABLE[file] else answer == "6982"


def test_appendix_b_number_file_and_digests() -> None:
    profile = load_profile("jpki_test_card")
    number = text_ap.individual_number(profile)
    assert number.hex() == "ff100c353337363836363737313838ffff"
    record = text_ap.integrity(profile).hex()
    assert record[10:].startswith("df3120" + sha256(number).hexdigest())
    assert "df31206d5a4c1ef9ab15bf506862d7e66b9c0f179ca065bc936c8e634e9e57449ca9cd" in record
    assert "df3220b9e0d09427b23b1d4beda2848512b4103752dc2667e51f9712872d65f472cb3b" in record


@pytest.mark.parametrize(("file", "size"), [("0001", 17), ("0003", 336), ("0004", 568)])
def test_sizes_and_end_of_file(file: str, size: int) -> None:
    card = fresh()
    send(card, TEXT_AP, "00A4020C020011", "002000800431323334")
    last = f"{size - 1:04X}"
    assert len(send(card, f"00A4020C02{file}", f"00B0{last}10")) == 2 + 4
    assert send(card, f"00B0{size:04X}01") == "6B00"


@pytest.mark.parametrize(
    ("apdus", "expected"),
    [
        (["00A4000C"], "6A86"),
        (["00B0000004"], "6986"),
        (["00A4040C0AD3921000310001010409"], "6A82"),
        ([TEXT_AP, "00A4020C020099"], "6A82"),
        ([TEXT_AP, "00A4020C020011", "00B0000004"], "6981"),
        ([TEXT_AP, "00A4020C020011", "0020008005313233"], "6700"),
        ([TEXT_AP, "00200081"], "6A88"),
        ([TEXT_AP, "00200091"], "63C3"),
        ([TEXT_AP, "00200092"], "63C0"),
        (["01A4040C"], "6881"),
        ([TEXT_AP, "80AE0000"], "6985"),
        ([TEXT_AP, "80A200C1"], "6700"),
        ([TEXT_AP, "80F20000"], "6D00"),
        ([TEXT_AP, "00F20000"], "6D00"),
        (["0CA4040C"], "6882"),
        (["C0A40000"], "6E00"),
        ([TEXT_AP, "00A4020C020005", "00B00000"], "6700"),
        ([TEXT_AP, "00B0C50002"], "6A86"),
        ([TEXT_AP, "00A4020C020005", "00B0010004"], "6B00"),
        ([COMMON_AP, "00B2010D00"], "6A81"),
        ([COMMON_AP, "00B2020C00"], "6A83"),
        ([COMMON_AP, "00A4020C020001", "00B2010402"], "011C9000"),
        ([COMMON_AP, "00B2010C02"], "011C9000"),
        ([TEXT_AP, "00840000000008"], "6985"),
        ([TEXT_AP, "0088009304000102030400"], "6700"),
        ([TEXT_AP, "0088009304010203 0400"], "6985"),
        (["00CA00F205"], "32303335309000"),
        ([TEXT_AP, "00CA00F208"], "6A88"),
        (["00"], "6700"),
        (["00A4040C09D39210003100010104", "00A4020C020005"], "9000"),
        ([TEXT_AP, "00B0850002"], "FF409000"),
        ([TEXT_AP, "00A4020C020005", "00B00000000003"], "FF40829000"),
    ],
)
def test_polite_refusals_and_forms(apdus: list[str], expected: str) -> None:
    assert send(fresh(), *apdus) == expected


def test_counter_blocking_and_restoring() -> None:
    card = fresh()
    send(card, TEXT_AP, "00A4020C020011")
    wrong, right, ask = "002000800439393939", "002000800431323334", "00200080"
    words = [send(card, apdu) for apdu in (wrong, ask, wrong, right, ask, wrong, wrong, wrong)]
    assert words == ["63C2", "63C2", "63C1", "9000", "63C3", "63C2", "63C1", "63C0"]
    assert [send(card, apdu) for apdu in (right, ask, wrong)] == ["6984", "63C0", "6984"]


def test_verification_ends_with_power_not_with_reset_or_selection() -> None:
    card = fresh()
    read = ("00A4020C020002", "00B0000004")
    send(card, TEXT_AP, "00A4020C020011", "002000800431323334")
    assert send(card, TEXT_AP, *read).endswith("9000")
    card.reset()
    assert send(card, TEXT_AP, *read).endswith("9000")
    card.power_off()
    assert send(card, TEXT_AP, *read) == "6982"


CHALLENGE = bytes(range(32))
DIGEST_INFO = "3031300d060960864801650304020105000420"


def public_key(profile: str) -> RSAPublicKey:
    modulus = issuer.key_of(f"card {profile}").modulus
    return RSAPublicNumbers(65537, int.from_bytes(modulus, "big")).public_key()


@pytest.mark.parametrize("p2", ["00", "93"])
@pytest.mark.parametrize(
    ("p1", "data", "padding"),
    [
        ("00", DIGEST_INFO + sha256(CHALLENGE).hexdigest(), PKCS1v15()),
        ("02", sha256(CHALLENGE).hexdigest(), PKCS1v15()),
        ("03", CHALLENGE.hex(), PKCS1v15()),
        ("04", sha256(CHALLENGE).hexdigest(), PSS(MGF1(SHA256()), 32)),
        ("05", CHALLENGE.hex(), PSS(MGF1(SHA256()), 32)),
    ],
)
def test_answers_to_a_challenge(p1: str, p2: str, data: str, padding: AsymmetricPadding) -> None:
    """Without any PIN; checked by OpenSSL (reference/card.md 2.2, 2.11)."""
    card = fresh()
    answer = send(card, TEXT_AP, f"802A{p1}{p2}{len(data) // 2:02X}{data}00")
    assert answer.endswith("9000")
    signature = bytes.fromhex(answer[:-4])
    public_key("jpki_test_card").verify(signature, CHALLENGE, padding, SHA256())


@pytest.mark.parametrize(
    ("apdus", "expected"),
    [
        (["802A030004010203 0400"], "6986"),
        ([TEXT_AP, "802A06000401020304 00"], "6A86"),
        ([TEXT_AP, "802A02000401020304 00"], "6985"),
        ([TEXT_AP, "802A0300"], "6700"),
        ([TEXT_AP, "802A03910401020304 00"], "6A88"),
        ([TEXT_AP, "802A03400401020304 00"], "6A86"),
        ([TEXT_AP, "00A4020C020002", "802A03800401020304 00"], "6A88"),
        ([TEXT_AP, "00A4020C020013", "00B0000004"], "6981"),
    ],
)
def test_challenges_that_are_refused(apdus: list[str], expected: str) -> None:
    assert send(fresh(), *apdus) == expected


def test_the_common_record_of_appendix_b() -> None:
    card = fresh()
    record = send(card, "00A4040C0AD3921000310001010100", "00A4020C020001", "00B2010400")
    assert record == "011C" + b"4000000127198431322120350217".hex().upper() + "9000"


def test_the_trace_holds_no_secret() -> None:
    card = fresh()
    send(card, TEXT_AP, "00A4020C020011", "002000800431323334")
    assert "31323334" not in "".join(card.trace)


@pytest.mark.parametrize("profile", PEOPLE, ids=lambda p: p.id)
def test_nobody_has_these_numbers(profile: Profile) -> None:
    """Check digit by 総務省令第八十五号 第五条; the JPKI test card's own number is public."""
    digits = [int(digit) for digit in reversed(profile.number)]
    total = sum(digit * (n + 1 if n <= 6 else n - 5) for n, digit in enumerate(digits[1:], start=1))
    check = 0 if total % 11 <= 1 else 11 - total % 11
    assert (digits[0] == check) == (profile.id == "jpki_test_card")


@pytest.mark.parametrize("profile", PEOPLE, ids=lambda p: p.id)
def test_people_are_plausible(profile: Profile) -> None:
    born = date.fromisoformat(profile.birth)
    assert date(1926, 1, 1) < born < date(2008, 1, 1)
    assert (profile.expiry > date(2026, 11, 21)) == (profile.id != "expired_card")
    assert (profile.expiry.month, profile.expiry.day) == (born.month, born.day) or (
        profile.id == "long_latin"  # a foreign resident's card ends with the stay
    )
    in_toyonaka = profile.address.startswith("大阪府豊中市")
    assert in_toyonaka == (profile.id not in {"other_city", "jpki_test_card"})


def test_the_names_that_matter() -> None:
    assert load_profile("taro").name == "\U00020bb7田　太郎"
    assert load_profile("hanako").name.startswith("葛\U000e0100")
    latin = load_profile("long_latin").name
    assert len(latin) == 60
    assert latin.isascii()


def test_unknown_profile() -> None:
    with pytest.raises(KeyError):
        load_profile("../taro")
