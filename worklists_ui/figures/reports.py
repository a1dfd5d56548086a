"""The view in which somebody orders reports by mail, and cancels them."""

import streamlit as st

from carelane.domain.report_orders import MONTHLY, WEEKLY
from carelane.services import report_orders
from carelane.services.measure_sums import MeasureFilter
from carelane.services.visibility import Actor
from worklists_ui import places, problems, session
from worklists_ui.case_names import latest_name
from worklists_ui.plain import escaped
from worklists_ui.product import product
from worklists_ui.translation import translator

_CHOICE = "figures_report_rhythm"


def draw(actor: Actor, wanted: MeasureFilter) -> None:
    """Draw the reports that the person gets, and the order of a new one for what is filtered now."""
    _ = translator()
    st.caption(
        _(
            "A report comes by mail after each whole week (from Monday) or month: numbers and links, no case and no patient. "
            "Without a mail address it comes as a notice."
        )
    )
    orders = report_orders.my_orders(product().database, actor)
    if not orders:
        st.info(_("You have ordered no report."), icon=":material/mail:")
    for order in orders:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(escaped(_named(order.rhythm, order.institution_code, order.process_id)))
            st.button(
                _("Cancel"),
                key=f"figures_report_cancel_{order.id}",
                icon=":material/unsubscribe:",
                type="tertiary",
                on_click=_cancel,
                args=(order.id,),
            )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.segmented_control(
            _("How often"),
            [WEEKLY, MONTHLY],
            default=WEEKLY,
            format_func=_rhythm,
            key=_CHOICE,
            required=True,
        )
        st.button(
            _("Order this report"),
            key="figures_report_order",
            type="primary",
            icon=":material/schedule_send:",
            on_click=_order,
            args=(wanted.institution, wanted.process),
        )
    st.caption(_("About: {what}").format(what=escaped(_about(wanted.institution, wanted.process))))


def _rhythm(code: str) -> str:
    _ = translator()
    return _("every week") if code == WEEKLY else _("every month")


def _named(rhythm: str, institution: str, process: str) -> str:
    return f"{_rhythm(rhythm)}: {_about(institution, process)}"


def _about(institution: str, process: str) -> str:
    """Say what a report is about."""
    _ = translator()
    place = places.name(institution) if institution else _("all my institutions")
    every = _("all processes")
    return f"{place}, {latest_name(process, process) if process else every}"


def _order(institution: str, process: str) -> None:
    actor = session.actor()
    if actor is not None:
        with problems.told():
            rhythm = str(st.session_state.get(_CHOICE) or WEEKLY)
            report_orders.order(product().database, actor, rhythm, institution, process)


def _cancel(order_id: str) -> None:
    actor = session.actor()
    if actor is not None:
        with problems.told():
            report_orders.cancel_order(product().database, actor, order_id)
