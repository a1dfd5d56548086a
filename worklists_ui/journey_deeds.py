"""What case managers do on the page Patient journey: report care outside the group, close, take a wrong case out."""

from datetime import UTC, datetime

import streamlit as st

from carelane.services.journeys import deeds
from carelane.services.journeys.views import JourneyView
from carelane.services.visibility import Actor, follows_journeys
from worklists_ui import problems, times
from worklists_ui.case_names import process_name
from worklists_ui.product import product
from worklists_ui.translation import language, translator


def draw(actor: Actor, view: JourneyView) -> None:
    """Draw the buttons, for who follows journeys and while the journey is open."""
    _ = translator()
    if not follows_journeys(actor) or view.row.closed_at is not None:
        return
    with st.container(horizontal=True):
        with st.popover(_("Care outside the group"), icon=":material/add_location:"):
            _outside(actor, view)
        with st.popover(_("Wrong patient"), icon=":material/link_off:"):
            _detach(actor, view)
        with st.popover(_("Close the journey"), icon=":material/done_all:"):
            _close(actor, view)


def _outside(actor: Actor, view: JourneyView) -> None:
    _ = translator()
    statuses = {"arrived": _("seen there"), "in_care": _("in care there"), "closed": _("over")}
    with st.form("journey_outside", clear_on_submit=True, border=False):
        place = st.text_input(_("Where the patient is"), max_chars=120)
        status = st.selectbox(_("How it stands"), list(statuses), format_func=statuses.__getitem__)
        when = st.datetime_input(_("When it happened"), datetime.now(times.zone()))
        if st.form_submit_button(_("Report"), type="primary"):
            if not place.strip():
                st.error(_("Say where."))
                return
            moment = when.replace(tzinfo=times.zone()).astimezone(UTC)
            with problems.told():
                deeds.report_outside(
                    product().database,
                    product().cases,
                    actor,
                    view.row.id,
                    place=place.strip(),
                    status=str(status),
                    happened_at=moment,
                )
                st.rerun()


def _detach(actor: Actor, view: JourneyView) -> None:
    _ = translator()
    names = {
        row.id: " · ".join(
            (
                process_name(row.definition_id, row.process_id, row.process_name),
                row.institution.shown(language()),
                row.business_key,
            )
        )
        for row in view.cases
    }
    if not names:
        st.caption(_("No case of this journey that you may open."))
        return
    with st.form("journey_detach", clear_on_submit=True, border=False):
        case = st.selectbox(_("Case"), list(names), format_func=names.__getitem__)
        reason = st.text_input(_("Reason"), max_chars=200)
        if st.form_submit_button(_("Take out of the journey"), type="primary"):
            if not reason.strip():
                st.error(_("Give a reason."))
                return
            with problems.told():
                database, cases = product().database, product().cases
                deeds.detach(database, cases, actor, view.row.id, str(case), reason.strip())
                st.rerun()


def _close(actor: Actor, view: JourneyView) -> None:
    _ = translator()
    st.caption(_("The case manager gets a task; nothing of the patient may be open then."))
    if st.button(_("Ask for closing"), type="primary", key="journey_close"):
        with problems.told():
            deeds.ask_to_close(product().database, product().cases, actor, view.row.id)
            st.toast(_("Asked for."))
