"""What standing a form has: always shown on it and in every list, so that no drawing passes for a city's form."""

from __future__ import annotations

from enum import StrEnum


class FormStatus(StrEnum):
    """As ``forms.yaml`` names it; what nobody has declared is a sample."""

    OFFICIAL = "official"
    """公式PDF重ね: the city's own PDF with our letters over it."""
    APPROVED = "approved"
    """市承認: drawn by us, approved by the city, who and when being in the pack."""
    SAMPLE = "sample"
    """見本: printed with 見本 across every page."""
    DRAFT = "draft"
    """清書用の下書き: to be copied onto the city's form by hand."""

    @property
    def label(self) -> str:
        """As people call it, in Japanese as the forms are."""
        return _TITLES[self]


_TITLES = {
    FormStatus.OFFICIAL: "公式PDF重ね",
    FormStatus.APPROVED: "市承認",
    FormStatus.SAMPLE: "見本",
    FormStatus.DRAFT: "清書用の下書き",
}
