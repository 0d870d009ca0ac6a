"""``python -m sync.sender.enrol``: a kiosk introduces itself to its office by a one-time code.

It makes its signing key, sends the public half, and stores the keys that it seals to.  Then a
person compares the fingerprint here with the office's and confirms it there.  With ``--tpm`` the key
goes to the TPM as it is made and was never on disk (docs/adr/0022).
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
    SealedKeyError,
    load_signing_private,
    save_private,
    save_public,
    save_sealed,
    seal_private,
    sealed_to,
)
from sync.envelope.tpm import TpmFailure
from sync.failures import SyncFailure, SyncFailureCode
from sync.sender.key_cli import told

_SECONDS = 20.0
_TYPE = "application/vnd.kakanai.enrolment+json"
_CREATED = 201


@dataclass(frozen=True, slots=True)
class Introduced:
    """The office has the key.  ``fingerprint``: for comparing by eye."""

    office: str
    fingerprint: str


def introduce(
    url: str,
    device: str,
    code: str,
    folder: Path,
    authority: Path | None = None,
    tpm: Path | None = None,
) -> Introduced | SyncFailure | TpmFailure:
    """Make the key in ``folder`` (or take the one that is there), send it, store the office's keys.

    ``tpm``: the key is sealed to the TPM there, one that is in the folder too.
    Raises ``KeyFileError`` for a key file that is no key, or when the folder
    holds keys of another office.
    """
    keys = KeyFolder(folder)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    failure = _make_or_seal(keys, tpm)
    if failure is not None:
        return failure
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


def _make_or_seal(keys: KeyFolder, tpm: Path | None) -> TpmFailure | None:
    path, failure = keys.private("device"), None
    if path.exists():
        return None if tpm is None or sealed_to(path) else seal_private(path, tpm)
    made = Ed25519PrivateKey.generate()
    if tpm is None:
        save_private(made, path)
    else:
        failure = save_sealed(made, path, tpm)
    if failure is None:
        keys.public("device").unlink(missing_ok=True)  # of a key that was put aside
        save_public(made.public_key(), keys.public("device"))
    return failure


def _keep(key: PublicKey, path: Path) -> None:
    """A key that is there may come again, but not become another one."""
    if not path.exists():
        save_public(key, path)
    elif path.read_bytes() != key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo):
        raise KeyFileError(f"{path.name}: the key of another office is here")


def main(arguments: list[str] | None = None) -> int:
    """0: introduced; 1: refused or unreachable, or the TPM failed."""
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
    parser.add_argument("--tpm", type=Path, help="seal the key to this TPM, e.g. /dev/tpmrm0")
    chosen = parser.parse_args(arguments)
    try:
        answer = introduce(
            chosen.office, chosen.device, chosen.code, chosen.keys, chosen.office_ca, chosen.tpm
        )
    except SealedKeyError as fault:
        answer = fault.failure
    match answer:
        case Introduced(office, shown):
            sys.stdout.write(f"office: {office}\nfingerprint: {shown}\n")
            return 0
        case TpmFailure():
            sys.stderr.write(told(answer, "ja") + "\n" + told(answer, "en"))
        case SyncFailure(code, detail):
            sys.stderr.write(f"enrol: {code.value} {detail}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
