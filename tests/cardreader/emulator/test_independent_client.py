"""OpenSC, which shares no line with us, talks to the emulated card."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256

from tests.support.card import Table

pytestmark = pytest.mark.skipif(shutil.which("opensc-tool") is None, reason="OpenSC is absent")


ATRS = {"jpki_test_card": "one that OpenSC knows", "taro": "one that it has to probe"}
MODULE = next(iter(sorted(Path("/usr/lib").glob("*/opensc-pkcs11.so"))), Path("opensc-pkcs11.so"))


def opensc(folder: Path, *words: str, program: str = "opensc-tool", refused: int = 0) -> str:
    done = subprocess.run(
        [program, *words],
        env=os.environ | {"HOME": str(folder), "XDG_CACHE_HOME": str(folder)},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert bool(done.returncode) == bool(refused), done.stdout + done.stderr
    return done.stdout


def test_lists_the_readers(table: Table, tmp_path: Path) -> None:
    table.lay("taro")
    rows = opensc(tmp_path, "--list-readers").splitlines()
    assert [row.split()[1] for row in rows if row[:1].isdigit()] == ["Yes", "No"]


@pytest.mark.parametrize("profile", ["jpki_test_card", "taro"])
def test_reads_with_the_pin(table: Table, tmp_path: Path, profile: str) -> None:
    """One ATR that OpenSC knows and one that it has to probe."""
    card = table.lay(profile)
    words = [
        "--reader=0",
        "--card-driver=default",
        "--send-apdu=00A4040C0AD3921000310001010408",
        "--send-apdu=00A4020C020011",
        "--send-apdu=00200080",
        "--send-apdu=002000800431323334",
        "--send-apdu=00A4020C020002",
        "--send-apdu=00B0000007",
    ]
    output = opensc(tmp_path, *words)
    statuses = re.findall(r"SW1=0x([0-9A-F]{2}), SW2=0x([0-9A-F]{2})", output)
    assert ["".join(pair) for pair in statuses] == [
        "9000",
        "9000",
        "63C3",
        "9000",
        "9000",
        "9000",
    ]
    assert "FF 20" in output
    assert card.verifies == 1


def test_names_the_atr(table: Table, tmp_path: Path) -> None:
    table.lay("jpki_test_card")
    assert opensc(tmp_path, "--reader=0", "--atr").strip().upper() == "3B:E0:00:FF:81:31:FE:45:14"


@pytest.mark.parametrize("profile", ATRS)
def test_finds_the_driver_and_what_is_on_the_card(
    table: Table, tmp_path: Path, profile: str
) -> None:
    card = table.lay(profile)
    assert opensc(tmp_path, "--reader=0", "--name").strip() == "jpki"
    dump = opensc(tmp_path, "--reader=0", "--dump", program="pkcs15-tool")
    assert re.findall(r"^PIN \[(.*)\]", dump, re.MULTILINE) == [
        "User Authentication PIN",
        "Digital Signature PIN",
    ]
    assert re.findall(r"Tries left +: (\d)", dump) == ["3", "5"]
    assert len(re.findall(r"^Private RSA Key", dump, re.MULTILINE)) == 2
    assert len(re.findall(r"^X.509 Certificate", dump, re.MULTILINE)) == 4
    assert card.verifies == 0


def certificate(folder: Path, number: int, *words: str) -> x509.Certificate:
    pem = opensc(
        folder, "--reader=0", f"--read-certificate={number:02d}", *words, program="pkcs15-tool"
    )
    return x509.load_pem_x509_certificate(pem.encode())


WITH_PASSWORD = ("--auth-id=02", "--verify-pin", "--pin=ABC123")


def test_reads_the_certificates(table: Table, tmp_path: Path) -> None:
    card = table.lay("taro")
    user, user_ca = certificate(tmp_path, 1), certificate(tmp_path, 3)
    user.verify_directly_issued_by(user_ca)
    assert "𠮷田" not in str(user.subject)
    opensc(tmp_path, "--reader=0", "--read-certificate=02", program="pkcs15-tool", refused=1)
    assert card.verifies == 0
    signer, signer_ca = certificate(tmp_path, 2, *WITH_PASSWORD), certificate(tmp_path, 4)
    signer.verify_directly_issued_by(signer_ca)
    names = signer.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    texts = [name.value[2:].decode() for name in names if isinstance(name, x509.OtherName)]
    assert texts[0] == "𠮷田　太郎"
    assert texts[3] == "319650412"
    assert user.not_valid_after_utc.date() == card.profile.expiry


@pytest.mark.parametrize(
    ("slot", "pin", "key", "words"),
    [(0, "1234", "01", ()), (1, "ABC123", "02", WITH_PASSWORD)],
)
@pytest.mark.parametrize("profile", ATRS)
def test_signs(
    table: Table,
    tmp_path: Path,
    profile: str,
    slot: int,
    pin: str,
    key: str,
    words: tuple[str, ...],
) -> None:
    table.lay(profile)
    content, signed = tmp_path / "content", tmp_path / "signed"
    content.write_bytes(b"to be signed\n" * 100)
    opensc(
        tmp_path,
        f"--module={MODULE}",
        f"--slot-index={slot}",
        "--login",
        f"--pin={pin}",
        "--sign",
        f"--id={key}",
        "--mechanism=SHA256-RSA-PKCS",
        f"--input-file={content}",
        f"--output-file={signed}",
        program="pkcs11-tool",
    )
    public = certificate(tmp_path, int(key), *words).public_key()
    assert isinstance(public, RSAPublicKey)
    public.verify(signed.read_bytes(), content.read_bytes(), PKCS1v15(), SHA256())


def test_a_wrong_pin_costs_one_try(table: Table, tmp_path: Path) -> None:
    table.lay("taro")
    words = (f"--module={MODULE}", "--slot-index=0", "--login", "--pin=9999", "--list-objects")
    opensc(tmp_path, *words, program="pkcs11-tool", refused=1)
    dump = opensc(tmp_path, "--reader=0", "--dump", program="pkcs15-tool")
    assert re.findall(r"Tries left +: (\d)", dump) == ["2", "5"]
