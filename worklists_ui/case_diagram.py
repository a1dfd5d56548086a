"""The diagram of a case: which elements are live, done, late or in trouble, taken from its read model."""

from collections import Counter
from datetime import UTC, datetime

from carelane.services.case_details import CaseDetail
from worklists_ui.case_names import names_of
from worklists_ui.components import diagram
from worklists_ui.components.diagram import Marks
from worklists_ui.translation import language


def marks(case: CaseDetail, *, now: datetime, selected: str = "") -> Marks:
    """Say what to show on the case's diagram."""
    names = names_of(case.row.definition_id)
    active = Counter(activation.element_id for activation in case.live)
    return Marks(
        active=dict(active),
        done=tuple(element for element in case.visits if element not in active),
        overdue=late_elements(case, now),
        incidents=tuple(one.element_id for one in case.incidents),
        visits={element: count for element, count in case.visits.items() if count > 1},
        flows=tuple(case.flows),
        pool=names.pools.get(case.row.process_id, ""),
        selected=selected,
        names=names.replacements(language()),
    )


def late_elements(case: CaseDetail, now: datetime) -> tuple[str, ...]:
    """Give the elements with an open task or a running clock past its due time, each once."""
    clocks = [
        clock.element_id
        for clock in case.deadlines
        if clock.stopped_at is None and clock.paused_at is None and clock.due_at < now
    ]
    return tuple(dict.fromkeys((*clocks, *case.late)))


def draw(case: CaseDetail, *, key: str, selected: str = "", height: int = diagram.HEIGHT) -> str:
    """Draw it; gives the id of the element that the person chose."""
    shown = marks(case, now=datetime.now(UTC), selected=selected)
    return diagram.draw(case.bpmn_xml, shown, key=key, height=height)
