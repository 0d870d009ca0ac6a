"""What is needed, which question comes next, and why; derived from facts, never stored."""

from forms.journey.due import DeadlineNote
from forms.journey.journey import (
    FormNeed,
    Journey,
    ProcedureOutcome,
    QuestionNeed,
    ReviewLine,
    answered,
    derive,
    relevant_facts,
)
from forms.journey.verdict import ProcedureState

__all__ = [
    "DeadlineNote",
    "FormNeed",
    "Journey",
    "ProcedureOutcome",
    "ProcedureState",
    "QuestionNeed",
    "ReviewLine",
    "answered",
    "derive",
    "relevant_facts",
]
