"""Element names of tasks and cases in the reader's language; definitions never change, so they are kept."""

from collections.abc import Collection
from functools import lru_cache

from carelane.services import process_definitions
from carelane.services.element_names import ElementNames, read_names
from carelane.services.task_rows import TaskRow
from worklists_ui.product import product
from worklists_ui.translation import language


@lru_cache(maxsize=64)
def names_of(definition_id: str) -> ElementNames:
    """Give the element names of a released version."""
    return read_names(process_definitions.get_bundle(product().database, definition_id).bpmn)


def task_name(row: TaskRow) -> str:
    """Name a task: as the process wrote it, or the element's English name."""
    if language() != "en":
        return row.name
    return names_of(row.definition_id).english.get(row.element_id, row.name)


def process_name(definition_id: str, process_id: str, otherwise: str) -> str:
    """Name a process."""
    if language() != "en":
        return otherwise
    names = names_of(definition_id)
    return (
        names.english.get(process_id)
        or names.english.get(names.pools.get(process_id, ""))
        or otherwise
    )


def latest_name(process_id: str, otherwise: str) -> str:
    """Name a process by its newest version."""
    return latest_names([process_id]).get(process_id, otherwise)


def latest_names(wanted: Collection[str]) -> dict[str, str]:
    """Name processes by their newest versions, for a page that names several; one that is not released has none."""
    return {
        row.process_id: process_name(row.id, row.process_id, row.name)
        for row in process_definitions.list_definitions(product().database)
        if row.latest and row.process_id in wanted
    }
