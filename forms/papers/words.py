"""The texts of the citizen's papers: the product's own, and the pack's, with their phrase breaks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from forms.catalogue.ids import item_wording
from forms.catalogue.model import Pack
from forms.catalogue.wording import Wording
from forms.document.filled import FillContext
from forms.journey.filing import Bring
from forms.papers.flow import is_japanese, phrased
from forms.text.furigana import without_readings
from forms.text.wareki import wareki

JAPANESE = "ja"


@dataclass(frozen=True, slots=True)
class PaperWords:
    """``product``: the wording of ``assets/wording``."""

    product: Wording
    pack: Pack
    language: str

    def say(self, key: str, **arguments: str | int) -> str:
        """A text of the product."""
        text = without_readings(self.product.text(key, self.language, **arguments))
        return phrased(text, self.product.speaker(key, self.language))

    def of_pack(self, key: str, **arguments: str | int) -> str:
        """A text of the pack; "" when it has none."""
        wording = self.pack.wording
        text = wording.optional(key, self.language, **arguments)
        return phrased(without_readings(text or ""), wording.speaker(key, self.language))

    def japanese(self, key: str) -> str:
        """The Japanese name, for the clerk who is shown a paper in another language; else ""."""
        if is_japanese(self.pack.wording.speaker(key, self.language)):
            return ""
        return phrased(self.pack.wording.text(key, JAPANESE), JAPANESE)

    def day(self, day: date, today: date) -> str:
        """「12月7日（月）」; with its year when that is another one."""
        key = "paper-day" if day.year == today.year else "paper-day-year"
        return self.product.text(
            key,
            self.language,
            month=day.month,
            name=self.product.text(f"paper-month-{day.month}", self.language),
            day=str(day.day),
            year=str(day.year),
            wareki=str(wareki(day)),
            weekday=self.product.text(f"paper-weekday-{day.weekday()}", self.language),
        )

    def thing(self, each: Bring) -> str:
        """Something to bring, 「あれば」 where it may not be wanted."""
        key = item_wording(each.item)
        if each.sure:
            return self.of_pack(key)
        item = self.pack.wording.text(key, self.language)
        return self.say("paper-thing-perhaps", item=item)

    def foot(self, context: FillContext) -> tuple[str, ...]:
        """What stands on every page."""
        practice = self.say("paper-practice") if context.practice else ""
        return practice, self.say("paper-number", number=context.number)

    def numbered(self) -> str:
        """How pages are counted, for :func:`forms.papers.flow.paper`."""
        return self.say("paper-page", page="{page}", pages="{pages}")
