"""What a form lets through: checked on the server, and nothing that the form does not ask for."""

from datetime import datetime
from typing import Any

from bpmn.forms import Form, check_values, clean_values
from carelane.domain.errors import InvalidValues


def accepted(form: Form | None, values: dict[str, Any], now: datetime) -> dict[str, Any]:
    """Give the values that may become variables; raises `InvalidValues` with every field's problem."""
    if form is None:
        form = Form("", ())  # no fields: every value is refused by its name
    problems = check_values(form, values, now)
    if problems:
        raise InvalidValues(tuple(problems))
    return clean_values(form, values, now)
