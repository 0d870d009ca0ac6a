"""The applications on an emulated card, by what the card is (``reference/card.md`` 2.1, 2.10)."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Final

from cardreader.emulator import issuer, jpki_ap, text_ap, visual_ap
from cardreader.emulator.files import Application, File, Key, Signer
from cardreader.emulator.profiles import CardKind, Profile
from cardreader.emulator.text_ap import COLLATION_A, COLLATION_B, PIN

TEXT_AID: Final = "D3921000310001010408"
VISUAL_AID: Final = "D3921000310001010402"
RESIDENT_AID: Final = "D3921000310001010401"
COMMON_AID: Final = "D3921000310001010100"
JPKI_AID: Final = "D392F000260100000001"
LICENCE_AID: Final = "A0000002310100000000000000000000"
RESIDENCE_CARD_AID: Final = "D392F0004F0200000000000000000000"
AUTH_PIN: Final = 0x0018
SIGN_PASSWORD: Final = 0x001B
_COLLATION_TRIES: Final = 10


def applications_of(profile: Profile) -> list[Application]:
    """In the order in which a SELECT by a part of the AID finds them."""
    match profile.kind:
        case CardKind.MY_NUMBER:
            return [
                _jpki(b"JPKIAPICCTOKEN2", profile),
                _text(profile),
                _visual(profile),
                _resident(profile),
                _common(profile),
            ]
        case CardKind.PHONE:
            return [_jpki(b"JPKIAPGPSETOKEN", profile)]
        case CardKind.OLD_RESIDENT_CARD:
            return [_jpki(b"JPKIAPICCTOKEN", profile)]
        case CardKind.LICENCE:
            return [Application(bytes.fromhex(LICENCE_AID))]
        case CardKind.RESIDENCE:
            return [Application(bytes.fromhex(RESIDENCE_CARD_AID))]
        case CardKind.FOREIGN | CardKind.MUTE:
            return []


def _text(profile: Profile) -> Application:
    either = frozenset({PIN, COLLATION_A, COLLATION_B})
    return Application(
        bytes.fromhex(TEXT_AID),
        files={
            0x0001: File(text_ap.individual_number(profile), frozenset({PIN, COLLATION_A})),
            0x0002: File(text_ap.basic_four(profile), frozenset({PIN, COLLATION_B})),
            0x0003: File(_later(text_ap.integrity, profile), either),
            0x0004: File(_later(text_ap.issuer_certificate, profile)),
            0x0005: File(text_ap.basic_information()),
            0x0006: File(_later(text_ap.session_key, profile), either),
            0x0007: File(_later(text_ap.card_key, profile), either),
            0x0008: File(b"\xff" * 16),
        },
        keys={
            PIN: Key(profile.pin.encode("ascii"), profile.pin_left, profile.pin_tries),
            0x0012: Key(b"", 0, 0),
            COLLATION_A: _key(profile, "text.0014", profile.number.encode("ascii")),
            COLLATION_B: _key(profile, "text.0015", text_ap.collation_b(profile)),
        },
        signers={0x0013: Signer(lambda: text_ap.answering_key(profile))},
        default_signer=0x0013,
    )


def _visual(profile: Profile) -> Application:
    """The file of the key that answers challenges is not known; here it is 0014."""
    return Application(
        bytes.fromhex(VISUAL_AID),
        files={
            0x0001: File(_later(visual_ap.age_record, profile), frozenset({0x0011})),
            0x0002: File(_later(visual_ap.face, profile), frozenset({0x0012, 0x0013})),
            0x0003: File(visual_ap.basic_information(profile)),
            0x0004: File(_later(lambda p: text_ap.issuer_certificate(p, "visual"), profile)),
            0x0005: File(_later(visual_ap.number_picture, profile), frozenset({0x0013})),
            0x0006: File(b"\xff" * 16),
        },
        keys={
            0x0011: _key(profile, "visual.0011", text_ap.birth_number(profile)),
            0x0012: _key(profile, "visual.0012", text_ap.collation_b(profile)),
            0x0013: _key(profile, "visual.0013", profile.number.encode("ascii")),
        },
        signers={0x0014: Signer(lambda: text_ap.answering_key(profile))},
        default_signer=0x0014,
    )


def _resident(profile: Profile) -> Application:
    """The key only; what it guards is for terminals of the 住基ネット."""
    pin = _key(profile, "resident.001C", profile.pin.encode("ascii"), 3)
    return Application(bytes.fromhex(RESIDENT_AID), keys={0x001C: pin})


def _common(profile: Profile) -> Application:
    # The test card's own serial number (reference/card.md, Appendix B) for everyone: nobody's.
    text = f"400000012719843{profile.municipality}{profile.expiry:%Y%m%d}"
    record = b"\x01\x1c" + text.encode("ascii")
    pin = _key(profile, "common.001C", profile.pin.encode("ascii"), 3)
    return Application(
        bytes.fromhex(COMMON_AID),
        keys={0x001C: pin},
        records={0x0001: [record]},
        internal={0x0019: Signer(lambda: issuer.key_of(f"common {profile.id}"))},
    )


def _jpki(label: bytes, profile: Profile) -> Application:
    phone = profile.kind is CardKind.PHONE
    files = {
        0x0002: File(cache(lambda: jpki_ap.authority_certificate(jpki_ap.SIGN))),
        0x0006: File(jpki_ap.token_information(profile.token.encode("ascii") or label)),
        0x0008: File(jpki_ap.certificates_present(profile)),
        0x000A: File(
            _later(lambda p: jpki_ap.user_certificate(p, jpki_ap.AUTH), profile),
            frozenset({AUTH_PIN} if phone else ()),
        ),
        0x000B: File(cache(lambda: jpki_ap.authority_certificate(jpki_ap.AUTH))),
    }
    if profile.sign_certificate:
        files[0x0001] = File(
            _later(lambda p: jpki_ap.user_certificate(p, jpki_ap.SIGN), profile),
            frozenset({SIGN_PASSWORD}),
        )
    password = profile.sign_password.encode("ascii")
    return Application(
        bytes.fromhex(JPKI_AID),
        files=files,
        keys={
            AUTH_PIN: _key(profile, "jpki.0018", profile.auth_pin.encode("ascii"), 3),
            SIGN_PASSWORD: _key(profile, "jpki.001B", password, 5),
        },
        signers={
            0x0017: Signer(lambda: jpki_ap.user_key(profile, jpki_ap.AUTH), frozenset({AUTH_PIN})),
            0x001A: Signer(
                lambda: jpki_ap.user_key(profile, jpki_ap.SIGN), frozenset({SIGN_PASSWORD})
            ),
        },
    )


def _key(profile: Profile, place: str, value: bytes, tries: int = _COLLATION_TRIES) -> Key:
    return Key(value, profile.tries_left.get(place, tries), tries)


def _later(make: Callable[[Profile], bytes], profile: Profile) -> Callable[[], bytes]:
    """Made when first read, and then the same for the life of the card."""
    return cache(lambda: make(profile))
