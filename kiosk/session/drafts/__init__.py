"""What is typed or chosen on one question before つぎへ.  Pure; one module per kind."""

from __future__ import annotations

from typing import TypeAlias

from kiosk.session.drafts.choice import ChoiceDraft
from kiosk.session.drafts.choices import ChoicesDraft
from kiosk.session.drafts.date_entry import DateDraft
from kiosk.session.drafts.items import ListDraft
from kiosk.session.drafts.number import NumberDraft
from kiosk.session.drafts.text_entry import TextDraft

__all__ = [
    "ChoiceDraft",
    "ChoicesDraft",
    "DateDraft",
    "Draft",
    "ListDraft",
    "NumberDraft",
    "TextDraft",
]

Draft: TypeAlias = ChoiceDraft | ChoicesDraft | TextDraft | DateDraft | NumberDraft | ListDraft
