"""The live diagram of a case for operators: where its tokens are, and what is held up."""

from collections import Counter

from carelane.services.operated_cases import OperatedCase
from worklists_ui.case_names import names_of
from worklists_ui.components import diagram
from worklists_ui.components.diagram import Marks
from worklists_ui.translation import language


def draw_picture(
    case: OperatedCase, *, key: str, selected: str = "", height: int = diagram.HEIGHT
) -> str:
    """Draw it; gives the id of the element that the person chose."""
    names = names_of(case.row.definition_id)
    active = Counter(one.element_id for one in case.live if one.element_id in case.elements)
    marks = Marks(
        active=dict(active),
        done=tuple(element for element in case.visits if element not in active),
        incidents=tuple(one.element_id for one in case.incidents),
        flows=tuple(case.flows),
        pool=names.pools.get(case.row.process_id, ""),
        selected=selected,
        names=names.replacements(language()),
    )
    return diagram.draw(case.bpmn_xml, marks, key=key, height=height)
