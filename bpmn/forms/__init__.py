"""Forms of human tasks: form-js JSON (``.form``), read strictly, and the check of what people enter."""

from bpmn.forms.check import Entered, FieldError, check_values, clean_values, entered, left_out
from bpmn.forms.evaluation import context_of, evaluated
from bpmn.forms.model import Field, Form, Option
from bpmn.forms.options import options_now
from bpmn.forms.read import read_form
from bpmn.forms.template import filled

__all__ = [
    "Entered",
    "Field",
    "FieldError",
    "Form",
    "Option",
    "check_values",
    "clean_values",
    "context_of",
    "entered",
    "evaluated",
    "filled",
    "left_out",
    "options_now",
    "read_form",
]
