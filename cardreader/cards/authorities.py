"""CA keys as data: ``authorities.yaml`` beside this file, and such files of test cards.

What stands in a file and where it comes from is said in the file itself.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from cardreader.protocol.signatures import KEY_ID_BYTES, Authority, PublicKey

FORMAT: Final = 1
_KNOWN: Final = Path(__file__).with_suffix(".yaml")


class Hierarchy(StrEnum):
    """Whose cards a CA key vouches for."""

    PRODUCTION = "production"
    TEST = "test"


class AuthoritiesFault(ValueError):
    """A file does not say what it must say."""


@cache
def known_authorities(*, test_cards: bool = False) -> tuple[Authority, ...]:
    """The keys of production cards; those of the official test cards only when asked for."""
    wanted = {Hierarchy.PRODUCTION} | ({Hierarchy.TEST} if test_cards else set())
    return _load(_KNOWN, frozenset(wanted))


def load_authorities(path: Path) -> tuple[Authority, ...]:
    """All keys of another file in the same format, as the dock writes one for its cards.

    :raises AuthoritiesFault: the file is wrong.
    :raises OSError: it cannot be read.
    """
    return _load(path, frozenset(Hierarchy))


def _load(path: Path, wanted: frozenset[Hierarchy]) -> tuple[Authority, ...]:
    try:
        data = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
        return _authorities(data, wanted)
    except (YAMLError, KeyError, TypeError, ValueError) as fault:
        raise AuthoritiesFault(f"{path.name}: {fault!r}") from fault


def _authorities(data: dict[str, Any], wanted: frozenset[Hierarchy]) -> tuple[Authority, ...]:
    if data["format"] != FORMAT:
        raise ValueError(f"format {data['format']}")
    rows = [row for row in data["authorities"] if Hierarchy(row["hierarchy"]) in wanted]
    return tuple(_authority(row) for row in rows)


def _authority(row: dict[str, Any]) -> Authority:
    key_id = bytes.fromhex(row["key_id"])
    if len(key_id) != KEY_ID_BYTES:
        raise ValueError(f"{row['name']}: key id of {len(key_id)} bytes")
    return Authority(key_id, row["application"], PublicKey(bytes.fromhex(row["modulus"])))
