"""One case: head, diagram with live tokens, tasks, timeline, comments, data, messages. Deep link: ``/case?id=``.

The filters of its lists stand in the address beside the id.
"""

from datetime import UTC, datetime, timedelta

import streamlit as st

from carelane.domain.errors import CarelaneError
from carelane.services import case_changes, process_instances
from carelane.services.case_details import CaseDetail
from carelane.services.visibility import Actor
from worklists_ui import (
    attachments,
    case_choices,
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
    clock_extension,
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

LOOK = "15s"
"""How often somebody else's change is looked for: that costs two small statements, whatever the case has become."""
ANEW = timedelta(minutes=2)
"""How old what is drawn may be where nothing changed: times left, and who may do what, go on by themselves."""
_DRAWN = "case_drawn"


def show(actor: Actor) -> None:
    """Draw the page."""
    del actor
    instance_id = asked("id")
    if instance_id:
        _case(instance_id)
        _watch(instance_id)
    else:
        _find_by_hand()


def _find_by_hand() -> None:
    """Say what is missing in the address."""
    _ = translator()
    st.info(_("Open a case from your worklist or with a link to it."), icon=":material/link:")


@st.fragment
def _case(instance_id: str) -> None:
    """Draw everything; runs when somebody does something here."""
    _ = translator()
    clock_extension.closed()
    st.session_state[_DRAWN] = (instance_id, _mark(instance_id), datetime.now(UTC))
    try:
        actor = session.signed_in()
        case = process_instances.get_case(product().database, actor, instance_id)
    except CarelaneError as error:
        st.title(_("Case"))
        problems.refused(error)
        hat.offer(error)
        return
    _draw(actor, case)


@st.fragment(run_every=LOOK)
def _watch(instance_id: str) -> None:
    """Draw the page again when the case has changed, or when it is old; not under somebody's hands in a window."""
    drawn: tuple[str, str, datetime] = st.session_state.get(_DRAWN, ("", "", datetime.now(UTC)))
    if clock_extension.is_open():
        return
    if (instance_id, _mark(instance_id)) != drawn[:2] or datetime.now(UTC) - drawn[2] > ANEW:
        st.rerun()


def _mark(instance_id: str) -> str:
    """Give the mark of the case as it is now; the name of what is wrong where it cannot be seen."""
    try:
        return case_changes.mark_of(product().database, session.signed_in(), instance_id)
    except CarelaneError as error:
        return error.code


def _draw(actor: Actor, case: CaseDetail) -> None:
    """Draw the case: where it stands on the left, what happened and was said on the right."""
    row = case.row
    name = process_name(row.definition_id, row.process_id, row.process_name)
    st.title(" ".join(escaped(part) for part in (name, row.business_key) if part))
    case_header.draw(case)
    letter.draw_button(actor, case)
    case_links.draw_caller(case)
    case_deeds.draw(actor, case)
    case_choices.begin(row.id)
    left, right = st.columns([5, 3], gap="medium")
    with left:
        chosen = case_element.chosen(row.id)
        case_diagram.draw(case, key=f"diagram_{row.id}", selected=chosen)
        case_element.draw(case)
        case_tasks.draw(actor, case)
        case_links.draw_called(case)
        case_clocks.draw(case)
        case_messages.draw(actor, case)
        case_of_patient.draw(actor, case)
    with right:
        _beside(actor, case)
    case_choices.finish(row.id)


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
