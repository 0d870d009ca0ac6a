"""A name and a password for a printer that asks for them: Digest (RFC 7616), and Basic (RFC 7617) under
TLS only, for Basic shows the password to the whole network."""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Callable
from urllib.request import parse_http_list, parse_keqv_list

_HASHES: dict[str, Callable[[bytes], str]] = {
    "SHA-256": lambda data: hashlib.sha256(data).hexdigest(),
    # What most printers ask for; the standard keeps it for them.
    "MD5": lambda data: hashlib.md5(data, usedforsecurity=False).hexdigest(),
}


class HttpLogin:
    """Learns from a refusal how the printer wants to be told, and tells it from then on."""

    def __init__(self, name: str, password: str) -> None:
        self._name = name
        self._password = password
        self._challenge: dict[str, str] | None = None
        self._basic = False
        self._count = 0

    def __repr__(self) -> str:
        return "HttpLogin()"

    def learn(self, challenges: list[str], *, secure: bool) -> bool:
        """From the ``WWW-Authenticate`` headers of a 401; ``False``: none that we may answer."""
        for challenge in challenges:
            scheme, _, rest = challenge.partition(" ")
            if scheme.lower() == "digest":
                said = parse_keqv_list(parse_http_list(rest))
                algorithm = said.get("algorithm", "MD5").upper()
                ways = [way.strip() for way in said.get("qop", "auth").split(",")]
                if algorithm in _HASHES and "auth" in ways:
                    self._challenge, self._count = said, 0
                    return True
        if secure and any(each.lower().startswith("basic") for each in challenges):
            self._basic = True
            return True
        return False

    def header(self, path: str) -> str | None:
        """``Authorization`` for a POST to ``path``; ``None`` until something was learnt."""
        if self._challenge is not None:
            return self._digest(self._challenge, path)
        if self._basic:
            plain = f"{self._name}:{self._password}".encode()
            return f"Basic {base64.b64encode(plain).decode()}"
        return None

    def _digest(self, challenge: dict[str, str], path: str) -> str:
        algorithm = challenge.get("algorithm", "MD5")
        hashed = _HASHES[algorithm.upper()]
        realm, nonce = challenge.get("realm", ""), challenge.get("nonce", "")
        self._count += 1
        count, ours = f"{self._count:08x}", secrets.token_hex(8)
        secret = hashed(f"{self._name}:{realm}:{self._password}".encode())
        asked = hashed(f"POST:{path}".encode())
        proof = hashed(f"{secret}:{nonce}:{count}:{ours}:auth:{asked}".encode())
        opaque = f', opaque="{challenge["opaque"]}"' if "opaque" in challenge else ""
        return (
            f'Digest username="{self._name}", realm="{realm}", nonce="{nonce}", uri="{path}", '
            f'algorithm={algorithm}, response="{proof}", qop=auth, nc={count}, cnonce="{ours}"'
            f"{opaque}"
        )
