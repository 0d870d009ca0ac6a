"""Ids as Japanese words, from the pack's wording.  Staff see Japanese whatever the citizen chose."""

from __future__ import annotations

import re
from datetime import date
from typing import assert_never

from forms.catalogue.ids import dashed, facts_wording, item_wording
from forms.catalogue.model import Pack
from forms.facts.types import FactType
from forms.facts.values import (
    Declined,
    DontKnow,
    FactId,
    FactState,
    ItemList,
    Known,
    NotApplicable,
    Source,
    Value,
    YearMonth,
)
from forms.text.letters import letters_named
from forms.text.numbers import phone_parts
from forms.text.wareki import FIRST_DAY, wareki, wareki_month
from sync.office.casefile import product_wording
from sync.office.console.pages import WEEKDAYS
from sync.office.corrections import Doubt
from sync.office.work import ReturnReason, TaskState

LANGUAGE = "ja"
_PHRASE_SPACE = re.compile(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])")
"""The citizens' wording parts phrases by spaces; staff read ordinary Japanese."""

STATES: dict[TaskState, str] = {
    TaskState.RECEIVED: "未着手",
    TaskState.CLAIMED: "担当中",
    TaskState.CONFIRMED: "受付済み",
    TaskState.RETURNED: "差し戻し",
    TaskState.COMPLETED: "完了",
    TaskState.WITHDRAWN: "不要になった",
}
STAGES: dict[str, str] = {
    "waiting": "未着手",
    "working": "対応中",
    "confirmed": "受付済み",
    "returned": "差し戻し",
    "completed": "完了",
}
REASONS: dict[ReturnReason, str] = {
    ReturnReason.DOCUMENTS_MISSING: "持ち物がそろっていない",
    ReturnReason.IDENTITY: "本人確認ができない",
    ReturnReason.NOT_ENTITLED: "申請できる方ではない",
    ReturnReason.CONTENT: "内容を確かめてもらう必要がある",
    ReturnReason.TAKEN_BACK: "申し出により取り下げ",
    ReturnReason.OTHER: "そのほか",
}
SOURCES: dict[Source, str] = {
    Source.CARD: "カード",
    Source.REGISTRY: "台帳",
    Source.QR: "事前入力",
    Source.CITIZEN: "本人の入力",
    Source.CLERK: "職員",
    Source.DERIVED: "自動",
}
LANGUAGES: dict[str, str] = {"ja": "日本語", "en": "英語"}
_OWNERS: dict[str, tuple[str, ...]] = {
    "deceased": ("亡くなった方の",),
    "visitor": ("来庁した方の",),
    "mourner": ("喪主の",),
}
HISTORY: dict[str, str] = {
    "submission.taken": "キオスクから届いた",
    "case.made": "受付を作成した",
    "opened": "内容をひらいた",
    "task.claim": "担当した",
    "task.release": "担当を外した",
    "task.confirm": "受付した",
    "task.return": "差し戻した",
    "task.complete": "完了した",
    "task.added": "手続きが加わった",
    "task.withdrawn": "手続きが不要になった",
    "case.revised": "内容を直した",
    "form.printed": "様式を印刷した",
    "form.signed": "署名をいただいた",
}


class Words:
    """Looks words up; an id without wording is shown as it is rather than hidden."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack

    def fact(self, fact: FactId) -> str:
        """A fact's label, about the visitor and not to them."""
        return self._text(f"fact-{dashed(fact)}", fact).replace("あなた", "来庁した方")

    def facts_head(self, fact: FactId) -> str:
        """The head under which a fact stands with its like: whose it is, or what it is about."""
        return self._text(facts_wording(fact), fact.split(".", maxsplit=1)[0])

    def short_fact(self, fact: FactId) -> str:
        """The label under its group's head: without saying again whose it is."""
        label = self.fact(fact)
        role = fact.split(".", maxsplit=1)[0]
        for owner in _OWNERS.get(role, ()):
            label = label.removeprefix(owner)
        return label

    def procedure(self, procedure: str) -> str:
        """A procedure's title."""
        return self._text(f"procedure-{dashed(procedure)}", procedure)

    def item(self, item: str) -> str:
        """A thing to bring."""
        return self._text(item_wording(item), item)

    def guidance(self, guidance: str, part: str = "") -> str:
        """What another office does; ``part``: ``office`` or ``note``, which may be empty."""
        key = f"guidance-{dashed(guidance)}"
        return self._text(f"{key}.{part}", "") if part else self._text(key, guidance)

    def held(self, guidance: str) -> str:
        """Why that advice comes before."""
        return self._text(f"guidance-{dashed(guidance)}.held", guidance)

    def no_deadline(self, procedure: str) -> str:
        """What is said where the pack counts no day."""
        return self._text(f"procedure-{dashed(procedure)}.deadline", "期限なし")

    def form(self, form: str) -> str:
        """A form's title."""
        return self._text(f"form-{dashed(form)}", form)

    def note(self, procedure: str) -> str:
        """A note; may be empty."""
        return self._text(f"procedure-{dashed(procedure)}.note", "")

    def section(self, section: str) -> str:
        """A 課's name."""
        return self._text(f"section-{dashed(section)}", section)

    def event(self, event: str) -> str:
        """A life event's name."""
        return self._text(f"event-{dashed(event)}", event)

    def choice(self, fact: FactId, value: str) -> str:
        """A value of a choice."""
        return self._text(f"choice-{dashed(fact)}-{dashed(value)}", value)

    def day(self, day: date | None) -> str:
        """A deadline; empty when there is none."""
        return "" if day is None else f"{wareki(day)}（{WEEKDAYS[day.weekday()]}）"

    def state(self, fact: FactId, state: FactState | None) -> str:
        """A fact's value in words."""
        match state:
            case None:
                return "（未記入）"
            case DontKnow():
                return "わからない（窓口で確認）"
            case Declined():
                return "答えていない"
            case NotApplicable():
                return "該当しない"
            case Known(value=value):
                return self._known(fact, value)

    def _known(self, fact: FactId, value: Value) -> str:
        match value:
            case bool():
                return "はい" if value else "いいえ"
            case date():
                return japanese_date(value)
            case int():
                spec = self._pack.facts.get(fact)
                yen = spec is not None and spec.type is FactType.MONEY
                return f"{value:,}円" if yen else str(value)
            case YearMonth():
                return f"{wareki_month(value.year, value.month)}（{value.year}年、日は不明）"
            case ItemList():
                return f"{len(value.items)}件" + (
                    "（ほかにもあるかは不明）" if value.unsure else ""
                )
            case tuple():
                return "、".join(self.choice(fact, part) for part in value)
            case str():
                return self._known_text(fact, value)
            case _:
                assert_never(value)

    def _known_text(self, fact: FactId, value: str) -> str:
        spec = self._pack.facts.get(fact)
        if spec is not None and spec.type is FactType.CHOICE:
            return self.choice(fact, value)
        if spec is not None and spec.type is FactType.PHONE:
            return "-".join(phone_parts(value))
        if spec is not None and spec.type is FactType.POSTCODE and len(value) == 7:
            return f"〒{value[:3]}-{value[3:]}"
        return value

    def _text(self, key: str, otherwise: str) -> str:
        found = self._pack.wording.optional(key, LANGUAGE) or otherwise
        return _PHRASE_SPACE.sub("", found)


def doubt_said(doubt: Doubt) -> str:
    """In the words of the kiosk to whoever types there, and which letters are meant."""
    said = _PHRASE_SPACE.sub("", product_wording().text(f"kiosk-why-name-{doubt.fault}", LANGUAGE))
    return f"{said}（{letters_named(doubt.letters)}）" if doubt.letters else said


def japanese_date(day: date) -> str:
    """「昭和10年3月5日（1935年）」."""
    if day < FIRST_DAY:
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{wareki(day)}（{day.year}年）"
