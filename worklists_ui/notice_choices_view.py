"""The form of what a person chooses about notices: by topic and urgency, quiet hours, the daily mail."""

from datetime import time

import streamlit as st

from carelane.domain.errors import CarelaneError
from carelane.domain.notice_preferences import ALL, NEVER, USUAL, Choice
from carelane.services import notice_choices
from carelane.services.notice_choices import NewChoices, Standing
from carelane.services.visibility import Actor
from worklists_ui import notice_topics, problems, session
from worklists_ui.product import product
from worklists_ui.translation import translator

_ERROR, _DONE = "choices_error", "choices_done"
_LEVELS = (NEVER, "E", "U", "P", ALL)
_WIDTHS = (4, 2, 2, 2)


def draw(actor: Actor) -> None:
    """Draw the form with what counts now; what was wrong is said and what was typed stays."""
    _ = translator()
    now = notice_choices.my_choices(product().database, actor)
    if st.session_state.pop(_DONE, False):
        st.toast(_("Saved."), icon=":material/check:")
    if not now.has_mail:
        st.info(
            _("No mail address is known of you: notices reach you on the screen only."),
            icon=":material/alternate_email:",
        )
    error = st.session_state.pop(_ERROR, None)
    if isinstance(error, CarelaneError):
        problems.refused(error)
    with st.form("choices", border=False):
        _topics(now)
        _quiet(now)
        _daily(now)
        st.form_submit_button(
            _("Save"), type="primary", icon=":material/save:", on_click=_save, key="choices_save"
        )


def _level(code: str) -> str:
    _ = translator()
    names = {
        NEVER: _("never"),
        "E": _("E only"),
        "U": _("E and U"),
        "P": _("E, U and P"),
        ALL: _("always"),
    }
    return names[code]


def _topics(now: Standing) -> None:
    """Draw a line for each topic: on the screen, by mail at once."""
    _ = translator()
    st.subheader(_("What I hear of, and how"))
    st.caption(
        _("By urgency. An emergency (E) always stands on the screen. Mails say no patient's name.")
    )
    head = st.columns(_WIDTHS, vertical_alignment="bottom")
    head[1].markdown(f"**{_('On the screen')}**")
    head[2].markdown(f"**{_('By mail at once')}**")
    for topic in USUAL:
        chosen = now.wants.choices[topic]
        name = notice_topics.topic(topic)
        line = st.columns(_WIDTHS, vertical_alignment="center")
        line[0].markdown(f"{notice_topics.ICONS[topic]} {name}")
        for column, way, value in (
            (line[1], "screen", chosen.screen),
            (line[2], "mail", chosen.mail),
        ):
            label = _("On the screen") if way == "screen" else _("By mail at once")
            column.selectbox(
                f"{name}: {label}",
                _LEVELS,
                index=_LEVELS.index(value),
                format_func=_level,
                key=f"choice_{topic}_{way}",
                label_visibility="collapsed",
            )


def _quiet(now: Standing) -> None:
    """Draw the quiet hours."""
    _ = translator()
    st.subheader(_("Quiet hours"))
    st.caption(
        _(
            "Mails wait until they are over, and nothing pops up; emergencies (E) come at once. Times of your institution: {zone}."
        ).format(zone=now.wants.zone)
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.checkbox(_("I have quiet hours"), value=bool(now.wants.quiet_from), key="quiet_on")
        begin, end = now.wants.quiet_from or "21:00", now.wants.quiet_until or "07:00"
        st.time_input(_("They begin"), time.fromisoformat(begin), key="quiet_from", width=140)
        st.time_input(_("They end"), time.fromisoformat(end), key="quiet_until", width=140)


def _daily(now: Standing) -> None:
    """Draw the daily mail."""
    _ = translator()
    st.subheader(_("Daily mail"))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.checkbox(
            _(
                "One mail a day with what was not mailed and is unread, and the digest of what I supervise"
            ),
            value=now.wants.daily,
            key="daily_on",
        )
        st.number_input(
            _("From this hour on"),
            0,
            23,
            now.wants.daily_hour,
            key="daily_hour",
            width=160,
        )


def _save() -> None:
    """Keep what was chosen."""
    actor = session.actor()
    if actor is None:
        return
    held = st.session_state
    choices = {
        topic: Choice(held[f"choice_{topic}_screen"], held[f"choice_{topic}_mail"])
        for topic in USUAL
    }
    quiet = held["quiet_on"]
    try:
        notice_choices.choose(
            product().database,
            actor,
            NewChoices(
                choices,
                _hour("quiet_from") if quiet else "",
                _hour("quiet_until") if quiet else "",
                daily=held["daily_on"],
                daily_hour=int(held["daily_hour"]),
            ),
        )
    except CarelaneError as error:
        held[_ERROR] = error
        return
    held[_DONE] = True


def _hour(key: str) -> str:
    typed = st.session_state[key]
    return f"{typed:%H:%M}" if typed is not None else ""
