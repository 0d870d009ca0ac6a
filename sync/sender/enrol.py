"""``python -m sync.sender.enrol``: a kiosk introduces itself to its office by a one-time code.

It makes its signing key, sends the public half, and stores the keys that it seals to.  Then a
person compares the fingerprint here with the office's and confirms it there.
"""

from __future__ import annotations

import argparse
import base64
import json
import sys
from dataclasses import dataclass
from pathlib import Path

import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from sync.envelope.enrolment import fingerprint, to_request
from sync.envelope.keys import (
    KeyFileError,
    KeyFolder,
    PublicKey,
    load_signing_private,
    save_private,
    save_public,
)
from sync.failures import SyncFailure, SyncFailureCode

_SECONDS = 20.0
_TYPE = "application/vnd.kakanai.enrolment+json"
_CREATED = 201


@dataclass(frozen=True, slots=True)
class Introduced:
    """The office has the key.  ``fingerprint``: for comparing by eye."""

    office: str
    fingerprint: str


def introduce(
    url: str, device: str, code: str, folder: Path, authority: Path | None = None
) -> Introduced | SyncFailure:
    """Make the key in ``folder`` (or take the one that is there), send it, store the office's keys.

    Raises ``KeyFileError`` for a key file that is no key, or when the folder
    holds keys of another office.
    """
    keys = KeyFolder(folder)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not keys.private("device").exists():
        made = Ed25519PrivateKey.generate()
        save_private(made, keys.private("device"))
        save_public(made.public_key(), keys.public("device"))
    key = load_signing_private(keys.private("device"))
    body = to_request(device, code.replace("-", "").upper(), key)
    with requests.Session() as session:
        session.trust_env = False
        session.verify = True if authority is None else str(authority)
        try:
            response = session.post(
                f"{url.rstrip('/')}/v1/enrolments",
                data=body,
                headers={"Content-Type": _TYPE},
                timeout=_SECONDS,
                allow_redirects=False,
            )
        except requests.RequestException as fault:
            return SyncFailure(SyncFailureCode.OFFICE_UNREACHABLE, type(fault).__name__)
    if response.status_code != _CREATED:
        return SyncFailure(SyncFailureCode.OFFICE_REFUSED, f"HTTP {response.status_code}")
    try:
        plain = json.loads(response.content)
        office = X25519PublicKey.from_public_bytes(base64.b64decode(plain["office_key"]))
        escrow = X25519PublicKey.from_public_bytes(base64.b64decode(plain["escrow_key"]))
        head = Ed25519PublicKey.from_public_bytes(base64.b64decode(plain["head_key"]))
        name = str(plain["office"])
    except (KeyError, TypeError, ValueError):
        return SyncFailure(SyncFailureCode.OFFICE_NOT_OURS, "answer")
    for role, public in (("office", office), ("escrow", escrow), ("audit-head", head)):
        _keep(public, keys.public(role))
    return Introduced(name, fingerprint(key.public_key()))


def _keep(key: PublicKey, path: Path) -> None:
    """A key that is there may come again, but not become another one."""
    if not path.exists():
        save_public(key, path)
    elif path.read_bytes() != key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo):
        raise KeyFileError(f"{path.name}: the key of another office is here")


def main(arguments: list[str] | None = None) -> int:
    """0: introduced; 1: refused or unreachable."""
    parser = argparse.ArgumentParser(
        prog="python -m sync.sender.enrol",
        description="Introduce this kiosk to its office.",
        epilog="example: python -m sync.sender.enrol --office https://office.example "
        "--device kiosk-a --code ABCD-EFGH-2345-WXYZ --keys keys",
    )
    parser.add_argument("--office", required=True, help="address of the office")
    parser.add_argument("--office-ca", type=Path, help="PEM that its certificate must lead to")
    parser.add_argument("--device", required=True, help="the name that the office invited")
    parser.add_argument("--code", required=True, help="the one-time code")
    parser.add_argument("--keys", type=Path, required=True, help="folder for the key files")
    chosen = parser.parse_args(arguments)
    told = introduce(chosen.office, chosen.device, chosen.code, chosen.keys, chosen.office_ca)
    if isinstance(told, SyncFailure):
        sys.stderr.write(f"enrol: {told.code.value} {told.detail}\n")
        return 1
    sys.stdout.write(f"office: {told.office}\nfingerprint: {told.fingerprint}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
