"""Loads a pack: files, schema, rules, cross-references, wording; every fault at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

import assets
from forms.catalogue.checks import check
from forms.catalogue.fact_table import FactTable
from forms.catalogue.faults import PackFaults, did_you_mean
from forms.catalogue.model import (
    AskedBy,
    City,
    Derivation,
    EventSpec,
    FactSpec,
    FormSpec,
    HandOff,
    Hint,
    Output,
    Pack,
    QuestionKind,
    QuestionSpec,
)
from forms.catalogue.office_days import DEFAULT, closing_days
from forms.catalogue.places import Entry
from forms.catalogue.procedure_reading import ProcedureReading
from forms.catalogue.reading import Reading
from forms.catalogue.release import not_in_force
from forms.catalogue.source import PackSource, read_pack
from forms.catalogue.transcription import core_screen
from forms.catalogue.wording import Wording, WordingFault
from forms.facts.lists import item_fact, list_of
from forms.facts.types import FactType
from forms.facts.values import FactId, Value
from forms.rules.closing import ClosingDays
from forms.rules.rule import Declared, RuleType
from forms.rules.syntax import ITEM
from forms.status import FormStatus

_RULE_TYPE: Final = {
    FactType.YES_NO: RuleType.BOOL,
    FactType.COUNT: RuleType.INT,
    FactType.MONEY: RuleType.INT,
    FactType.DATE: RuleType.DATE,
    FactType.CHOICES: RuleType.TEXTS,
    FactType.LIST: RuleType.LIST,
}


def load(
    pack_id: str,
    root: Path = assets.ROOT / "packs",
    *,
    on: date | None = None,
    checked: bool = False,
) -> Pack:
    """The pack ``pack_id`` under ``root``.  Raises :class:`PackFaults` with every fault found.

    ``on``: the day of the session; what is not in force on it is a fault too.  ``checked``: it was loaded on
    this machine without faults, as a kiosk and an office do when they start; what holds between its parts is
    not looked at again, and texts are parsed when they are wanted.
    """
    pack, source = load_with_source(pack_id, root, checked=checked)
    if on is not None and (faults := tuple(not_in_force(pack, source, on))):
        raise PackFaults(faults)
    return pack


def load_with_source(pack_id: str, root: Path, *, checked: bool = False) -> tuple[Pack, PackSource]:
    """As :func:`load`, with the places of its entries for further checks."""
    if checked:
        try:
            return _built(pack_id, root, checked=True)
        except Exception:  # it was damaged since then: which file, which line, says the whole check
            load_with_source(pack_id, root)
            raise
    return _built(pack_id, root, checked=False)


def _built(pack_id: str, root: Path, *, checked: bool) -> tuple[Pack, PackSource]:
    source = read_pack(pack_id, root, checked=checked)
    if any(fault.file.endswith("facts.yaml") for fault in source.faults):
        raise PackFaults(source.faults)  # without the facts every rule would seem wrong
    builder = _Builder(source, checked=checked)
    pack = builder.pack()
    faults = [*source.faults, *builder.faults]
    if not source.faults and not checked:  # parts that are left out would seem missing
        faults += check(pack, source)
    if faults:
        raise PackFaults(faults)
    return pack, source


class _Builder:
    """Turns entries into specs; a rule that does not compile is a fault, no end."""

    def __init__(self, source: PackSource, *, checked: bool) -> None:
        self._source = source
        self._checked = checked
        self._reading = Reading(
            {
                fact: Declared(rule_type(entry), tuple(entry.data.get("values", ())))
                for fact, entry in source.entries["facts"].items()
            }
        )
        self.faults = self._reading.faults

    def pack(self) -> Pack:
        header, entries = self._source.header.data, self._source.entries
        procedures = ProcedureReading(self._reading, entries)
        return Pack(
            id=header["id"],
            version=header["version"],
            city=City(**header["city"]),
            valid_from=self._reading.day(self._source.header, "valid", "from") or date.min,
            valid_until=self._reading.day(self._source.header, "valid", "until"),
            languages=tuple(header["languages"]),
            facts=FactTable({i: self._fact(i, e) for i, e in entries["facts"].items()}),
            questions={i: self._question(i, e) for i, e in entries["questions"].items()},
            procedures=procedures.procedures,
            guidance=procedures.guidance,
            parameters=procedures.parameters,
            forms={i: _form(i, e) for i, e in entries["forms"].items()},
            events={i: _event(i, e) for i, e in entries["events"].items()},
            wording=self._wording(),
            closing=self._closing(),
            transcription={i: core_screen(i, e) for i, e in entries["transcription"].items()},
            hand_off={i: HandOff(**plain) for i, plain in header.get("hand_off", {}).items()},
        )

    def _closing(self) -> dict[str, ClosingDays]:
        header = self._source.header
        offices = header.data.get("closing_days", {DEFAULT: {}})
        sections = {str(e.data["section"]) for e in self._source.entries["procedures"].values()}
        for office, plain in offices.items():
            if office != DEFAULT and office not in sections:
                place = header.place("closing_days", office)
                hint = did_you_mean(office, sections)
                self.faults.append(place.fault(f"no procedure's section is {office!r}{hint}"))
            for key in ("closed", "open"):
                for index in range(len(plain.get(key, ()))):
                    self._reading.day(header, "closing_days", office, key, index)
        return {office: closing_days(plain) for office, plain in offices.items()}

    def _wording(self) -> Wording:
        try:
            folders = (folder / "wording" for folder in self._source.folders)
            return Wording.from_files(*folders, at_once=not self._checked)
        except WordingFault as fault:
            self.faults.append(self._source.header.place().fault(str(fault)))
            return Wording({})

    def _fact(self, fact: FactId, entry: Entry) -> FactSpec:
        data = entry.data
        kind = rule_type(entry)
        over = _within(fact)
        derive = [
            Derivation(
                self._reading.rule(
                    entry, kind, "derive", index, "value", over=self._chosen_from(plain) or over
                ),
                self._reading.optional(entry, RuleType.BOOL, "derive", index, "when", over=over),
                plain.get("given", False),
                plain.get("chosen"),
            )
            for index, plain in enumerate(data.get("derive", ()))
        ]
        limits = data.get("limits")
        return FactSpec(
            id=fact,
            type=FactType(data["type"]),
            values=tuple(data.get("values", ())),
            limits=(limits[0], limits[1]) if limits else None,
            digits=data.get("digits"),
            asked_by=AskedBy(data.get("asked_by", "citizen")),
            derive=tuple(derive),
            applies=self._reading.optional(entry, RuleType.BOOL, "applies", over=over),
            typical=_typical(data),
            of=data.get("of"),
            named_by=data.get("named_by"),
            ahead=data.get("ahead", False),
        )

    def _chosen_from(self, derive: Mapping[str, Any]) -> FactId | None:
        """The list that the chosen item is one of; what is no such fact is found by the checks."""
        entry = self._source.entries["facts"].get(derive.get("chosen", ""))
        return entry.data.get("of") if entry is not None else None

    def _question(self, question: str, entry: Entry) -> QuestionSpec:
        data = entry.data
        over = data.get("for")
        hints = [
            Hint(
                self._reading.rule(entry, RuleType.BOOL, "hints", index, "when", over=over),
                plain["wording"],
            )
            for index, plain in enumerate(data.get("hints", ()))
        ]
        return QuestionSpec(
            id=question,
            kind=QuestionKind(data["kind"]),
            facts=tuple(_of_item(fact, over) for fact in data["facts"]),
            dont_know=data.get("dont_know", False),
            group=data["group"],
            hints=tuple(hints),
            over=over,
            decline=data.get("decline", False),
            day_unknown=data.get("day_unknown", False),
        )


def rule_type(entry: Entry) -> RuleType:
    """Type of a fact in rules."""
    return _RULE_TYPE.get(FactType(entry.data["type"]), RuleType.TEXT)


def _within(fact: FactId) -> FactId | None:
    over = list_of(fact)
    return over if over != fact else None


def _of_item(fact: FactId, over: FactId | None) -> FactId:
    """Of a question that is asked for each item, ``item.name`` is a fact of the list."""
    role, _, name = fact.partition(".")
    return item_fact(over, "", name) if over is not None and role == ITEM else fact


def _typical(data: Mapping[str, Any]) -> Value | None:
    found = data.get("typical")
    return tuple(found) if isinstance(found, list) else found


def _form(form: str, entry: Entry) -> FormSpec:
    data = entry.data
    template = entry.folder / data.get("template", f"forms/{form}.yaml")
    approved = data.get("approved")
    return FormSpec(
        form,
        template,
        tuple(data["procedures"]),
        tuple(data["needs"]),
        FormStatus.APPROVED if approved else FormStatus(data.get("status", "sample")),
        f"{approved['by']} {approved['on']}" if approved else "",
        data.get("signature", "pen") == "image",
        data.get("sides", "one-sided"),
        data.get("tray"),
        data.get("only_when_sure", False),
    )


def _event(event: str, entry: Entry) -> EventSpec:
    data = entry.data
    return EventSpec(
        id=event,
        questions=tuple(data["questions"]),
        procedures=tuple(data["procedures"]),
        output=Output(data["output"]),
        applicant=data["applicant"],
        subjects=tuple(data["subjects"]),
        needs=tuple(data["needs"]),
        icon=data["icon"],
        palette=data["palette"],
        words={language: tuple(words) for language, words in data.get("words", {}).items()},
        says=dict(data.get("says", {})),
    )
