"""The JPKI AP against reference/card.md 2.8, 2.10 and the access patterns of 6.3."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256

from cardreader.emulator.card import EmulatedCard
from cardreader.emulator.profiles import load_profile

AP = "00A4040C0AD392F000260100000001"
AUTH, SIGN = "0018", "001B"
VERIFY_AUTH = ("00A4020C020018", "002000800431323334")
VERIFY_SIGN = ("00A4020C02001B", "0020008006414243313233")


def send(card: EmulatedCard, *apdus: str) -> str:
    return [card.respond(bytes.fromhex(apdu)).hex().upper() for apdu in apdus][-1]


def certificate(card: EmulatedCard, file: str) -> bytes:
    """As several clients do: four bytes, the length in them, then blocks of 256."""
    head = send(card, f"00A4020C02{file}", "00B0000004")
    assert head.endswith("9000")
    assert head.startswith("3082")
    size = int(head[4:8], 16) + 4
    blocks = [send(card, f"00B0{offset:04X}00") for offset in range(0, size, 256)]
    assert all(len(block) == 512 + 4 and block.endswith("9000") for block in blocks)
    assert send(card, f"00B0{len(blocks) * 256:04X}00") == "6B00"
    return bytes.fromhex("".join(block[:-4] for block in blocks))[:size]


def test_who_reads_which_certificate() -> None:
    card = EmulatedCard(load_profile("taro"))
    send(card, AP)
    for file in ("000A", "000B", "0002"):
        assert certificate(card, file)
    assert send(card, "00A4020C020001", "00B0000004") == "6982"
    assert send(card, *VERIFY_AUTH) == "9000"
    assert send(card, "00A4020C020001", "00B0000004") == "6982"
    assert send(card, *VERIFY_SIGN) == "9000"
    assert certificate(card, "0001")


def test_a_phone_wants_the_pin_for_the_authentication_certificate() -> None:
    phone = EmulatedCard(load_profile("phone"))
    assert send(phone, AP, "00A4020C02000A", "00B0000004") == "6982"
    assert send(phone, *VERIFY_AUTH, "00A4020C02000A", "00B0000004").startswith("3082")


@pytest.mark.parametrize(
    ("file", "verify", "certificate_file"),
    [("0017", VERIFY_AUTH, "000A"), ("001A", VERIFY_SIGN, "0001")],
)
def test_challenge_and_response(file: str, verify: tuple[str, str], certificate_file: str) -> None:
    card = EmulatedCard(load_profile("taro"))
    content = b"a challenge"
    info = "3031300d060960864801650304020105000420" + sha256(content).hexdigest()
    compute = (f"00A4020C02{file}", f"802A008033{info}00")
    other = VERIFY_SIGN if verify is VERIFY_AUTH else VERIFY_AUTH
    assert send(card, AP, *compute) == "6982"
    assert send(card, *other) == "9000"
    assert send(card, *compute) == "6982"
    assert send(card, *verify) == "9000"
    # One client selects the application anew between PIN and key.
    signature = bytes.fromhex(send(card, AP, *compute)[:-4])
    public = x509.load_der_x509_certificate(certificate(card, certificate_file)).public_key()
    assert isinstance(public, RSAPublicKey)
    public.verify(signature, content, PKCS1v15(), SHA256())


@pytest.mark.parametrize(("key", "full"), [(AUTH, 3), (SIGN, 5)])
def test_counters_always_answer(key: str, full: int) -> None:
    """OpenSC binds only when both answer 63Cx, also verified and blocked."""
    card = EmulatedCard(load_profile("taro"))
    send(card, AP, f"00A4020C02{key}")
    assert send(card, "00200080") == f"63C{full}"
    for left in range(full - 1, -1, -1):
        assert send(card, "002000800439393939") == f"63C{left}"
    assert send(card, "002000800439393939") == "6984"
    assert send(card, "00200080") == "63C0"


def test_no_signing_certificate() -> None:
    card = EmulatedCard(replace(load_profile("taro"), sign_certificate=False))
    assert send(card, AP, "00A4020C020008", "00B0000003") == "008F009000"
    assert send(card, "00A4020C020001") == "6A82"


def test_token() -> None:
    card = EmulatedCard(load_profile("taro"))
    token = bytes.fromhex(send(card, AP, "00A4020C020006", "00B0000000")[:-4])
    assert len(token) == 160
    assert token[:32] == b"JPKIAPICCTOKEN2".ljust(32)
