"""Letters of a typed name that have other forms, to be compared in sight of one another: 高 髙, 辺 邊 邉.  Pure.

A name that a card or the registry said is taken as it stands there; who does not know the form goes on as it is, and
the counter looks it up.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from forms.facts.types import FactType
from forms.text.clusters import clusters
from kiosk.session.drafts.text_entry import TextDraft
from kiosk.session.letters import letter_variants, other_forms

FORM = "form."
"""Before place and letter in the argument of a key."""


@dataclass(frozen=True, slots=True)
class LetterForms:
    """``forms`` of the letter at ``place`` of the name, the everyday one first, whichever is ``present``."""

    place: int
    present: str
    forms: tuple[str, ...]


def forms_to_choose(draft: TextDraft) -> tuple[LetterForms, ...]:
    """Of the active field, once nothing in it waits to become kanji."""
    item = draft.current
    if item.kind != FactType.NAME or item.pending or item.recorded is not None:
        return ()
    return tuple(
        LetterForms(place, letter, _in_order(letter))
        for place, letter in enumerate(clusters(item.value))
        if other_forms(letter)
    )


def choose_form(draft: TextDraft, which: str) -> TextDraft:
    """``form.<place>.<letter>``: the letter at that place in that form; anything else changes nothing."""
    place, _, letter = which.removeprefix(FORM).partition(".")
    for choice in forms_to_choose(draft):
        if str(choice.place) == place and letter in choice.forms:
            letters = list(clusters(draft.current.value))
            letters[choice.place] = letter
            changed = replace(draft.current, value="".join(letters))
            before, after = draft.fields[: draft.active], draft.fields[draft.active + 1 :]
            return replace(draft, fields=(*before, changed, *after))
    return draft


def _in_order(letter: str) -> tuple[str, ...]:
    """The same order whichever is taken, so that nothing moves under the finger."""
    everyday, *_ = (
        each for each, others in letter_variants().items() if letter[0] in (each, *others)
    )
    known = (everyday, *other_forms(everyday))
    return known if letter in known else (letter, *known)
