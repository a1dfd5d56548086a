"""The timeline of a case: who did or said what when, page by page; technical lines only when asked for."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

import streamlit as st

from carelane.domain.human_task_verbs import VERB
from carelane.services.case_details import CaseDetail
from carelane.services.case_timelines import TimelineEntry
from carelane.services.comment_rows import COMMENT
from carelane.services.nudges import ESCALATED, NUDGED
from carelane.services.pages import window
from worklists_ui import comment_words, paging, places, timeline_bar, times
from worklists_ui.case_names import names_of
from worklists_ui.plain import escaped
from worklists_ui.timeline_filters import PAGE_SIZE, TECHNICAL, group_of, wanted_lines
from worklists_ui.timeline_sentences import sentence
from worklists_ui.translation import language, translator
from worklists_ui.vocabulary import role

BY_ITSELF = frozenset(
    {
        "SlaStarted",
        "SlaStepReached",
        "SlaPaused",
        "SlaPauseRefused",
        "SlaResumed",
        "SlaReplanned",
        "SlaStopped",
        "OpenHumanTask",
        "PublishMessage",
        "RunJob",
        "JobWaiting",
        "StartChild",
        "CancelChild",
        "Undoing",
        "CalledOff",
        "ConditionMet",
        "HumanTaskMoved",
        "EventHeld",
    }
    | {
        "BroadcastSignal",
        "SignalHeard",
        "MessageTaken",
        "EscalationRaised",
        "RaiseIncident",
        "SetTimer",
        "ClearTimer",
    }
)
"""What the process does by itself, even in the turn that somebody's click began."""


def draw(case: CaseDetail, scope: str) -> None:
    """Draw the timeline with its filters, newest first, page by page; ``scope`` is the part of the product it stands in."""
    _ = translator()
    wanted = timeline_bar.draw(case, scope)
    lines = wanted_lines(case.timeline, wanted, times.zone())
    shown = window(len(lines), wanted.page, PAGE_SIZE)
    if wanted.page != shown.page:
        st.session_state[timeline_bar.key(scope, "page")] = shown.page
    if scope == timeline_bar.CASE_PAGE:
        timeline_bar.write_address(case.row.id, replace(wanted, page=shown.page))
    if not lines:
        st.caption(_("Nothing of this kind has happened."))
    draw_lines(case, lines[shown.offset : shown.offset + shown.size])
    told = _("{shown} of {count} lines").format(count=len(case.timeline), shown=len(lines))
    if not wanted.kinds and any(group_of(line.kind) == TECHNICAL for line in case.timeline):
        told = _("{lines}; technical ones are left out").format(lines=told)
    paging.draw(escaped(told), shown.pages, timeline_bar.key(scope, "page"))


def draw_lines(case: CaseDetail, lines: Iterable[TimelineEntry]) -> None:
    """Draw these lines of a case's timeline."""
    elements = elements_by_task(case.timeline)
    names = names_of(case.row.definition_id)
    called = {clock.sla_id: clock.name for clock in case.deadlines if clock.name}
    at = {line.institution.id for line in case.timeline}
    for line in lines:
        element_id = line.element_id or elements.get(line.task_id, "")
        element = names.of(element_id, language()) if element_id else ""
        element = called.get(str(line.data.get("sla_id")), element)
        _draw_line(line, element, with_place=len(at) > 1)


def elements_by_task(timeline: tuple[TimelineEntry, ...]) -> dict[str, str]:
    """Find the element of every task: the lines that close a task name only the task."""
    return {line.task_id: line.element_id for line in timeline if line.task_id and line.element_id}


def _draw_line(line: TimelineEntry, element: str, *, with_place: bool) -> None:
    """Draw one line: what, then when, by whom and where."""
    icon, text = sentence(line.kind, element, told(line))
    by_person = line.person is not None and line.kind not in BY_ITSELF
    person = line.person.shown(language()) if line.person and by_person else ""
    if person and line.on_behalf_of is not None:
        absent = line.on_behalf_of.shown(language())
        person = translator()("{person} for {absent}").format(person=person, absent=absent)
    if person and line.hat:
        person = f"{person} ({role(line.hat.role)}, {line.hat.institution.shown(language())})"
    place = line.institution.shown(language()) if with_place else ""
    facts = " · ".join(part for part in (times.moment(line.at), person, place) if part)
    head = f":material/{icon}: {escaped(text)}  \n:small[:gray[{escaped(facts)}]]"
    if line.kind != COMMENT:
        st.markdown(head)
        return
    with st.container(gap="xxsmall"):
        st.markdown(head)
        comment_words.draw(str(line.data.get("text", "")), tuple(line.people.values()))


def told(line: TimelineEntry) -> dict[str, Any]:
    """Give what a line says, with names instead of the ids of people and codes of roles, and a readable moment."""
    data = dict(line.data)
    if line.kind not in {*VERB, NUDGED, ESCALATED}:
        return data
    for key in ("from", "to"):
        if data.get(key):
            data[key] = _name(line, str(data[key]))
    if data.get("until"):
        data["until"] = times.moment(datetime.fromisoformat(str(data["until"])))
    roles = [_role(str(each)) for each in data.get("roles", ())]
    people = [_name(line, str(each)) for each in data.get("people", ())]
    return data | {"owners": ", ".join([*roles, *people])}


def _name(line: TimelineEntry, person_id: str) -> str:
    known = line.people.get(person_id)
    return known.shown(language()) if known else person_id


def _role(text: str) -> str:
    code, _sep, place = text.partition("@")
    return f"{role(code)} ({places.name(place)})" if place else role(code)
