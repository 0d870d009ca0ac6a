"""After the card of the person who died the visitor's own: two cards, two owners, one touch to leave it out."""

from __future__ import annotations

from datetime import date

from cardreader.cards.basic_four import BasicFour
from forms.facts.values import Known, Source
from kiosk.app.provenance import card_provenance
from kiosk.session import events as e
from kiosk.session.states import (
    Answering,
    ChoosingEvent,
    ConfirmingRead,
    SayingWhoseCard,
    WaitingForCard,
)
from kiosk.session.visit import Whose
from sync.envelope.submission import CardProvenance, CardValue
from tests.kiosk.walk import CARD, Citizen
from tests.support.card import record_of

OWN = record_of(
    BasicFour("見本　太郎", "大阪府豊中市中桜塚三丁目１番１号", date(1950, 1, 2), "male")
)


def reads(citizen: Citizen, card: object = CARD) -> None:
    citizen.happens(e.CardInserted(), e.CardChecked(3), e.PinEdited(4), e.NextPressed())
    citizen.happens(e.CardRead(card), e.CardRemoved())  # type: ignore[arg-type]  # a record, said loosely


def with_husbands_card() -> Citizen:
    citizen = Citizen()
    citizen.starts()
    citizen.happens(e.Begun("027", 1))
    reads(citizen)
    citizen.happens(e.Chosen("deceased"), e.NextPressed(), e.NextPressed())
    return citizen


def test_the_visitors_own_card_is_asked_for_and_both_give_facts() -> None:
    citizen = with_husbands_card()
    assert citizen.now() == WaitingForCard()
    assert citizen.visit().own_card
    reads(citizen, OWN)
    assert citizen.now() == ConfirmingRead(OWN, Whose.VISITOR), "whose it is, is no question here"
    citizen.happens(e.NextPressed())
    assert isinstance(citizen.now(), Answering)
    facts = citizen.visit().facts
    assert facts["visitor.name"] == Known("見本　太郎", Source.CARD)
    assert facts["deceased.name"] == Known("吉﨑　恵美子", Source.CARD)
    visitors, deceaseds = card_provenance(citizen.visit(), facts)
    assert {fact.partition(".")[0] for fact in visitors.values} == {"visitor"}
    assert {fact.partition(".")[0] for fact in deceaseds.values} == {"deceased"}


def test_one_touch_goes_on_without_it() -> None:
    citizen = with_husbands_card()
    citizen.happens(e.SkipPressed())
    assert isinstance(citizen.now(), Answering)
    assert not citizen.visit().own_card
    assert set(citizen.visit().cards) == {Whose.DECEASED}


def test_the_same_card_once_more_is_said() -> None:
    citizen = with_husbands_card()
    reads(citizen)
    assert citizen.now() == WaitingForCard()
    assert "visitor.name" not in citizen.visit().facts
    citizen = with_husbands_card()
    citizen.happens(e.CardInserted(), e.CardChecked(3), e.PinEdited(4), e.NextPressed())
    citizen.happens(e.CardRead(CARD))
    assert citizen.complaint() == "own-card"


def test_back_from_ones_own_card_is_whose_the_other_was() -> None:
    citizen = with_husbands_card()
    citizen.happens(e.BackPressed())
    assert citizen.now() == SayingWhoseCard(CARD, Whose.DECEASED)
    citizen.happens(e.Chosen("visitor"), e.NextPressed(), e.NextPressed())
    assert set(citizen.visit().cards) == {Whose.VISITOR}
    assert not any(fact.startswith("deceased.") for fact in citizen.visit().facts)
    assert isinstance(citizen.now(), Answering), "the visitor's own card is here already"


def test_another_event_forgets_both() -> None:
    citizen = with_husbands_card()
    citizen.happens(e.SkipPressed(), e.BackPressed(), e.BackPressed())
    assert isinstance(citizen.now(), ChoosingEvent)
    citizen.happens(e.Chosen("certificates"), e.NextPressed())
    assert citizen.visit().cards == {}
    assert not citizen.visit().own_card


def test_each_value_has_the_card_that_gave_it_behind_it() -> None:
    citizen = with_husbands_card()
    reads(citizen, OWN)
    citizen.happens(e.NextPressed())
    first, second = card_provenance(citizen.visit(), citizen.visit().facts)
    one = CardProvenance({"visitor.name": CardValue("text 0002", "pin", "verified")}, "verified")
    assert set(first.values) >= set(one.values)
    assert "deceased.name" in second.values
