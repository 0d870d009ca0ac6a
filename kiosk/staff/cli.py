"""example:
kakanai staff add --file staff.toml --id A1            # lay the badge on the reader; the code is asked for
kakanai staff add --file staff.toml --id A2 --printed badge.pdf
kakanai staff list --file staff.toml
"""

from __future__ import annotations

import argparse
import getpass
import secrets
import sys
from pathlib import Path

from cardreader.failures import CardFailure
from cardreader.pcsc.readers import look_at_readers
from cardreader.reading import read_serial
from kiosk.session.staff.steps import CODE_LONGEST, CODE_SHORTEST
from kiosk.staff.badges import PREFIX, BadgeFileFault, Badges, load_badges, save_badges
from kiosk.staff.printed_badge import printed_badge

_SECRET_BYTES = 16


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words of ``kakanai staff``."""
    words = parser.add_subparsers(dest="word", required=True)
    add = words.add_parser("add", help="a new badge, or a new code for one")
    add.add_argument("--file", type=Path, required=True, help="the kiosk's [staff] badges")
    add.add_argument("--id", required=True, help="what the audit counts; no name of a person")
    add.add_argument("--reader", default="", help="part of the reader's name")
    add.add_argument("--printed", type=Path, help="make a QR badge instead, as a PDF")
    shown = words.add_parser("list", help="the ids of the badges")
    shown.add_argument("--file", type=Path, required=True)


def run(arguments: argparse.Namespace) -> int:
    """0 done; 1 no badge or no code; 2 the file is wrong."""
    try:
        badges = load_badges(arguments.file) if arguments.file.exists() else Badges()
        if arguments.word == "list":
            sys.stdout.write("".join(f"{each.id}\n" for each in badges.badges))
            return 0
        return _add(badges, arguments)
    except BadgeFileFault as fault:
        sys.stderr.write(f"kakanai staff: {fault}\n")
        return 2


def _add(badges: Badges, arguments: argparse.Namespace) -> int:
    if arguments.printed is None:
        token = _laid_down(arguments.reader)
        if token is None:
            sys.stderr.write("kakanai staff: no badge with a number lies on a reader\n")
            return 1
    else:
        token = (PREFIX + secrets.token_hex(_SECRET_BYTES).upper()).encode("ascii")
    code = getpass.getpass("code: ")
    fits = code.isascii() and code.isdigit() and CODE_SHORTEST <= len(code) <= CODE_LONGEST
    if not fits or code != getpass.getpass("code again: "):
        sys.stderr.write(
            f"kakanai staff: {CODE_SHORTEST} to {CODE_LONGEST} digits, twice the same\n"
        )
        return 1
    save_badges(badges.added(arguments.id, token, code), arguments.file)
    if arguments.printed is not None:
        arguments.printed.write_bytes(printed_badge(token.decode("ascii"), arguments.id))
    return 0


def _laid_down(part: str) -> bytes | None:
    readers = look_at_readers()
    for reader in () if isinstance(readers, CardFailure) else readers:
        if part in reader.name and reader.card:
            serial = read_serial(reader.name)
            if not isinstance(serial, CardFailure):
                return serial
    return None
