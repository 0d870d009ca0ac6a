"""example:
  kakanai card info                   readers, cards on them, all retry counters
  kakanai card read                   asks the PIN, prints name, address, birth date, sex
  kakanai card read --pin-stdin --json < pin-file
  kakanai card read --check           also says which signatures of the card hold
  kakanai card read --numbers --check the 14 digits printed on the card instead of the PIN
  kakanai card watch --json           one line per event, until Ctrl-C

The 個人番号 is never read.
"""

from __future__ import annotations

import argparse
import json
import os
import queue
import signal
import sys
import termios
from contextlib import suppress
from dataclasses import asdict
from datetime import date
from pathlib import Path
from types import FrameType
from typing import Any

from cardreader.cards.authorities import AuthoritiesFault, known_authorities, load_authorities
from cardreader.cards.basic_four import BasicFour
from cardreader.cards.by_numbers import NUMBERS_LENGTH
from cardreader.cards.my_number import PIN_LENGTH, wipe
from cardreader.cards.recognition import OTHER_THINGS, CardType
from cardreader.cards.survey import PIN_COUNTER, CardSurvey
from cardreader.cards.verified_read import Value, VerifiedRecord
from cardreader.failures import CardFailure, CardFailureCode
from cardreader.pcsc.readers import ReaderState, look_at_readers
from cardreader.pcsc.watcher import ReaderEvent, Watcher
from cardreader.reading import (
    ask_tries,
    read_card,
    read_card_by_numbers,
    read_card_verified,
    survey_card,
)

_LONGEST_INPUT = 64


def add_arguments(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    info = commands.add_parser("info", help="readers, cards on them, retry counters")
    read = commands.add_parser("read", help="read the four basic facts with the PIN")
    read.add_argument("--pin-stdin", action="store_true", help="the PIN comes on standard input")
    read.add_argument("--allow-last-try", action="store_true", help="even if a miss would block")
    read.add_argument("--numbers", action="store_true", help="the 14 printed digits (照合番号B)")
    read.add_argument("--check", action="store_true", help="check signatures and for a copy")
    read.add_argument(
        "--authorities", type=Path, action="append", default=[], help="more CA keys (YAML)"
    )
    read.add_argument("--test-cards", action="store_true", help="trust the CA of JPKI test cards")
    watch = commands.add_parser("watch", help="print readers and cards as they come and go")
    for command in (info, read):
        command.add_argument("--reader", help="its name (default: the first with a card)")
    for command in (info, read, watch):
        command.add_argument("--json", action="store_true")


def run(arguments: argparse.Namespace) -> int:
    match arguments.command:
        case "info":
            return _info(arguments)
        case "read":
            return _read(arguments)
        case _:
            return _watch(as_json=arguments.json)


def _info(arguments: argparse.Namespace) -> int:
    states = look_at_readers()
    if isinstance(states, CardFailure):
        return _fail(states, as_json=arguments.json)
    chosen = [s for s in states if arguments.reader in (None, s.name)]
    if not chosen:
        return _fail(CardFailure(CardFailureCode.READER_MISSING), as_json=arguments.json)
    rows = [_describe(state) for state in chosen]
    if arguments.json:
        _print_json({"readers": rows})
        return 0
    for row in rows:
        _print_row(row)
    return 0


def _print_row(row: dict[str, Any]) -> None:
    print(row["reader"])
    if not row["card"]:
        print("  no card")
        return
    failure = row["failure"]
    print(f"  card {row['atr'] or 'without an answer'}: {row['kind'] or failure['code']}")
    if row["expiry"]:
        print(f"  expires {row['expiry']}, issued by {row['municipality']}")
    for counter in row["counters"]:
        tries = counter["tries_left"]
        shown = "?" if tries is None else tries
        print(f"  {shown:>3} left  {counter['name']} {counter['detail']}".rstrip())


def _describe(state: ReaderState) -> dict[str, Any]:
    found = survey_card(state.name, state.atr) if state.card else None
    seen = found if isinstance(found, CardSurvey) else CardSurvey(CardType.UNKNOWN)
    failure = found if isinstance(found, CardFailure) else found and _failure_of(found)
    pin = seen.counter(PIN_COUNTER)
    return {
        "reader": state.name,
        "card": state.card,
        "atr": state.atr.hex(" ").upper(),
        "kind": seen.kind.value if isinstance(found, CardSurvey) else None,
        "token": seen.token,
        "licence": seen.licence,
        "expiry": seen.common and seen.common.expiry.isoformat(),
        "municipality": seen.common and seen.common.municipality,
        "tries_left": pin and pin.tries_left,
        "counters": [asdict(counter) for counter in seen.counters],
        "failure": failure and _failure_row(failure),
    }


def _failure_of(found: CardSurvey) -> CardFailure | None:
    """Why no PIN should be typed for this card; the same codes as of a reading."""
    other = OTHER_THINGS.get(found.kind)
    if other is not None:
        return CardFailure(other)
    pin = found.counter(PIN_COUNTER)
    if pin is None or pin.tries_left is None:
        return CardFailure(CardFailureCode.UNREADABLE, detail="no retry counter")
    return None


def _read(arguments: argparse.Namespace) -> int:
    reader = arguments.reader or _first_with_card()
    if isinstance(reader, CardFailure):
        return _fail(reader, as_json=arguments.json)
    if arguments.pin_stdin:
        pin = _pin_from_input()
    else:
        # Nobody types a PIN for a card that would not take it.
        prompt = _prompt(reader, numbers=arguments.numbers)
        if isinstance(prompt, CardFailure):
            return _fail(prompt, as_json=arguments.json)
        try:
            pin = _pin_from_keyboard(prompt)
        except OSError as fault:
            print(f"kakanai card: no terminal for the PIN: {fault}", file=sys.stderr)
            return 2
    if arguments.check or arguments.numbers:
        return _read_checked(reader, pin, arguments)
    result = read_card(reader, pin, allow_last_try=arguments.allow_last_try)
    if isinstance(result, CardFailure):
        return _fail(result, as_json=arguments.json)
    _print_person(result, as_json=arguments.json)
    return 0


def _prompt(reader: str, *, numbers: bool) -> str | CardFailure:
    """What to type and how many tries there are; a failure for a card that would not take it."""
    tries = ask_tries(reader)
    if isinstance(tries, CardFailure):
        return tries
    left = (tries.collation_b or 0) if numbers else tries.pin
    if left == 0:
        blocked = CardFailureCode.COLLATION_BLOCKED if numbers else CardFailureCode.PIN_BLOCKED
        return CardFailure(blocked, 0)
    if numbers:
        return f"birth YYMMDD as printed, expiry YYYY, code ({NUMBERS_LENGTH} digits, tries left {left}): "
    return f"PIN ({PIN_LENGTH} digits, tries left {left}): "


def _read_checked(reader: str, pin: bytearray, arguments: argparse.Namespace) -> int:
    try:
        authorities = list(known_authorities(test_cards=arguments.test_cards))
        for path in arguments.authorities:
            authorities += load_authorities(path)
    except (AuthoritiesFault, OSError) as fault:
        wipe(pin)
        print(f"kakanai card: {fault}", file=sys.stderr)
        return 2
    read = read_card_by_numbers if arguments.numbers else read_card_verified
    record = read(reader, pin, authorities, staff=arguments.allow_last_try)
    if isinstance(record, CardFailure):
        return _fail(record, as_json=arguments.json)
    if arguments.json:
        _print_json(_record_row(record))
        return 0
    _print_person(record.basic_four, as_json=False)
    check = record.name.check
    print(f"signature: {check.verdict} {check.reason}".rstrip())
    print(f"copy check: {record.clone} {record.clone_reason}".rstrip())
    return 0


def _record_row(record: VerifiedRecord) -> dict[str, Any]:
    values: dict[str, Value[Any] | None] = {
        "name": record.name,
        "address": record.address,
        "birth": record.birth,
        "sex": record.sex,
        "expiry": record.expiry,
        "municipality": record.municipality,
    }
    rows: dict[str, Any] = {name: value and _value_row(value) for name, value in values.items()}
    return rows | {"clone": {"verdict": record.clone, "reason": record.clone_reason}}


def _value_row(value: Value[Any]) -> dict[str, Any]:
    content = value.value
    return {
        "value": content.isoformat() if isinstance(content, date) else content,
        "file": value.file,
        "credential": value.credential,
        "verdict": value.check.verdict,
        "reason": value.check.reason,
    }


def _first_with_card() -> str | CardFailure:
    states = look_at_readers()
    if isinstance(states, CardFailure):
        return states
    found = next((state.name for state in states if state.card), None)
    return found or CardFailure(CardFailureCode.ABSENT)


def _print_person(person: BasicFour, *, as_json: bool) -> None:
    birth = None if person.birth is None else person.birth.isoformat()
    if as_json:
        row = {"name": person.name, "address": person.address, "birth": birth, "sex": person.sex}
        _print_json(row)
    else:
        print(person.name, person.address, birth or "-", person.sex, sep="\n")


def _pin_from_input() -> bytearray:
    """The first line of standard input, without ever making a ``str`` of it."""
    buffer = bytearray(_LONGEST_INPUT)
    size = os.readv(sys.stdin.fileno(), [buffer])
    pin = buffer[:size]
    wipe(buffer)
    while pin and pin[-1] in b"\r\n":
        del pin[-1]
    return pin


def _pin_from_keyboard(prompt: str) -> bytearray:
    """Typed without echo.  Not getpass: it would leave a ``str`` of the PIN in memory."""
    terminal = os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY)
    before = termios.tcgetattr(terminal)
    silent = termios.tcgetattr(terminal)
    silent[3] &= ~(termios.ECHO | termios.ICANON)
    pin = bytearray()
    try:
        termios.tcsetattr(terminal, termios.TCSAFLUSH, silent)
        os.write(terminal, prompt.encode())
        while (key := os.read(terminal, 1)) not in (b"", b"\n", b"\r", b"\x04"):
            if key in (b"\x7f", b"\x08"):
                del pin[-1:]
            elif len(pin) < _LONGEST_INPUT:
                pin += key
    except BaseException:
        wipe(pin)
        raise
    finally:
        termios.tcsetattr(terminal, termios.TCSAFLUSH, before)
        os.write(terminal, b"\n")
        os.close(terminal)
    return pin


def _watch(*, as_json: bool) -> int:
    events: queue.SimpleQueue[ReaderEvent | None] = queue.SimpleQueue()

    def end(_number: int, _frame: FrameType | None) -> None:
        events.put(None)

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    watcher = Watcher(events.put)
    watcher.start()
    with suppress(BrokenPipeError):
        while (event := events.get()) is not None:
            _print_event(event, as_json=as_json)
    watcher.stop()
    return 0


def _print_event(event: ReaderEvent, *, as_json: bool) -> None:
    fields = {name: _said(getattr(event, name)) for name in event.__slots__}
    if as_json:
        _print_json({"event": type(event).__name__} | fields)
    else:
        print(type(event).__name__, *fields.values(), flush=True)


def _said(value: str | bytes) -> str:
    """An ATR as hexadecimal, as everywhere else."""
    return value.hex(" ").upper() if isinstance(value, bytes) else str(value)


def _fail(failure: CardFailure, *, as_json: bool) -> int:
    if as_json:
        _print_json({"failure": _failure_row(failure)})
    else:
        tries = "" if failure.tries_left is None else f", tries left {failure.tries_left}"
        print(f"{failure.code}{tries}  {failure.detail}".rstrip(), file=sys.stderr)
    return 1


def _failure_row(failure: CardFailure) -> dict[str, Any]:
    return {
        "code": failure.code.value,
        "tries_left": failure.tries_left,
        "detail": failure.detail,
    }


def _print_json(data: Any) -> None:
    print(json.dumps(data, ensure_ascii=False), flush=True)
