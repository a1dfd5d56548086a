"""The letter of a case, to be printed: its words out of the case and its forms, and the button that gives it as PDF.

A designer marks the form whose groups are the letter (``"properties": {"letter": true}`` at the form itself); of a
process without such a form everything that people entered is printed.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache, partial
from typing import Any

import streamlit as st

from bpmn.definition import compile_released
from bpmn.forms import Field, Form
from carelane.adapters import letter_pdf
from carelane.domain.errors import CaseNotFound
from carelane.domain.roles import InstitutionKind
from carelane.services import accounts, case_letters, process_definitions
from carelane.services.attachment_lists import list_attachments
from carelane.services.case_details import CaseDetail
from carelane.services.case_letters import Fact, Letter, Section
from carelane.services.visibility import Actor
from worklists_ui import patient_header, places, times
from worklists_ui.attachments import size
from worklists_ui.case_data import ELSEWHERE, facts
from worklists_ui.case_labels import Labels, labels_of
from worklists_ui.case_names import process_name
from worklists_ui.forms.typed import form_language
from worklists_ui.gate import COOKIE
from worklists_ui.product import product
from worklists_ui.translation import language, translator
from worklists_ui.vocabulary import urgency


def draw_button(actor: Actor, case: CaseDetail) -> None:
    """Draw the button; each letter that is taken is a line of the case's history."""
    _ = translator()
    token = st.context.cookies.get(COOKIE, "")
    st.download_button(
        _("Referral letter (PDF)"),
        data=partial(_pdf, letter_of(actor, case), case.row.id, token),
        file_name=f"{case.row.business_key or 'letter'}.pdf",
        mime="application/pdf",
        key=f"letter_{case.row.id}",
        icon=":material/print:",
        on_click="ignore",
    )


def _pdf(letter: Letter, instance_id: str, token: str) -> bytes:
    """Draw the letter for whoever this session's cookie stands for at this moment; runs outside of the page."""
    wired = product()
    actor = accounts.actor_of(wired.database, token, wired.session_policy)
    if actor is None:
        raise CaseNotFound
    case_letters.note_printed(wired.database, actor, instance_id)
    return letter_pdf.draw(letter)


def letter_of(actor: Actor, case: CaseDetail) -> Letter:
    """Put a case's letter together, in the reader's language."""
    _ = translator()
    row, labels = case.row, labels_of(case.row.definition_id)
    name = process_name(row.definition_id, row.process_id, row.process_name)
    printed = _("Printed on {at} by {person}. Confidential: medical data.")
    return Letter(
        title=_("Referral letter: {process}").format(process=name),
        subtitle=" · ".join(part for part in (row.business_key, _began(case)) if part),
        head=tuple(_head(case)),
        sections=(*_sections(case, labels), *_files(actor, case)),
        signatures=(_("Referring doctor"), _("Received by"), _("Date")),
        foot=printed.format(
            at=times.moment(datetime.now(UTC)),
            person=actor.name_en if language() == "en" and actor.name_en else actor.name,
        ),
        page=_("{page} of {pages}"),
        missing=_("Characters that the font lacks, shown as 〓: {codes}"),
    )


def _began(case: CaseDetail) -> str:
    _ = translator()
    return _("started {at}").format(at=times.moment(case.row.started_at))


def _head(case: CaseDetail) -> Iterator[Fact]:
    """Say who is sent from where to where, how urgently."""
    _ = translator()
    row = case.row
    yield _("Sent from"), row.from_institution.shown(language())
    beside = {row.from_institution.id, *places.of_kind(InstitutionKind.GROUP)}
    others = {row.institution.id, *case.pools.values()} - beside
    yield _("Sent to"), ", ".join(places.name(code) for code in sorted(others)) or "–"
    yield _("Urgency"), urgency(row.urgency) if row.urgency else "–"
    patient = case.variables.get("patient")
    if isinstance(patient, dict):
        told = [str(patient.get("name") or "–"), *patient_header.about(patient)]
        yield _("Patient"), "  ".join(part for part in told if part)


def _sections(case: CaseDetail, labels: Labels) -> Iterator[Section]:
    """Give the parts of the letter's form; without one everything that was entered."""
    _ = translator()
    form = letter_form(case.row.definition_id)
    if form is None:
        entered = {
            name: value
            for name, value in case.variables.items()
            if name not in ELSEWHERE and labels.knows(name)
        }
        yield Section("", tuple(facts(entered, labels)))
        return
    loose = [field for field in form.fields if field.type not in {"group", "dynamiclist"}]
    yield Section("", tuple(_told(case, labels, loose)))
    for field in form.fields:
        if field.type == "group" and not field.key:
            yield Section(_title(field), tuple(_told(case, labels, list(field.fields))))
        elif field.type in {"group", "dynamiclist"}:
            value = case.variables.get(field.key)
            inside = _inside(field, value, labels) if isinstance(value, dict) else ()
            told = tuple(inside) or tuple(_told(case, labels, [field]))
            yield Section(_title(field), told)


def _inside(field: Field, value: dict[str, Any], labels: Labels) -> Iterator[Fact]:
    """Tell what a group with a path holds, as far as the form asks for it."""
    asked = {one.key for one in field.fields}
    held = {key: each for key, each in value.items() if key in asked}
    yield from facts(held, labels, f"{field.key}.")


def _title(field: Field) -> str:
    return field.label_in(form_language()) if field.label or field.labels else ""


def _told(case: CaseDetail, labels: Labels, fields: list[Field]) -> Iterator[Fact]:
    """Tell what these fields hold; files are listed by themselves."""
    keys = [one.key for one in fields if one.takes_value and one.type != "filepicker"]
    held = {key: case.variables[key] for key in keys if key in case.variables}
    yield from facts(held, labels)


def _files(actor: Actor, case: CaseDetail) -> Iterator[Section]:
    """List the files that go with the letter."""
    _ = translator()
    rows = list_attachments(product().database, actor, case.row.id)
    if rows:
        listed = "\n".join(f"{row.name} ({size(row.size)})" for row in rows)
        yield Section(_("Files"), ((_("With this letter"), listed),))


@lru_cache(maxsize=64)
def letter_form(definition_id: str) -> Form | None:
    """Give the form whose groups are the letter, of a released version."""
    bundle = process_definitions.get_bundle(product().database, definition_id)
    forms = compile_released(bundle).forms.values()
    return next((form for form in forms if form.letter), None)
