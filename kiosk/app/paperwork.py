"""What a session hands over: filled forms, the sealed submission, the receipt.  Pure but for fonts and files.

Runs in the session's worker process (filling and drawing steal the screen's time) and in the headless driver.
"""

from __future__ import annotations

import hashlib
import string
from collections.abc import Iterator
from dataclasses import astuple, dataclass, field, replace
from typing import Final

from forms.catalogue import Wording
from forms.document import (
    FillContext,
    FilledForm,
    field_texts,
    fill,
    load_template,
    problems_of,
)
from forms.document.pack_city import city_names
from forms.document.template import FormTemplate
from forms.facts.values import Facts
from forms.journey import Journey, relevant_facts
from forms.journey.reason_rows import reason_rows
from forms.papers.bring_list import bring_list
from forms.papers.letter import letters
from forms.papers.reasons_sheet import reasons_sheet
from forms.papers.todo_list import todo_list
from forms.papers.words import JAPANESE, PaperWords
from forms.papers.worth import worth_a_list
from forms.render import preload, render_pdf
from forms.render.faces import OF_LANGUAGE
from forms.render.lent import font_of
from kiosk.app.paper_jobs import TrayPaper
from kiosk.app.provenance import card_provenance
from kiosk.screens.content import Sight
from kiosk.screens.end_views import result_steps
from kiosk.screens.result_views import (
    Row,
    belongings,
    guidance_row,
    hand_off_rows,
    procedure_row,
)
from kiosk.screens.words import Words
from kiosk.session.asking import facts_asked, parted
from kiosk.session.findings import BoxFinding
from kiosk.session.states import LISTS, ResultShown, SessionState
from kiosk.session.step import journey_of
from kiosk.session.visit import Visit
from kiosk.session.world import World
from printing.receipt import Lent, Paper, Receipt, ReceiptLabels, ReceiptRow, render_receipt
from sync.envelope.seal import SealingKeys, seal
from sync.envelope.submission import (
    Submission,
    SubmittedAnswer,
    SubmittedDocument,
    SubmittedForm,
    SubmittedProcedure,
)


@dataclass
class Paperwork:
    """For one world.  ``keys`` is ``None`` where nothing is sealed."""

    world: World
    wording: Wording
    office: str
    device: str
    keys: SealingKeys | None = None
    _templates: dict[str, FormTemplate] = field(default_factory=dict)
    _drawn: tuple[tuple[FilledForm, ...], bytes] | None = None
    """The last PDF: what is sealed as its digest is what is printed."""

    def warm(self) -> None:
        """Read templates and fonts now, so that the citizen does not wait for them."""
        preload()
        for form in self.world.pack.forms:
            self._template(form)

    def forms(self, visit: Visit) -> tuple[FilledForm, ...]:
        """The forms of the journey, in its order, filled with the facts that may leave the kiosk."""
        journey = journey_of(visit, self.world)
        facts = relevant_facts(journey)
        return tuple(
            fill(
                self._template(need.form_id),
                facts,
                self._form_context(visit, need.form_id, need.procedure_id),
            )
            for need in journey.forms
        )

    def findings(self, visit: Visit) -> tuple[BoxFinding, ...]:
        """What would not come out right on any form: letters without a glyph, texts that do not fit."""
        found: dict[tuple[str, tuple[str, ...], tuple[str, ...]], list[str]] = {}
        for told in problems_of(self.forms(visit)):
            problem = told.problem
            forms = found.setdefault((problem.code, problem.facts, problem.characters), [])
            if told.form_id not in forms:
                forms.append(told.form_id)
        return tuple(BoxFinding(*what, tuple(forms)) for what, forms in found.items())

    def unsettled(self, visit: Visit) -> tuple[BoxFinding, ...]:
        """All findings, when one of them is not among those that the citizen agreed to leave."""
        findings = self.findings(visit)
        return () if set(findings) <= set(visit.left_for_pen) else findings

    def submission(self, visit: Visit) -> Submission:
        """Everything the clerk gets."""
        assert visit.event is not None and visit.reception is not None
        journey = journey_of(visit, self.world)
        pack = self.world.pack
        needs, filled_forms = journey.forms, self.forms(visit)
        facts = relevant_facts(journey)
        card, *more_cards = card_provenance(visit, facts) or (None,)
        return Submission(
            id=visit.session,
            number=visit.reception.number,
            office=self.office,
            device=self.device,
            pack=pack.id,
            pack_version=pack.version,
            event=visit.event,
            language=visit.language,
            today=self.world.today,
            facts=facts,
            card=card,
            more_cards=tuple(each for each in more_cards if each is not None),
            procedures=_procedures(journey),
            forms=tuple(
                SubmittedForm(need.form_id, need.procedure_id, field_texts(filled))
                for need, filled in zip(needs, filled_forms, strict=True)
            ),
            answers=self._answers(visit, facts),
            document=self._document(visit, filled_forms)
            if self.world.prints(visit.event)
            else None,
        )

    def _answers(self, visit: Visit, facts: Facts) -> tuple[SubmittedAnswer, ...]:
        """Answered questions, first to last, with those of their facts that leave the kiosk."""
        pack = self.world.pack
        answers = (
            SubmittedAnswer(
                parted(each)[0], tuple(fact for fact in facts_asked(pack, each) if fact in facts)
            )
            for each in visit.history
            if parted(each)[0] in pack.questions
        )
        return tuple(each for each in answers if each.facts)

    def _document(self, visit: Visit, forms: tuple[FilledForm, ...]) -> SubmittedDocument | None:
        """``None`` for forms that cannot be drawn whole: that stops the printer, not the office."""
        if not forms or any(form.problems for form in forms):
            return None
        sheets = (*self.lists(visit), *forms)
        pdf = self._pdf(sheets)
        pages = sum(len(form.pages) for form in sheets)
        return SubmittedDocument(hashlib.sha256(pdf).hexdigest(), pages, len(pdf))

    def _pdf(self, forms: tuple[FilledForm, ...]) -> bytes:
        if self._drawn is None or self._drawn[0] != forms:
            self._drawn = forms, render_pdf(forms)
        return self._drawn[1]

    def envelope(self, visit: Visit) -> bytes:
        """The sealed submission.  Another call seals anew: keep the bytes for a retry."""
        assert self.keys is not None and visit.reception is not None
        return seal(self.submission(visit), self.keys, visit.reception.sequence).to_bytes()

    def forms_pdf(self, visit: Visit) -> tuple[bytes, int]:
        """One PDF of all forms, the lists before them, and its pages."""
        sheets = (*self.lists(visit), *self.forms(visit))
        return self._pdf(sheets), sum(len(form.pages) for form in sheets)

    def lists(self, visit: Visit) -> tuple[FilledForm, ...]:
        """What a family takes home: 手続き一覧, 持ち物, 委任状 that somebody else has to sign.

        None for a single procedure: the receipt says all of it.
        """
        journey = journey_of(visit, self.world)
        if not worth_a_list(journey):
            return ()
        context = self._context(visit, journey.procedures[0].id)
        words = self.paper_words(visit)
        japanese = replace(words, language=JAPANESE)
        return (
            todo_list(words, journey, context),
            *((bring_list(words, journey, context),) if journey.bring else ()),
            *letters(japanese, journey, relevant_facts(journey), context),
        )

    def to_take_home(self, visit: Visit) -> tuple[FilledForm, ...]:
        """What the result's key prints: the reasons, and the lists where they did not come with forms."""
        assert visit.event is not None
        lists = () if self.world.prints(visit.event) else self.lists(visit)
        return (*lists, self.reasons(visit))

    def papers(self, visit: Visit, only: tuple[int, ...] | None = None) -> tuple[TrayPaper, ...]:
        """What goes into the tray, in the order in which the citizen needs it; or those at ``only``."""
        needs = journey_of(visit, self.world).forms
        specs = [self.world.pack.forms[need.form_id] for need in needs]
        lists = self.lists(visit)
        papers = (
            *((TrayPaper(LISTS, lists),) if lists else ()),
            *(
                TrayPaper(place, (form,), spec.sides, spec.tray)
                for place, (form, spec) in enumerate(zip(self.forms(visit), specs, strict=True))
            ),
        )
        return tuple(paper for paper in papers if only is None or paper.place in only)

    def reasons(self, visit: Visit) -> FilledForm:
        """Why each procedure is needed or not, in the citizen's language."""
        assert visit.event is not None
        world, journey = self.world, journey_of(visit, self.world)
        facts = relevant_facts(journey)
        practice = world.settings.practice
        rows = reason_rows(
            world.pack, visit.event, facts, world.today, visit.language, checked_only=not practice
        )
        context = self._context(visit, journey.procedures[0].id)
        return reasons_sheet(world.pack, visit.event, rows, context, visit.language)

    def receipt(self, visit: Visit) -> Receipt:
        """In the citizen's language; the same content as the result screen."""
        assert visit.event is not None and visit.reception is not None
        words = Words(self.wording, self.world.pack, visit.language, readings=False)
        journey = journey_of(visit, self.world)
        sight = Sight(SessionState(visit, ResultShown()), self.world, words, journey)
        rows = tuple(_receipt_row(procedure_row(sight, each)) for each in journey.to_do)
        others = [*hand_off_rows(sight), *(guidance_row(sight, each) for each in journey.guidance)]
        elsewhere = tuple(_receipt_row(row) for row in others)
        receipt = Receipt(
            city=words.text("kiosk-heading-city", city=self.world.pack.city.name),
            headline=words.say("kiosk-result"),
            number=visit.reception.number,
            qr=visit.session.urn,
            steps=tuple(result_steps(sight, ResultShown())),
            rows=rows,
            bring=tuple(belongings(words, journey)),
            elsewhere=elsewhere,
            issued=words.day(self.world.today),
            heading=words.text(self.world.pack.events[visit.event].wording),
            lead=words.say("kiosk-receipt.lead"),
            list_title=words.text("kiosk-result-list", count=len(rows)),
            notes=(words.say("kiosk-receipt-practice"),) if self._practice(visit) else (),
            labels=ReceiptLabels(
                number=words.text("kiosk-result-number"),
                office=words.text("kiosk-result-column-office"),
                deadline=words.text("kiosk-result-column-deadline"),
                who=words.text("kiosk-result-column-who"),
                bring=words.text("kiosk-result-bring"),
                elsewhere=words.text("kiosk-result-elsewhere"),
                qr=words.text("kiosk-receipt-qr"),
            ),
        )
        return replace(receipt, lent=_lent(receipt, visit.language))

    def paper_words(self, visit: Visit) -> PaperWords:
        """In the citizen's language, for sheets."""
        return PaperWords(self.wording, self.world.pack, visit.language)

    def _practice(self, visit: Visit) -> bool:
        return self.world.settings.practice or bool(visit.practice)

    def receipt_pdf(self, visit: Visit, paper: Paper) -> bytes:
        """The receipt, drawn."""
        return render_receipt(self.receipt(visit), paper)

    def _template(self, form: str) -> FormTemplate:
        if form not in self._templates:
            self._templates[form] = load_template(
                self.world.pack.forms[form].template, checked=True
            )
        return self._templates[form]

    def _form_context(self, visit: Visit, form: str, procedure: str) -> FillContext:
        status = self.world.pack.forms[form].status
        return replace(self._context(visit, procedure), status=status)

    def _context(self, visit: Visit, procedure: str) -> FillContext:
        assert visit.reception is not None
        return FillContext(
            today=self.world.today,
            submission=visit.session,
            number=visit.reception.number,
            city=city_names(self.world.pack, procedure),
            pack_version=self.world.pack.version,
            practice=self._practice(visit),
        )


_LAID_OUT: Final = string.digits + "\u3000 /-・"
"""What the layout of a receipt puts between texts."""


def _lent(receipt: Receipt, language: str) -> Lent | None:
    """The letters of a language that the receipt's own face has not."""
    if language not in OF_LANGUAGE:
        return None
    name, used = OF_LANGUAGE[language], _LAID_OUT.join(_texts(astuple(receipt)))
    return Lent(font_of(name, used), font_of(f"{name}-bold", used))


def _texts(node: object) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, tuple):
        for each in node:
            yield from _texts(each)


def _receipt_row(row: Row) -> ReceiptRow:
    office = f"{row['office']}　{row['checkText']}" if row["check"] else row["office"]
    deadline, _, left = row["deadline"].partition("\n")
    notes = tuple(note for note in row["note"].split("\n") if note)
    return ReceiptRow(row["title"], office, deadline, left, row["who"], notes)


def _procedures(journey: Journey) -> tuple[SubmittedProcedure, ...]:
    return tuple(
        SubmittedProcedure(
            outcome.id, outcome.state.value, outcome.because, outcome.deadline, outcome.section
        )
        for outcome in journey.procedures
    )
