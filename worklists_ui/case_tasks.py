"""The tasks of a case: the open ones with what the reader may do, the closed ones as a list with who did them when."""

import streamlit as st

from carelane.domain.errors import CarelaneError
from carelane.domain.human_task_verbs import VERBS
from carelane.services import human_tasks
from carelane.services.case_details import CaseDetail
from carelane.services.case_tasks import (
    CaseTasks,
    Half,
    TaskChoices,
    TaskFilter,
    task_choices,
    tasks_of_case,
)
from carelane.services.human_tasks import TaskDetail
from carelane.services.task_rows import TaskRow
from carelane.services.visibility import Actor
from worklists_ui import (
    case_choices,
    case_closed_tasks,
    case_responsible,
    clocks,
    paging,
    problems,
    times,
)
from worklists_ui.case_names import names_of, task_name
from worklists_ui.navigation import go
from worklists_ui.plain import escaped
from worklists_ui.product import product
from worklists_ui.translation import language, translator
from worklists_ui.vocabulary import task_state, task_verb

PAGE_SIZES: dict[Half, int] = {"open": 10, "closed": 50}
_PAGES: dict[Half, str] = {"open": "case_tasks_page", "closed": "case_closed_page"}
FEW = 5
"""So many tasks are seen at a glance: no filter is offered."""


def draw(actor: Actor, case: CaseDetail) -> None:
    """Draw the open tasks, then the closed ones, each the latest first."""
    _ = translator()
    st.subheader(_("Tasks"))
    wanted = TaskFilter(case_choices.chosen("task_person"), case_choices.chosen("task_element"))
    opened, closed = (_page(actor, case, half, wanted) for half in ("open", "closed"))
    total = opened.total + closed.total
    if not total:
        st.caption(_("No task so far."))
        return
    narrowed = wanted != TaskFilter()
    if total > FEW or narrowed:
        _filters(actor, case, narrowed=narrowed)
    if not opened.found and not closed.found:
        st.caption(_("No task fits these filters."))
    for task in opened.rows:
        _open(actor, task)
    if opened.pages > 1 or opened.found < opened.total:
        told = _("{shown} of {count} open tasks")
        paging.draw(_told(told, opened), opened.pages, _PAGES["open"])
    if closed.found:
        case_closed_tasks.draw(closed.rows)
    if closed.total:
        told = _("{shown} of {count} closed tasks")
        paging.draw(_told(told, closed), closed.pages, _PAGES["closed"])


def _told(text: str, found: CaseTasks) -> str:
    return escaped(text.format(shown=found.found, count=found.total))


def _page(actor: Actor, case: CaseDetail, half: Half, wanted: TaskFilter) -> CaseTasks:
    """Read a page of the open or of the closed tasks."""
    page = st.session_state.get(_PAGES[half]) or 1
    found = tasks_of_case(
        product().database, actor, case.row.id, half, wanted, page, PAGE_SIZES[half]
    )
    if found.page != page:
        st.session_state[_PAGES[half]] = found.page
    return found


def _filters(actor: Actor, case: CaseDetail, *, narrowed: bool) -> None:
    """Draw the filters in a window; what they offer is read when it is opened."""
    _ = translator()
    window = st.popover(
        _("Filter (on)") if narrowed else _("Filter"),
        icon=":material/filter_alt:",
        key="case_task_filter",
        on_change="rerun",
    )
    offered = TaskChoices((), ())
    if window.open:
        offered = task_choices(product().database, actor, case.row.id)
    names = names_of(case.row.definition_id)
    with window:
        people = {each.id: each.shown(language()) for each in offered.people}
        elements = {each: names.of(each, language()) for each in offered.elements}
        case_choices.draw("task_person", _("Who"), people, _PAGES["open"])
        case_choices.draw("task_element", _("Where"), elements, _PAGES["open"])


def _open(actor: Actor, task: TaskRow) -> None:
    """Draw an open task: who has it, its times, its way in, and what the reader may do with it."""
    _ = translator()
    facts = escaped(" · ".join(part for part in _facts(task) if part))
    name = escaped(task_name(task))
    with st.container(horizontal=True, vertical_alignment="center", key=f"task_{task.id}"):
        st.markdown(f":material/radio_button_unchecked: {name}  :small[:gray[{facts}]]")
        if st.button(_("Open task"), key=f"open_{task.id}"):
            go("task", id=task.id)
        window = st.popover(
            _("What I may do"), type="tertiary", key=f"may_{task.id}", on_change="rerun"
        )
        if window.open:
            with window:
                _may(actor, task)


def _facts(task: TaskRow) -> tuple[str, ...]:
    """Say state, person and times of an open task."""
    _ = translator()
    since = _("since {at}").format(at=times.moment(task.created_at))
    taken = task.claimed_at
    left = clocks.left_of(task)
    return (
        task_state(task.state),
        case_responsible.who(task),
        since,
        _("taken {at}").format(at=times.moment(taken)) if taken else "",
        _("due {due}").format(due=times.moment(task.due_at)) if task.due_at else "",
        left,
    )


def _may(actor: Actor, task: TaskRow) -> None:
    """Draw what the reader may do with the task, and of all else why not: read when the window is opened."""
    _ = translator()
    try:
        detail = human_tasks.get_task(product().database, actor, task.id)
    except CarelaneError as error:
        st.text(problems.message(error))
        return
    allowed, not_allowed = escaped(_("Allowed")), escaped(_("Not allowed"))
    may = ", ".join(task_verb(name) for name in detail.verbs)
    st.markdown(f"**{allowed}**  \n{escaped(may) or '–'}")
    refused = _refused(detail)
    if refused:
        st.markdown(f"**{not_allowed}**")
        lines = [f"{escaped(verbs)}: :gray[{escaped(why)}]" for why, verbs in refused.items()]
        st.markdown("  \n".join(lines))


def _refused(detail: TaskDetail) -> dict[str, str]:
    """Give the names of the verbs that are refused, by reason, in the order of the table."""
    found: dict[str, str] = {}
    for verb in VERBS:
        why = detail.refusals.get(verb.name)
        if why is not None:
            reason = problems.message(why)
            found[reason] = ", ".join(filter(None, (found.get(reason), task_verb(verb.name))))
    return found
