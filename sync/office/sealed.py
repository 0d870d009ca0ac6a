"""What clerks add (corrections, notes) is sealed like a submission: HPKE to office and escrow key.

One JSON object as bytes: ``format``, ``suite`` and ``recipients`` (name → base64 of the HPKE
ciphertext of the whole text).  The context (case id and running number) is bound as HPKE ``info``,
so that a sealed value cannot be moved to another case.
"""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from forms.facts.values import FactId, FactState, to_json

FORMAT = 1
SUITE = "hpke-x25519-hkdfsha256-aes256gcm"
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def seal_text(text: str, context: str, office: X25519PublicKey, escrow: X25519PublicKey) -> bytes:
    """Seal ``text`` to both keys, bound to ``context``."""
    plain, info = text.encode("utf-8"), _info(context)
    recipients = {
        name: base64.b64encode(_SUITE.encrypt(plain, key, info)).decode("ascii")
        for name, key in (("office", office), ("escrow", escrow))
    }
    return json.dumps(
        {"format": FORMAT, "suite": SUITE, "recipients": recipients},
        sort_keys=True,
        separators=(",", ":"),
    ).encode("ascii")


def open_text(
    sealed: bytes, context: str, key: X25519PrivateKey, recipient: str = "office"
) -> str | None:
    """The text, or ``None`` when it is not sealed to ``key`` in ``context``, or was changed."""
    try:
        outer = json.loads(sealed)
        if (outer["format"], outer["suite"]) != (FORMAT, SUITE):
            return None
        box = base64.b64decode(outer["recipients"][recipient], validate=True)
        return _SUITE.decrypt(box, key, _info(context)).decode("utf-8")
    except (ValueError, KeyError, TypeError, binascii.Error, InvalidTag):
        return None


@dataclass(frozen=True, slots=True)
class Sealer:
    """Seals what clerks add; needs public keys only, so the console can hold it."""

    office: X25519PublicKey
    escrow: X25519PublicKey

    def revision(self, case_id: str, number: int, fact: FactId, state: FactState) -> bytes:
        """A correction, sealed to office and escrow."""
        text = json.dumps({"fact": fact, "state": to_json(state)}, ensure_ascii=False)
        return self.again(text, revision_context(case_id, number))

    def note(self, case_id: str, text: str) -> bytes:
        """A clerk's own words, sealed to office and escrow."""
        return self.again(text, note_context(case_id))

    def again(self, text: str, context: str) -> bytes:
        """Text that was opened in this context, for the keys that are in use now."""
        return seal_text(text, context, self.office, self.escrow)


def revision_context(case_id: str, number: int) -> str:
    """Binds a correction to its case and place."""
    return f"revision {case_id} {number}"


def note_context(case_id: str) -> str:
    """Binds a note to its case."""
    return f"note {case_id}"


def _info(context: str) -> bytes:
    return f"kakanai office {FORMAT} {context}".encode()
