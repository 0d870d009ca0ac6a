"""``kakanai office device …``: which kiosks may send."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sync.envelope.keys import load_signing_public
from sync.office import devices
from sync.office.database import Database, utc_now
from sync.office.devices import Standing
from sync.office.settings import load

_MOVES = {
    "suspend": (Standing.SUSPENDED, "refuse an active kiosk for now"),
    "resume": (Standing.ACTIVE, "allow a suspended kiosk again"),
    "revoke": (Standing.REVOKED, "refuse a kiosk for ever"),
}


def add_arguments(parser: argparse.ArgumentParser) -> list[argparse.ArgumentParser]:
    """The words after ``device``; returns the parsers that take ``--config``."""
    commands = parser.add_subparsers(dest="device_command", required=True)
    invite = commands.add_parser("invite", help="make a one-time code for a new kiosk")
    confirm = commands.add_parser("confirm", help="the kiosk shows the same fingerprint")
    confirm.add_argument("--fingerprint", required=True, help="as the kiosk's screen shows it")
    add = commands.add_parser("add", help="let a kiosk send whose key file is here")
    add.add_argument("--key", type=Path, required=True, help="its public key (PEM)")
    moves = [commands.add_parser(word, help=help_) for word, (_, help_) in _MOVES.items()]
    named = [invite, confirm, add, *moves]
    for each in named:
        each.add_argument("name")
    return [*named, commands.add_parser("list", help="all kiosks and their standing")]


def run(args: argparse.Namespace) -> int:
    """0 done, 1 not done for a reason that is said."""
    database = Database(load(args.config).database_url)
    database.check()
    try:
        return _run(args, database)
    except ValueError as fault:
        sys.stderr.write(f"office: {fault}\n")
        return 1


def _run(args: argparse.Namespace, database: Database) -> int:
    name = getattr(args, "name", "")
    match args.device_command:
        case "list":
            return _list(args, database)
        case "invite":
            code = devices.invite(database, utc_now, name)
            shown = "-".join(code[n : n + 4] for n in range(0, len(code), 4))
            minutes = int(devices.CODE_LIFE.total_seconds() // 60)
            text = f"code for {name}, once, within {minutes} minutes: {shown}"
            return _say(args, {"name": name, "code": shown, "minutes": minutes}, text)
        case "add":
            devices.add(database, utc_now, name, load_signing_public(args.key))
            return _say(args, {"name": name}, f"{name} may send")
        case "confirm":
            if not devices.confirm(database, utc_now, name, args.fingerprint):
                sys.stderr.write("office: no kiosk of this name waits with this fingerprint\n")
                return 1
            return _say(args, {"name": name}, f"{name} may send")
        case word:
            standing, _ = _MOVES[word]
            if not devices.change(database, utc_now, name, standing):
                sys.stderr.write("office: no such kiosk, or it is not in a standing for that\n")
                return 1
            return _say(args, {"name": name}, f"{name} is {standing.value} from now on")


def _list(args: argparse.Namespace, database: Database) -> int:
    with database.reading() as connection:
        found = devices.all_devices(connection)
    lines = [f"{each.name}  {each.standing.value}  {each.fingerprint}" for each in found]
    return _say(args, {"devices": [asdict(each) for each in found]}, "\n".join(lines))


def _say(args: argparse.Namespace, plain: dict[str, Any], text: str) -> int:
    sys.stdout.write((json.dumps(plain, ensure_ascii=False) if args.json else text) + "\n")
    return 0
