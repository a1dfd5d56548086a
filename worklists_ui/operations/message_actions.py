"""What to do about one message: give it to a case, discard it, let it wait again, or read it; each with a reason."""

import json
import uuid
from collections.abc import Callable

import streamlit as st

from carelane.domain.errors import CarelaneError
from carelane.services import message_mending
from carelane.services.incidents import LONGEST_REASON
from carelane.services.message_candidates import Candidate, candidates
from carelane.services.message_decisions import Decision
from carelane.services.message_outcomes import Outcome
from carelane.services.message_views import MessageLine
from carelane.services.visibility import Actor
from worklists_ui import choices, problems, session, times
from worklists_ui.operations import message_grid, message_words
from worklists_ui.plain import escaped
from worklists_ui.product import product
from worklists_ui.translation import language, translator

_ACTION = "message_action"
_REASON = "message_reason"
_CASE = "message_case"
_TOLD = "message_told"
_SAID = "message_said"


def draw(actor: Actor, line: MessageLine) -> None:
    """Draw what may be done about the message."""
    _ = translator()
    verbs = _verbs(line)
    st.radio(
        _("What to do"),
        list(verbs),
        format_func=lambda verb: verbs[verb],
        key=_ACTION,
        horizontal=True,
    )
    verb = st.session_state[_ACTION]
    chosen = _candidate(actor, line) if verb == "bind" else None
    if verb != "bind" or chosen is not None:
        st.caption(message_words.consequence(verb, own=line.sees_case))
    reason = st.text_input(_("Reason"), key=_REASON, max_chars=LONGEST_REASON)
    free = verb == "read" and line.sees_case
    ready = (bool(reason.strip()) or free) and (verb != "bind" or chosen is not None)
    st.button(
        verbs[verb],
        type="primary",
        disabled=not ready,
        key="message_do",
        on_click=_do,
        args=(verb, line, chosen or ""),
    )
    _show_content(line)


def told() -> None:
    """Say once what became of the last decision."""
    done: Outcome | CarelaneError | None = st.session_state.pop(_TOLD, None)
    if isinstance(done, CarelaneError):
        problems.refused(done)
    elif done is not None and done.state in {"taken", "discarded"}:
        st.success(message_words.outcome(done), icon=":material/task_alt:")
    elif done is not None:
        st.info(message_words.outcome(done), icon=":material/schedule:")


def _verbs(line: MessageLine) -> dict[str, str]:
    """Name what the state of the message allows."""
    _ = translator()
    names = {
        "bind": _("Give to a case"),
        "reopen": _("Let it wait again"),
        "discard": _("Discard"),
        "read": _("Read what it says"),
    }
    allowed = {"buffered": ("bind", "discard", "read"), "expired": ("reopen", "discard", "read")}
    return {verb: names[verb] for verb in allowed.get(line.state, ("read",))}


def _candidate(actor: Actor, line: MessageLine) -> str | None:
    """Choose a case that waits for a message of this name."""
    _ = translator()
    found = {one.instance_id: one for one in candidates(product().database, actor, line.message_id)}
    if not found:
        st.info(_("No open case waits for a message of this name."), icon=":material/search_off:")
        return None
    choices.hold(_CASE, found, lambda case: _named(found[case]))
    st.selectbox(_("Case"), list(found), format_func=lambda case: _named(found[case]), key=_CASE)
    chosen: str = st.session_state[_CASE]
    if found[chosen].institution.id != line.receiver.id and line.receiver.id:
        st.warning(
            _("This case belongs to another institution than the message was sent to."),
            icon=":material/warning:",
        )
    return chosen


def _named(one: Candidate) -> str:
    """Name a case by its key, place, and how long it has waited."""
    key = one.business_key or one.instance_id
    place = one.institution.shown(language())
    return f"{key} · {place} · {one.key} · {times.ago(one.since)}"


def _decision(actor: Actor, line: MessageLine, verb: str) -> Decision:
    """Make the decision; pressed twice, or again after a refusal, it is the same one."""
    command = st.session_state.setdefault(_command(line.message_id, verb), uuid.uuid4().hex)
    return Decision(actor, line.message_id, st.session_state[_REASON], command)


def _command(message_id: str, verb: str) -> str:
    return f"message_command_{verb}_{message_id}"


def _do(verb: str, line: MessageLine, case: str) -> None:
    """Do it as whoever is signed in now, and keep what came of it for the page that is drawn next."""
    actor = session.actor()
    if actor is None:
        return
    wired, decision = product(), _decision(actor, line, verb)
    doings: dict[str, Callable[[], Outcome]] = {
        "bind": lambda: message_mending.bind(wired.database, wired.cases, decision, case),
        "reopen": lambda: message_mending.reopen(wired.database, wired.cases, decision),
        "discard": lambda: message_mending.discard(wired.database, decision),
    }
    try:
        if verb == "read":
            said = message_mending.read_content(wired.database, decision)
            st.session_state[_SAID] = (line.message_id, said)
        else:
            st.session_state[_TOLD] = doings[verb]()
            message_grid.forget()
    except CarelaneError as error:
        st.session_state[_TOLD] = error
        return
    st.session_state.pop(_command(line.message_id, verb), None)
    st.session_state[_REASON] = ""


def _show_content(line: MessageLine) -> None:
    """Show what was just read, as long as its message is selected."""
    _ = translator()
    message_id, said = st.session_state.get(_SAID, ("", None))
    if message_id != line.message_id:
        st.session_state.pop(_SAID, None)
        return
    st.caption(escaped(_("What the message says")))
    st.code(json.dumps(said, ensure_ascii=False, indent=2), language="json")
