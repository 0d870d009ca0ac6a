"""The office: set it up, serve it, add staff and kiosks, keep it safe, look at one case."""

from __future__ import annotations

import argparse
import gc
import getpass
import json
import socket
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import requests
import uvicorn
from sqlalchemy.exc import OperationalError

from forms.catalogue.load import load as load_pack
from sync.envelope.keys import KeyFileError
from sync.office import audit, cases, cli_devices, cli_safety, keys, opener_process
from sync.office.accounts import Accounts
from sync.office.app import create_app
from sync.office.case_export import export_case
from sync.office.database import Database, utc_now
from sync.office.failures import OfficeFailureCode, OfficeSetupError
from sync.office.office import compose_with_key
from sync.office.settings import LISTEN, OfficeSettings, load, to_toml

_CONFIG = Path("office.toml")
_GRACE_SECONDS = 3


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Subcommands of ``kakanai office``."""
    parser.epilog = (
        "example: kakanai office init --config office/office.toml && "
        "kakanai office serve --config office/office.toml"
    )
    commands = parser.add_subparsers(dest="office_command", required=True)
    init = commands.add_parser("init", help="make settings, keys and tables where missing")
    init.add_argument("--database", default="", help="SQLAlchemy URL; default: a SQLite file")
    init.add_argument("--listen", default=LISTEN, help="address:port")
    serve = commands.add_parser("serve", help="run the API and the console")
    serve.add_argument("--listen", default="", help="address:port instead of the setting's")
    user = commands.add_parser("user", help="staff accounts").add_subparsers(
        dest="user_command", required=True
    )
    add_user = user.add_parser("add", help="add or renew; the password is asked or read from stdin")
    add_user.add_argument("name", help="職員番号 or log-in name")
    add_user.add_argument("--display-name", default="", help="as colleagues see it")
    add_user.add_argument("--section", default="", help="the 課's key, for example shimin")
    opener = commands.add_parser("opener", help="run the process that alone holds the office key")
    opener.add_argument("--until-stdin-closes", action="store_true", help="as serve's child")
    device = commands.add_parser("device", help="kiosks: invite, confirm, suspend, revoke, list")
    openapi = commands.add_parser("openapi", help="print the kiosks' API as OpenAPI")
    case = commands.add_parser("case", help="open a case with the office key (written to audit)")
    case.add_argument("number", help="受付番号 or the submission's id")
    check = commands.add_parser("health", help="ask a running office, and check the audit chain")
    below = [init, serve, add_user, opener, openapi, case, check]
    below += cli_devices.add_arguments(device) + cli_safety.add_arguments(commands)
    for each in below:
        each.add_argument("--config", type=Path, default=_CONFIG, help="settings file (TOML)")
        each.add_argument("--json", action="store_true", help="answer as JSON")


def run(args: argparse.Namespace) -> int:
    """0 done, 1 not done for a reason that is said, 2 set up wrongly."""
    try:
        return _COMMANDS[args.office_command](args)
    except (OfficeSetupError, KeyFileError) as fault:
        sys.stderr.write(f"office: {fault}\n")
        return 2
    except OperationalError as fault:
        sys.stderr.write(f"office: the database does not answer ({type(fault.orig).__name__})\n")
        return 1


def _init(args: argparse.Namespace) -> int:
    if not args.config.exists():
        args.config.parent.mkdir(parents=True, exist_ok=True)
        fresh = OfficeSettings(
            folder=args.config.resolve().parent, database=args.database, listen=args.listen
        )
        args.config.write_text(to_toml(fresh), "utf-8")
    settings = load(args.config)
    made = keys.make(settings.keys_folder)
    Database(settings.database_url).create()
    pack = load_pack(settings.pack)
    _say(
        args,
        {"config": str(args.config), "keys": made, "pack": pack.id},
        f"ready for {pack.city.name}; next: `office user add`, `office device add`, `office serve`"
        + ("\nmove escrow.private.pem to an offline medium" if made else ""),
    )
    return 0


def _serve(args: argparse.Namespace) -> int:
    settings = load(args.config)
    host, _, port = (args.listen or settings.listen).rpartition(":")
    app = create_app(settings)
    gc.freeze()  # what is loaded by now stays: it need not be gone through again and again
    child = opener_process.OpenerChild(args.config) if settings.start_opener else nullcontext()
    with child:
        # The access log would hold addresses of cases; the audit has what is needed.
        uvicorn.run(
            app,
            host=host,
            port=int(port),
            log_level="warning",
            access_log=False,
            timeout_graceful_shutdown=_GRACE_SECONDS,
        )
    return 0


def _user(args: argparse.Namespace) -> int:
    settings = load(args.config)
    held = keys.load(settings.keys_folder)
    database = Database(settings.database_url)
    database.check()
    if sys.stdin.isatty():
        password = getpass.getpass("password (12 characters or more): ")
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    try:
        account = Accounts(database, held.secret, utc_now).add(
            args.name, args.display_name or args.name, args.section, password
        )
    except ValueError as fault:
        sys.stderr.write(f"office: {fault}\n")
        return 1
    _say(args, {"name": account.name}, f"{account.name} may log in")
    return 0


def _opener(args: argparse.Namespace) -> int:
    opener_process.serve(load(args.config), until_stdin_closes=args.until_stdin_closes)
    return 0


def _openapi(args: argparse.Namespace) -> int:
    app = create_app(load(args.config))
    sys.stdout.write(json.dumps(app.openapi(), ensure_ascii=False, indent=1) + "\n")
    return 0


def _case(args: argparse.Namespace) -> int:
    plain = export_case(compose_with_key(load(args.config)), args.number)
    if plain is None:
        sys.stderr.write("office: no case with this number has arrived\n")
        return 1
    if isinstance(plain, OfficeFailureCode):
        sys.stderr.write(f"office: {plain.value}\n")
        return 1
    sys.stdout.write(json.dumps(plain, ensure_ascii=False, indent=2) + "\n")
    return 0


def _health(args: argparse.Namespace) -> int:
    settings = load(args.config)
    database = Database(settings.database_url)
    database.check()
    with database.reading() as connection:
        broken = audit.broken_at(connection)
        head = audit.read_head(connection)
        unopened = cases.unopened(connection)
    answers = _answers(settings)
    plain = {
        "serving": answers,
        "audit_rows": head.sequence,
        "audit_broken_at": broken,
        "unopened_envelopes": unopened,
    }
    good = answers and broken is None and unopened == 0
    text = ", ".join(f"{name}: {value}" for name, value in plain.items())
    _say(args, plain, text)
    return 0 if good else 1


def _answers(settings: OfficeSettings) -> bool:
    host, port = settings.address
    try:
        with socket.create_connection((host, port), timeout=3):
            pass
        reply = requests.get(f"http://{host}:{port}/v1/health", timeout=5)
    except OSError:
        return False
    return reply.status_code == 200


def _say(args: argparse.Namespace, plain: dict[str, Any], text: str) -> None:
    sys.stdout.write((json.dumps(plain, ensure_ascii=False) if args.json else text) + "\n")


_COMMANDS = {
    "init": _init,
    "serve": _serve,
    "user": _user,
    "opener": _opener,
    "openapi": _openapi,
    "device": cli_devices.run,
    "case": _case,
    "health": _health,
    **dict.fromkeys(("backup", "restored", "escrow", "verify", "audit-export"), cli_safety.run),
}
