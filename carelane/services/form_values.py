"""What a form lets through: checked on the server, and nothing that the form does not ask for."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bpmn.forms import Entered, FieldError, Form, check_values, clean_values, entered
from bpmn.forms.check import error_of
from bpmn.forms.rules import Problem
from carelane.domain.errors import InvalidValues
from carelane.services.attachment_checks import wrong_files
from carelane.services.attachment_ids import ids_in
from carelane.services.code_systems import unknown_codes

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends a form, of which case (none for one about to be started), and the variables that the case has."""

    person_id: str
    instance_id: str = ""
    case: Values = field(default_factory=dict)


def accepted(
    session: Session, form: Form | None, values: Values, now: datetime, sender: Sender
) -> Values:
    """Give the values that may become variables; raises `InvalidValues` with every field's problem."""
    if form is None:
        form = Form("", ())  # no fields: every value is refused by its name
    problems = check_values(form, values, now, sender.case)
    if not problems:
        found = entered(form, values, now, sender.case)
        given = set(ids_in(sender.case))
        files = wrong_files(session, found, sender.person_id, sender.instance_id, given)
        problems = (*_unknown(session, found), *files)
    if problems:
        raise InvalidValues(problems)
    return clean_values(form, values, now, sender.case)


def _unknown(session: Session, found: tuple[Entered, ...]) -> Iterator[FieldError]:
    """Name the fields that hold a code which their table does not have."""
    for one in found:
        if one.field.code_system:
            codes = one.value if isinstance(one.value, list) else [one.value]
            for code in unknown_codes(session, one.field.code_system, [*map(str, codes)]):
                yield error_of(one.key, Problem("unknown_code", {"code": code}))
