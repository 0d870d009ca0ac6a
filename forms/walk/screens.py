"""How many screens people see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Screens:
    """``shares[n]``: the share of people who see n questions.  ``asked``: of each question."""

    shares: tuple[float, ...]
    asked: Mapping[str, float]

    @property
    def mean(self) -> float:
        """Questions, on average."""
        return sum(number * share for number, share in enumerate(self.shares))

    def percentile(self, part: float) -> int:
        """So many questions that ``part`` of the people see no more."""
        reached = 0.0
        for number, share in enumerate(self.shares):
            reached += share
            if reached >= part - 1e-12:
                return number
        return len(self.shares) - 1


@dataclass(frozen=True, slots=True)
class Grouping:
    """Two questions asked on one screen whenever one is needed: ``saves`` screens on average;
    a share of ``needless`` people would see a field that they need not fill."""

    first: str
    second: str
    saves: float
    needless: float
