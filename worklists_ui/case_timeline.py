"""The timeline of a case: who did or said what when, page by page; technical lines only when asked for."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

import streamlit as st

from carelane.domain.timeline_kinds import BY_ITSELF, COMMENT, NAMING
from carelane.services.case_details import CaseDetail
from carelane.services.case_timelines import timeline_page
from carelane.services.timeline_entries import TimelineEntry
from worklists_ui import comment_words, paging, places, session, timeline_bar, times
from worklists_ui.case_names import names_of
from worklists_ui.plain import escaped
from worklists_ui.product import product
from worklists_ui.timeline_sentences import sentence
from worklists_ui.translation import language, translator
from worklists_ui.vocabulary import role


def draw(case: CaseDetail, scope: str) -> None:
    """Draw the timeline with its filters, newest first, page by page; ``scope`` is the part of the product it stands in."""
    _ = translator()
    wanted = timeline_bar.draw(case, scope)
    found = timeline_page(
        product().database,
        session.signed_in(),
        case.row.id,
        wanted.lines(times.zone()),
        wanted.page,
    )
    if wanted.page != found.page:
        st.session_state[timeline_bar.key(scope, "page")] = found.page
    if scope == timeline_bar.CASE_PAGE:
        timeline_bar.write_address(case.row.id, replace(wanted, page=found.page))
    if not found.lines:
        st.caption(_("Nothing of this kind has happened."))
    draw_lines(case, found.lines)
    told = _("{shown} of {count} lines").format(count=found.total, shown=found.found)
    if not wanted.kinds and found.technical:
        told = _("{lines}; technical ones are left out").format(lines=told)
    paging.draw(escaped(told), found.pages, timeline_bar.key(scope, "page"))


def draw_lines(case: CaseDetail, lines: Iterable[TimelineEntry]) -> None:
    """Draw these lines of a case's timeline; a place is named where it is not the case's own."""
    names = names_of(case.row.definition_id)
    named = {clock.sla_id: clock.name for clock in case.deadlines if clock.name}
    called = {sla_id: names.clock(name, language()) for sla_id, name in named.items()}
    for line in lines:
        element = names.of(line.element_id, language()) if line.element_id else ""
        element = called.get(str(line.data.get("sla_id")), element)
        _draw_line(line, element, with_place=line.institution.id != case.row.institution.id)


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
        if line.data.get("withdrawn"):
            return
        comment_words.draw(str(line.data.get("text", "")), tuple(line.people.values()))


def told(line: TimelineEntry) -> dict[str, Any]:
    """Give what a line says, with names instead of the ids of people and codes of roles, and a readable moment."""
    data = dict(line.data)
    if line.kind not in NAMING:
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
