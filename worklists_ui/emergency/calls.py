"""Open calls as a grid, the most urgent first; the chosen one with its crews, tags, tasks and links below."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import streamlit as st

from carelane.services.emergency.call_lines import CallLine, Calls, CrewLine, Step
from worklists_ui import choices, grid_size, places, row_buttons, times, vocabulary
from worklists_ui.emergency import words
from worklists_ui.navigation import link
from worklists_ui.plain import escaped
from worklists_ui.translation import translator

CHOSEN = "emergency_call"
_SHOW = "emergency_show"
MOST_ROWS = 12


def draw(found: Calls, now: datetime) -> None:
    """Draw the grid and the choice of a call."""
    _ = translator()
    st.subheader(_("Open calls ({count})").format(count=len(found.lines)))
    if found.left_out:
        text = _("{count} less urgent calls are not shown here. Look for them in the worklist.")
        st.warning(text.format(count=found.left_out), icon=":material/warning:")
    if not found.lines:
        st.success(_("No call is open."), icon=":material/task_alt:")
        return
    st.dataframe(
        [_cells(line, now) for line in found.lines],
        column_config=_columns([line.case_id for line in found.lines]),
        hide_index=True,
        row_height=grid_size.ROW_HEIGHT,
        height=grid_size.height(len(found.lines), MOST_ROWS),
        width="stretch",
        key="emergency_calls",
    )
    _choice(found)


def choose(case_id: str) -> None:
    """Show this call from now on."""
    st.session_state[CHOSEN] = case_id


def chosen(found: Calls) -> CallLine | None:
    """Give the chosen call; one that is over is chosen no more."""
    by_id = {line.case_id: line for line in found.lines}
    if st.session_state.get(CHOSEN, "") not in by_id:
        st.session_state.pop(CHOSEN, None)
    return by_id.get(st.session_state.get(CHOSEN, ""))


def _choice(found: Calls) -> None:
    """Draw the choice of a call, for whoever does not go through the grid."""
    _ = translator()
    by_id = {line.case_id: line for line in found.lines}
    choices.narrow(
        _("Chosen call"),
        CHOSEN,
        by_id,
        lambda case_id: _named(by_id[case_id]),
        everything=_("none"),
        width=480,
    )


def _named(line: CallLine) -> str:
    _ = translator()
    place = line.address or _("being located")
    return f"{words.category(line.category)} · {place} · {line.business_key}"


def _columns(ids: list[str]) -> dict[str, Any]:
    _ = translator()
    text, many = st.column_config.TextColumn, st.column_config.MultiselectColumn
    categories, standing = words.CATEGORY_COLOURS, words.standing()
    return {
        "show": row_buttons.column(_SHOW, ids, then=choose),
        "category": many(
            _("Category"),
            options=[words.category(code) for code in categories],
            color=list(categories.values()),
            width=130,
        ),
        "response": many(
            _("Response"), options=list(standing), color=list(standing.values()), width=100
        ),
        "left": text(_("Time left"), width=110),
        "address": text(_("Address"), width="medium"),
        "callback": text(_("Call-back"), width=120),
        "since": text(_("Since"), width=90),
        "status": text(_("Status"), width=110),
        "next": text(_("What comes next"), width="medium"),
        "casualties": text(_("Casualties"), width=90),
    }


def _cells(line: CallLine, now: datetime) -> dict[str, Any]:
    _ = translator()
    step = words.next_step(line)
    return {
        "show": ":material/visibility: " + _("Show"),
        "category": [words.category(line.category)],
        "response": [words.stands(line.called_at, line.response_due, line.reached_at, now)],
        "left": _left(line, now),
        "address": line.address or _("being located"),
        "callback": line.callback or "–",
        "since": times.span(now - line.called_at),
        "status": vocabulary.business_status(line.status),
        "next": words.step_name(step) if step else _goes_on(line),
        "casualties": _("{count} tags").format(count=line.tags) if line.tags else "",
    }


def _goes_on(line: CallLine) -> str:
    _ = translator()
    return _("the crew goes on") if line.crews else "–"


def _left(line: CallLine, now: datetime) -> str:
    """Say what is left of the response time; once somebody is there, when that was."""
    _ = translator()
    if line.reached_at is not None:
        return _("there {moment}").format(moment=words.clock(line.reached_at))
    return words.countdown(line.response_due, now) if line.response_due else "–"


def detail(line: CallLine, now: datetime, names: Mapping[str, str]) -> None:
    """Draw one call whole; ``names`` are those of the ambulances."""
    _ = translator()
    with st.container(border=True, key="emergency_call_detail"):
        name = line.address or _("being located")
        st.subheader(escaped(f"{words.category(line.category)} · {name}"))
        said = (
            _("Call-back: {number}").format(number=line.callback or "–"),
            _("Called: {moment}").format(moment=words.clock(line.called_at)),
            _("Response: {left}").format(left=_left(line, now)),
            line.symptom,
        )
        st.text(" · ".join(part for part in said if part))
        if line.called_again:
            text = _("{count} more calls about this incident were merged into it.")
            st.caption(text.format(count=line.called_again))
        with st.container(horizontal=True):
            link("case", escaped(line.business_key), ":material/clinical_notes:", id=line.case_id)
            _steps(line.steps)
        for tag in line.waiting:
            text = _("Tag {tag} ({colour}) waits for an ambulance: {where}")
            wait = text.format(tag=tag.tag, colour=words.colour(tag.colour), where=tag.where or "–")
            st.warning(escaped(wait), icon=":material/personal_injury:")
        for crew in line.crews:
            _crew(crew, now, names)
        if not line.crews and not line.waiting:
            st.caption(_("No crew that you may see is on its way yet."))


def _crew(crew: CrewLine, now: datetime, names: Mapping[str, str]) -> None:
    """Draw a crew: one patient, what it has reported, and whether the hospital has answered."""
    _ = translator()
    st.markdown(f"**{escaped(words.crew_name(crew, names))}**")
    told = [
        f"{words.milestone(code)} {words.clock(at)}{' ☎' if code in crew.told else ''}"
        for code, at in sorted(crew.reported.items(), key=lambda each: each[1])
    ]
    parts = [words.category(crew.category), vocabulary.business_status(crew.status), *told]
    if crew.target_org:
        parts.append(f"→ {places.name(crew.target_org)}")
    if crew.eta is not None:
        parts.append(_("ETA {moment}").format(moment=words.clock(crew.eta)))
    st.text(" · ".join(part for part in parts if part))
    if crew.silent and crew.answer_due is not None and crew.answer_due > now:
        text = _("The hospital has not answered yet: {left}")
        st.caption(text.format(left=words.countdown(crew.answer_due, now)))
    elif crew.silent:
        st.warning(
            _("The hospital has not answered. Silence means: keep coming; telephone it."),
            icon=":material/phone_missed:",
        )
    with st.container(horizontal=True):
        link("case", escaped(crew.business_key), ":material/clinical_notes:", id=crew.case_id)
        _steps(crew.steps)


def _steps(steps: tuple[Step, ...]) -> None:
    """Draw the open tasks: links for whoever may look at them, words for others."""
    for step in steps:
        name = escaped(words.step_name(step))
        if step.visible:
            link("task", name, ":material/edit_document:", id=step.task_id)
        else:
            st.caption(name)
