"""example:
  kakanai dock start                  a virtual reader, until Ctrl-C (in a terminal of its own)
  kakanai dock put taro               lay the card of 𠮷田 太郎 on it
  kakanai dock put hanako --pull-after 5
  kakanai dock take                   take the card off
  kakanai dock status --json

Programs find the reader by PCSCLITE_CSOCK_NAME; start and status print it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from cardreader.emulator import dock
from cardreader.emulator.dock import DockStatus
from cardreader.emulator.dock_client import DockClient, DockFault, usual_folder
from cardreader.emulator.faults import Fault
from cardreader.emulator.profiles import load_profile, profile_names
from cardreader.emulator.virtual_reader import VirtualReaderFault


def add_arguments(
    parser: argparse.ArgumentParser, more: Mapping[str, str] = MappingProxyType({})
) -> None:
    """``more``: commands that the caller carries out itself, with their help."""
    parser.add_argument(
        "--folder", type=Path, default=None, help="the dock's own folder (or KAKANAI_DOCK)"
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    start = commands.add_parser("start", help="run a dock in the foreground")
    put = commands.add_parser("put", help="lay a card on the reader")
    put.add_argument("profile", metavar="PROFILE")
    put.add_argument("--pull-after", type=int, metavar="N", help="taken away after N commands")
    put.add_argument("--hang-after", type=int, metavar="N", help="no answer after N commands")
    put.add_argument("--slow", type=float, default=0.0, metavar="SECONDS", help="each answer late")
    put.add_argument("--lose-after", type=int, metavar="N", help="obeys N+1, the answer is lost")
    put.add_argument("--noise-after", type=int, metavar="N", help="answers N+1 with rubbish")
    put.add_argument("--seed", type=int, default=0, help="which rubbish")
    put.add_argument("--cut-at", type=int, metavar="BYTES", help="the reader cuts answers")
    put.add_argument("--pieces", type=int, metavar="BYTES", help="answers in pieces (61xx)")
    put.add_argument("--exact-le", action="store_true", help="6Cxx unless Le is exact")
    put.add_argument("--short-only", action="store_true", help="the reader takes no extended APDU")
    put.add_argument("--renew", action="store_true", help="with the counters it began with")
    take = commands.add_parser("take", help="take the card off")
    for command in (put, take):
        command.add_argument("--reader", type=int, default=0, choices=(0, 1))
    status = commands.add_parser("status", help="what lies where, tries left, PINs received")
    cards = commands.add_parser("list", help="the cards that there are")
    for name, summary in more.items():
        commands.add_parser(name, help=summary)
    for command in (start, put, take, status, cards):
        command.add_argument("--json", action="store_true")


def run(arguments: argparse.Namespace) -> int:
    folder = arguments.folder or usual_folder()
    try:
        match arguments.command:
            case "start":
                return _start(folder, as_json=arguments.json)
            case "list":
                return _list(as_json=arguments.json)
        _print_status(_obey(DockClient(folder), arguments), as_json=arguments.json)
    except (DockFault, VirtualReaderFault) as fault:
        print(f"kakanai dock: {fault}", file=sys.stderr)
        return 1
    return 0


def _start(folder: Path, *, as_json: bool) -> int:
    try:
        DockClient(folder).status()
    except DockFault:
        pass
    else:
        print(f"kakanai dock: a dock runs in {folder} already", file=sys.stderr)
        return 1
    dock.serve(folder, on_ready=lambda status: _print_status(status, as_json=as_json))
    return 0


def _obey(client: DockClient, arguments: argparse.Namespace) -> DockStatus:
    match arguments.command:
        case "put":
            if arguments.renew:
                client.renew(arguments.profile)
            fault = Fault(
                pull_after=arguments.pull_after,
                lose_answer_after=arguments.lose_after,
                hang_after=arguments.hang_after,
                noise_after=arguments.noise_after,
                seed=arguments.seed,
                slow=arguments.slow,
                short_only=arguments.short_only,
                cut_at=arguments.cut_at,
                pieces=arguments.pieces,
                exact_le=arguments.exact_le,
            )
            return client.insert(arguments.profile, arguments.reader, fault)
        case "take":
            return client.remove(arguments.reader)
        case _:
            return client.status()


def _list(*, as_json: bool) -> int:
    profiles = [load_profile(name) for name in profile_names()]
    if as_json:
        _print_json({"profiles": [{"id": p.id, "title": p.title} for p in profiles]})
        return 0
    width = max(len(p.id) for p in profiles)
    for profile in profiles:
        print(f"{profile.id:<{width}}  {profile.title}")
    return 0


def _print_status(status: DockStatus, *, as_json: bool) -> None:
    if as_json:
        _print_json(status)
        return
    for name, value in status["environment"].items():
        print(f"export {name}={value}")
    if not status["running"]:
        print("pcscd is stopped")
    for reader in status["readers"]:
        print(f"{reader['index']}  {reader['name']}  {reader['profile'] or '-'}")
    for card in status["cards"]:
        tries = "-" if card["tries_left"] is None else card["tries_left"]
        print(f"   {card['profile']}: tries left {tries}, PINs received {card['verifies']}")
    sys.stdout.flush()


def _print_json(data: Any) -> None:
    print(json.dumps(data, ensure_ascii=False), flush=True)
