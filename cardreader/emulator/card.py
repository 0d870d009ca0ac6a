"""An emulated card: what a My Number Card answers, command by command.

Conformance list: ``reference/card.md`` 6.4.  What is on the card is built by ``applications``.
"""

from __future__ import annotations

from secrets import token_bytes
from typing import Final

from cardreader.emulator.applications import COMMON_AID, JPKI_AID, TEXT_AID, applications_of
from cardreader.emulator.files import Application, Key
from cardreader.emulator.profiles import CardKind, Profile
from cardreader.emulator.text_ap import COLLATION_A, COLLATION_B, PIN

__all__ = [
    "COLLATION_A",
    "COLLATION_B",
    "COMMON_AID",
    "JPKI_AID",
    "PIN",
    "TEXT_AID",
    "Application",
    "EmulatedCard",
    "Key",
]

_OK: Final = b"\x90\x00"
_NO_ATR: Final = b"\x00"
"""pcscd reports a card with this as present and unresponsive (measured)."""


def _word(sw: int) -> bytes:
    return sw.to_bytes(2, "big")


class EmulatedCard:
    """One card; give it back to the reader and it still knows its counters.

    ``trace`` keeps each command as hexadecimal, VERIFY and other secrets as header and length
    only.
    """

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.atr = _NO_ATR if profile.kind is CardKind.MUTE else profile.atr
        self.trace: list[str] = []
        self.applications = applications_of(profile)
        self._fresh = True
        self._current: Application | None = None
        self._file: int | None = None

    @property
    def pin_key(self) -> Key | None:
        return self._key(TEXT_AID, PIN)

    @property
    def verifies(self) -> int:
        """VERIFY commands with data over the life of the card, all keys."""
        keys = (key for app in self.applications for key in app.keys.values())
        return sum(key.verifies for key in keys)

    @property
    def tries_left(self) -> int | None:
        key = self.pin_key
        return None if key is None else key.left

    def prepare(self) -> None:
        """Make its keys and signatures now: a real card was given them at the factory."""
        for application in self.applications:
            for file in application.files.values():
                file.read()

    def power_on(self) -> None:
        self.power_off()

    def power_off(self) -> None:
        """Forgets who was verified; a warm reset does not."""
        for application in self.applications:
            application.verified.clear()
        self._fresh = True
        self.reset()

    def reset(self) -> None:
        self._current = self._file = None

    def respond(self, apdu: bytes) -> bytes:
        """The answer to one command."""
        self.trace.append(_traced(apdu))
        if len(apdu) < 4:
            return _word(0x6700)
        if self._fresh and self.profile.behaviour.first_command_fails:
            self._fresh = False
            return _word(0x6F00)
        self._fresh = False
        cla, ins, p1, p2 = apdu[:4]
        if (cla, ins, p1) == (0xFF, 0xCA, 0x00):
            # A reader answers this by itself; a virtual one hands it on to its card.
            serial = self.profile.serial
            return serial + _OK if serial else _word(0x6A81)
        refused = _class_refused(cla)
        body = _body(apdu)
        if refused or body is None:
            return _word(refused or 0x6700)
        data, le = body
        if cla == 0x80:
            return self._private_command(ins, p1, p2, data)
        match ins:
            case 0xA4:
                return self._select(p1, p2, data)
            case 0xB0:
                return self._read_binary(p1, p2, le)
            case 0xB2:
                return self._read_record(p1, p2, le)
            case 0x20:
                return self._verify(p1, p2, data)
            case 0x24:
                return self._change_reference_data(p1, p2, data)
            case 0x84:
                return _challenge(p1, p2, data, le, extended=len(apdu) > 5)
            case 0x88:
                return self._internal_authenticate(p1, p2, data)
            case 0xCA:
                return self._get_data(p1 << 8 | p2, le)
            case _:
                return _word(0x6D00)

    def _private_command(self, ins: int, p1: int, p2: int, data: bytes) -> bytes:
        """CLA 80.  A terminal's certificate is never right here; nobody opens a session."""
        match ins:
            case 0x2A:
                return self._compute_signature(p1, p2, data)
            case 0xA2:
                return _word(0x6700)
            case 0xAE:
                return _word(0x6985)
            case _:
                return _word(0x6D00)

    def _key(self, aid: str, key: int) -> Key | None:
        for application in self.applications:
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
        for application in self.applications:
            if application.aid.startswith(data):
                self._forget_on_select(application)
                self._current, self._file = application, None
                inner = b"\x84" + bytes((len(application.aid),)) + application.aid
                return (b"\x6f" + bytes((len(inner),)) + inner if p2 == 0 else b"") + _OK
        return _word(0x6A82)

    def _forget_on_select(self, selected: Application) -> None:
        """What SELECT does to who was verified is nowhere documented: nothing, unless the profile says."""
        behaviour = self.profile.behaviour
        if selected is self._current:
            if behaviour.reselect_clears:
                selected.verified.clear()
        elif behaviour.other_application_clears and self._current is not None:
            self._current.verified.clear()

    def _select_file(self, data: bytes) -> bytes:
        if len(data) != 2:
            return _word(0x6700)
        file = int.from_bytes(data, "big")
        application = self._current
        if application is None or not application.holds(file):
            return _word(0x6A82)
        self._file = file
        return _OK

    def _read_binary(self, p1: int, p2: int, le: int) -> bytes:
        if not le:
            return _word(0x6700)
        if p1 & 0x80:
            if p1 & 0x60:
                return _word(0x6A86)
            if self._current is None or not self._current.holds(p1 & 0x1F):
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
        if not application.opened(file.opens):
            return _word(0x6982)
        content = file.read()
        if offset >= len(content):
            return _word(0x6B00)
        return content[offset : offset + le] + _OK

    def _read_record(self, p1: int, p2: int, le: int) -> bytes:
        application = self._current
        if p2 & 0x07 == 0x05:
            return _word(0x6A81)
        if p2 & 0x07 != 0x04:
            return _word(0x6A86)
        number = p2 >> 3 or self._file
        if application is None or number is None:
            return _word(0x6986)
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
        behaviour = self.profile.behaviour
        if not data:
            told = number in application.verified and behaviour.tells_verified
            return _OK if told else _word(0x63C0 | key.left)
        key.verifies += 1
        if key.left == 0:
            return _word(behaviour.blocked_word)
        if data == key.value:
            key.left = key.full
            application.verified.add(number)
            return _OK
        key.left -= 1
        application.verified.discard(number)
        return _word(0x63C0 | key.left)

    def _change_reference_data(self, p1: int, p2: int, data: bytes) -> bytes:
        if p1 != 0x01 or p2 & 0xE0 != 0x80:
            return _word(0x6A86)
        application, number = self._current, p2 & 0x1F or self._file
        key = None if application is None or number is None else application.keys.get(number)
        if application is None or key is None:
            return _word(0x6A88)
        if number not in application.verified:
            return _word(0x6982)
        if len(data) != len(key.value):
            return _word(0x6700)
        key.value = data
        return _OK

    def _internal_authenticate(self, p1: int, p2: int, data: bytes) -> bytes:
        """Only the 共通カードAP has a key for it; its public half is nowhere."""
        application = self._current
        if application is None or p1 or p2 & 0xE0 != 0x80:
            return _word(0x6A86)
        signer = application.internal.get(p2 & 0x1F)
        if signer is None:
            return _word(0x6985)
        if not data or len(data) > 255:
            return _word(0x6700)
        answer = signer.key().compute(0x03, data)
        return _word(answer) if isinstance(answer, int) else answer + _OK

    def _get_data(self, tag: int, le: int) -> bytes:
        """Of the master file, before any application is selected."""
        objects = {
            0x00F0: self.profile.municipality.encode("ascii"),
            0x00F2: f"{self.profile.expiry:%Y%m%d}".encode("ascii"),
        }
        if self._current is not None or tag not in objects:
            return _word(0x6A88)
        return objects[tag][: le or 256] + _OK

    def _compute_signature(self, p1: int, p2: int, data: bytes) -> bytes:
        application = self._current
        if application is None:
            return _word(0x6986)
        if p2 & 0x7F and p2 & 0xE0 != 0x80:
            return _word(0x6A86)
        number = p2 & 0x1F or (self._file if p2 else application.default_signer)
        signer = None if number is None else application.signers.get(number)
        if signer is None:
            return _word(0x6A88)
        if not application.opened(signer.opens):
            return _word(0x6982)
        answer = signer.key().compute(p1, data)
        return _word(answer) if isinstance(answer, int) else answer + _OK


def _class_refused(cla: int) -> int | None:
    """Channels, secure messaging and classes that no card here knows."""
    if cla in (0x00, 0x80):
        return None
    if cla < 0x80 and cla & 0x03:
        return 0x6881
    return 0x6882 if cla < 0x80 and cla & 0x0C else 0x6E00


def _challenge(p1: int, p2: int, data: bytes, le: int, *, extended: bool) -> bytes:
    if p1 or p2 or data:
        return _word(0x6A86)
    if extended:
        return _word(0x6985)
    return token_bytes(le) + _OK if le else _word(0x6700)


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
