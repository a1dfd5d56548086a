"""Saved filters of the worklist as chips with counts; saving, sharing, deleting, and the one to begin with."""

from collections.abc import Callable

import streamlit as st

from carelane.domain.errors import CarelaneError
from carelane.services import saved_filters
from carelane.services.saved_filters import Choice, NewFilter, Saved
from carelane.services.visibility import Actor, Membership
from carelane.services.worklists import WorklistFilter, count_filters
from worklists_ui import places, preset, problems, session, times
from worklists_ui.plain import escaped
from worklists_ui.product import product
from worklists_ui.translation import language, translator
from worklists_ui.vocabulary import role
from worklists_ui.worklist_filters import DEFAULT, from_query, to_query
from worklists_ui.worklist_state import set_filter

_VIEW = "worklist_view"
_NAME = "worklist_view_name"
_TEAM = "worklist_view_team"
_SAID = "worklist_view_said"


def draw(actor: Actor, wanted: WorklistFilter, choice: Choice) -> None:
    """Draw a chip per filter, and what can be done with filters."""
    found = saved_filters.saved_filters(product().database, actor)
    with st.container(horizontal=True, vertical_alignment="center", key="worklist_views"):
        if found:
            _chips(actor, wanted, found)
        _keeping(actor, wanted, found, choice)


def _chips(actor: Actor, wanted: WorklistFilter, found: tuple[Saved, ...]) -> None:
    _ = translator()
    filters = [from_query(one.query) for one in found]
    counts = count_filters(product().database, actor, filters, times.zone())
    names = {
        one.id: f"{':material/group: ' if one.team else ''}{escaped(one.name)} · {count}"
        for one, count in zip(found, counts, strict=True)
    }
    now = words(wanted)
    st.session_state[_VIEW] = next((one.id for one in found if one.query == now), None)
    st.pills(
        _("Saved filters"),
        list(names),
        format_func=names.__getitem__,
        key=_VIEW,
        **preset.default(_VIEW, names),
        on_change=_use,
        args=(found,),
        label_visibility="collapsed",
    )


def words(wanted: WorklistFilter) -> dict[str, str]:
    """Give a filter in the words in which it is kept: every page is the same filter."""
    return {name: value for name, value in to_query(wanted).items() if name != "page"}


def _use(found: tuple[Saved, ...]) -> None:
    """Use the filter whose chip was pressed; pressed again, none."""
    pressed = st.session_state.get(_VIEW)
    query = next((one.query for one in found if one.id == pressed), {})
    set_filter(from_query(query) if query else DEFAULT)


def _keeping(
    actor: Actor, wanted: WorklistFilter, found: tuple[Saved, ...], choice: Choice
) -> None:
    """Draw what saves the present filter, and the list of one's own."""
    _ = translator()
    box = st.popover(
        _("Save filter"), icon=":material/bookmark:", key="worklist_saving", on_change="rerun"
    )
    if not box.open:
        _keep_typed()
        return
    with box:
        st.text_input(
            _("Name"), key=_NAME, **preset.value(_NAME), max_chars=saved_filters.LONGEST_NAME
        )
        teams: list[Membership | None] = [None, *actor.memberships]
        st.selectbox(
            _("Share with"), teams, format_func=_team, key=_TEAM, **preset.index(_TEAM, teams)
        )
        st.button(_("Save"), icon=":material/save:", on_click=_save, args=(words(wanted),))
        if said := st.session_state.pop(_SAID, ""):
            st.warning(escaped(said), icon=":material/info:")
        for one in found:
            _line(one, choice)


def _keep_typed() -> None:
    """Keep what was typed while the box is closed."""
    for key in (_NAME, _TEAM):
        if key in st.session_state:
            st.session_state[key] = st.session_state[key]


def _team(team: Membership | None) -> str:
    _ = translator()
    if team is None:
        return _("nobody")
    return f"{role(team.role)}, {places.name(team.institution_code)}"


def _line(one: Saved, choice: Choice) -> None:
    """Draw one filter: whose it is, whether the list begins with it, and deleting."""
    _ = translator()
    first = one.id == choice.filter_id
    with st.container(horizontal=True, vertical_alignment="center"):
        whose = _team(one.team) if one.team else _("only me")
        if not one.mine:
            whose = _("{who}, for {team}").format(who=one.owner.shown(language()), team=whose)
        st.markdown(f"{escaped(one.name)}  \n:small[:gray[{escaped(whose)}]]", width="stretch")
        st.button(
            _("Begin with it"),
            key=f"first_{one.id}",
            icon=":material/star:" if first else ":material/star_outline:",
            type="primary" if first else "secondary",
            on_click=_choose,
            args=("" if first else one.id,),
        )
        if one.mine:
            st.button(
                _("Delete"),
                key=f"forget_{one.id}",
                icon=":material/delete:",
                on_click=_forget,
                args=(one.id,),
            )


def _save(query: dict[str, str]) -> None:
    name, team = st.session_state.get(_NAME, ""), st.session_state.get(_TEAM)

    def keep(actor: Actor) -> None:
        saved_filters.keep_filter(product().database, actor, NewFilter(name, query, team))
        st.session_state[_NAME] = ""

    _do(keep)


def _choose(filter_id: str) -> None:
    _do(lambda actor: saved_filters.choose_filter(product().database, actor, filter_id))


def _forget(filter_id: str) -> None:
    _do(lambda actor: saved_filters.forget_filter(product().database, actor, filter_id))


def _do(change: Callable[[Actor], None]) -> None:
    """Do it as whoever is signed in now; what was refused is said beside the filters."""
    try:
        actor = session.actor()
        if actor is not None:
            change(actor)
    except CarelaneError as error:
        st.session_state[_SAID] = problems.message(error)
