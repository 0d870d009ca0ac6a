"""The 公的個人認証AP of an emulated card: certificates, keys, token label (``reference/card.md`` 2.8).

The certificates are real X.509 of our own CA, under the name of the public test hierarchy.
"""

from __future__ import annotations

from datetime import UTC, datetime, time
from hashlib import sha256
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from cardreader.emulator.issuer import SigningKey, key_of
from cardreader.emulator.profiles import ERAS, Profile

AUTH: Final = "user authentication"
SIGN: Final = "digital signature"
_BLOCK: Final = 256
_YEARS: Final = 5
_ATTRIBUTES: Final = "1.2.392.200149.8.5.5"
_ERA_DIGITS: Final = dict(zip((start for start, _ in ERAS), "5432", strict=True))


def token_information(label: bytes) -> bytes:
    """EF 0006: 160 bytes; only the label is known to matter."""
    return label.ljust(32, b" ").ljust(160, b"\0")


def certificates_present(profile: Profile) -> bytes:
    """EF 0008: signing certificate, authentication certificate, and a byte that nobody knows."""
    return bytes((0x8F if profile.sign_certificate else 0x00, 0x8F, 0x00))


def authority_certificate(use: str) -> bytes:
    """EF 0002 (sign) and 000B (auth)."""
    key = _authority(use)
    name = _authority_name(use)
    built = _builder(name, name, key, 2023, 2053)
    constraints = x509.BasicConstraints(ca=True, path_length=None)
    return _file(built.add_extension(constraints, critical=True), key)


def user_certificate(profile: Profile, use: str) -> bytes:
    """EF 0001 (sign) and 000A (auth): five years, to the day when the card expires.

    The name and the rest stand in the signing certificate only.
    """
    serial = sha256(f"{profile.id} {use}".encode()).hexdigest()[:10].upper()
    subject = [
        x509.NameAttribute(NameOID.COUNTRY_NAME, "JP"),
        x509.NameAttribute(NameOID.COMMON_NAME, f"{serial}IEG{profile.municipality}003A"),
    ]
    built = _builder(
        x509.Name(subject),
        _authority_name(use),
        user_key(profile, use),
        profile.expiry.year - _YEARS,
        profile.expiry.year,
        (profile.expiry.month, profile.expiry.day),
    )
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=use == SIGN,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    built = built.add_extension(usage, critical=True)
    if use == SIGN:
        built = built.add_extension(_person(profile), critical=False)
    return _file(built, _authority(use))


def user_key(profile: Profile, use: str) -> SigningKey:
    """EF 0017 (auth) and 001A (sign)."""
    return key_of(f"{use} {profile.id}")


def _authority(use: str) -> SigningKey:
    return key_of(f"authority of {use}")


def _authority_name(use: str) -> x509.Name:
    unit = NameOID.ORGANIZATIONAL_UNIT_NAME
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "JP"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "JPKI-TEST"),
            x509.NameAttribute(unit, f"JPKI for {use}"),
            x509.NameAttribute(unit, "Japan Agency for Local Authority Information Systems"),
        ]
    )


def _builder(
    subject: x509.Name,
    authority: x509.Name,
    key: SigningKey,
    first_year: int,
    last_year: int,
    day: tuple[int, int] = (4, 1),
) -> x509.CertificateBuilder:
    # No certificate may begin on the 29th of February of another year.
    month, first_day = day[0], min(day[1], 28)
    return x509.CertificateBuilder(
        issuer_name=authority,
        subject_name=subject,
        public_key=key.private.public_key(),
        serial_number=int.from_bytes(sha256(key.modulus).digest()[:8], "big") >> 1 or 1,
        not_valid_before=datetime(first_year, month, first_day, tzinfo=UTC),
        not_valid_after=datetime.combine(
            datetime(last_year, *day, tzinfo=UTC).date(), time(23, 59, 59), UTC
        ),
    )


def _person(profile: Profile) -> x509.SubjectAlternativeName:
    """Name, sex, birth with its era and address, each with the marks of replaced characters."""
    birth = profile.birth
    era = next(digit for start, digit in _ERA_DIGITS.items() if f"{start:%Y%m%d}" <= birth)
    texts = {
        1: profile.name,
        2: "0" * len(profile.name),
        3: profile.sex,
        4: era + birth,
        5: profile.address,
        6: "0" * len(profile.address),
    }
    return x509.SubjectAlternativeName(
        [
            x509.OtherName(x509.ObjectIdentifier(f"{_ATTRIBUTES}.{number}"), _utf8_string(text))
            for number, text in texts.items()
        ]
    )


def _utf8_string(text: str) -> bytes:
    """DER of an ASN.1 UTF8String."""
    content = text.encode()
    size = len(content)
    if size < 0x80:
        return bytes((0x0C, size)) + content
    if size < 0x100:
        return bytes((0x0C, 0x81, size)) + content
    return b"\x0c\x82" + size.to_bytes(2, "big") + content


def _file(built: x509.CertificateBuilder, authority: SigningKey) -> bytes:
    """Filled to whole blocks: one client reads blocks of 256 beyond the end of the certificate."""
    der = built.sign(authority.private, SHA256()).public_bytes(Encoding.DER)
    return der.ljust((len(der) + _BLOCK - 1) // _BLOCK * _BLOCK, b"\xff")
