"""example:
kakanai key seal --key keys/device.private.pem                      # to the TPM at /dev/tpmrm0
kakanai key check --key keys/device.private.pem --language en

`seal` replaces the file; settings stay as they are. A key that has once lain plain on a disk may be read
from its worn cells or a backup: a new kiosk is better enrolled with `--tpm` (python -m sync.sender.enrol).
The kiosk's user needs access to the TPM: group tss (Debian package tpm-udev).
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.envelope.enrolment import fingerprint
from sync.envelope.keys import KeyFileError, SealedKeyError, load_private, seal_private, sealed_to
from sync.envelope.tpm import TpmFailure
from sync.staff_texts import staff_text

_TPM: Final = Path("/dev/tpmrm0")
_WORDING: Final = "failures-tpm.ftl"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words of ``kakanai key``."""
    parser.add_argument("what", choices=("seal", "check"), help="put it under the TPM, or look")
    parser.add_argument("--key", type=Path, required=True, help="the private key's file")
    parser.add_argument(
        "--tpm", type=Path, default=_TPM, help="the TPM that `seal` uses (default: %(default)s)"
    )
    parser.add_argument("--language", choices=("ja", "en"), default="ja")
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")


def run(arguments: argparse.Namespace) -> int:
    """0: sealed, or the key opens; 1: the TPM does not do it; 2: no key file, or sealed before."""
    try:
        if arguments.what == "seal":
            failure = seal_private(arguments.key, arguments.tpm)
            if failure is not None:
                return _failed(failure, arguments)
        shown = _shown(arguments.key)
    except SealedKeyError as fault:
        return _failed(fault.failure, arguments)
    except (KeyFileError, OSError) as fault:
        said = fault if isinstance(fault, KeyFileError) else fault.strerror
        sys.stderr.write(f"kakanai key: {said}\n")
        return 2
    if arguments.json:
        sys.stdout.write(json.dumps(shown) + "\n")
    else:
        sys.stdout.write("".join(f"{name}: {value or '-'}\n" for name, value in shown.items()))
    return 0


def told(failure: TpmFailure, language: str) -> str:
    """What it is, what is safe, what to do: a line each."""
    message = "failure-" + re.sub("[._]", "-", failure.code.value)
    parts = [
        staff_text(_WORDING, message, language, part) for part in ("", "safe", "next", "staff")
    ]
    return "\n".join([*parts, f"({failure.code.value}: {failure.detail})", ""])


def _shown(path: Path) -> dict[str, Any]:
    """``tpm``: where it is sealed to, ``None`` for a plain file.  The key was opened for it."""
    key, tpm = load_private(path), sealed_to(path)
    signs = fingerprint(key.public_key()) if isinstance(key, Ed25519PrivateKey) else None
    return {"tpm": None if tpm is None else str(tpm), "fingerprint": signs}


def _failed(failure: TpmFailure, arguments: argparse.Namespace) -> int:
    if arguments.json:
        plain = {"failure": failure.code.value, "detail": failure.detail}
        sys.stdout.write(json.dumps(plain) + "\n")
    else:
        sys.stderr.write(told(failure, arguments.language))
    return 1
