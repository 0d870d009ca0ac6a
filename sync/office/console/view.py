"""What the console's pages show, made from the tables and an opened case.  Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from forms.catalogue.model import AskedBy, FactSpec, Pack
from forms.facts.types import FactType
from forms.facts.values import FactId, FactState, Known, NotApplicable
from forms.journey.journey import ProcedureOutcome, ProcedureState
from sync.office import audit
from sync.office.accounts import Account
from sync.office.casefile import CaseFile
from sync.office.cases import CaseRow, FormMark, Task
from sync.office.console.card_marks import detail_of, lines_about, mark_of
from sync.office.console.filing_words import FilingWords, GuidanceView
from sync.office.console.pages import japan_time
from sync.office.console.section_state import least_done, phases, section_text
from sync.office.console.words import HISTORY, REASONS, SOURCES, STATES, Words
from sync.office.opener import Revision
from sync.office.work import Action, ReturnReason, TaskState, possible

_HIDDEN_HISTORY = frozenset({"form", "picture"})


@dataclass(frozen=True, slots=True)
class FormLink:
    """A form of a procedure: where it is shown, what standing it has, printed or signed yet."""

    form: str
    procedure: str
    title: str
    status: str
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProcedureView:
    """One row of a 課's table."""

    id: str
    title: str
    need: str
    need_text: str
    because: tuple[tuple[str, str], ...]
    deadline: str
    left: str
    day_note: str
    who: str
    bring: tuple[str, ...]
    held: str
    amount: str
    note: str
    forms: tuple[FormLink, ...]
    task: Task | None
    confirm: tuple[str, ...]
    state_text: str
    returned: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Button:
    """An action on all fitting tasks of a 課; ``seen`` are ``task:version`` as the page shows."""

    action: str
    text: str
    primary: bool
    seen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SectionView:
    """One 課's part of a case."""

    id: str
    title: str
    state: str
    state_text: str
    phases: tuple[tuple[str, str], ...]
    confirmed: str
    procedures: tuple[ProcedureView, ...]
    buttons: tuple[Button, ...]
    returnable: tuple[str, ...]
    has_forms: bool


@dataclass(frozen=True, slots=True)
class FactView:
    """One fact with its source, and what it was before a clerk corrected it."""

    id: str
    label: str
    short: str
    value: str
    source: str
    mark: str
    mark_detail: str
    open: bool
    is_name: bool
    before: tuple[str, ...]
    correctable: bool


@dataclass(frozen=True, slots=True)
class FactGroup:
    """Facts about one person or thing."""

    title: str
    facts: tuple[FactView, ...]


@dataclass(frozen=True, slots=True)
class CaseView:
    """The case page."""

    row: CaseRow
    event: str
    sections: tuple[SectionView, ...]
    not_needed: tuple[ProcedureView, ...]
    guidance: tuple[GuidanceView, ...]
    people: tuple[tuple[str, str, str], ...]
    groups: tuple[FactGroup, ...]
    to_ask: tuple[tuple[FactId, str], ...]
    to_type: int
    history: tuple[tuple[str, str, str], ...]
    card: tuple[str, ...]


class CaseViews:
    """Makes case pages for one clerk."""

    def __init__(self, pack: Pack, words: Words, clerk: Account, today: date) -> None:
        self._pack = pack
        self._words = words
        self._clerk = clerk
        self._filing = FilingWords(pack, words, today)

    def case(
        self,
        row: CaseRow,
        file: CaseFile,
        marks: Sequence[FormMark],
        history: Sequence[audit.Entry],
    ) -> CaseView:
        """Everything on the case page."""
        shown = [self._procedure(outcome, row, file, marks) for outcome in file.journey.procedures]
        by_section: dict[str, list[ProcedureView]] = {}
        for outcome, view in zip(file.journey.procedures, shown, strict=True):
            if view.need != "not_needed" or _is_live(view.task):
                by_section.setdefault(outcome.section, []).append(view)
        return CaseView(
            row=row,
            event=self._words.event(row.event),
            sections=tuple(self._section(s, tuple(views)) for s, views in by_section.items()),
            not_needed=tuple(v for v in shown if v.need == "not_needed" and not _is_live(v.task)),
            guidance=self._filing.guidance(file.journey),
            people=self._people(file),
            groups=self.groups(file),
            to_ask=tuple((fact, self._words.fact(fact)) for fact in to_ask(file)),
            to_type=len(to_type(file)),
            history=tuple(self._event(entry) for entry in history if _worth_showing(entry)),
            card=lines_about(file.opened.submission),
        )

    def groups(
        self, file: CaseFile, only: frozenset[FactId] | None = None
    ) -> tuple[FactGroup, ...]:
        """The facts in the pack's order, grouped by person; ``only`` limits them to a form's."""
        made: dict[str, list[FactView]] = {}
        # Asked by nobody yet: what only the office knows, or what a correction brought up.
        to_fill = {*to_ask(file), *(spec.id for spec in to_type(file))}
        for fact, spec in self._pack.facts.items():
            state = file.facts.get(fact) if only is None else file.journey.facts.get(fact)
            if isinstance(state, NotApplicable):
                continue
            wanted = state is not None or fact in to_fill if only is None else fact in only
            if wanted:
                view = self.fact(spec, state, file.opened.revisions, file)
                made.setdefault(self._words.facts_head(fact), []).append(view)
        return tuple(FactGroup(head, tuple(views)) for head, views in made.items())

    def fact(
        self,
        spec: FactSpec,
        state: FactState | None,
        revisions: Sequence[Revision],
        file: CaseFile,
    ) -> FactView:
        """One fact; ``before`` tells every earlier value, oldest first."""
        changes = [r for r in revisions if r.fact == spec.id]
        first = file.opened.submission.facts.get(spec.id)
        states = [first, *(r.state for r in changes)]
        before = [
            f"{self._words.state(spec.id, old)} → {change.by}が {japan_time(change.at)} に訂正"
            for old, change in zip(states[:-1], changes, strict=True)
        ]
        return FactView(
            id=spec.id,
            label=self._words.fact(spec.id),
            short=self._words.short_fact(spec.id),
            value=self._words.state(spec.id, state),
            source="" if state is None else SOURCES[state.source],
            mark=mark_of(file.opened.submission.card_behind(spec.id), spec.id, state),
            mark_detail=detail_of(file.opened.submission.card_behind(spec.id), spec.id),
            open=not isinstance(state, Known),
            is_name=spec.type in (FactType.NAME, FactType.KANA),
            before=tuple(before),
            correctable=is_correctable(spec),
        )

    def _procedure(
        self,
        outcome: ProcedureOutcome,
        row: CaseRow,
        file: CaseFile,
        marks: Sequence[FormMark],
    ) -> ProcedureView:
        task = next((t for t in row.tasks if t.procedure == outcome.id), None)
        words, filing = self._words, self._filing
        need = {
            ProcedureState.NEEDED: ("needed", "必要"),
            ProcedureState.NOT_NEEDED: ("not_needed", "不要"),
        }.get(outcome.state, ("check", "窓口で確認"))
        return ProcedureView(
            id=outcome.id,
            title=words.procedure(outcome.id),
            need=need[0],
            need_text=need[1],
            because=tuple(
                (words.fact(fact), words.state(fact, file.journey.facts.get(fact)))
                for fact in outcome.because
            ),
            deadline=filing.deadline(outcome),
            left=filing.left(outcome),
            day_note=filing.day_note(outcome),
            who=filing.who(outcome),
            bring=filing.bring(outcome),
            held=filing.held(outcome),
            amount=filing.amount(outcome),
            note=words.note(outcome.id),
            forms=tuple(
                FormLink(
                    need.form_id,
                    need.procedure_id,
                    words.form(need.form_id),
                    file.pack.forms[need.form_id].status.label,
                    _mark_texts(need.form_id, need.procedure_id, marks, file.opened.revision),
                )
                for need in file.journey.forms
                if need.procedure_id == outcome.id
            ),
            task=task,
            confirm=() if task is None else _checked(task, self._clerk),
            state_text="" if task is None else STATES[task.state],
            returned=() if task is None else self._returns(task, file),
        )

    def _returns(self, task: Task, file: CaseFile) -> tuple[str, ...]:
        return tuple(
            f"{japan_time(n.at)} {n.by}：{REASONS[ReturnReason(n.reason)]}"
            + (f"「{n.text}」" if n.text else "")
            for n in file.opened.notes
            if n.task == task.id
        )

    def _section(self, section: str, views: tuple[ProcedureView, ...]) -> SectionView:
        tasks = [v.task for v in views if _is_live(v.task) and v.task is not None]
        state = least_done(tasks)
        owners = {t.owner_name for t in tasks if t.state is TaskState.CLAIMED and t.owner_name}
        confirmed = [t for t in tasks if t.confirmed_at and t.state in _FILED]
        return SectionView(
            id=section,
            title=self._words.section(section),
            state="none" if state is None else state.value,
            state_text=section_text(state, owners),
            phases=phases(state),
            confirmed="".join(
                f"{japan_time(confirmed[-1].confirmed_at or '')} {confirmed[-1].owner_name}"
                for _ in confirmed[:1]
            ),
            procedures=views,
            buttons=tuple(self._buttons(tasks)),
            returnable=_seen(tasks, Action.RETURN, self._clerk),
            has_forms=any(v.forms for v in views),
        )

    def _buttons(self, tasks: Sequence[Task]) -> list[Button]:
        buttons = []
        taken = any(t.state is TaskState.CLAIMED and t.owner != self._clerk.id for t in tasks)
        for action, text, primary in (
            (Action.CONFIRM, "受付する", True),
            (Action.CLAIM, "引き継ぐ" if taken else "担当する", True),
            (Action.COMPLETE, "完了にする", True),
            (Action.RELEASE, "担当を外す", False),
        ):
            # What is 窓口で確認 is confirmed one by one, so that nothing undecided is filed along.
            fitting = [t for t in tasks if action is not Action.CONFIRM or not t.check_at_counter]
            seen = _seen(fitting, action, self._clerk)
            if seen:
                buttons.append(Button(action.value, text, primary, seen))
        return buttons

    def _people(self, file: CaseFile) -> tuple[tuple[str, str, str], ...]:
        people = []
        for role in ("deceased", "visitor"):
            name = file.journey.facts.get(f"{role}.name")
            if isinstance(name, Known):
                kana = file.journey.facts.get(f"{role}.name_kana")
                reading = str(kana.value) if isinstance(kana, Known) else ""
                title = self._words.facts_head(f"{role}.name")
                people.append((title, str(name.value), reading))
        return tuple(people)

    def _event(self, entry: audit.Entry) -> tuple[str, str, str]:
        text = HISTORY.get(entry.action, entry.action)
        detail = entry.detail
        if "procedure" in detail:
            text = f"{self._words.procedure(str(detail['procedure']))}：{text}"
        if "fact" in detail:
            text = f"{self._words.fact(str(detail['fact']))}：{text}"
        if "form" in detail:
            text = f"{self._words.form(str(detail['form']))}：{text}"
        return entry.at, entry.actor.removeprefix("account:"), text


_FILED = frozenset({TaskState.CONFIRMED, TaskState.COMPLETED})


def is_correctable(spec: FactSpec) -> bool:
    """Everything but what is only counted out of other facts (the age): correct those instead."""
    return spec.asked_by is not AskedBy.NOBODY or not spec.derive


def to_ask(file: CaseFile) -> tuple[FactId, ...]:
    """What the clerk has to find out: わからない that decides, and what a correction brought up."""
    unsure = (
        fact
        for outcome in file.journey.procedures
        if outcome.state is ProcedureState.CHECK_AT_COUNTER
        for fact in outcome.because
        if not isinstance(file.journey.facts.get(fact), Known)
    )
    need = file.journey.next_question
    return tuple(dict.fromkeys((*unsure, *(() if need is None else need.facts))))


def to_type(file: CaseFile) -> tuple[FactSpec, ...]:
    """What the office alone knows, a form of the case needs, and nobody has said yet."""
    needed = {fact for need in file.journey.forms for fact in file.pack.forms[need.form_id].needs}
    return tuple(
        spec
        for spec in file.pack.facts.values()
        if spec.id in needed
        and spec.asked_by is AskedBy.CLERK
        and not isinstance(file.journey.facts.get(spec.id), Known | NotApplicable)
    )


def _is_live(task: Task | None) -> bool:
    return task is not None and task.state is not TaskState.WITHDRAWN


def _seen(tasks: Sequence[Task], action: Action, clerk: Account) -> tuple[str, ...]:
    return tuple(f"{t.id}:{t.version}" for t in tasks if possible(action, t.state, t.owner, clerk))


def _checked(task: Task, clerk: Account) -> tuple[str, ...]:
    """``task:version`` when this 窓口で確認 task can be confirmed by itself."""
    return _seen([task], Action.CONFIRM, clerk) if task.check_at_counter else ()


def _mark_texts(
    form: str, procedure: str, marks: Sequence[FormMark], revision: int
) -> tuple[str, ...]:
    texts: Mapping[str, str] = {"printed": "印刷済み", "signed": "署名済み"}
    own = [m for m in marks if (m.form, m.procedure) == (form, procedure)]
    return tuple(
        texts[kind] + ("" if last.revision == revision else "（訂正の前）")
        for kind in ("printed", "signed")
        if (last := next((m for m in reversed(own) if m.kind == kind), None)) is not None
    )


def _worth_showing(entry: audit.Entry) -> bool:
    return entry.action in HISTORY and entry.detail.get("purpose") not in _HIDDEN_HISTORY
