"""Sealing: round trip, every flipped byte is noticed, and a second implementation agrees."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import json
import os
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st
from pyhpke import AEADId, CipherSuite, KDFId, KEMId, KEMKey

from forms.facts.values import Declined, DontKnow, Facts, Known, NotApplicable, Source
from sync.envelope import keys as key_files
from sync.envelope.seal import SealingKeys, open_envelope, seal, verify
from sync.envelope.submission import (
    Submission,
    SubmittedAnswer,
    SubmittedDocument,
    SubmittedForm,
    SubmittedProcedure,
)
from sync.envelope.wire import Envelope, Header
from sync.failures import SyncFailure, SyncFailureCode

OFFICE = X25519PrivateKey.generate()
ESCROW = X25519PrivateKey.generate()
DEVICE = Ed25519PrivateKey.generate()
KEYS = SealingKeys(OFFICE.public_key(), ESCROW.public_key(), DEVICE)

NAME = "\U00020bb7野\U000e0100 みほん"  # 𠮷 and a variation sequence must survive


def submission(facts: Facts | None = None) -> Submission:
    return Submission(
        id=UUID("3f2b8c9e-5a57-4f0e-9d0a-0f6b5a0c1d2e"),
        number="A-012",
        office="toyonaka",
        device="kiosk-a",
        pack="toyonaka",
        pack_version="2026.11.1",
        event="okuyami",
        language="ja",
        today=date(2026, 11, 21),
        facts={
            "deceased.name": Known(NAME, Source.CITIZEN),
            "deceased.birth": Known(date(1941, 3, 2), Source.CARD),
            "deceased.age": Known(85, Source.DERIVED),
            "deceased.resident": Known(True, Source.CITIZEN),
            "deceased.insurance": DontKnow(),
            "funeral.date": Declined(),
            "household.head_name": NotApplicable(),
        }
        if facts is None
        else facts,
        procedures=(
            SubmittedProcedure(
                "okuyami.kouki_loss",
                "check_at_counter",
                ("deceased.insurance",),
                date(2026, 12, 5),
                "hoken",
            ),
            SubmittedProcedure("okuyami.seal_card", "not_needed"),
        ),
        forms=(SubmittedForm("kouki_sosaihi", "okuyami.kouki_sosaihi", {"name": NAME}),),
        answers=(
            SubmittedAnswer("okuyami.name", ("deceased.name",)),
            SubmittedAnswer("okuyami.insurance", ("deceased.insurance",)),
        ),
        document=SubmittedDocument("ab" * 32, 2, 123_456),
    )


FORMAT_1 = (
    b'{"device":"kiosk-a","event":"okuyami","facts":{"deceased.resident":'
    b'{"state":"known","source":"citizen","type":"bool","value":true}},"format":1,'
    b'"forms":[{"fields":{"name":"\xf0\xa0\xae\xb7"},"form_id":"f","procedure_id":"p"}],'
    b'"id":"3f2b8c9e-5a57-4f0e-9d0a-0f6b5a0c1d2e","language":"ja","number":"A-012",'
    b'"office":"toyonaka","pack":"toyonaka","pack_version":"2026.11.1","procedures":[],'
    b'"supersedes":null,"today":"2026-11-21"}'
)


def test_what_was_sealed_in_format_1_is_read_for_ever() -> None:
    old = Submission.from_bytes(FORMAT_1)
    assert (old.number, old.pack_version) == ("A-012", "2026.11.1")
    assert old.facts == {"deceased.resident": Known(True, Source.CITIZEN)}
    assert (old.answers, old.document) == ((), None)
    assert Submission.from_bytes(old.to_bytes()) == old


@pytest.mark.parametrize(
    "changed",
    [
        (b'"format":1', b'"format":3'),
        (b'"format":1', b'"format":2'),  # without what format 2 has
        (b'"procedures":[]', b'"procedures":[{}]'),
        (b'"number":"A-012"', b'"number":12'),
    ],
)
def test_what_is_no_submission_says_so_and_nothing_of_itself(changed: tuple[bytes, bytes]) -> None:
    with pytest.raises(ValueError, match=r"^not a submission of a known format$"):
        Submission.from_bytes(FORMAT_1.replace(*changed))


def test_what_is_sealed_opens_for_office_and_escrow_only() -> None:
    envelope = seal(submission(), KEYS, 7)
    again = Envelope.from_bytes(envelope.to_bytes())
    assert again == envelope
    assert verify(envelope, DEVICE.public_key()) is envelope
    assert open_envelope(envelope, OFFICE) == submission()
    assert open_envelope(envelope, ESCROW) == submission()
    stranger = open_envelope(envelope, X25519PrivateKey.generate())
    assert stranger == SyncFailure(SyncFailureCode.ENVELOPE_NOT_FOR_US)


def test_the_outside_shows_the_header_only() -> None:
    outside = seal(submission(), KEYS, 7).to_bytes()
    for inside in (NAME, "みほん", "A-012", "okuyami", "kouki", "2026-11-21", "1941"):
        assert inside.encode() not in outside
    assert b'"sequence":7' in outside
    assert b'"office":"toyonaka"' in outside


def test_the_length_does_not_tell_one_form_more() -> None:
    short = seal(submission({}), KEYS, 1)
    long = seal(submission(), KEYS, 2)
    assert len(short.ciphertext) == len(long.ciphertext)


def test_a_second_sealing_has_another_digest() -> None:
    assert seal(submission(), KEYS, 7).digest != seal(submission(), KEYS, 7).digest


@given(data=st.data())
def test_no_flipped_bit_of_the_envelope_is_accepted(data: st.DataObject) -> None:
    raw = bytearray(seal(submission(), KEYS, 7).to_bytes())
    place = data.draw(st.integers(0, len(raw) - 1))
    raw[place] ^= 1 << data.draw(st.integers(0, 7))
    envelope = Envelope.from_bytes(bytes(raw))
    if isinstance(envelope, Envelope):
        assert isinstance(verify(envelope, DEVICE.public_key()), SyncFailure)


@pytest.mark.parametrize(
    "header",
    [
        {"id": UUID(int=1)},
        {"office": "elsewhere"},
        {"device": "kiosk-b"},
        {"sequence": 8},
    ],
)
def test_the_header_is_bound_even_for_a_thief_of_the_device_key(header: dict[str, object]) -> None:
    """Someone who can sign moves the sealed content under another header: it does not open."""
    envelope = seal(submission(), KEYS, 7)
    moved = dataclasses.replace(
        envelope,
        header=dataclasses.replace(envelope.header, **header),  # type: ignore[arg-type]  # parametrised
    )
    assert verify(moved, DEVICE.public_key()) == SyncFailure(
        SyncFailureCode.ENVELOPE_TAMPERED, "signature"
    )
    assert open_envelope(moved, OFFICE) == SyncFailure(
        SyncFailureCode.ENVELOPE_TAMPERED, "ciphertext"
    )


def test_another_devices_signature_is_refused() -> None:
    envelope = seal(submission(), KEYS, 7)
    other = Ed25519PrivateKey.generate().public_key()
    assert verify(envelope, other) == SyncFailure(SyncFailureCode.ENVELOPE_TAMPERED, "signature")


def test_an_unknown_suite_and_format_are_named() -> None:
    envelope = seal(submission(), KEYS, 7)
    newer = dataclasses.replace(
        envelope, header=dataclasses.replace(envelope.header, suite="mlkem768-x25519")
    )
    for answer in (verify(newer, DEVICE.public_key()), open_envelope(newer, OFFICE)):
        assert answer == SyncFailure(SyncFailureCode.ENVELOPE_UNSUPPORTED, "suite")
    later = envelope.to_bytes().replace(b'"format":1', b'"format":2')
    assert Envelope.from_bytes(later) == SyncFailure(SyncFailureCode.ENVELOPE_UNSUPPORTED, "format")


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"null", b"\xff", b"[" * 100_000])
def test_what_is_no_envelope_is_a_result(data: bytes) -> None:
    answer = Envelope.from_bytes(data)
    assert isinstance(answer, SyncFailure)
    assert answer.code == SyncFailureCode.ENVELOPE_UNREADABLE


def test_another_spelling_of_the_same_envelope_is_refused() -> None:
    raw = seal(submission(), KEYS, 7).to_bytes()
    for spelling in (raw + b"\n", b"{" + b'"extra":1,' + raw[1:], raw.replace(b":7,", b": 7,")):
        assert Envelope.from_bytes(spelling) == SyncFailure(
            SyncFailureCode.ENVELOPE_UNREADABLE, "not canonical"
        )


def _pyhpke() -> CipherSuite:
    return CipherSuite.new(KEMId.DHKEM_X25519_HKDF_SHA256, KDFId.HKDF_SHA256, AEADId.AES256_GCM)


def test_a_second_hpke_implementation_opens_what_we_sealed() -> None:
    """RFC 9180 by pyhpke: enc is the first 32 bytes of the wrapped key."""
    envelope = seal(submission(), KEYS, 7)
    header = (
        b'{"device":"kiosk-a","format":1,"id":"3f2b8c9e-5a57-4f0e-9d0a-0f6b5a0c1d2e",'
        b'"office":"toyonaka","sequence":7,"suite":"x25519-aes256gcm-ed25519"}'
    )
    wrapped = envelope.recipients[1].wrapped
    context = _pyhpke().create_recipient_context(
        wrapped[:32],
        KEMKey.from_pyca_cryptography_key(ESCROW),
        info=b"kakanai data key 1\nescrow\n" + header,
    )
    data_key = context.open(wrapped[32:])
    plaintext = AESGCM(data_key).decrypt(
        envelope.ciphertext[:12], envelope.ciphertext[12:], b"kakanai submission 1\n" + header
    )
    assert Submission.from_bytes(plaintext) == submission()


def test_we_open_what_a_second_hpke_implementation_sealed() -> None:
    envelope = seal(submission(), KEYS, 7)
    header = Header(envelope.id, "toyonaka", "kiosk-a", 7).to_bytes()
    data_key = os.urandom(32)
    nonce = os.urandom(12)
    enc, sender = _pyhpke().create_sender_context(
        KEMKey.from_pyca_cryptography_key(OFFICE.public_key()),
        info=b"kakanai data key 1\noffice\n" + header,
    )
    foreign = dataclasses.replace(
        envelope,
        recipients=(
            dataclasses.replace(envelope.recipients[0], wrapped=enc + sender.seal(data_key)),
        ),
        ciphertext64=base64.b64encode(
            nonce
            + AESGCM(data_key).encrypt(
                nonce, submission().to_bytes(), b"kakanai submission 1\n" + header
            )
        ),
    )
    assert open_envelope(foreign, OFFICE) == submission()


_states = st.one_of(
    st.builds(
        Known, st.text() | st.booleans() | st.integers() | st.dates(), st.sampled_from(Source)
    ),
    st.builds(DontKnow),
    st.builds(Declined),
)


@given(facts=st.dictionaries(st.text(max_size=20), _states, max_size=8))
def test_any_facts_survive_the_bytes(facts: Facts) -> None:
    assert Submission.from_bytes(submission(facts).to_bytes()) == submission(facts)


def test_an_envelope_is_canonical_json() -> None:
    data = seal(submission(), KEYS, 7).to_bytes()
    plain = json.loads(data)
    assert data == json.dumps(plain, sort_keys=True, separators=(",", ":")).encode()
    sealed = {name: plain[name] for name in ("ciphertext", "recipients")}
    text = json.dumps(sealed, sort_keys=True, separators=(",", ":"))
    assert hashlib.sha256(text.encode()).hexdigest() == plain["digest"]


_near_base64 = st.text("AQgwZz+/=-_ \n", max_size=12)


@given(text=st.binary(max_size=9).map(lambda data: base64.b64encode(data).decode()) | _near_base64)
def test_only_one_spelling_of_the_ciphertext_is_read(text: str) -> None:
    """Judged by decoding strictly and encoding again."""
    try:
        right = base64.b64encode(base64.b64decode(text, validate=True)).decode() == text
    except ValueError:
        right = False
    plain = json.loads(seal(submission(), KEYS, 7).to_bytes())
    data = json.dumps({**plain, "ciphertext": text}, sort_keys=True, separators=(",", ":"))
    assert isinstance(Envelope.from_bytes(data.encode()), Envelope) == right


def test_broken_content_is_a_fault_without_the_content() -> None:
    broken = submission().to_bytes().replace(b'"format":2', b'"format":9')
    with pytest.raises(ValueError, match="not a submission") as caught:
        Submission.from_bytes(broken)
    assert caught.value.__cause__ is None
    assert "みほん" not in str(caught.value)


def test_key_files_are_private_kept_and_of_their_kind(tmp_path: Path) -> None:
    keys = key_files.make_development_keys(tmp_path / "keys")
    first = keys.private("device").read_bytes()
    assert keys.private("device").stat().st_mode & 0o777 == 0o600
    key_files.make_development_keys(tmp_path / "keys")
    assert keys.private("device").read_bytes() == first
    office = key_files.load_sealing_private(keys.private("office"))
    assert key_files.key_id(office.public_key()) == key_files.key_id(
        key_files.load_sealing_public(keys.public("office"))
    )
    with pytest.raises(key_files.KeyFileError, match="Ed25519"):
        key_files.load_signing_private(keys.private("office"))
    with pytest.raises(key_files.KeyFileError, match="X25519"):
        key_files.load_sealing_public(keys.public("audit-head"))
    keys.private("escrow").chmod(0o640)
    with pytest.raises(key_files.KeyFileError, match="chmod 600"):
        key_files.load_sealing_private(keys.private("escrow"))
    with pytest.raises(key_files.KeyFileError, match="no private key"):
        key_files.load_signing_private(tmp_path / "absent.pem")
