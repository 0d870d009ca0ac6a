"""Key files: PEM, private ones readable by their owner only, and a development set in a folder.

A private key stands in its file as PKCS#8, or sealed to the machine's TPM (docs/adr/0022): whoever
loads it sees no difference.  ``python -m sync.envelope.keys FOLDER`` makes the set.  It is for
development and the demo: in an office the escrow key is made offline.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from sync.envelope.sealed_key import PrivateKey, SealedKey
from sync.envelope.tpm import TpmFailure

PublicKey: TypeAlias = X25519PublicKey | Ed25519PublicKey


class KeyFileError(Exception):
    """A key file is missing, of another kind, or readable by others.  Wrong set-up, not weather."""


class SealedKeyError(KeyFileError):
    """The file is sealed to a TPM, and that TPM does not open it: ``failure`` says why."""

    def __init__(self, path: Path, failure: TpmFailure) -> None:
        super().__init__(
            f"{path.name}: {failure.code.value} ({failure.detail}), see kakanai key check"
        )
        self.failure = failure


def key_id(key: PublicKey) -> str:
    """16 hex digits of SHA-256 over the raw public key: names a key, proves nothing."""
    raw = key.public_bytes(Encoding.Raw, PublicFormat.Raw)
    return hashlib.sha256(raw).hexdigest()[:16]


def save_private(key: PrivateKey, path: Path) -> None:
    """Write PKCS#8 PEM with mode 0600.  Raises ``FileExistsError``: a key is never overwritten."""
    _write(path, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()), 0o600)


def save_sealed(key: PrivateKey, path: Path, tpm: Path) -> TpmFailure | None:
    """Write the key sealed to the TPM at ``tpm``, mode 0600.  Raises ``FileExistsError``."""
    sealed = SealedKey.of(key, tpm)
    if isinstance(sealed, TpmFailure):
        return sealed
    _write(path, sealed.to_bytes(), 0o600)
    return None


def seal_private(path: Path, tpm: Path) -> TpmFailure | None:
    """Put the key of ``path`` under the TPM: the file keeps its name, and no setting changes.

    The plain file goes in one step once the sealed one was read back and gave the same key; a power
    cut leaves one of the two.  Where ``path`` is a link, what it leads to is sealed.  Raises
    :class:`KeyFileError`, also for a file that is sealed already or that has a second name (the plain
    key would stay under it).
    """
    path = path.resolve()
    if sealed_to(path) is not None:
        raise KeyFileError(f"{path.name}: is sealed to a TPM already")
    key = load_private(path)
    before = path.stat()
    if before.st_nlink > 1:
        raise KeyFileError(
            f"{path.name}: the file has another name, where the key would stay plain"
        )
    new = path.with_name(f"{path.name}.sealed")
    new.unlink(missing_ok=True)  # of a run that was cut off
    failure = save_sealed(key, new, tpm)
    if failure is not None:
        return failure
    if load_private(new).private_bytes_raw() != key.private_bytes_raw():
        raise KeyFileError(f"{new.name}: the TPM gave back another key; {path.name} is as it was")
    made = new.stat()
    if (made.st_uid, made.st_gid) != (before.st_uid, before.st_gid):
        os.chown(new, before.st_uid, before.st_gid)  # root seals, the kiosk's user reads
    new.replace(path)
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return None


def sealed_to(path: Path) -> Path | None:
    """The address of the TPM that the file is sealed to.  Raises :class:`KeyFileError`."""
    try:
        sealed = SealedKey.from_bytes(path.read_bytes())
    except (OSError, ValueError) as fault:
        raise KeyFileError(f"{path.name}: no private key there") from fault
    return None if sealed is None else sealed.tpm


def save_public(key: PublicKey, path: Path) -> None:
    """Write SubjectPublicKeyInfo PEM.  Raises ``FileExistsError``."""
    _write(path, key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo), 0o644)


def load_private(path: Path) -> PrivateKey:
    """A key of either kind, opened by its TPM where it is sealed.  Raises :class:`KeyFileError`."""
    try:
        if path.stat().st_mode & 0o077:
            raise KeyFileError(f"{path.name}: others may read this private key (chmod 600)")
        content = path.read_bytes()
        sealed = SealedKey.from_bytes(content)
        key = load_pem_private_key(content, None) if sealed is None else sealed.open()
    except (OSError, ValueError, TypeError) as fault:
        raise KeyFileError(f"{path.name}: no private key there") from fault
    if isinstance(key, TpmFailure):
        raise SealedKeyError(path, key)
    if not isinstance(key, PrivateKey):
        raise KeyFileError(f"{path.name}: neither an Ed25519 nor an X25519 private key")
    return key


def load_sealing_private(path: Path) -> X25519PrivateKey:
    """The office's, the escrow's or the city's draft key.  Raises :class:`KeyFileError`."""
    key = load_private(path)
    if not isinstance(key, X25519PrivateKey):
        raise KeyFileError(f"{path.name}: not an X25519 private key")
    return key


def load_signing_private(path: Path) -> Ed25519PrivateKey:
    """A device's or the audit head's key.  Raises :class:`KeyFileError`."""
    key = load_private(path)
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyFileError(f"{path.name}: not an Ed25519 private key")
    return key


def load_sealing_public(path: Path) -> X25519PublicKey:
    """A key to seal to.  Raises :class:`KeyFileError`."""
    key = _load_public(path)
    if not isinstance(key, X25519PublicKey):
        raise KeyFileError(f"{path.name}: not an X25519 public key")
    return key


def load_signing_public(path: Path) -> Ed25519PublicKey:
    """A key to verify with.  Raises :class:`KeyFileError`."""
    key = _load_public(path)
    if not isinstance(key, Ed25519PublicKey):
        raise KeyFileError(f"{path.name}: not an Ed25519 public key")
    return key


@dataclass(frozen=True, slots=True)
class KeyFolder:
    """Where each key of a development set lies: ``<role>.private.pem`` and ``<role>.public.pem``.

    Roles: ``office`` and ``escrow`` (X25519), ``device`` and ``audit-head`` (Ed25519).
    """

    folder: Path

    def private(self, role: str) -> Path:
        """Path of a private key."""
        return self.folder / f"{role}.private.pem"

    def public(self, role: str) -> Path:
        """Path of a public key."""
        return self.folder / f"{role}.public.pem"


def make_development_keys(folder: Path) -> KeyFolder:
    """Make the four pairs that are not there yet in ``folder`` (created with mode 0700)."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    keys = KeyFolder(folder)
    for role in ("office", "escrow"):
        _make(keys, role, X25519PrivateKey.generate())
    for role in ("device", "audit-head"):
        _make(keys, role, Ed25519PrivateKey.generate())
    return keys


def _make(keys: KeyFolder, role: str, key: PrivateKey) -> None:
    if keys.private(role).exists():
        return
    save_private(key, keys.private(role))
    save_public(key.public_key(), keys.public(role))


def _write(path: Path, data: bytes, mode: int) -> None:
    # O_EXCL with the final mode: at no moment can others read it, and no key is lost by a re-run.
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _load_public(path: Path) -> object:
    try:
        return load_pem_public_key(path.read_bytes())
    except (OSError, ValueError) as fault:
        raise KeyFileError(f"{path.name}: no public key there") from fault


def main(arguments: list[str] | None = None) -> int:
    """Make a development key set; print the names of the files."""
    parser = argparse.ArgumentParser(
        prog="python -m sync.envelope.keys",
        description="Make a key set for development: office, escrow, device, audit-head.",
        epilog="example: python -m sync.envelope.keys out/keys",
    )
    parser.add_argument("folder", type=Path, help="where to put the files")
    keys = make_development_keys(parser.parse_args(arguments).folder)
    for path in sorted(keys.folder.iterdir()):
        sys.stdout.write(f"{path.name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
