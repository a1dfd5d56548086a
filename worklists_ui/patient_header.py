"""The patient header: who this is about, the same on every page that shows a case."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import streamlit as st

from worklists_ui import times
from worklists_ui.plain import escaped
from worklists_ui.translation import translator
from worklists_ui.vocabulary import Colour

NO_ALLERGY = ("无", "none", "no known")


def draw(variables: Mapping[str, Any]) -> None:
    """Draw the header; a case without a patient has none."""
    _ = translator()
    patient = variables.get("patient")
    if not isinstance(patient, dict):
        return
    details = [
        _("ID {number}").format(number=_text(patient, "id_no")) if patient.get("id_no") else "",
        _("Phone {number}").format(number=_text(patient, "phone")) if patient.get("phone") else "",
    ]
    name = escaped(_text(patient, "name"))
    head = "  ".join(part for part in (f"**{name}**" if name else "", *about(patient)) if part)
    with st.container(border=True, key="patient"):
        told = escaped("   ".join(part for part in details if part))
        st.markdown(f"{head}  \n:small[:gray[{told}]]" if told else head)
        _allergies(patient)


def _allergies(patient: Mapping[str, Any]) -> None:
    """Say allergies where they are known; they are never left to be looked for."""
    _ = translator()
    known = patient.get("allergies")
    text = ", ".join(map(str, known)) if isinstance(known, list) else _text(patient, "allergies")
    if text.strip():
        color: Colour = "gray" if text.strip().lower().startswith(NO_ALLERGY) else "red"
        label = escaped(_("Allergies: {list}").format(list=text.strip()))
        st.badge(label, color=color, icon=":material/warning:" if color == "red" else None)


def _text(patient: Mapping[str, Any], key: str) -> str:
    """Give a value as text."""
    value = patient.get(key)
    return value if isinstance(value, str) else ""


def about(patient: Mapping[str, Any], today: date | None = None) -> tuple[str, str]:
    """Give sex and age as people say them; empty where unknown."""
    _ = translator()
    sexes = {"1": _("male"), "2": _("female"), "0": _("sex unknown"), "9": _("sex not stated")}
    sex = sexes.get(_text(patient, "sex"), _text(patient, "sex"))
    years = age(_text(patient, "birth_date"), today or datetime.now(times.zone()).date())
    return sex, "" if years is None else _("{years} years").format(years=years)


def age(birth_date: str, today: date) -> int | None:
    """Give the age in full years, or nothing for an unreadable date."""
    try:
        born = date.fromisoformat(birth_date[:10])
    except ValueError:
        return None
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
