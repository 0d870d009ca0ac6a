"""An opened case with what follows from its facts: procedures, forms, pages.  In memory only."""

from __future__ import annotations

import io
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pypdfium2
from PIL.Image import Dither

import assets
from forms.catalogue.model import Pack
from forms.catalogue.wording import Wording
from forms.document import (
    FillContext,
    FilledForm,
    FormTemplate,
    fill,
    load_template,
)
from forms.document.pack_city import city_names
from forms.facts.values import Facts, Known, Source
from forms.journey.journey import Journey, ProcedureState, derive, relevant_facts
from forms.journey.reason_rows import reason_rows
from forms.papers.bring_list import bring_list
from forms.papers.letter import letters
from forms.papers.reasons_sheet import reasons_sheet
from forms.papers.todo_list import todo_list
from forms.papers.words import JAPANESE, PaperWords
from forms.render import render_pdf
from sync.envelope.submission import Submission
from sync.office.failures import OfficeFailureCode
from sync.office.opener import OpenedCase
from sync.office.pack_versions import PackVersions

_PDFIUM = threading.Lock()
"""pdfium is not thread-safe, and pages are drawn on the server's worker threads."""
_DOTS_PER_INCH = 150
_POINTS_PER_INCH = 72


@dataclass(frozen=True, slots=True)
class CaseFile:
    """What a clerk looks at.  ``pack``: the version of the case, or the present one where that is gone."""

    opened: OpenedCase
    pack: Pack
    journey: Journey

    @property
    def own_version(self) -> bool:
        """Whether it is read with the version that it was made with."""
        submission = self.opened.submission
        return (submission.pack, submission.pack_version) == (self.pack.id, self.pack.version)

    @property
    def facts(self) -> Facts:
        """The facts that this case's procedures and forms use, derived ones included."""
        return relevant_facts(self.journey)


class CaseFiles:
    """Reads opened cases, each with the version of the pack that it was made with."""

    def __init__(self, packs: PackVersions, *, practice: bool) -> None:
        self._packs = packs
        self._practice = practice
        self._templates: dict[Path, FormTemplate] = {}

    def read(self, opened: OpenedCase) -> CaseFile | OfficeFailureCode:
        """Derive the case anew: a correction reaches every procedure and form that it touches.

        A version that is not on the shelf is read with the present one, if that knows its event and
        its answers; if not, the case waits until the version is put there.
        """
        submission = opened.submission
        own = self._packs.of(submission.pack, submission.pack_version)
        pack = own or self._packs.present
        try:
            return CaseFile(opened, pack, self._derive(pack, submission, opened.facts))
        except (KeyError, ValueError):
            if own is not None:
                raise
            return OfficeFailureCode.PACK_VERSION_MISSING

    def journey(self, file: CaseFile, facts: Facts) -> Journey:
        """What ``facts`` would mean for this case."""
        return self._derive(file.pack, file.opened.submission, facts)

    def _derive(self, pack: Pack, submission: Submission, facts: Facts) -> Journey:
        """Values that were derived are derived again."""
        said = {fact: state for fact, state in facts.items() if not _derived(state)}
        return derive(
            pack,
            submission.event,
            said,
            submission.today,
            checked_only=not self._practice,
        )

    def fill(self, file: CaseFile, form_id: str, procedure_id: str) -> FilledForm | None:
        """One form of the case, or ``None`` when the case has no such form."""
        known = {(need.form_id, need.procedure_id) for need in file.journey.forms}
        if (form_id, procedure_id) not in known:
            return None
        form = file.pack.forms[form_id]
        context = replace(self.context(file, procedure_id), status=form.status)
        filled = fill(self._template(form.template), file.facts, context)
        return replace(filled, procedure_id=procedure_id)  # a template may serve several

    def context(self, file: CaseFile, procedure: str | None = None) -> FillContext:
        """What its papers need besides facts; of a form, the procedure that it is for."""
        submission = file.opened.submission
        return FillContext(
            today=submission.today,
            submission=submission.id,
            number=submission.number,
            city=city_names(file.pack, procedure),
            pack_version=submission.pack_version,
            practice=self._practice,
        )

    def reasons(self, file: CaseFile) -> FilledForm:
        """Why each procedure is needed or not, for the citizen and in the citizen's language."""
        submission, pack = file.opened.submission, file.pack
        said = {fact: state for fact, state in file.facts.items() if not _derived(state)}
        rows = reason_rows(
            pack,
            submission.event,
            said,
            submission.today,
            _language(file),
            checked_only=not self._practice,
        )
        return reasons_sheet(pack, submission.event, rows, self.context(file), _language(file))

    def lists(self, file: CaseFile) -> tuple[FilledForm, ...]:
        """手続き一覧, 持ち物 and 委任状 for the citizen, in the citizen's language."""
        words = PaperWords(product_wording(), file.pack, _language(file))
        japanese = replace(words, language=JAPANESE)
        context = self.context(file)
        return (
            todo_list(words, file.journey, context),
            *((bring_list(words, file.journey, context),) if file.journey.bring else ()),
            *letters(japanese, file.journey, file.facts, context),
        )

    def _template(self, path: Path) -> FormTemplate:
        if path not in self._templates:
            self._templates[path] = load_template(path)
        return self._templates[path]

    def all_forms(self, file: CaseFile, section: str | None = None) -> tuple[FilledForm, ...]:
        """The forms of all procedures, or of one section's, in the procedures' order."""
        wanted = {
            outcome.id
            for outcome in file.journey.procedures
            if section in (None, outcome.section) and outcome.state is not ProcedureState.NOT_NEEDED
        }
        filled = (
            self.fill(file, need.form_id, need.procedure_id)
            for need in file.journey.forms
            if need.procedure_id in wanted
        )
        return tuple(each for each in filled if each is not None)


@cache
def product_wording() -> Wording:
    """The texts that are the product's and no pack's."""
    return Wording.from_files(assets.ROOT / "wording")


def _language(file: CaseFile) -> str:
    """The citizen's, where the pack has it."""
    language = file.opened.submission.language
    return language if language in file.pack.languages else file.pack.languages[0]


def pdf(forms: Sequence[FilledForm]) -> bytes:
    """A PDF for the printer."""
    return render_pdf(forms)


def pictures(document: bytes) -> list[bytes]:
    """Each page as PNG, 150 dpi, for the eye: the paper comes from the PDF."""
    drawn = []
    with _PDFIUM:
        opened = pypdfium2.PdfDocument(document)
        try:
            for page in opened:
                image = page.render(scale=_DOTS_PER_INCH / _POINTS_PER_INCH).to_pil()
                buffer = io.BytesIO()
                grey = image.convert("L").quantize(32, dither=Dither.NONE)
                grey.save(buffer, "PNG", optimize=True)
                drawn.append(buffer.getvalue())
        finally:
            opened.close()
    return drawn


def _derived(state: object) -> bool:
    return isinstance(state, Known) and state.source is Source.DERIVED
