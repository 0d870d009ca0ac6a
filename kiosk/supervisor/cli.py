"""example: kakanai kiosk --config kiosk.toml --keeper-config keeper.toml"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import logging
import signal
from pathlib import Path

from kiosk.supervisor.supervisor import Limits, PackRefused, Supervisor


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words of ``kakanai kiosk``."""
    parser.add_argument("--config", type=Path, required=True, help="the kiosk's TOML file")
    parser.add_argument("--keeper-config", type=Path, required=True, help="the keeper's TOML file")
    usual = Limits()
    parser.add_argument(
        "--ping-seconds",
        type=float,
        default=usual.ping_every,
        help="silence after which a citizen process is asked for a sign of life (default: %(default)s)",
    )
    parser.add_argument(
        "--answer-seconds",
        type=float,
        default=usual.answer,
        help="silence after which it is replaced (default: %(default)s)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Run the kiosk until a signal; 2 when a file is missing, 1 when the pack has faults."""
    for path in (arguments.config, arguments.keeper_config):
        if not path.is_file():
            print(f"no such file: {path}")
            return 2
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    limits = Limits(ping_every=arguments.ping_seconds, answer=arguments.answer_seconds)
    code = 0
    try:
        asyncio.run(_until_signal(Supervisor(arguments.keeper_config, arguments.config, limits)))
    except* PackRefused:
        print("the pack has faults; mend it and see `kakanai catalogue check`")
        code = 1
    return code


async def _until_signal(supervisor: Supervisor) -> None:
    task = asyncio.create_task(supervisor.run())
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, task.cancel)
    with contextlib.suppress(asyncio.CancelledError):
        await task
