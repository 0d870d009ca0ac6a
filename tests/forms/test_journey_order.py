"""A question waits for one whose usual answer would spare it; otherwise the event's order holds."""

from dataclasses import replace
from datetime import date

from forms.catalogue import Pack, load
from forms.facts.values import FactId, FactState, Known, Source, Value
from forms.journey.moment import Moment

TODAY = date(2026, 11, 22)


def only(*procedures: str, needs: tuple[FactId, ...] = ()) -> Pack:
    """The shipped おくやみ with these procedures and nothing else."""
    pack = load("toyonaka")
    names = tuple(f"okuyami.{each}" for each in procedures)
    event = replace(pack.events["okuyami"], procedures=names, needs=needs)
    forms = {each.id: replace(each, needs=()) for each in pack.forms.values()}
    return replace(pack, events={"okuyami": event}, forms=forms)


def asked(pack: Pack, **answers: Value) -> str | None:
    """The question that comes after ``answers`` (``deceased__birth`` is ``deceased.birth``)."""
    facts: dict[FactId, FactState] = {
        fact.replace("__", "."): Known(value, Source.CITIZEN) for fact, value in answers.items()
    }
    need = Moment.of(pack, pack.events["okuyami"], facts, TODAY).next_question()
    return need.question.id if need else None


def test_what_most_people_never_had_is_asked_before_what_only_that_would_need() -> None:
    pack = only("shintai", "seishin")
    questions = pack.events["okuyami"].questions
    assert questions.index("registered") < questions.index("supports")
    assert asked(pack) == "supports"
    assert asked(pack, deceased__supports=()) is None


def test_once_it_is_told_the_order_is_the_events() -> None:
    assert asked(only("shintai"), deceased__supports=("handbook",)) == "registered"


def test_what_the_submission_carries_does_not_wait() -> None:
    pack = only("shintai", needs=("deceased.registered",))
    assert asked(pack) == "registered"


def test_what_is_wanted_by_a_procedure_that_the_other_would_not_spare_does_not_wait() -> None:
    assert asked(only("shintai", "kouki_loss")) == "registered"


def test_several_usual_answers_together_spare_a_question() -> None:
    pack = only("shintai", "cesspool")
    assert asked(pack) == "supports"
    assert asked(pack, deceased__supports=()) == "home"
    assert asked(pack, deceased__supports=(), estate__things=()) is None


def test_of_two_that_spare_each_other_the_first_in_the_events_order_is_asked() -> None:
    pack = only("shintai")
    registered = replace(pack.facts["deceased.registered"], typical="elsewhere")
    usually_not = replace(pack, facts={**pack.facts, registered.id: registered})
    assert (asked(pack), asked(usually_not)) == ("supports", "registered")
