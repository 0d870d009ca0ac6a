"""``python -m sync.store.status``: how a running keeper is, for the staff; no personal data.

Exit code 0: nothing to look at; 1: something is, and is said; 2: the keeper does not answer.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import asdict
from datetime import date
from pathlib import Path

from sync.failures import SyncFailure
from sync.store.client import KeeperClient
from sync.store.records import today_in_japan
from sync.store.results import KeeperHealth, UnprintedReceipt
from sync.store.settings import SettingsError, load_settings
from sync.store.staff_rows import staff_rows


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
    today = today_in_japan()
    if chosen.json:
        rows = [asdict(row) for row in staff_rows(health, unprinted, chosen.language, today)]
        plain = {**asdict(health), "rows": rows}
        sys.stdout.write(json.dumps(plain, ensure_ascii=False, default=str) + "\n")
    else:
        sys.stdout.write("\n".join(_lines(health, unprinted, chosen.language, today)) + "\n")
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
    health: KeeperHealth, unprinted: tuple[UnprintedReceipt, ...], language: str, today: date
) -> Iterator[str]:
    store, skew = health.store, health.clock_skew_seconds
    yield (
        f"waiting {store.waiting} (oldest: {health.waiting_days} days), "
        f"delivered {store.delivered}, refused {store.refused}, quarantined {store.quarantined}"
    )
    heard = store.office_heard_day or "never"
    yield f"office heard: {heard} ({health.silent_days} days ago)"
    yield f"clock: {'not compared yet' if skew is None else f'{skew:+.1f} s to the office'}"
    for row in staff_rows(health, unprinted, language, today):
        since = "" if row.since is None else f"{row.since}: "
        numbers = f" ({', '.join(row.numbers)})" if row.numbers else ""
        yield f"{since}{row.what}{numbers} → {row.next}"


if __name__ == "__main__":
    sys.exit(main())
