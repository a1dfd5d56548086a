"""Overdue, for supervisors: what is late or about to be, where, with whom, why; each row leads to its case."""

from collections import Counter
from dataclasses import asdict

import streamlit as st

from carelane.domain.errors import NotAllowed
from carelane.services import supervision
from carelane.services.supervision import Board, OverdueFilter
from carelane.services.visibility import Actor
from worklists_ui import choices, clock_extension, overdue_grid, places, problems, session, times
from worklists_ui.navigation import go
from worklists_ui.overdue_filters import from_query, to_query
from worklists_ui.product import product
from worklists_ui.translation import translator
from worklists_ui.vocabulary import URGENCIES, urgency

REFRESH = "20s"
_PREFIX = "overdue_filter_"


def show(actor: Actor) -> None:
    """Draw the page; for others than supervisors there is none."""
    _ = translator()
    if not actor.supervised_institutions:
        raise NotAllowed
    st.title(_("Overdue"))
    _live()


@st.fragment(run_every=REFRESH)
def _live() -> None:
    """Draw everything; runs by itself every few seconds."""
    with problems.told():
        actor = session.signed_in()
        everything = supervision.overdue(product().database, actor)
        wanted = _filters(everything)
        board = supervision.overdue(product().database, actor, wanted)
        _metrics(board)
        _by_institution(board)
        opened = overdue_grid.draw(board.rows)
        if opened:
            go("case", id=opened)
        late = overdue_grid.to_extend(board.rows)
        if late is not None:
            clock_extension.ask(late)


def _filters(everything: Board) -> OverdueFilter:
    """Draw the filters; the address follows them."""
    _ = translator()
    kinds = {"": _("Overdue and at risk"), "overdue": _("Overdue"), "at_risk": _("At risk")}
    if _PREFIX + "kind" not in st.session_state:
        for name, value in asdict(from_query(st.query_params.to_dict())).items():
            st.session_state[_PREFIX + name] = value
    processes = {row.process_id: overdue_grid.process(row) for row in everything.rows}
    at = dict.fromkeys(row.institution.id for row in everything.rows)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _choice(_("What"), "kind", kinds)
        _choice(
            _("Institution"),
            "institution",
            {"": _("All"), **{code: places.name(code) for code in at}},
        )
        _choice(_("Process"), "process", {"": _("All processes"), **processes})
        _choice(
            _("Urgency"), "urgency", {"": _("All"), **{code: urgency(code) for code in URGENCIES}}
        )
    wanted = from_query(
        {
            name: st.session_state[_PREFIX + name]
            for name in ("kind", "institution", "process", "urgency")
        }
    )
    if to_query(wanted) != st.query_params.to_dict():
        st.query_params.from_dict(to_query(wanted))
    return wanted


def _choice(label: str, name: str, options: dict[str, str]) -> None:
    """Draw one choice; a value that is not offered any more stays to be seen."""
    chosen = st.session_state.get(_PREFIX + name, "")
    codes = list(dict.fromkeys([*options, chosen]))

    def shown(code: str) -> str:
        return options.get(code, code)

    choices.hold(_PREFIX + name, codes, shown)
    st.selectbox(
        label,
        codes,
        format_func=shown,
        key=_PREFIX + name,
        width=230,
    )


def _metrics(board: Board) -> None:
    """Draw the numbers that a supervisor looks at first."""
    _ = translator()
    late = [row for row in board.rows if row.overdue]
    reasons = Counter(row.reason for row in late)
    with st.container(horizontal=True):
        st.metric(_("Overdue"), len(late), border=True)
        st.metric(
            _("At risk"),
            len(board.rows) - len(late),
            border=True,
            help=_("80 % of the time has passed"),
        )
        st.metric(_("Overdue and unclaimed"), reasons["unclaimed"], border=True)
        st.metric(_("Held up by an incident"), reasons["incident"], border=True)
        st.metric(_("Latest"), times.span(late[0].late) if late else "–", border=True)


def _by_institution(board: Board) -> None:
    """Draw where it is late, as bars."""
    _ = translator()
    codes = sorted(
        set(board.overdue) | set(board.at_risk), key=lambda code: -board.overdue.get(code, 0)
    )
    if len(codes) < 2:  # noqa: PLR2004 - one institution needs no comparison
        return
    most = max([*board.overdue.values(), *board.at_risk.values(), 1])
    number = st.column_config.ProgressColumn
    st.dataframe(
        [
            {
                "place": places.name(code),
                "overdue": board.overdue.get(code, 0),
                "risk": board.at_risk.get(code, 0),
            }
            for code in codes
        ],
        column_config={
            "place": st.column_config.TextColumn(_("Institution"), width=260),
            "overdue": number(_("Overdue"), format="%d", min_value=0, max_value=most, color="red"),
            "risk": number(_("At risk"), format="%d", min_value=0, max_value=most, color="orange"),
        },
        hide_index=True,
        width=720,
        key="overdue_institutions",
    )
