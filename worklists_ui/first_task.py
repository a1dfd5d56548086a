"""After a start: wait a moment for the case to show, then on to its first task of the person who started it."""

import time

import streamlit as st

from carelane.domain.errors import CaseNotFound
from carelane.services import process_instances
from carelane.services.case_details import CaseDetail
from carelane.services.case_tasks import tasks_of_case
from carelane.services.pages import LARGEST
from carelane.services.visibility import Actor
from worklists_ui.navigation import go, link
from worklists_ui.product import product
from worklists_ui.translation import translator

WAIT_SECONDS = 8.0
PAUSE_SECONDS = 0.25


def go_to_first_task(actor: Actor, instance_id: str) -> None:
    """Leave for the first task, or for the case; stay and say so while nothing shows yet."""
    _ = translator()
    deadline = time.monotonic() + WAIT_SECONDS
    with st.spinner(_("The case starts ...")):
        while time.monotonic() < deadline:
            case = _look(actor, instance_id)
            task = first_open(actor, instance_id) if case else ""
            if task:
                go("task", id=task)
            if case is not None and case.row.state != "active":
                go("case", id=instance_id)
            time.sleep(PAUSE_SECONDS)
    if _look(actor, instance_id) is not None:
        go("case", id=instance_id)
    st.info(
        _("The case has been accepted and will start as soon as the process engine is free."),
        icon=":material/hourglass_top:",
    )
    link("case", _("Open the case"), ":material/clinical_notes:", id=instance_id)


def _look(actor: Actor, instance_id: str) -> CaseDetail | None:
    """Give the case if its first turn has been written."""
    try:
        return process_instances.get_case(product().database, actor, instance_id)
    except CaseNotFound:
        return None


def first_open(actor: Actor, instance_id: str) -> str:
    """Give the first open task that the person may do, or an empty text."""
    found = tasks_of_case(product().database, actor, instance_id, "open", page_size=LARGEST)
    for task in reversed(found.rows):
        owned = any(actor.has_role(one.role, one.institution.id) for one in task.owners)
        if task.mine or owned:
            return task.id
    return ""
