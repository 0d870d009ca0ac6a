"""Card, PIN, reading, whose card, confirming.

``card``: notes [str], reader ready|missing, state waiting|checking, waiting str, skip Key.
``pin``: length 0..4, tries, error, skip Key.  ``progress``: steps [{text, state, stateText}], figure.
``confirm``: rows [{label, value, reading, picture?, pictureTall?}], options [Option].
"""

from __future__ import annotations

from base64 import b64encode

from forms.catalogue.ids import dashed
from forms.facts.values import Known, Source
from kiosk.screens.content import Content, Sight
from kiosk.screens.phrases import address_phrases, date_phrases, name_phrases
from kiosk.screens.view import Banner, Option, key, option
from kiosk.screens.words import Words
from kiosk.session.card_steps import PIN_LENGTH
from kiosk.session.letter_steps import LETTER, NOT_HERE, letters_to_choose
from kiosk.session.letters import other_forms, to_compare
from kiosk.session.number_steps import offers_numbers
from kiosk.session.states import (
    ChoosingLetter,
    ConfirmingRead,
    EnteringPin,
    ReadingCard,
    SayingWhoseCard,
    WaitingForCard,
)
from kiosk.session.visit import Whose


def waiting(sight: Sight, at: WaitingForCard) -> Content:
    """The drawing is the instruction; the way on without a card is always there."""
    words, visit = sight.words, sight.state.visit
    asked, skip = ("kiosk-own-card", "own") if visit.own_card else ("kiosk-card", "without")
    banner: Banner | None = None
    if not visit.reader_ready:
        banner = _banner(sight, "wait", "kiosk-card-reader-missing")
    elif at.again:
        banner = _banner(sight, "info", "kiosk-card-again")
    body = {
        "notes": [words.say("kiosk-card-note-number"), words.say("kiosk-card-note-read")],
        "reader": "ready" if visit.reader_ready else "missing",
        "state": "checking" if at.checking else "waiting",
        "waiting": words.say("kiosk-card-checking" if at.checking else "kiosk-card-waiting"),
        "skip": key("key.skip", words.text(f"kiosk-key-{skip}-card"), "skip"),
        "own": visit.own_card,
    }
    if visit.practice:
        body["waiting"] = ""
        body["skip"] = key(
            "key.practice_card", words.text("kiosk-key-practice-card"), "practice_card"
        )
    return Content(
        "card",
        words.say(asked),
        body,
        opening=condolence(sight),
        lead=words.say(f"{asked}.lead"),
        banner=banner,
        next_enabled=False,
        why="put-card",
    )


def pin(sight: Sight, at: EnteringPin) -> Content:
    """Only the number of digits is known here."""
    words = sight.words
    way = "by-numbers" if offers_numbers(sight.state.visit, sight.world) else "without-pin"
    body = {
        "length": at.length,
        "tries": words.say("kiosk-pin-tries", tries=at.tries_left),
        "error": words.say("kiosk-pin-wrong") if at.missed else "",
        "skip": {
            **key("key.skip", words.text("kiosk-key-without-pin"), "skip"),
            "second": words.say(f"kiosk-key-{way}.second"),
        },
    }
    banner = None
    if at.missed:
        banner = Banner(
            tone="error",
            head=words.say("kiosk-pin-wrong"),
            text=words.say("kiosk-pin-tries", tries=at.tries_left),
        )
    return Content(
        "pin",
        words.say("kiosk-pin"),
        body,
        lead=words.say("kiosk-pin.lead"),
        banner=banner,
        next_enabled=at.length == PIN_LENGTH,
        why="pin-four",
    )


def reading(sight: Sight, _at: ReadingCard) -> Content:
    """The card works; it must stay."""
    words = sight.words
    steps = [
        {
            "text": words.say("kiosk-reading-step"),
            "state": "now",
            "stateText": words.text("kiosk-reading-now"),
        }
    ]
    return Content(
        "progress",
        words.say("kiosk-reading"),
        {"steps": steps, "figure": ""},
        lead=words.say("kiosk-reading.lead"),
        next_enabled=False,
        why="working",
        back_enabled=False,
    )


def whose(sight: Sight, at: SayingWhoseCard) -> Content:
    """The name is shown before it is asked whose it is."""
    words = sight.words
    name = {
        "label": words.text("kiosk-whose-name"),
        "value": name_phrases(at.card.basic_four.name),
        "reading": "",
    }
    rows = [{**name, "isName": True}]
    options = [
        {
            **option(
                f"choice.whose.{item.value}",
                words.say(f"kiosk-whose-{item.value}"),
                words.say(f"kiosk-whose-{item.value}.second"),
                at.selected is item,
                item.value,
            ),
            "icon": _WHOSE_ICONS[item],
        }
        for item in Whose
    ]
    return Content(
        "confirm",
        words.say("kiosk-whose"),
        {"rows": rows, "options": options},
        lead=words.say("kiosk-whose.lead"),
        next_enabled=at.selected is not None,
        why="choose-one",
    )


_WHOSE_ICONS = {Whose.VISITOR: "person", Whose.DECEASED: "flower"}


def confirming(sight: Sight, at: ConfirmingRead) -> Content:
    """Exactly what the card says, one face per name."""
    words, card, pictures = sight.words, at.card.basic_four, at.card.pictures
    role = at.whose.value
    rows = [
        {
            "label": words.text("kiosk-read-name"),
            "value": name_phrases(at.said_name),
            "reading": _letters_to_compare(words, at.said_name),
            "isName": True,
            "picture": _url(pictures.name) if pictures else "",
        },
        {
            "label": words.text("kiosk-read-address"),
            "value": address_phrases(card.address),
            "reading": "",
            "picture": _url(pictures.address) if pictures else "",
        },
        {
            "label": words.text("kiosk-read-birth"),
            "value": date_phrases(words.day(card.birth), words.language)
            if card.birth
            else words.text("kiosk-read-not-there"),
            "reading": "",
        },
        {
            "label": words.text("kiosk-read-sex"),
            "value": words.value(f"{role}.sex", Known(card.sex, Source.CARD)),
            "reading": "",
        },
    ]
    if pictures is not None and pictures.photo is not None:
        rows.append(
            {
                "label": words.text("kiosk-read-photo"),
                "value": words.say("kiosk-read-photo.second"),
                "reading": "",
                "picture": _url(pictures.photo),
                "pictureTall": True,
            }
        )
    disputed = option(
        "choice.read.not_mine",
        words.say("kiosk-read-differs"),
        words.say("kiosk-read-differs.second"),
        False,
        "not_mine",
    )
    return Content(
        "confirm",
        words.say("kiosk-read"),
        {"rows": rows, "options": [*_letter_options(words, at), disputed]},
        lead=words.say("kiosk-read.lead"),
        banner=_expired(sight, at)
        or Banner(tone="info", head="", text=words.say("kiosk-read-erased")),
        next_key="kiosk-key-right",
    )


def _letter_options(words: Words, at: ConfirmingRead) -> list[Option]:
    return [
        option(
            f"choice.read.letter.{number}",
            words.say("kiosk-read-letter", letter=letter),
            words.say("kiosk-read-letter.second"),
            False,
            LETTER + letter,
        )
        for number, letter in enumerate(letters_to_choose(at))
    ]


def choosing_letter(sight: Sight, at: ChoosingLetter) -> Content:
    """The card's picture over the forms that are known."""
    words, pictures = sight.words, at.origin.card.pictures
    assert pictures is not None, "without a picture there is nothing to compare with"
    row = {
        "label": words.text("kiosk-letter-picture"),
        "value": name_phrases(at.origin.said_name),
        "reading": "",
        "isName": True,
        "picture": _url(pictures.name),
    }
    forms: list[Option] = [
        {**option(f"choice.letter.{number}", form, "", at.selected == form, form), "glyph": True}
        for number, form in enumerate((at.letter, *other_forms(at.letter)))
    ]
    not_here = option(
        "choice.letter.not_here",
        words.say("kiosk-letter-not-here"),
        words.say("kiosk-letter-not-here.second"),
        at.selected == NOT_HERE,
        NOT_HERE,
        apart=True,
    )
    return Content(
        "confirm",
        words.say("kiosk-letter"),
        {"rows": [row], "options": [*forms, not_here]},
        lead=words.say("kiosk-letter.lead"),
        next_enabled=at.selected is not None,
        why="choose-one",
    )


def _url(png: bytes) -> str:
    """For an Image of QML; "" without a picture."""
    return "data:image/png;base64," + b64encode(png).decode("ascii") if png else ""


def _letters_to_compare(words: Words, name: str) -> str:
    """Which letters of the name the citizen has to look at: they have other forms."""
    letters = to_compare(name)
    if not letters:
        return ""
    return words.say("kiosk-read-letters", letters="・".join(letters))


def _expired(sight: Sight, at: ConfirmingRead) -> Banner | None:
    """The card is past its day: said here, for the procedures can go on all the same."""
    expiry = at.card.expiry
    if expiry is None or not at.card.expired(sight.world.today):
        return None
    words = sight.words
    return Banner(
        tone="wait",
        head=words.say("kiosk-read-expired", day=words.day(expiry.value)),
        text=words.say("kiosk-read-expired.text"),
    )


def condolence(sight: Sight) -> str:
    """Once, on the first screen of おくやみ, in body size over the title."""
    visit = sight.state.visit
    if visit.event is None or sight.world.pack.events[visit.event].palette != "quiet":
        return ""
    at = sight.state.situation
    fresh = not visit.cards and not visit.history and not visit.card_on_reader
    if fresh and not (isinstance(at, WaitingForCard) and (at.again or at.checking)):
        return sight.words.say(f"event-{dashed(visit.event)}.lead")
    return ""


def _banner(sight: Sight, tone: str, wording: str) -> Banner:
    words = sight.words
    return Banner(
        tone="wait" if tone == "wait" else "info",
        head=words.say(wording),
        text=words.maybe(f"{wording}.text"),
    )
