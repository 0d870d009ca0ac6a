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
    QuestionKind,
    QuestionSpec,
)
from forms.catalogue.procedures import GuidanceSpec, ParameterSpec, ProcedureSpec
from forms.catalogue.wording import Wording, WordingFault

__all__ = [
    "City",
    "EventSpec",
    "FactSpec",
    "FormSpec",
    "GuidanceSpec",
    "Output",
    "Pack",
    "PackFault",
    "PackFaults",
    "ParameterSpec",
    "ProcedureSpec",
    "QuestionKind",
    "QuestionSpec",
    "Wording",
    "WordingFault",
    "load",
]
