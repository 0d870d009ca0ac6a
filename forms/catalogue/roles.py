"""Facts of persons and things that are alike: declared once as a group, written out for each role and list.

``groups`` name facts; a role has the facts of its group under its own name (``mourner.name``), a list
has them for each item (``household.members[].name``).  ``same_as``: while a rule holds, the facts of a
role follow from another's, so that one touch answers them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from forms.catalogue.faults import PackFault, did_you_mean
from forms.catalogue.places import Entry, Place
from forms.facts.lists import item_fact

GROUPS: Final = "groups"
ROLES: Final = "roles"
_Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """A document's facts, each by itself, and its groups."""

    facts: Mapping[str, Entry]
    groups: Mapping[str, Entry]
    faults: tuple[PackFault, ...]


def written_out(
    document: Entry, at: _Path, known: Mapping[str, Entry], groups: Mapping[str, Entry]
) -> Written:
    """The facts of ``document``; those that stand by themselves are found under ``at``.

    ``known`` and ``groups``: those of the pack that it extends.
    """
    writer = _Writer(document, dict(known), dict(groups))
    writer.write(at)
    facts = {fact: entry for fact, entry in writer.facts.items() if entry is not known.get(fact)}
    return Written(facts, writer.groups, tuple(writer.faults))


class _Writer:
    def __init__(self, document: Entry, facts: dict[str, Entry], groups: dict[str, Entry]) -> None:
        self.facts = facts
        self.groups = groups
        self.faults: list[PackFault] = []
        self._document = document

    def write(self, at: _Path) -> None:
        for group in self._document.data.get(GROUPS, {}):
            self.groups[group] = self._document.part(GROUPS, group)
        for role in self._document.data.get(ROLES, {}):
            self._role(role, self._document.part(ROLES, role))
        for fact in self._alone(at):
            entry = self._document.part(*at, fact)
            if fact in self.facts and fact.partition(".")[0] in self._document.data.get(ROLES, {}):
                self.faults.append(entry.place().fault(f"{fact!r} stands in its role already"))
            self.facts[fact] = entry
            if entry.data.get("type") == "list":
                self._list(fact, entry)
        for role in self._document.data.get(ROLES, {}):
            self._same_as(role, self._document.part(ROLES, role))

    def _alone(self, at: _Path) -> Iterator[str]:
        data: Any = self._document.data
        for step in at:
            data = data.get(step, {})
        yield from (fact for fact in data if fact not in (GROUPS, ROLES))

    def _role(self, role: str, entry: Entry) -> None:
        for name, own in self._facts_of(entry).items():
            self.facts[f"{role}.{name}"] = own

    def _list(self, fact: str, entry: Entry) -> None:
        if self._group(entry, "of") is not None:
            for name, own in self._facts_of(entry, "of").items():
                self.facts[item_fact(fact, "", name)] = own

    def _facts_of(self, entry: Entry, key: str = "group") -> dict[str, Entry]:
        """The group's facts without those left out, with the entry's own laid over them."""
        group = self._group(entry, key)
        found = {} if group is None else {n: group.part(n).at(entry.place()) for n in group.data}
        for index, name in enumerate(entry.data.get("without", ())):
            if found.pop(name, None) is None:
                hint = did_you_mean(name, found)
                place = entry.place("without", index)
                self.faults.append(place.fault(f"the group has no {name!r}{hint}"))
        for name in entry.data.get("facts", {}):
            own = entry.part("facts", name)
            found[name] = found[name].with_keys(own) if name in found else own
            if "type" not in found[name].data:
                hint = did_you_mean(name, found.keys() - {name})
                said = f"no type, and the group has no {name!r}{hint}"
                self.faults.append(own.place().fault(said))
                del found[name]
        return found

    def _group(self, entry: Entry, key: str) -> Entry | None:
        name = entry.data.get(key)
        if name is None or name in self.groups:
            return None if name is None else self.groups[name]
        hint = did_you_mean(name, self.groups)
        self.faults.append(entry.place(key).fault(f"no group {name!r}{hint}"))
        return None

    def _same_as(self, role: str, entry: Entry) -> None:
        for other in entry.data.get("same_as", {}):
            place = entry.place("same_as", other)
            if "." in other:
                self._same_as_item(role, entry, other)
                continue
            there = self._names_of(other)
            if not there:
                roles = {fact.partition(".")[0] for fact in self.facts}
                hint = did_you_mean(other, roles)
                self.faults.append(place.fault(f"no role {other!r}{hint}"))
                continue
            both = [name for name in self._names_of(role) if name in there]
            for name in self._chosen(entry, other, both):
                fact = f"{role}.{name}"
                self.facts[fact] = _derived(self.facts[fact], entry, other, name)

    def _same_as_item(self, role: str, entry: Entry, over: str) -> None:
        """The role is one of a list: whom the fact after the list's name says."""
        chosen = entry.data["same_as"][over]
        place = entry.place("same_as", over)
        spec = self.facts.get(chosen) if isinstance(chosen, str) else None
        if spec is None or spec.data.get("type") != "item" or spec.data.get("of") != over:
            items = [fact for fact, other in self.facts.items() if other.data.get("of") == over]
            hint = did_you_mean(str(chosen), items)
            self.faults.append(place.fault(f"{chosen!r} chooses no item of {over!r}{hint}"))
            return
        for name in self._names_of(role):
            if item_fact(over, "", name) in self.facts:
                fact = f"{role}.{name}"
                derivation = {"chosen": chosen, "value": f"item.{name}"}
                self.facts[fact] = _with_derivation(self.facts[fact], derivation, place, place)

    def _chosen(self, entry: Entry, other: str, both: Iterable[str]) -> Iterator[str]:
        """The facts that are the same: those said, or all that both have."""
        said = entry.data["same_as"][other]
        chosen = said.get("facts") if isinstance(said, dict) else None
        if chosen is None:
            yield from both
            return
        for index, name in enumerate(chosen):
            if name in both:
                yield name
                continue
            place = entry.place("same_as", other, "facts", index)
            hint = did_you_mean(name, both)
            self.faults.append(place.fault(f"not both have {name!r}{hint}"))

    def _names_of(self, role: str) -> list[str]:
        before = f"{role}."
        return [fact.removeprefix(before) for fact in self.facts if fact.startswith(before)]


def _derived(fact: Entry, role: Entry, other: str, name: str) -> Entry:
    """``fact`` with one more derivation, whose parts have the places of ``same_as``."""
    said = role.data["same_as"][other]
    rule = said["when"] if isinstance(said, dict) else said
    path: _Path = ("same_as", other, "when") if isinstance(said, dict) else ("same_as", other)
    derivation: dict[str, Any] = {"when": rule, "value": f"{other}.{name}"}
    if isinstance(said, dict) and said.get("given"):
        derivation["given"] = True
    return _with_derivation(fact, derivation, role.place("same_as", other), role.place(*path))


def _with_derivation(fact: Entry, derivation: Mapping[str, Any], here: Place, when: Place) -> Entry:
    derive = [*fact.data.get("derive", ()), derivation]
    at = ("derive", len(derive) - 1)
    places: dict[_Path, Place] = {**fact.places, at: here, (*at, "value"): here.without_anchors}
    places[(*at, "when")] = when
    return Entry({**fact.data, "derive": derive}, places, fact.folder)
