"""Leave and substitution: who stands in for whom, a form for one's own leave or that of one's staff, and handover."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any

import streamlit as st

from carelane.domain.errors import CarelaneError, MomentPast
from carelane.services import colleagues, substitutions
from carelane.services.colleagues import Colleague
from carelane.services.substitutions import Leave, SubstitutionRow
from carelane.services.visibility import Actor
from worklists_ui import (
    choices,
    colleague_choice,
    handover_view,
    places,
    preset,
    problems,
    session,
    times,
)
from worklists_ui.plain import escaped
from worklists_ui.product import product
from worklists_ui.translation import language, translator
from worklists_ui.vocabulary import Colour

_KEYS = ("leave_place", "leave_person", "leave_substitute", "leave_from", "leave_until")
_PLACE, _PERSON, _SUBSTITUTE, _FROM, _UNTIL = _KEYS
_ERROR, _DONE = "leave_error", "leave_done"


def show(actor: Actor) -> None:
    """Draw the page."""
    _ = translator()
    st.title(_("Leave and substitution"))
    for absent in actor.stands_for:
        name = absent.name_en if language() == "en" and absent.name_en else absent.name
        text = _("You stand in for {name} at {place}: these tasks are in your worklist.")
        place = places.name(absent.institution_code)
        st.info(escaped(text.format(name=name, place=place)), icon=":material/supervisor_account:")
    if st.session_state.pop(_DONE, False):
        st.toast(_("Done."), icon=":material/check:")
    left, right = st.columns(2, gap="large")
    with left:
        _list(actor)
        handover_view.draw(actor)
    with right:
        _form(actor)


def _list(actor: Actor) -> None:
    """Draw the substitutions that concern the person or the staff."""
    _ = translator()
    st.subheader(_("Who stands in for whom"))
    rows = substitutions.substitutions(product().database, actor)
    if not rows:
        st.info(_("No leave is entered."), icon=":material/event_available:")
    for row in rows:
        with st.container(border=True, key=f"leave_{row.id}"):
            _draw(row)


def _draw(row: SubstitutionRow) -> None:
    _ = translator()
    names = {name: getattr(row, name).shown(language()) for name in ("person", "substitute")}
    text = _("{substitute} stands in for {person}").format(**names)
    state, colour = _state(row.state)
    st.markdown(f"**{escaped(text)}** :{colour}-badge[{escaped(state)}]")
    span = _("{begin} to {end}").format(
        begin=times.moment(row.begins_at), end=times.moment(row.ends_at)
    )
    entered = _("entered by {name}").format(name=row.entered_by.shown(language()))
    st.caption(escaped(f"{row.institution.shown(language())} · {span} · {entered}"))
    if row.mine:
        st.button(
            _("Call off"),
            key=f"call_off_{row.id}",
            icon=":material/event_busy:",
            on_click=_call_off,
            args=(row.id,),
        )


def _state(code: str) -> tuple[str, Colour]:
    """Name the state of a substitution."""
    _ = translator()
    states: dict[str, tuple[str, Colour]] = {
        "ahead": (_("ahead"), "blue"),
        "now": (_("now"), "green"),
        "over": (_("over"), "gray"),
        "called_off": (_("called off"), "gray"),
    }
    return states[code]


def _form(actor: Actor) -> None:
    """Draw what a leave needs: where, who, by whom, from when until when."""
    _ = translator()
    st.subheader(_("Enter leave"))
    with st.container(border=True, key="leave_form"):
        found = sorted({*actor.institutions, *actor.supervised_institutions})
        choices.hold(_PLACE, found, places.name)
        place = st.selectbox(_("Institution"), found, key=_PLACE, format_func=places.name)
        if place is None:
            return

        def find(text: str) -> Sequence[Colleague]:
            return colleagues.at(product().database, actor, str(place), text)

        if place in actor.supervised_institutions:
            colleague_choice.one(_("Who is away (nobody: I am)"), _PERSON, find)
        colleague_choice.one(_("Who stands in"), _SUBSTITUTE, find)
        tomorrow = datetime.combine(datetime.now(times.zone()).date() + timedelta(days=1), time())
        _moment(_("Away from"), _FROM, tomorrow)
        _moment(_("Back at"), _UNTIL, tomorrow + timedelta(days=7))
        error = st.session_state.get(_ERROR)
        if isinstance(error, CarelaneError):
            problems.refused(error)
        st.button(_("Enter"), icon=":material/event:", type="primary", on_click=_enter)


def _moment(label: str, key: str, default: datetime) -> None:
    st.session_state.setdefault(key, default)
    st.datetime_input(label, key=key, **preset.value(key), step=timedelta(minutes=30))


def _enter() -> None:
    """Enter what was chosen; what was wrong is said, and the choices stay."""
    held: dict[str, Any] = {key: st.session_state.get(key) for key in _KEYS}
    try:
        actor = session.actor()
        if actor is None or not held[_PLACE]:
            return
        if not held[_FROM] or not held[_UNTIL]:
            raise MomentPast
        leave = Leave(
            person_id=held[_PERSON] or actor.person_id,
            substitute_id=held[_SUBSTITUTE] or "",
            institution_code=held[_PLACE],
            begins_at=_in_zone(held[_FROM]),
            ends_at=_in_zone(held[_UNTIL]),
        )
        substitutions.arrange(product().database, actor, leave)
    except CarelaneError as error:
        st.session_state[_ERROR] = error
        return
    st.session_state.pop(_ERROR, None)
    for key in (_PERSON, _SUBSTITUTE):
        st.session_state[key] = None  # taken away only, the browser would keep the person
    st.session_state[_DONE] = True


def _in_zone(typed: datetime) -> datetime:
    return typed.replace(tzinfo=times.zone()).astimezone(UTC)


def _call_off(substitution_id: str) -> None:
    try:
        actor = session.actor()
        if actor is not None:
            substitutions.call_off(product().database, actor, substitution_id)
    except CarelaneError as error:
        st.session_state[_ERROR] = error
