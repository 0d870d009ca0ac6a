"""The blank kit: every procedure to tick, every form of the event once, and nothing filled in."""

from __future__ import annotations

from datetime import date

import pytest

from forms.catalogue import load
from forms.document.ink import Code
from forms.render.kit import blank_kit


@pytest.mark.parametrize("event", ["okuyami", "tennyu", "certificates"])
def test_a_list_and_each_form_once_all_empty(event: str) -> None:
    pack = load("toyonaka")
    first, *forms = blank_kit(pack, event, date(2026, 11, 22))
    assert first.form_id == "kit"
    wanted = {
        form.id
        for form in pack.forms.values()
        if set(form.procedures) & set(pack.events[event].procedures)
    }
    assert sorted(form.form_id for form in forms) == sorted(wanted)
    for page in (page for form in forms for page in form.pages):
        assert page.written == ()
        assert not any(isinstance(ink, Code) for ink in page.stamped)
        assert page.printed
    letters = "".join(getattr(ink, "text", "") for page in first.pages for ink in page.printed)
    for procedure in pack.events[event].procedures:
        title = pack.wording.text(pack.procedures[procedure].wording, "ja").replace(" ", "")
        assert title in letters
