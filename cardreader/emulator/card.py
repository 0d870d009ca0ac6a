"""An emulated card: what a My Number Card answers, command by command.

Conformance list: ``reference/card.md`` 6.4.  Today the text AP in full access matrix, the common
AP's free record and the JPKI AP's token label; other applications are absent (6A82).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from cardreader.emulator import text_ap
from cardreader.emulator.profiles import CardKind, Profile

TEXT_AID: Final = "D3921000310001010408"
COMMON_AID: Final = "D3921000310001010100"
JPKI_AID: Final = "D392F000260100000001"
PIN: Final = 0x0011
COLLATION_A: Final = 0x0014
COLLATION_B: Final = 0x0015

_OK: Final = b"\x90\x00"
_NO_ATR: Final = b"\x00"
"""pcscd reports a card with this as present and unresponsive (measured)."""


def _word(sw: int) -> bytes:
    return sw.to_bytes(2, "big")


@dataclass
class Key:
    """A PIN or number with its counter; the counter outlives power."""

    value: bytes
    left: int
    full: int
    verifies: int = 0
    """How often a VERIFY with data came, right or wrong."""


@dataclass(frozen=True)
class File:
    """``opens``: any one of these keys; empty: free."""

    content: bytes
    opens: frozenset[int] = frozenset()


@dataclass
class Application:
    aid: bytes
    files: dict[int, File] = field(default_factory=dict)
    keys: dict[int, Key] = field(default_factory=dict)
    records: dict[int, list[bytes]] = field(default_factory=dict)
    verified: set[int] = field(default_factory=set)


class EmulatedCard:
    """One card; give it back to the reader and it still knows its counters.

    ``trace`` keeps each command as hexadecimal, VERIFY and other secrets as header and length
    only.  ``served`` counts commands since the last power-up.
    """

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.atr = _NO_ATR if profile.kind is CardKind.MUTE else profile.atr
        self.trace: list[str] = []
        self._applications = _applications(profile)
        self._current: Application | None = None
        self._file: int | None = None

    @property
    def pin_key(self) -> Key | None:
        return self._key(TEXT_AID, PIN)

    @property
    def verifies(self) -> int:
        """VERIFY commands with data over the life of the card, all keys."""
        keys = (key for app in self._applications for key in app.keys.values())
        return sum(key.verifies for key in keys)

    @property
    def tries_left(self) -> int | None:
        key = self.pin_key
        return None if key is None else key.left

    def power_on(self) -> None:
        self.power_off()

    def power_off(self) -> None:
        """Forgets who was verified; a warm reset does not."""
        for application in self._applications:
            application.verified.clear()
        self.reset()

    def reset(self) -> None:
        self._current = self._file = None

    def respond(self, apdu: bytes) -> bytes:
        """The answer to one command."""
        self.trace.append(_traced(apdu))
        if len(apdu) < 4:
            return _word(0x6700)
        cla, ins, p1, p2 = apdu[:4]
        if cla & 0x03 and cla < 0x80:
            return _word(0x6881)
        if cla != 0x00:
            return _word(0x6E00)
        body = _body(apdu)
        if body is None:
            return _word(0x6700)
        data, le = body
        match ins:
            case 0xA4:
                return self._select(p1, p2, data)
            case 0xB0:
                return self._read_binary(p1, p2, le)
            case 0xB2:
                return self._read_record(p1, p2, le)
            case 0x20:
                return self._verify(p1, p2, data)
            case _:
                return _word(0x6D00)

    def _key(self, aid: str, key: int) -> Key | None:
        for application in self._applications:
            if application.aid == bytes.fromhex(aid):
                return application.keys.get(key)
        return None

    def _select(self, p1: int, p2: int, data: bytes) -> bytes:
        if p2 not in (0x00, 0x0C):
            return _word(0x6A86)
        if p1 == 0x04:
            return self._select_application(p2, data)
        if p1 == 0x02:
            return self._select_file(data)
        if p1 == 0x00 and not data:
            return _OK if self._current else _word(0x6A86)
        return _word(0x6A82 if p1 == 0x00 else 0x6A86)

    def _select_application(self, p2: int, data: bytes) -> bytes:
        if not data:
            return _word(0x6A86)
        for application in self._applications:
            if application.aid.startswith(data):
                self._current, self._file = application, None
                inner = b"\x84" + bytes((len(application.aid),)) + application.aid
                return (b"\x6f" + bytes((len(inner),)) + inner if p2 == 0 else b"") + _OK
        return _word(0x6A82)

    def _select_file(self, data: bytes) -> bytes:
        if len(data) != 2:
            return _word(0x6700)
        file = int.from_bytes(data, "big")
        application = self._current
        if application is None or not _holds(application, file):
            return _word(0x6A82)
        self._file = file
        return _OK

    def _read_binary(self, p1: int, p2: int, le: int) -> bytes:
        if p1 & 0x80:
            if self._current is None or not _holds(self._current, p1 & 0x1F):
                return _word(0x6A82)
            self._file, offset = p1 & 0x1F, p2
        else:
            offset = p1 << 8 | p2
        application, number = self._current, self._file
        if application is None or number is None:
            return _word(0x6986)
        file = application.files.get(number)
        if file is None:
            return _word(0x6981)
        if file.opens and not file.opens & application.verified:
            return _word(0x6982)
        if offset >= len(file.content):
            return _word(0x6B00)
        return file.content[offset : offset + le] + _OK

    def _read_record(self, p1: int, p2: int, le: int) -> bytes:
        application = self._current
        if application is None or self._file is None or p2 & 0x07 != 0x04:
            return _word(0x6986)
        number = p2 >> 3 or self._file
        records = application.records.get(number, [])
        if not 1 <= p1 <= len(records):
            return _word(0x6A83)
        return records[p1 - 1][: le or 256] + _OK

    def _verify(self, p1: int, p2: int, data: bytes) -> bytes:
        if p1 or p2 & 0xE0 != 0x80:
            return _word(0x6A86)
        application = self._current
        number = p2 & 0x1F or self._file
        if application is None or number is None:
            return _word(0x6986)
        key = application.keys.get(number)
        if key is None:
            return _word(0x6A88 if p2 & 0x1F else 0x6981)
        if not data:
            return _word(0x63C0 | key.left)
        key.verifies += 1
        if key.left == 0:
            return _word(0x6984)
        if data == key.value:
            key.left = key.full
            application.verified.add(number)
            return _OK
        key.left -= 1
        application.verified.discard(number)
        return _word(0x63C0 | key.left)


def _holds(application: Application, number: int) -> bool:
    return any(
        number in part for part in (application.files, application.keys, application.records)
    )


def _applications(profile: Profile) -> list[Application]:
    if profile.kind is CardKind.MY_NUMBER:
        return [_jpki(b"JPKIAPICCTOKEN2"), _text(profile), _common(profile)]
    if profile.kind is CardKind.PHONE:
        return [_jpki(b"JPKIAPGPSETOKEN")]
    return []


def _text(profile: Profile) -> Application:
    either = frozenset({PIN, COLLATION_A, COLLATION_B})
    return Application(
        bytes.fromhex(TEXT_AID),
        files={
            0x0001: File(text_ap.individual_number(profile), frozenset({PIN, COLLATION_A})),
            0x0002: File(text_ap.basic_four(profile), frozenset({PIN, COLLATION_B})),
            0x0003: File(text_ap.integrity(profile), either),
            0x0004: File(text_ap.issuer_certificate()),
            0x0005: File(text_ap.basic_information()),
            0x0008: File(b"\xff" * 16),
        },
        keys={
            PIN: Key(profile.pin.encode("ascii"), profile.pin_left, profile.pin_tries),
            0x0012: Key(b"", 0, 0),
            COLLATION_A: Key(profile.number.encode("ascii"), 10, 10),
            COLLATION_B: Key(text_ap.collation_b(profile), 10, 10),
        },
    )


def _common(profile: Profile) -> Application:
    text = f"400000090000000{profile.municipality}{profile.expiry:%Y%m%d}"
    record = b"\x01\x1c" + text.encode("ascii")
    return Application(bytes.fromhex(COMMON_AID), records={0x0001: [record]})


def _jpki(label: bytes) -> Application:
    token = label.ljust(32, b" ").ljust(160, b"\0")
    return Application(bytes.fromhex(JPKI_AID), files={0x0006: File(token)})


def _body(apdu: bytes) -> tuple[bytes, int] | None:
    """Command data and Le (0: none; 256 and 65536: all); None for a wrong length."""
    rest = apdu[4:]
    if not rest:
        return b"", 0
    if len(rest) == 1:
        return b"", rest[0] or 256
    if rest[0]:
        size = rest[0]
        if len(rest) == 1 + size:
            return rest[1:], 0
        return (rest[1:-1], rest[-1] or 256) if len(rest) == 2 + size else None
    if len(rest) == 3:
        return b"", int.from_bytes(rest[1:], "big") or 65536
    size = int.from_bytes(rest[1:3], "big")
    if len(rest) == 3 + size:
        return rest[3:], 0
    return (
        (rest[3:-2], int.from_bytes(rest[-2:], "big") or 65536) if len(rest) == 5 + size else None
    )


def _traced(apdu: bytes) -> str:
    if len(apdu) > 4 and apdu[1] in (0x20, 0x24, 0x32):
        return f"{apdu[:4].hex()}[{len(apdu) - 5}]"
    return apdu.hex()
