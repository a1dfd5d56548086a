"""The words for topics of notices, and how one row of them is drawn."""

import streamlit as st

from carelane.domain.notices import Topic
from carelane.services.my_notices import NoticeRow
from worklists_ui import times
from worklists_ui.plain import escaped
from worklists_ui.translation import translator
from worklists_ui.vocabulary import URGENCY_COLOURS, urgency

ICONS: dict[str, str] = {
    Topic.CLOCK_WARNING: ":material/hourglass_top:",
    Topic.ESCALATION: ":material/notification_important:",
    Topic.TASK_GIVEN: ":material/assignment_ind:",
    Topic.TASK_FORWARDED: ":material/forward:",
    Topic.TASK_ASKED: ":material/pan_tool:",
    Topic.HANDOVER: ":material/move_group:",
    Topic.MENTION: ":material/alternate_email:",
    Topic.NUDGE: ":material/touch_app:",
    Topic.UNACKNOWLEDGED: ":material/mark_email_unread:",
    Topic.INCIDENT: ":material/build_circle:",
    Topic.SUBSTITUTION: ":material/supervisor_account:",
    Topic.PROCESS: ":material/schema:",
    Topic.DIGEST: ":material/summarize:",
    Topic.REPORT: ":material/summarize:",
}


def topic(code: str) -> str:
    """Name a topic."""
    _ = translator()
    names = {
        Topic.CLOCK_WARNING: _("A clock of mine, or of my team, runs on"),
        Topic.ESCALATION: _("Overdue and escalated"),
        Topic.TASK_GIVEN: _("A task is given to me"),
        Topic.TASK_FORWARDED: _("A task is forwarded to me or my role"),
        Topic.TASK_ASKED: _("Somebody asks me for a task, or one that I asked for is free"),
        Topic.HANDOVER: _("Handover of a list"),
        Topic.MENTION: _("I am mentioned"),
        Topic.NUDGE: _("Somebody asks me to go on"),
        Topic.UNACKNOWLEDGED: _("A message that nobody takes"),
        Topic.INCIDENT: _("Incidents"),
        Topic.SUBSTITUTION: _("I stand in for somebody"),
        Topic.PROCESS: _("What processes say"),
        Topic.DIGEST: _("Digests"),
        Topic.REPORT: _("Reports"),
    }
    return names[Topic(code)] if code in set(Topic) else code


def sentence(row: NoticeRow) -> None:
    """Draw what a notice says: its urgency, its sentence, when, and what there is to add."""
    chip = f":{URGENCY_COLOURS.get(row.urgency, 'gray')}-badge[{escaped(urgency(row.urgency))}] "
    said = escaped(row.subject)
    mark = said if row.read else f"**{said}**"
    icon = ICONS.get(row.topic, ":material/notifications:")
    st.markdown(f"{icon} {chip if row.urgency else ''}{mark}")
    more = [*row.body.splitlines(), times.moment(row.at)]
    st.caption("  \n".join(escaped(line) for line in more))
