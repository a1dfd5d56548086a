"""Who has to do something about a case now: who has its open tasks, or whose they are to take."""

import streamlit as st

from carelane.services.case_details import CaseDetail
from carelane.services.names import Name
from carelane.services.task_rows import TaskRow
from worklists_ui.case_names import names_of, task_name
from worklists_ui.plain import escaped
from worklists_ui.translation import language, translator
from worklists_ui.vocabulary import role


def draw(case: CaseDetail) -> None:
    """Draw one line for each open task, the most urgent first; or what the case waits for without one."""
    _ = translator()
    if case.row.state != "active":
        return
    with st.container(gap="xsmall", key="case_responsible"):
        for task in case.urgent:
            text = _("{who}: {task}").format(who=who(task), task=task_name(task))
            st.markdown(f":material/person: {escaped(text)}")
        if case.open_tasks > len(case.urgent):
            more = _("and {count} more open tasks below").format(
                count=case.open_tasks - len(case.urgent)
            )
            st.caption(escaped(more))
        if not case.urgent:
            st.markdown(f":material/hourglass_top: {escaped(_nobody(case))}")


def who(task: TaskRow) -> str:
    """Name who has a task, for whom, or the roles that may take it."""
    _ = translator()
    if task.actual_owner is None:
        roles = dict.fromkeys(
            f"{role(one.role)}, {one.institution.shown(language())}" for one in task.owners
        )
        return _("nobody yet ({roles})").format(roles="; ".join(roles)) if roles else _("no one")
    return _acting(task.actual_owner, task)


def done_by(task: TaskRow) -> str:
    """Name who did a closed task, or who had it; nobody where it was withdrawn before."""
    person = task.completed_by or task.actual_owner
    return _acting(person, task) if person else "–"


def _acting(person: Name, task: TaskRow) -> str:
    _ = translator()
    name = person.shown(language())
    if task.on_behalf_of is None:
        return name
    return _("{person} for {absent}").format(
        person=name, absent=task.on_behalf_of.shown(language())
    )


def _nobody(case: CaseDetail) -> str:
    """Say where a case without an open task stands."""
    _ = translator()
    names = names_of(case.row.definition_id)
    at = dict.fromkeys(
        names.of(each.element_id, language())
        for each in case.live
        if each.element_id != case.row.process_id
    )
    return _("Nobody has to do anything now; it waits at: {places}").format(
        places=", ".join(at) or "–"
    )
