"""The processes that are killed.  They are forked from a server that has everything imported, so a
start takes milliseconds and thousands of deaths fit into minutes; what runs is the product's code.

``VARIANTS`` are the mistakes that a campaign must notice: without them it would prove nothing.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable
from functools import partial
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, TypeAlias

Mistakes: TypeAlias = frozenset[str]
"""Names out of ``ALL_VARIANTS``."""
DELAY = "KAKANAI_VARIANT_DELAY"
"""Seconds between the early word and the commit."""
CONTEXT = multiprocessing.get_context("forkserver")
PRELOAD = ["tests.faults.line.victims", "sync.store.keeper", "sync.office.cli", "psycopg"]


def start(target: Callable[..., None], *given: object) -> BaseProcess:
    """Start a victim."""
    CONTEXT.set_forkserver_preload(PRELOAD)
    process = CONTEXT.Process(target=target, args=given, daemon=True)
    process.start()
    return process


def keeper(config: Path, mistakes: Mistakes) -> None:
    """A kiosk's keeper."""
    from sync.store import keeper as program

    _speak_to(config)
    for mistake in mistakes & VARIANTS.keys():
        VARIANTS[mistake]()
    os._exit(program.main(["--config", str(config)]))


def office(config: Path) -> None:
    """An office's serving process; its opener is another victim."""
    _office("serve", config)


def opener(config: Path) -> None:
    """An office's opener."""
    _office("opener", config)


def _speak_to(config: Path) -> None:
    """Its words go to a file beside its settings."""
    handle = os.open(config.with_suffix(".log"), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(handle, 2)


def _office(word: str, config: Path) -> None:
    import argparse

    from sync.office import cli

    _speak_to(config)
    parser = argparse.ArgumentParser()
    cli.add_arguments(parser)
    os._exit(cli.run(parser.parse_args([word, "--config", str(config)])))


def _acknowledge_before_commit() -> None:
    """The session hears "stored" a moment before it is."""
    from sync.envelope.wire import Envelope
    from sync.store.commands import Commands
    from sync.store.results import Committed

    real = Commands._commit

    def early(self: Commands, fields: Any) -> Any:
        envelope = Envelope.from_bytes(fields["envelope"].encode("ascii"))
        assert isinstance(envelope, Envelope)
        threading.Timer(float(os.environ.get(DELAY, "0.03")), real, (self, fields)).start()
        return Committed(envelope.id, envelope.digest, already=False)

    Commands._commit = early  # type: ignore[method-assign]  # the mistake


def _delivered_before_answer() -> None:
    """The store says delivered when the bytes go out, not when the receipt comes."""
    from sync.sender.sender import Sender
    from sync.store.outbox import Waiting
    from sync.store.records import Store

    def _next_waiting(store: Store, after: int) -> Waiting | None:
        return store.outbox.next_waiting(after)

    def _mark_delivered(store: Store, at: int) -> None:
        store.outbox.delivered(at, None, None)

    def put_first(self: Sender) -> Any:
        from sync.failures import SyncFailure
        from sync.sender.sender import Round

        place = done = 0
        while True:
            after = place
            waiting = self._owner.do(partial(_next_waiting, after=after))
            if waiting is None or isinstance(waiting, SyncFailure):
                return Round(done, 0, None)
            place = waiting.sequence
            self._owner.do(partial(_mark_delivered, at=place))
            self._office.put(waiting.id, waiting.digest, waiting.envelope)
            done += 1

    Sender.round = put_first  # type: ignore[method-assign]  # the mistake


NEW_ID = "new_id_per_retry"
"""In the session, not in the keeper: see :meth:`tests.faults.line.kiosks.Kiosk.submit_until`."""
VARIANTS: dict[str, Callable[[], None]] = {
    "acknowledge_before_commit": _acknowledge_before_commit,
    "delivered_before_answer": _delivered_before_answer,
}
ALL_VARIANTS = (*VARIANTS, NEW_ID)
