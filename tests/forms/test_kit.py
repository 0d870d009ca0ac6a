"""The blank kit: every procedure to tick, every form of the event once, and nothing filled in."""

from __future__ import annotations

from datetime import date

import pytest

from forms.catalogue import load
from forms.document import field_texts
from forms.render.kit import blank_kit


@pytest.mark.parametrize("event", ["okuyami", "juminhyo"])
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
    own = {
        pack.city.name,
        pack.city.mayor,
        pack.city.prefecture,
        pack.city.kouiki,
        pack.city.kouiki_head,
    }
    for form in forms:
        texts = {text for text in field_texts(form).values() if text}
        assert not texts or all(any(name in text for name in own) for text in texts), form.form_id
    letters = "".join(getattr(ink, "text", "") for page in first.pages for ink in page.printed)
    for procedure in pack.events[event].procedures:
        title = pack.wording.text(pack.procedures[procedure].wording, "ja").replace(" ", "")
        assert title in letters
