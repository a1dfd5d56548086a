"""The view that compares institutions: shares with intervals, those with too few marked and not ranked."""

from typing import Any

import streamlit as st

from carelane.domain.small_numbers import COMPARABLE, Share
from carelane.services.comparisons import Compared, compare
from carelane.services.export_files import Table
from carelane.services.measure_sums import MeasureFilter
from carelane.services.visibility import Actor
from worklists_ui import downloads, row_buttons
from worklists_ui.figures import charts, words
from worklists_ui.figures.filters import to_query
from worklists_ui.product import product
from worklists_ui.translation import language, translator

MOST_DRAWN = 40


def draw(actor: Actor, wanted: MeasureFilter) -> None:
    """Draw the view."""
    _ = translator()
    rows = compare(product().database, actor, wanted).rows
    st.caption(
        _(
            "Shares of clocks kept with their 95 % intervals (Wilson), the lowest first. Where intervals overlap, the difference "
            "may be chance. Hollow points have fewer than {few} cases: they are not ranked."
        ).format(few=COMPARABLE)
    )
    if not rows:
        st.info(_("Nothing was counted here in this period."), icon=":material/info:")
        return
    drawn = [_point(row) for row in rows if row.kept.value is not None][:MOST_DRAWN]
    names = {
        "what": _("Institution"),
        "share": _("Clocks kept"),
        "good": _("kept"),
        "total": _("with a verdict"),
    }
    if drawn:
        st.altair_chart(
            charts.intervals(drawn, names),
            key="figures_places_chart",
            alt=_("Share of clocks kept by institution, with 95 % intervals"),
        )
    _table(actor, wanted, rows)


def _point(row: Compared) -> dict[str, Any]:
    low, high = row.kept.interval
    return {
        "what": row.institution.shown(language()),
        "share": row.kept.value,
        "low": low,
        "high": high,
        "good": row.kept.good,
        "total": row.kept.total,
        "few": row.kept.small,
    }


def _table(actor: Actor, wanted: MeasureFilter, rows: tuple[Compared, ...]) -> None:
    """Draw all the numbers; a press leads to the institution's own figures."""
    _ = translator()
    column = st.column_config
    heads = {
        "place": _("Institution"),
        "started": _("Cases begun"),
        "kept": _("Clocks kept"),
        "accepted": _("Accepted"),
        "came": _("Came to the appointment"),
        "loop": _("Loops closed"),
        "decision": _("Half decided within"),
    }
    one_place = _("Only this")
    shown = [row.institution.id for row in rows]
    button = row_buttons.column("figures_places_go", shown, width=110, then=_narrow)
    only = f":material/filter_alt: {one_place}"
    st.dataframe(
        [{"go": only, **_cells(row)} for row in rows],
        column_config={
            "go": button,
            **{name: column.Column(head, width=150) for name, head in heads.items()},
            "place": column.TextColumn(heads["place"], width=260),
        },
        hide_index=True,
        placeholder="",
        key="figures_places",
    )
    table = Table(_("Institutions"), tuple(heads.values()), [_exported(row) for row in rows])
    downloads.draw(actor, "figures-institutions", table, to_query(wanted))


def _narrow(institution: str) -> None:
    """Look at one institution only."""
    st.session_state["figures_institution"] = institution
    st.session_state["figures_view"] = "overview"


def _cells(row: Compared) -> dict[str, Any]:
    return {
        "place": row.institution.shown(language()),
        "started": row.started,
        "kept": _cautious(row.kept),
        "accepted": _cautious(row.accepted),
        "came": _cautious(row.came),
        "loop": _cautious(row.loop),
        "decision": words.took(row.decision),
    }


def _exported(row: Compared) -> tuple[Any, ...]:
    return (*[each for name, each in _cells(row).items() if name != "decision"], row.decision)


def _cautious(share: Share) -> str:
    """Write a share; of few only the counts, because a share would say more than they do."""
    _ = translator()
    if share.value is not None and share.small:
        return _("{good} of {total} (few)").format(good=share.good, total=share.total)
    return words.share(share)
