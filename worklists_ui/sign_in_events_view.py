"""Who signed in and who failed to, for operators: filtered by the address, a page at a time."""

from collections.abc import Mapping

import streamlit as st

from carelane.domain.sign_in_events import SignInEventKind
from carelane.services import sign_in_events
from carelane.services.sign_in_events import EventFilter, EventRow
from carelane.services.visibility import Actor
from worklists_ui import choices, grid_size, paging, preset, times
from worklists_ui.product import product
from worklists_ui.translation import language, translator

LONGEST = 80
_TEXT, _KIND, _PAGE = "sign_in_events_text", "sign_in_events_kind", "sign_in_events_page"
_MOST_HIGH = 12


def draw(actor: Actor) -> None:
    """Draw the filters and the lines, the newest first."""
    _ = translator()
    st.subheader(_("Who signed in, and who failed to"))
    wanted = _filters()
    found = sign_in_events.sign_in_events(product().database, actor, wanted)
    st.session_state[_PAGE] = found.page
    if not found.rows:
        st.info(_("Nothing of this kind."), icon=":material/search_off:")
        return
    names = kinds()
    column = st.column_config.TextColumn
    st.dataframe(
        [_cells(row, names) for row in found.rows],
        column_config={
            "at": column(_("When"), width=110),
            "kind": column(_("What"), width=190),
            "who": column(_("Who"), width=220),
            "address": column(_("From"), width=150),
            "by": column(_("By"), width=170),
            "issuer": column(_("Provider"), width=220),
        },
        hide_index=True,
        row_height=grid_size.ROW_HEIGHT,
        height=grid_size.height(len(found.rows), _MOST_HIGH),
        placeholder="",
        key="sign_in_events",
    )
    paging.draw(_("{count} lines").format(count=found.total), found.pages, _PAGE)


def kinds() -> dict[str, str]:
    """Name what can have happened."""
    _ = translator()
    return {
        SignInEventKind.ENTERED: _("signed in"),
        SignInEventKind.REFUSED: _("account or password wrong"),
        SignInEventKind.UNKNOWN: _("no account here"),
        SignInEventKind.LEFT: _("signed out"),
        SignInEventKind.PASSWORD: _("changed the password"),
        SignInEventKind.ENDED: _("ended from elsewhere"),
    }


def _filters() -> EventFilter:
    """Draw the filters; the address follows them."""
    _ = translator()
    if _KIND not in st.session_state:
        asked = from_query(st.query_params.to_dict())
        st.session_state[_TEXT], st.session_state[_PAGE] = asked.text, asked.page
        st.session_state[_KIND] = asked.kind.value if asked.kind else ""
    names = {"": _("Everything"), **kinds()}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        label = _("Account, name or address")
        st.text_input(
            label,
            key=_TEXT,
            **preset.value(_TEXT),
            max_chars=LONGEST,
            width=320,
            on_change=_first,
        )
        choices.hold(_KIND, names, names.__getitem__)
        st.selectbox(
            _("What"),
            list(names),
            format_func=names.__getitem__,
            key=_KIND,
            **preset.index(_KIND, names),
            width=260,
            on_change=_first,
        )
    held = {"text": _TEXT, "kind": _KIND, "page": _PAGE}
    wanted = from_query({name: str(st.session_state.get(key) or "") for name, key in held.items()})
    if to_query(wanted) != st.query_params.to_dict():
        st.query_params.from_dict(to_query(wanted))
    return wanted


def _first() -> None:
    st.session_state[_PAGE] = 1


def to_query(wanted: EventFilter) -> dict[str, str]:
    """Give the parameters of the address; what is not restricted is left out."""
    found = {"text": wanted.text, "kind": wanted.kind.value if wanted.kind else ""}
    page = {"page": str(wanted.page)} if wanted.page > 1 else {}
    return {name: text for name, text in found.items() if text} | page


def from_query(query: Mapping[str, str]) -> EventFilter:
    """Read the parameters of an address; what makes no sense counts as not given."""
    kind = query.get("kind", "")
    known = SignInEventKind(kind) if kind in set(SignInEventKind) else None
    page = paging.number_of(query.get("page", ""))
    return EventFilter(query.get("text", "").strip()[:LONGEST], known, page)


def _cells(row: EventRow, names: Mapping[str, str]) -> dict[str, str]:
    _ = translator()
    who = f"{row.person.shown(language())} ({row.login})" if row.person else _("no such account")
    return {
        "at": times.moment(row.at),
        "kind": names[row.kind],
        "who": who,
        "address": row.address,
        "by": row.by.shown(language()) if row.by else "",
        "issuer": row.issuer,
    }
