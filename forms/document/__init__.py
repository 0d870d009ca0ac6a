"""Forms as data: templates, their boxes, and filling them with facts."""

from forms.document.city import CityNames
from forms.document.fill import fill
from forms.document.filled import (
    FillContext,
    FilledField,
    FilledForm,
    FormProblem,
    field_texts,
)
from forms.document.loading import TemplateFault, TemplateFaults, load_template
from forms.document.template import FormTemplate
from forms.document.whole import ProblemOnForm, as_set, check_all, problem_text, problems_of

__all__ = [
    "CityNames",
    "FillContext",
    "FilledField",
    "FilledForm",
    "FormProblem",
    "FormTemplate",
    "ProblemOnForm",
    "TemplateFault",
    "TemplateFaults",
    "as_set",
    "check_all",
    "field_texts",
    "fill",
    "load_template",
    "problem_text",
    "problems_of",
]
