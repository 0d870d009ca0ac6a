"""Packs: a city's facts, questions, procedures, forms and wording, loaded and checked."""

from forms.catalogue.faults import PackFault, PackFaults
from forms.catalogue.load import load
from forms.catalogue.model import (
    City,
    EventSpec,
    FactSpec,
    FormSpec,
    Output,
    Pack,
    ProcedureSpec,
    QuestionKind,
    QuestionSpec,
)
from forms.catalogue.wording import Wording, WordingFault

__all__ = [
    "City",
    "EventSpec",
    "FactSpec",
    "FormSpec",
    "Output",
    "Pack",
    "PackFault",
    "PackFaults",
    "ProcedureSpec",
    "QuestionKind",
    "QuestionSpec",
    "Wording",
    "WordingFault",
    "load",
]
