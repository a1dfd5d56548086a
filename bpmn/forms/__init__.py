"""Forms of human tasks: form-js JSON (``.form``), read strictly, and the check of what people enter."""

from bpmn.forms.check import FieldError, check_values, clean_values, left_out
from bpmn.forms.evaluation import evaluated
from bpmn.forms.model import Field, Form, Option
from bpmn.forms.read import read_form

__all__ = [
    "Field",
    "FieldError",
    "Form",
    "Option",
    "check_values",
    "clean_values",
    "evaluated",
    "left_out",
    "read_form",
]
