"""Names of elements on the page Figures: by the newest version of their process, else by any that has them."""

from carelane.services.process_definitions import list_definitions
from worklists_ui.case_names import latest_name, names_of
from worklists_ui.product import product
from worklists_ui.translation import language


def name_of(element_id: str, process_id: str = "") -> str:
    """Name an element; an unknown one has its id, a clock over a whole process the name of that."""
    if not element_id:
        return ""
    for row in list_definitions(product().database):
        if not row.latest or process_id not in {"", row.process_id}:
            continue
        if element_id == row.process_id:
            return latest_name(row.process_id, row.name)
        names = names_of(row.id)
        if element_id in names.drawn or element_id in names.english:
            return names.of(element_id, language())
    return element_id
