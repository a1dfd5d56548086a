"""The patient header: who this is about, the same on every page that shows a case."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import streamlit as st

from worklists_ui.plain import escaped
from worklists_ui.translation import translator


def draw(variables: Mapping[str, Any]) -> None:
    """Draw the header; a case without a patient has none."""
    _ = translator()
    patient = variables.get("patient")
    if not isinstance(patient, dict):
        return
    with st.container(border=True, key="facts_patient"):
        st.text("   ".join(part for part in (_text(patient, "name"), *about(patient)) if part))
        details = [
            _("ID {number}").format(number=_text(patient, "id_no")) if patient.get("id_no") else "",
            _("Phone {number}").format(number=_text(patient, "phone"))
            if patient.get("phone")
            else "",
        ]
        st.caption("   ".join(part for part in details if part))
        _allergies(patient)


def _allergies(patient: Mapping[str, Any]) -> None:
    """Say allergies where they are known; they are never left to be looked for."""
    _ = translator()
    known = patient.get("allergies")
    if isinstance(known, list) and known:
        text = ", ".join(str(one) for one in known)
        st.badge(
            _("Allergies: {list}").format(list=escaped(text)),
            color="red",
            icon=":material/warning:",
        )


def _text(patient: Mapping[str, Any], key: str) -> str:
    """Give a value as text."""
    value = patient.get(key)
    return value if isinstance(value, str) else ""


def about(patient: Mapping[str, Any], today: date | None = None) -> tuple[str, str]:
    """Give sex and age as people say them; empty where unknown."""
    _ = translator()
    sexes = {"1": _("male"), "2": _("female"), "0": _("sex unknown"), "9": _("sex not stated")}
    sex = sexes.get(_text(patient, "sex"), _text(patient, "sex"))
    years = age(_text(patient, "birth_date"), today or datetime.now(UTC).date())
    return sex, "" if years is None else _("{years} years").format(years=years)


def age(birth_date: str, today: date) -> int | None:
    """Give the age in full years, or nothing for an unreadable date."""
    try:
        born = date.fromisoformat(birth_date[:10])
    except ValueError:
        return None
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
