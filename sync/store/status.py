"""``python -m sync.store.status``: how a running keeper is, for the staff; no personal data.

Exit code 0: nothing to look at; 1: something is, and is said; 2: the keeper does not answer.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource

from assets import ROOT
from sync.failures import SyncFailure
from sync.store.alarms import Alarm
from sync.store.client import KeeperClient
from sync.store.results import KeeperHealth, UnprintedReceipt
from sync.store.settings import SettingsError, load_settings

_WORDING = "alarms-store.ftl"


def alarm_text(alarm: Alarm, language: str) -> str:
    """What it means and what to do."""
    bundle = FluentBundle([language], use_isolating=False)
    text = (ROOT / "wording" / language / _WORDING).read_text("utf-8")
    bundle.add_resource(FluentResource(text))
    pattern = bundle.get_message(f"alarm-store-{alarm.value.replace('_', '-')}").value
    assert pattern is not None
    said, _ = bundle.format_pattern(pattern)
    return str(said)


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask and say."""
    parser = argparse.ArgumentParser(
        prog="python -m sync.store.status",
        description="How a running keeper is.",
        epilog="example: python -m sync.store.status --config keeper.toml --language ja",
    )
    parser.add_argument("--config", type=Path, required=True, help="the keeper's TOML file")
    parser.add_argument("--language", choices=("ja", "en"), default="ja")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    parser.add_argument(
        "--heads", action="store_true", help="the office's heads, for `kakanai office verify`"
    )
    chosen = parser.parse_args(arguments)
    try:
        client = KeeperClient(load_settings(chosen.config).socket, limit=3.0)
    except SettingsError as fault:
        sys.stderr.write(f"status: {fault}\n")
        return 2
    with closing(client):
        if chosen.heads:
            return _heads(client)
        health, unprinted = client.health(), client.unprinted_receipts()
    if isinstance(health, SyncFailure) or isinstance(unprinted, SyncFailure):
        sys.stderr.write("status: the keeper does not answer\n")
        return 2
    if chosen.json:
        plain = {**asdict(health), "unprinted": [each.number for each in unprinted]}
        sys.stdout.write(json.dumps(plain, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write("\n".join(_lines(health, unprinted, chosen.language)) + "\n")
    return 1 if health.alarms else 0


def _heads(client: KeeperClient) -> int:
    heads = client.heads()
    if isinstance(heads, SyncFailure):
        sys.stderr.write("status: the keeper does not answer\n")
        return 2
    for head in heads:
        sys.stdout.write(json.dumps(asdict(head)) + "\n")
    return 0


def _lines(
    health: KeeperHealth, unprinted: tuple[UnprintedReceipt, ...], language: str
) -> list[str]:
    store = health.store
    skew = health.clock_skew_seconds
    return [
        f"waiting {store.waiting} (oldest: {health.waiting_days} days), delivered {store.delivered}, "
        f"refused {store.refused}, quarantined {store.quarantined}",
        f"clock: {'not compared yet' if skew is None else f'{skew:+.1f} s to the office'}",
        *(alarm_text(Alarm(each), language) for each in health.alarms),
        *(f"  {each.number} ({each.day})" for each in unprinted),
    ]


if __name__ == "__main__":
    sys.exit(main())
