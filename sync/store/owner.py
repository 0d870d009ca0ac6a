"""The one thread that owns the store's connection; everyone else puts commands into its queue."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from sqlalchemy.exc import SQLAlchemyError

from sync.failures import SyncFailure, SyncFailureCode
from sync.store.connection import StoreDamagedError, StoreSettingsError
from sync.store.records import Store, StorePlan

T = TypeVar("T")
_Job = tuple[Callable[[Store], Any], "Future[Any]"]


class StoreOwner:
    """Runs commands one after the other, each in its own transaction."""

    def __init__(self, plan: StorePlan) -> None:
        self._plan = plan
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._opened: Future[None] = Future()
        self._thread = threading.Thread(target=self._run, name="store-owner", daemon=True)

    def start(self) -> None:
        """Open the store.  Raises what ``open_connection`` raises."""
        self._thread.start()
        self._opened.result()

    def stop(self) -> None:
        """Finish what is queued, close the file, end the thread."""
        self._jobs.put(None)
        self._thread.join()

    def do(self, command: Callable[[Store], T]) -> T | SyncFailure:
        """Run ``command`` on the owner's thread and wait for its answer.

        A disk error is ``STORE_FAILED``: whether the record is stored is then unknown to the
        caller, who asks again with the same id.  Other exceptions of ``command`` come through.
        """
        answer: Future[T | SyncFailure] = Future()
        self._jobs.put((command, answer))
        return answer.result()

    def _run(self) -> None:
        try:
            store: Store | None = Store.open(self._plan)
        except BaseException as fault:  # the starting thread raises it
            self._opened.set_exception(fault)
            return
        self._opened.set_result(None)
        while (job := self._jobs.get()) is not None:
            command, answer = job
            for last in (False, True):
                try:
                    store = store or Store.open(self._plan)
                    answer.set_result(command(store))
                    break
                except (SQLAlchemyError, StoreSettingsError, StoreDamagedError, OSError) as fault:
                    # After a failed fsync SQLite's view and the disk may differ: close, and let
                    # the next one open, check and see what is really there (sync.md 1b).  The
                    # rollback on the way here may have failed too, in its own way.
                    if store is not None:
                        store.abandon()
                    store = None
                    # With the ballast's room a command that was under way can still end; all of
                    # them may be repeated.
                    if not last and _is_full(fault) and self._plan.ballast.give_back():
                        continue
                    detail = type(getattr(fault, "orig", fault)).__name__
                    answer.set_result(SyncFailure(SyncFailureCode.STORE_FAILED, detail))
                    break
                except Exception as fault:  # a bug in the command belongs to its caller
                    answer.set_exception(fault)
                    break
        if store is not None:
            store.abandon()


def _is_full(fault: Exception) -> bool:
    name = getattr(getattr(fault, "orig", None), "sqlite_errorname", "")
    # A journal that cannot grow is an I/O error of writing, not SQLITE_FULL.
    return name == "SQLITE_FULL" or name.startswith("SQLITE_IOERR")
