"""What is needed, which question comes next, and why; derived from facts, never stored."""

from forms.journey.called import called
from forms.journey.due import DeadlineNote
from forms.journey.filing import MayFile
from forms.journey.journey import (
    Bring,
    FormNeed,
    GuidanceOutcome,
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
    "Bring",
    "DeadlineNote",
    "FormNeed",
    "GuidanceOutcome",
    "Journey",
    "MayFile",
    "ProcedureOutcome",
    "ProcedureState",
    "QuestionNeed",
    "ReviewLine",
    "answered",
    "called",
    "derive",
    "relevant_facts",
]
