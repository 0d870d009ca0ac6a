"""How far a 課 is with a case: the least done of its tasks, and the steps of its work."""

from __future__ import annotations

from collections.abc import Sequence

from sync.office.cases import Task
from sync.office.console.words import STATES
from sync.office.work import TaskState

_PHASES = (
    (TaskState.RECEIVED, "届いた"),
    (TaskState.CLAIMED, "担当"),
    (TaskState.CONFIRMED, "受付"),
    (TaskState.COMPLETED, "完了"),
)


def least_done(tasks: Sequence[Task]) -> TaskState | None:
    """The state of the task that is least done."""
    order = (
        TaskState.RECEIVED,
        TaskState.CLAIMED,
        TaskState.RETURNED,
        TaskState.CONFIRMED,
        TaskState.COMPLETED,
    )
    states = {t.state for t in tasks}
    return next((state for state in order if state in states), None)


def phases(state: TaskState | None) -> tuple[tuple[str, str], ...]:
    """Steps of a 課's work with ``done``, ``now`` or ``todo``; none when the order is broken."""
    order = [phase for phase, _ in _PHASES]
    if state not in order:
        return ()
    now = order.index(state)
    marks = ["done" if i < now else "now" if i == now else "todo" for i in range(len(order))]
    return tuple((text, mark) for (_, text), mark in zip(_PHASES, marks, strict=True))


def section_text(state: TaskState | None, owners: set[str]) -> str:
    """The state in words, with who works on it."""
    if state is None:
        return "手続きなし"
    text = STATES[state]
    return f"{text}（{'、'.join(sorted(owners))}）" if owners else text
