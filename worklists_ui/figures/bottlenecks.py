"""The view of bottlenecks: where the cases of one process stand longest, as heat on its diagram and as a table."""

import streamlit as st

from carelane.domain.errors import DefinitionNotFound
from carelane.domain.measures import Measure
from carelane.services.bottlenecks import Bottlenecks, Stay, bottlenecks
from carelane.services.measure_sums import MeasureFilter
from carelane.services.measured_case_lists import Drill
from carelane.services.visibility import Actor
from worklists_ui import downloads, times
from worklists_ui.case_names import names_of
from worklists_ui.components import diagram
from worklists_ui.components.diagram import Marks
from worklists_ui.figures import drill, tables, words
from worklists_ui.figures.filters import to_query
from worklists_ui.product import product
from worklists_ui.translation import language, translator

LEVELS = 5
HEIGHT = 520


def draw(actor: Actor, wanted: MeasureFilter) -> None:
    """Draw the view; it is about one process."""
    _ = translator()
    if not wanted.process:
        st.info(_("Choose a process above to see where its cases stand."), icon=":material/schema:")
        return
    try:
        found = bottlenecks(product().database, actor, wanted)
    except DefinitionNotFound:
        st.info(_("There is no such process."), icon=":material/info:")
        return
    st.caption(
        _(
            "The hotter an element, the more time cases stood there in the period: median times number of stays. The numbers on "
            "the diagram are medians; the newest version is drawn."
        )
    )
    if not found.stays:
        st.info(_("Nothing was counted here in this period."), icon=":material/info:")
        return
    chosen = diagram.draw(found.bpmn_xml, _marks(wanted, found), key="figures_heat", height=HEIGHT)
    _table(actor, found, chosen)
    downloads.draw(actor, "figures-stays", tables.stays(found), to_query(wanted))


def _marks(wanted: MeasureFilter, found: Bottlenecks) -> Marks:
    """Say how hot each element is, and what is written on it."""
    names = names_of(found.definition_id)
    return Marks(
        heat=heat(found.stays),
        notes={
            stay.element_id: words.took(stay.times.percentile(50))
            for stay in found.stays
            if stay.times is not None
        },
        pool=names.pools.get(wanted.process, ""),
        names=names.replacements(language()),
    )


def heat(stays: tuple[Stay, ...]) -> dict[str, int]:
    """Give each element a level from 1 to `LEVELS`, in even steps up to the hottest; none where no time passed."""
    most = max((stay.weight.total_seconds() for stay in stays), default=0.0)
    return {
        stay.element_id: min(LEVELS, 1 + int(LEVELS * stay.weight.total_seconds() / most))
        for stay in stays
        if most and stay.weight
    }


def _table(actor: Actor, found: Bottlenecks, chosen: str) -> None:
    """Draw the elements, the one that was chosen on the diagram alone."""
    _ = translator()
    column = st.column_config
    names = names_of(found.definition_id)
    stays = [stay for stay in found.stays if chosen in {"", stay.element_id}] or list(found.stays)
    rows = [
        {
            "what": names.of(stay.element_id, language()),
            "total": stay.times.total if stay.times else 0,
            "median": words.took(stay.times.percentile(50) if stay.times else None),
            "ninth": words.took(stay.times.percentile(90) if stay.times else None),
            "now": stay.now,
            "oldest": times.ago(stay.oldest) if stay.oldest else "",
        }
        for stay in stays
    ]
    columns = {
        "what": column.TextColumn(_("Element"), width=280),
        "total": column.NumberColumn(_("Stays"), width=80),
        "median": column.TextColumn(_("Half within"), width=120),
        "ninth": column.TextColumn(_("Nine in ten within"), width=140),
        "now": column.NumberColumn(_("There now"), width=90),
        "oldest": column.TextColumn(_("Oldest since"), width=130),
    }
    drills = [Drill(Measure.STAY, stay.element_id) for stay in stays]
    drill.table(actor, "figures_stays", rows, columns, drills)
