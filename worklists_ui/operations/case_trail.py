"""Who operated a case, tried to, or looked at its variables: when, what, why; newest first."""

import streamlit as st

from carelane.services.operated_cases import OperatedCase, OperatedLine
from worklists_ui import times
from worklists_ui.plain import escaped
from worklists_ui.timeline_sentences import sentence
from worklists_ui.translation import language, translator


def draw(case: OperatedCase) -> None:
    """Draw the trail."""
    _ = translator()
    heading = _("Who operated this case")
    st.markdown(f"**{heading}**")
    if not case.lines:
        st.caption(_("Nobody so far."))
    for line in case.lines:
        _draw_line(line)


def _draw_line(line: OperatedLine) -> None:
    """Draw one line."""
    icon, text = sentence(line.kind, line.element_id, line.data)
    person = line.person.shown(language()) if line.person else ""
    facts = " · ".join(part for part in (times.moment(line.at), person) if part)
    st.markdown(f":material/{icon}: {escaped(text)}  \n:small[:gray[{escaped(facts)}]]")
