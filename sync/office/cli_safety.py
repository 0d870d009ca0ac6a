"""``kakanai office backup | restored | escrow | verify | audit-export``: so that nothing is lost."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sync.envelope.keys import KeyFolder, load_sealing_private, load_sealing_public
from sync.envelope.keys import load_signing_public as load_head_key
from sync.office import safekeeping
from sync.office.database import Database, utc_now
from sync.office.settings import load
from sync.office.verify import (
    ExportError,
    Finding,
    exported,
    look_for_submissions,
    read_lines,
    verify,
)


def add_arguments(commands: Any) -> list[argparse.ArgumentParser]:
    """The words; returns the parsers that take ``--config``."""
    backup = commands.add_parser(
        "backup",
        help="run a backup command, and tell the kiosks when it is done",
        epilog="example: kakanai office backup -- pg_dump --file=/backup/office.sql kakanai",
    )
    backup.add_argument("--upto", type=int, help="no command: a backup up to this place is done")
    backup.add_argument("backup_command", nargs="*", metavar="COMMAND")
    restored = commands.add_parser(
        "restored", help="this database came from a backup: kiosks send again what they keep"
    )
    escrow = commands.add_parser("escrow", help="the offline key: rehearse, or restore")
    escrow.add_argument("what", choices=("rehearse", "restore"))
    escrow.add_argument("--key", type=Path, required=True, help="the escrow's private key (PEM)")
    check = commands.add_parser(
        "verify",
        help="hold the audit chain against the heads that kiosks carried home",
        epilog="example: kakanai office verify --heads kiosk-a.heads --heads kiosk-b.heads",
    )
    check.add_argument("--heads", type=Path, action="append", default=[], help="JSON lines")
    check.add_argument("--export", type=Path, help="a file of audit-export, not the database")
    check.add_argument("--key", type=Path, help="the office's public head key, with --export")
    export = commands.add_parser("audit-export", help="write the audit chain as JSON lines")
    return [backup, restored, escrow, check, export]


def run(args: argparse.Namespace) -> int:
    """0 done and good, 1 not, 2 the call was wrong."""
    words = {
        "backup": _backup,
        "restored": _restored,
        "escrow": _escrow,
        "verify": _verify,
        "audit-export": _export,
    }
    return words[args.office_command](args)


def _backup(args: argparse.Namespace) -> int:
    database = _database(args)
    if (args.upto is None) == (not args.backup_command):
        sys.stderr.write("office: give a command after --, or --upto\n")
        return 2
    # Before the command starts: what comes in meanwhile may or may not be in it.
    upto = safekeeping.covered(database) if args.upto is None else args.upto
    if args.backup_command and subprocess.run(args.backup_command, check=False).returncode:
        sys.stderr.write("office: the backup failed; kiosks keep everything\n")
        return 1
    if upto == 0 or not safekeeping.mark_backed_up(database, utc_now, upto):
        sys.stderr.write("office: nothing to mark there\n")
        return 1
    return _say(args, {"backed_up": upto}, f"kiosks may delete what came before place {upto}")


def _restored(args: argparse.Namespace) -> int:
    epoch = safekeeping.mark_restored(_database(args), utc_now)
    return _say(args, {"epoch": epoch}, "kiosks send again what the backup may not hold")


def _escrow(args: argparse.Namespace) -> int:
    settings, database = load(args.config), _database(args)
    key = load_sealing_private(args.key)
    if args.what == "rehearse":
        found = safekeeping.rehearse(database, utc_now, key)
    else:
        new = load_sealing_public(KeyFolder(settings.keys_folder).public("office"))
        found = safekeeping.restore(database, utc_now, key, new)
    text = (
        f"{args.what}: {found.submissions} submissions, {found.revisions} corrections, "
        f"{found.notes} notes; not readable: {len(found.unreadable)}"
    )
    _say(args, asdict(found), text)
    return 1 if found.unreadable else 0


def _verify(args: argparse.Namespace) -> int:
    try:
        heads = [head for path in args.heads for head in read_lines(path)]
        if args.export is not None:
            if args.key is None:
                sys.stderr.write("office: --export needs --key\n")
                return 2
            found = verify(read_lines(args.export), heads, load_head_key(args.key))
        else:
            found = _verify_database(args, heads)
    except (ExportError, KeyError, TypeError) as fault:
        sys.stderr.write(f"office: {fault}\n")
        return 2
    text = "\n".join(f"{name}: {value}" for name, value in asdict(found).items())
    _say(args, {**asdict(found), "good": found.good}, text)
    return 0 if found.good else 1


def _verify_database(args: argparse.Namespace, heads: Iterable[Mapping[str, Any]]) -> Finding:
    key = load_head_key(KeyFolder(load(args.config).keys_folder).public("audit-head"))
    with _database(args).reading() as connection:
        found = verify(map(json.loads, exported(connection)), heads, key)
        look_for_submissions(connection, found)
    return found


def _export(args: argparse.Namespace) -> int:
    with _database(args).reading() as connection:
        for line in exported(connection):
            sys.stdout.write(line + "\n")
    return 0


def _database(args: argparse.Namespace) -> Database:
    database = Database(load(args.config).database_url)
    database.check()
    return database


def _say(args: argparse.Namespace, plain: Mapping[str, Any], text: str) -> int:
    sys.stdout.write((json.dumps(plain, ensure_ascii=False) if args.json else text) + "\n")
    return 0
