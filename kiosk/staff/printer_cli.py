"""example:
kakanai printer status --config kiosk.toml
kakanai printer status --config kiosk.toml --json
kakanai printer test --config kiosk.toml
"""

from __future__ import annotations

import argparse
import json
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any
from uuid import uuid4

import assets
from forms.catalogue import Wording
from kiosk.app.config import ConfigFault, KioskConfig, load_config
from kiosk.staff.test_page import page_of_test
from printing.failures import PrintFailureCode
from printing.ipp.access import AccessFault
from printing.ipp.client import IppClient
from printing.ipp.health import PrinterHealth, printer_health
from printing.ipp.settle import print_document
from printing.ipp.ticket import PrintFailure, PrintOutcome, PrintSettled, PrintTicket
from sync.store.client import KeeperClient
from sync.store.journal import KeeperPrintJournal
from sync.store.results import PrintKind


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words of ``kakanai printer``."""
    parser.add_argument("what", choices=("status", "test"), help="look, or print a test page")
    parser.add_argument("--config", type=Path, required=True, help="the kiosk's TOML file")
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")


def run(arguments: argparse.Namespace) -> int:
    """0: ready, or printed; 1: not; 2: a wrong configuration."""
    try:
        config = load_config(arguments.config)
        clients = _clients(config)
    except (ConfigFault, AccessFault) as fault:
        print(fault)
        return 2
    if arguments.what == "test":
        return _test(config, clients)
    return _status(clients, as_json=arguments.json)


def _clients(config: KioskConfig) -> dict[str, IppClient]:
    found: dict[str, IppClient] = {}
    if config.forms_printer is not None:
        found["forms"] = config.forms_access.client(config.forms_printer, seconds=5.0)
    other = config.receipt_printer
    if other is not None and other != config.forms_printer and not config.receipt_in_dots:
        found["receipt"] = config.receipt_access.client(other, seconds=5.0)
    return found


def _status(clients: dict[str, IppClient], *, as_json: bool) -> int:
    seen = {name: printer_health(client) for name, client in clients.items()}
    ready = all(
        isinstance(each, PrinterHealth) and not each.state.hindrances for each in seen.values()
    )
    if as_json:
        print(json.dumps({name: _plain(each) for name, each in seen.items()}, indent=1))
    else:
        wording = Wording.from_files(assets.ROOT / "wording")
        for name, each in seen.items():
            print(f"{name}: {_told(each, wording)}")
    return 0 if ready else 1


def _plain(seen: PrinterHealth | PrintFailure) -> dict[str, Any]:
    if isinstance(seen, PrintFailure):
        return {"failure": seen.code.value, "detail": seen.detail}
    state = seen.state
    return {
        "model": state.model,
        "activity": state.activity.value,
        "hindrances": [code.value for code in state.hindrances],
        "reasons": list(state.reasons),
        "tracked": seen.tracked,
        "pdf": state.prints_pdf,
        "dots": None if state.dots is None else asdict(state.dots)["dots_per_inch"],
        "sides": list(state.sides),
        "trays": list(state.trays),
        "media_ready": list(seen.media_ready),
        "supplies": dict(seen.supplies),
        "low": list(seen.low),
        "waiting_jobs": seen.waiting,
        "sheets": seen.sheets,
    }


def _told(seen: PrinterHealth | PrintFailure, wording: Wording) -> str:
    if isinstance(seen, PrintFailure):
        return _words(seen.code, wording)
    lines = [f"{seen.state.model or '?'}, {seen.state.activity.value}"]
    lines += [_words(code, wording) for code in seen.state.hindrances]
    if not seen.tracked:
        lines.append("CUPSのキューです。紙が出たかどうかは、毎回 人に尋ねます。")
    if seen.low:
        lines.append("残り少し: " + ", ".join(seen.low))
    lines += [f"{name}: {'?' if level is None else f'{level} %'}" for name, level in seen.supplies]
    if seen.sheets is not None:
        lines.append(f"これまでの枚数: {seen.sheets}")
    return "\n  ".join(lines)


def _words(code: PrintFailureCode, wording: Wording) -> str:
    key = "failure-" + code.value.replace(".", "-").replace("_", "-")
    return wording.text(f"{key}.staff", "ja")


def _test(config: KioskConfig, clients: dict[str, IppClient]) -> int:
    client = clients.get("forms")
    if client is None:
        print("printer.forms: not set")
        return 2
    wording = Wording.from_files(assets.ROOT / "wording")
    pdf = page_of_test(wording.text("kiosk-test-page", "ja"), config.device)
    with closing(KeeperClient(config.keeper_socket)) as keeper:
        journal = KeeperPrintJournal(keeper, PrintKind.TEST)
        for told in print_document(client, pdf, PrintTicket(uuid4(), "test"), journal):
            if isinstance(told, PrintFailure):
                print(_words(told.code, wording))
            if isinstance(told, PrintSettled):
                print(told.outcome.value)
                return 0 if told.outcome is PrintOutcome.PRINTED else 1
    raise AssertionError("a print always settles")
