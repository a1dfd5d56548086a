"""Institutions by code with their names, kept for a few minutes: they hardly ever change."""

import streamlit as st

from carelane.services import institutions
from carelane.services.institutions import InstitutionName
from carelane.services.visibility import Actor
from worklists_ui.product import product
from worklists_ui.translation import one_of
from worklists_ui.vocabulary import role


@st.cache_data(ttl="5m", show_spinner=False)
def _all() -> dict[str, InstitutionName]:
    """Read all institutions."""
    return {place.code: place for place in institutions.list_institutions(product().database)}


def of_kind(kind: str) -> list[str]:
    """List the codes of institutions of a kind; all for an empty one."""
    return [code for code, place in _all().items() if kind in ("", place.kind)]


def name(code: str) -> str:
    """Name an institution in the reader's language."""
    place = _all().get(code)
    return one_of(place.name, place.name_en) if place else code


def roles_of(actor: Actor) -> str:
    """Name the person's roles, by institution."""
    by_place: dict[str, list[str]] = {}
    for membership in actor.memberships:
        by_place.setdefault(membership.institution_code, []).append(role(membership.role))
    return "; ".join(f"{', '.join(roles)}, {name(code)}" for code, roles in by_place.items())
