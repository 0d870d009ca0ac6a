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

__all__ = [
    "CityNames",
    "FillContext",
    "FilledField",
    "FilledForm",
    "FormProblem",
    "FormTemplate",
    "TemplateFault",
    "TemplateFaults",
    "field_texts",
    "fill",
    "load_template",
]
