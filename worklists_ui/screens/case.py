"""One case: head, diagram with live tokens, tasks, timeline, comments, data, messages. Deep link: ``/case?id=``.

The filters of the timeline stand in the address beside the id.
"""

import streamlit as st

from carelane.domain.errors import CarelaneError
from carelane.services import process_instances
from carelane.services.case_details import CaseDetail
from carelane.services.visibility import Actor
from worklists_ui import (
    attachments,
    case_clocks,
    case_comments,
    case_data,
    case_deeds,
    case_diagram,
    case_element,
    case_header,
    case_links,
    case_messages,
    case_of_patient,
    case_tasks,
    case_timeline,
    hat,
    letter,
    problems,
    session,
)
from worklists_ui.case_names import process_name
from worklists_ui.navigation import asked
from worklists_ui.plain import escaped
from worklists_ui.product import product
from worklists_ui.timeline_bar import CASE_PAGE
from worklists_ui.translation import translator

REFRESH = "15s"


def show(actor: Actor) -> None:
    """Draw the page."""
    del actor
    instance_id = asked("id")
    if instance_id:
        _live(instance_id)
    else:
        _find_by_hand()


def _find_by_hand() -> None:
    """Say what is missing in the address."""
    _ = translator()
    st.info(_("Open a case from your worklist or with a link to it."), icon=":material/link:")


@st.fragment(run_every=REFRESH)
def _live(instance_id: str) -> None:
    """Draw everything; runs by itself every few seconds."""
    _ = translator()
    try:
        actor = session.signed_in()
        case = process_instances.get_case(product().database, actor, instance_id)
    except CarelaneError as error:
        st.title(_("Case"))
        problems.refused(error)
        hat.offer(error)
        return
    _draw(actor, case)


def _draw(actor: Actor, case: CaseDetail) -> None:
    """Draw the case: where it stands on the left, what happened and was said on the right."""
    row = case.row
    name = process_name(row.definition_id, row.process_id, row.process_name)
    st.title(" ".join(escaped(part) for part in (name, row.business_key) if part))
    case_header.draw(case)
    letter.draw_button(actor, case)
    case_links.draw_caller(case)
    case_deeds.draw(actor, case)
    left, right = st.columns([5, 3], gap="medium")
    with left:
        chosen = case_diagram.draw(case, key=f"diagram_{row.id}", selected=_chosen(row.id))
        case_element.draw(case, chosen)
        case_tasks.draw(actor, case)
        case_links.draw_called(case)
        case_clocks.draw(case)
        case_messages.draw(case)
        case_of_patient.draw(actor, case)
    with right:
        _beside(actor, case)


def _chosen(instance_id: str) -> str:
    """Give the element that was chosen in the diagram before this run."""
    held = st.session_state.get(f"diagram_{instance_id}")
    return str((held or {}).get("element") or "")


def _beside(actor: Actor, case: CaseDetail) -> None:
    """Draw timeline, comments, data and files as tabs."""
    _ = translator()
    timeline, comments, data, files = st.tabs(
        [_("Timeline"), _("Comments"), _("Data"), _("Files")], key="case_tabs"
    )
    with timeline:
        case_timeline.draw(case, CASE_PAGE)
    with comments:
        case_comments.draw(actor, case)
    with data:
        case_data.draw(case)
    with files:
        attachments.draw(case.row.id)
