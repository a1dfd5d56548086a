"""What is wrong now, above everything else: one line each, a press on which shows the call that it is about."""

from collections.abc import Mapping
from datetime import datetime

import streamlit as st

from carelane.services.emergency.troubles import Trouble
from worklists_ui import places
from worklists_ui.emergency import calls, words
from worklists_ui.plain import escaped
from worklists_ui.translation import translator

AT_ONCE = 8
_LONGEST = 60
_ICONS = {
    "not_reached": ":material/timer_off:",
    "not_rolling": ":material/phone_in_talk:",
    "silent": ":material/phone_missed:",
    "tag_waits": ":material/personal_injury:",
    "step_late": ":material/assignment_late:",
}


def draw(found: tuple[Trouble, ...], now: datetime, names: Mapping[str, str]) -> None:
    """Draw every trouble, the first few at once and the others in a part that opens; ``names`` are those of ambulances."""
    _ = translator()
    if not found:
        st.success(_("Nothing is late."), icon=":material/task_alt:")
        return
    with st.container(border=True, key="emergency_wrong", gap="xxsmall"):
        st.subheader(_("What is wrong now ({count})").format(count=len(found)))
        for each in found[:AT_ONCE]:
            _line(each, now, names)
        if rest := found[AT_ONCE:]:
            with st.expander(_("{count} more").format(count=len(rest))):
                for each in rest:
                    _line(each, now, names)


def _line(each: Trouble, now: datetime, names: Mapping[str, str]) -> None:
    _ = translator()
    late = words.countdown(each.due, now) if each.due else _("waits")
    call = each.call
    place = call.address or _("being located")
    place = place if len(place) <= _LONGEST else f"{place[:_LONGEST]}…"
    colour = words.CATEGORY_COLOURS.get(call.category, "gray")
    parts = [f"**{escaped(_what(each, names))}**", escaped(place), escaped(call.business_key)]
    marks = f":red-badge[{escaped(late)}] :{colour}-badge[{escaped(words.category(call.category))}]"
    about = each.crew.case_id if each.crew else call.case_id
    st.button(
        f"{marks} {' · '.join(parts)}",
        icon=_ICONS[each.kind],
        type="tertiary",
        key=f"emergency_wrong_{about}_{each.kind}_{each.step.task_id if each.step else each.tag}",
        on_click=calls.choose,
        args=(call.case_id,),
    )


def _what(each: Trouble, names: Mapping[str, str]) -> str:
    """Say what is wrong, and what to do about it."""
    _ = translator()
    units = words.units_of(each.crew, names) if each.crew else ""
    if each.kind == "silent":
        hospital = places.name(each.crew.target_org) if each.crew else ""
        return _("{hospital} has not answered: telephone it, keep coming").format(hospital=hospital)
    if each.kind == "step_late":
        step = words.step_name(each.step) if each.step else ""
        return _("late: {task}").format(task=step) + (f" ({units})" if units else "")
    told = {
        "not_reached": _("nobody has reached it"),
        "not_rolling": _("{units} has not said that it rolls: telephone it").format(units=units),
        "tag_waits": _("tag {tag} has no ambulance").format(tag=each.tag),
    }
    return told[each.kind]
