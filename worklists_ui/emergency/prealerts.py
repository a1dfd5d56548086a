"""Pre-alerts of a hospital: who comes, when, whether it was acknowledged, team and bay; the task acknowledges."""

from datetime import datetime
from typing import Any

import streamlit as st

from carelane.services.emergency.prealerts import PrealertLine, Prealerts
from worklists_ui import places
from worklists_ui.emergency import words
from worklists_ui.navigation import link
from worklists_ui.plain import escaped
from worklists_ui.translation import translator

_LETTERS = ("age", "time", "mechanism", "injuries", "signs", "treatment")


def draw(found: Prealerts, now: datetime) -> None:
    """Draw each as a card, those that nobody has acknowledged first."""
    _ = translator()
    st.subheader(_("Pre-alerts ({count})").format(count=len(found.lines)))
    st.caption(_("Silence means: keep coming. The ambulance never waits for an answer."))
    if found.left_out:
        text = _("{count} more pre-alerts are not shown here. Look for them in the worklist.")
        st.warning(text.format(count=found.left_out), icon=":material/warning:")
    if not found.lines:
        st.success(_("No patient is announced."), icon=":material/task_alt:")
    elif late := sum(_unanswered(line, now) for line in found.lines):
        text = _(
            "Not acknowledged in time: {count}. Dispatch telephones; the ambulance keeps coming."
        )
        st.error(text.format(count=late), icon=":material/notification_important:")
    for line in found.lines:
        with st.container(border=True, key=f"prealert_{line.case_id}"):
            _card(line, now)


def _unanswered(line: PrealertLine, now: datetime) -> bool:
    return line.acknowledged_at is None and line.acknowledge_due < now


def _card(line: PrealertLine, now: datetime) -> None:
    _ = translator()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.badge(words.category(line.category), color=_badge(words.CATEGORY_COLOURS, line.category))
        _arrival(line, now)
        _acknowledgement(line, now)
        _handover(line, now)
        if line.updates:
            told = _("alerted again: {count}").format(count=line.updates)
            st.badge(told, color="orange", icon=":material/update:")
    st.markdown(_atmist(line.atmist))
    st.text(f"{_team(line)} · {_bay(line)} · {_from(line)}")
    with st.container(horizontal=True):
        if line.task_id:
            link("task", _("Acknowledge"), ":material/mark_email_read:", id=line.task_id)
        link("case", escaped(line.business_key), ":material/clinical_notes:", id=line.case_id)


def _badge(colours: dict[str, str], code: str) -> Any:
    return colours.get(code, "gray")


def _arrival(line: PrealertLine, now: datetime) -> None:
    _ = translator()
    if line.arrived_at is not None:
        told = _("arrived {moment}").format(moment=words.clock(line.arrived_at))
        st.badge(escaped(told), color="blue", icon=":material/location_on:")
    elif line.eta is not None:
        late = line.eta < now
        told = _("ETA {moment}: {left}").format(
            moment=words.clock(line.eta), left=words.countdown(line.eta, now)
        )
        icon = ":material/notification_important:" if late else ":material/timer:"
        st.badge(escaped(told), color="orange" if late else "green", icon=icon)
    else:
        st.badge(_("ETA not known"), color="gray", icon=":material/timer_off:")


def _acknowledgement(line: PrealertLine, now: datetime) -> None:
    _ = translator()
    if line.acknowledged_at is not None:
        told = _("acknowledged {moment}").format(moment=words.clock(line.acknowledged_at))
        st.badge(escaped(told), color="green", icon=":material/check_circle:")
        return
    late = line.acknowledge_due < now
    told = _("not acknowledged: {left}").format(left=words.countdown(line.acknowledge_due, now))
    icon = ":material/phone_missed:" if late else ":material/hourglass_top:"
    st.badge(escaped(told), color="red" if late else "orange", icon=icon)


def _handover(line: PrealertLine, now: datetime) -> None:
    """Count down to the second signature once the ambulance stands at the door."""
    _ = translator()
    if line.handover_due is None:
        return
    late = line.handover_due < now
    told = _("handover: {left}").format(left=words.countdown(line.handover_due, now))
    icon = ":material/assignment_late:" if late else ":material/signature:"
    st.badge(escaped(told), color="red" if late else "orange", icon=icon)


def _atmist(atmist: dict[str, Any]) -> str:
    """Write ATMIST in its order; what is missing is a dash."""
    parts = []
    for name in _LETTERS:
        value = atmist.get(name)
        said = escaped(str(value)) if value not in (None, "") else "–"
        if name == "time" and (at := _moment(value)) is not None:
            said = escaped(words.clock(at))
        parts.append(f"**{name[0].upper()}** {said}")
    return " · ".join(parts)


def _moment(value: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return found if found and found.tzinfo else None


def _team(line: PrealertLine) -> str:
    _ = translator()
    team = words.team(line.team) if line.team else _("no team")
    if line.team_called_at is not None:
        return _("{team} activated {moment}").format(
            team=team, moment=words.clock(line.team_called_at)
        )
    if line.acknowledged_at is not None:
        return team if line.team in {"", "none"} else _("{team}: being activated").format(team=team)
    return _("the crew suggests: {team}, not activated").format(team=team)


def _bay(line: PrealertLine) -> str:
    _ = translator()
    return _("Bay: {bay}").format(bay=line.bay) if line.bay else _("no bay held yet")


def _from(line: PrealertLine) -> str:
    _ = translator()
    return _("From: {place}").format(place=places.name(line.from_institution))
