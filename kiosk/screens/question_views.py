"""One question.

``choice``: options [Option], columns 1|2, several (more than one may be taken).
``yes_no``: yes Option, no Option, others.  ``others`` [Option] here and below: わからない and the like.
``text``: fields [Field], keyboard, keyboards [Key], candidates [Key], forms [Key with starts], hint, others.
``number``: fields [Field] (one, with unit), others.  ``date``: eras [Key], fields [Field], echo, error, others.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, assert_never

from forms.catalogue.model import QuestionSpec
from forms.facts.values import FactId, Known
from forms.rules.syntax import Name
from kiosk.screens.card_views import condolence
from kiosk.screens.content import Content, Sight
from kiosk.screens.list_views import item_name, list_of_items
from kiosk.screens.view import Banner, Field, Key, Option, key, option
from kiosk.session.answers import answer
from kiosk.session.drafts.choice import DECLINE, DONT_KNOW, YES, ChoiceDraft
from kiosk.session.drafts.choices import NONE, ChoicesDraft
from kiosk.session.drafts.date_entry import WITHOUT_DAY, DateDraft, entered, first_gap
from kiosk.session.drafts.instead import Instead
from kiosk.session.drafts.items import ListDraft
from kiosk.session.drafts.letter_forms import FORM, forms_to_choose
from kiosk.session.drafts.number import NumberDraft
from kiosk.session.drafts.text_entry import CANDIDATES_PER_PAGE, TextDraft
from kiosk.session.states import Answering

_TWO_COLUMNS_FROM = 6


def question(sight: Sight, at: Answering) -> Content:
    """The control follows the draft; the words follow the question."""
    words, world = sight.words, sight.world
    spec = world.pack.questions[at.question]
    given = answer(at.draft, world.today)
    # The card gives a name without its reading: then only that is asked, in its own words.
    reading = words.maybe(f"{spec.wording}.reading") if _only_reading(at) else ""
    lead = words.maybe(f"{spec.wording}.{'reading-lead' if reading else 'lead'}")
    about = {} if at.item is None else {"name": item_name(sight, spec.over or "", at.item)}
    common: dict[str, Any] = {
        "title": reading or words.say(spec.wording, **about),
        "opening": _opening(sight, at),
        "lead": lead,
        "reason": words.maybe(f"{spec.wording}.reason"),
        "next_enabled": not isinstance(given, str),
        "why": given if isinstance(given, str) else "",
        "banner": _hint(sight, at),
    }
    match at.draft:
        case ChoiceDraft() as draft if draft.values[0] == YES:
            return Content("yes_no", body=_yes_no(sight, spec, draft), **common)
        case ChoiceDraft() as draft:
            return Content("choice", body=_choice(sight, draft), **common)
        case ChoicesDraft() as draft:
            return Content("choice", body=_choices(sight, spec, draft), **common)
        case ListDraft() as draft:
            return list_of_items(sight, spec, draft, common)
        case DateDraft() as draft:
            return Content("date", body=_date(sight, at, draft, given), **common)
        case NumberDraft() as draft:
            return Content("number", body=_number(sight, at, spec, draft), **common)
        case TextDraft() as draft:
            return Content("text", body=_text(sight, at, draft), **common)
        case _:
            assert_never(at.draft)


def _only_reading(at: Answering) -> bool:
    draft = at.draft
    return isinstance(draft, TextDraft) and all(field.kind == "kana" for field in draft.fields)


def _opening(sight: Sight, at: Answering) -> str:
    """Without a reader the first question is the first screen."""
    return "" if at.editing or sight.world.settings.card_reader else condolence(sight)


def _hint(sight: Sight, at: Answering) -> Banner | None:
    """A line of advice from the pack; never a preselection."""
    need = sight.journey.next_question if sight.journey else None
    if need is None or need.question.id != at.question or not need.hints:
        return _same_as(sight, at)
    head = "".join(sight.words.say(hint) for hint in need.hints)
    return Banner(tone="info", head=head, text="")


def _same_as(sight: Sight, at: Answering) -> Banner | None:
    """Whose data はい would use, where it stands for those of another: seen before it is touched."""
    draft, words = at.draft, sight.words
    if not isinstance(draft, ChoiceDraft) or draft.values[0] != YES or sight.journey is None:
        return None
    facts = sight.journey.facts
    taken = [
        words.shown(source, facts[source])
        for source in _sources(sight, draft.fact)
        if isinstance(facts.get(source), Known)
        and sight.world.pack.facts[source].type in {"name", "address"}
    ]
    if not taken:
        return None
    head = words.say("kiosk-same-as")
    return Banner(tone="info", head=head, text="\n".join(taken))


def _sources(sight: Sight, fact: FactId) -> Iterator[FactId]:
    """The facts that others are a copy of while ``fact`` is true."""
    seen: frozenset[FactId] = frozenset()
    for spec in sight.world.pack.facts.values():
        for derivation in spec.derive:
            when, value = derivation.when, derivation.value.node
            if (
                when is not None
                and isinstance(when.node, Name)
                and when.facts == {fact}
                and isinstance(value, Name)
                and not derivation.given
                and not seen >= derivation.value.facts
            ):
                seen |= derivation.value.facts
                yield from derivation.value.facts


def _choice(sight: Sight, draft: ChoiceDraft) -> dict[str, Any]:
    words = sight.words
    spec = sight.world.pack.facts[draft.fact]
    options = []
    for value in draft.values:
        if value in _APART:
            options.append(_apart(sight, draft.fact, value, draft.selected == value))
            continue
        wording = spec.choice_wording(value)
        options.append(
            option(
                f"choice.{draft.fact}.{value}",
                words.say(wording),
                words.maybe(f"{wording}.second"),
                draft.selected == value,
                value,
            )
        )
    return _options(options, several=False)


def _choices(sight: Sight, asked: QuestionSpec, draft: ChoicesDraft) -> dict[str, Any]:
    """どれもない, わからない and 言いたくない stand apart."""
    words = sight.words
    spec = sight.world.pack.facts[draft.fact]
    options = [
        option(
            f"choice.{draft.fact}.{value}",
            words.say(spec.choice_wording(value)),
            words.maybe(f"{spec.choice_wording(value)}.second"),
            value in draft.selected,
            value,
        )
        for value in draft.values
    ]
    none = words.maybe(f"{asked.wording}.none") or words.say("kiosk-none-of-these")
    options.append(option(f"choice.{draft.fact}.{NONE}", none, "", draft.none, NONE, apart=True))
    options += [
        _apart(sight, draft.fact, value, draft.instead == value) for value in _offered(asked)
    ]
    return _options(options, several=True)


def _options(options: list[Option], *, several: bool) -> dict[str, Any]:
    columns = 2 if len(options) >= _TWO_COLUMNS_FROM else 1
    return {"options": options, "columns": columns, "several": several}


def _yes_no(sight: Sight, spec: QuestionSpec, draft: ChoiceDraft) -> dict[str, Any]:
    words = sight.words

    def door(value: str) -> Option:
        said, meant = words.say(f"kiosk-{value}"), words.maybe(f"{spec.wording}.{value}")
        return option(
            f"choice.{draft.fact}.{value}",
            said,
            ""
            if meant == said
            else meant,  # a language may have no other word for 通っていました than "yes"
            draft.selected == value,
            value,
        )

    others = [_apart(sight, draft.fact, value, draft.selected == value) for value in _offered(spec)]
    return {"yes": door("yes"), "no": door("no"), "others": others}


_APART = {DONT_KNOW: "kiosk-dont-know", DECLINE: "kiosk-decline"}


def _offered(spec: QuestionSpec) -> list[str]:
    """What may be said instead of an answer."""
    return [DONT_KNOW] * spec.dont_know + [DECLINE] * spec.decline


def _apart(sight: Sight, fact: str, value: str, selected: bool) -> Option:
    words, wording = sight.words, _APART[value]
    return option(
        f"choice.{fact}.{value}",
        words.say(wording),
        words.say(f"{wording}.second"),
        selected,
        value,
        apart=True,
    )


def _others(sight: Sight, at: Answering, instead: Instead | None) -> list[Option]:
    spec = sight.world.pack.questions[at.question]
    fact = spec.facts_of(at.item)[0]
    return [_apart(sight, fact, value, instead == value) for value in _offered(spec)]


def _text(sight: Sight, at: Answering, draft: TextDraft) -> dict[str, Any]:
    words = sight.words
    fields = [
        Field(
            name=f"field.{item.fact}",
            label=words.text(sight.world.pack.facts[item.fact].wording),
            value=item.value,
            pending=item.pending,
            active=index == draft.active,
            error="",
            action="field",
            argument=item.fact,
            isName=item.kind == "name",
        )
        for index, item in enumerate(draft.fields)
    ]
    keyboards: list[Key] = [
        {
            **key(
                f"keyboard.{layout.value}",
                words.text(f"kiosk-keyboard-{layout.value}"),
                "keyboard",
                layout.value,
            ),
            "selected": layout is draft.keyboard,
        }
        for layout in draft.current.keyboards
    ]
    candidates = [
        key(f"candidate.{index}", text, "candidate", str(index))
        for index, text in enumerate(draft.shown_candidates)
    ]
    if len(draft.candidates) > CANDIDATES_PER_PAGE:
        candidates.append(
            key("candidate.more", words.text("kiosk-candidate-more"), "candidate", "more")
        )
    forms = [] if candidates else _letter_forms(draft)
    title, hint = "kiosk-candidates", ""
    if draft.current.pending:
        hint = words.say("kiosk-candidate-hint", reading=draft.current.pending)
    elif forms:
        title, hint = "kiosk-letter-forms", words.say("kiosk-letter-forms.hint")
    return {
        "fields": fields,
        "keyboard": draft.keyboard.value,
        "katakana": draft.current.kind == "kana",
        "converts": draft.current.converts,
        "keyboards": keyboards,
        "candidates": candidates,
        "forms": forms,
        "candidatesTitle": words.text(title),
        "hint": hint,
        "others": _others(sight, at, draft.instead),
    }


def _letter_forms(draft: TextDraft) -> list[Key]:
    """The forms of each letter of the name beside one another; ``starts`` is the first of a letter's."""
    return [
        {
            **key(
                f"candidate.form.{choice.place}.{number}",
                form,
                "candidate",
                f"{FORM}{choice.place}.{form}",
            ),
            "selected": form == choice.present,
            "starts": number == 0,
        }
        for choice in forms_to_choose(draft)
        for number, form in enumerate(choice.forms)
    ]


def _number(sight: Sight, at: Answering, spec: QuestionSpec, draft: NumberDraft) -> dict[str, Any]:
    words = sight.words
    shown = draft.digits
    if draft.kind == "postcode" and len(shown) > 3:
        shown = f"{shown[:3]}-{shown[3:]}"
    if draft.kind == "money" and shown:
        shown = f"{int(shown):,}"
    single = Field(
        name=f"field.{draft.fact}",
        label=words.text(f"{spec.wording}.short"),
        value=shown,
        unit=words.unit(draft.fact),
        active=True,
        error="",
        action="field",
        argument=draft.fact,
    )
    return {"fields": [single], "others": _others(sight, at, draft.instead)}


def _date(sight: Sight, at: Answering, draft: DateDraft, given: object) -> dict[str, Any]:
    words = sight.words
    eras: list[Key] = [
        {
            **key(f"era.{era}", words.era(era), "era", era),
            "selected": era == draft.era and not draft.instead,
        }
        for era in draft.eras
    ]
    fields = [
        Field(
            name=f"field.{part}",
            label=words.text(f"kiosk-part-{part}"),
            value=str(getattr(draft, part)),
            active=part == draft.active,
            error="",
            action="field",
            argument=part,
        )
        for part in draft.parts
    ]
    day = entered(draft)
    error = ""
    if isinstance(given, str) and first_gap(draft) is None and not draft.instead:
        error = words.say(f"kiosk-why-{given}")
    return {
        "eras": eras,
        "fields": fields,
        "echo": words.both_calendars(day) if day is not None and not error else "",
        "error": error,
        "others": _without_day(sight, at, draft) + _others(sight, at, draft.instead),
    }


def _without_day(sight: Sight, at: Answering, draft: DateDraft) -> list[Option]:
    """日はわからない, where year and month are an answer."""
    if not sight.world.pack.questions[at.question].day_unknown:
        return []
    words = sight.words
    name = f"choice.{draft.fact}.{WITHOUT_DAY}"
    return [
        option(name, words.say("kiosk-without-day"), "", draft.without_day, WITHOUT_DAY, apart=True)
    ]
