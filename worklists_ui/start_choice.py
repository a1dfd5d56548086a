"""What is open already for the same patient, and what the author decides about it before a new case begins."""

import streamlit as st

from carelane.services.incidents import LONGEST_REASON
from carelane.services.start_duplicates import Decision, OpenRequest
from worklists_ui import times
from worklists_ui.case_names import process_name
from worklists_ui.navigation import link
from worklists_ui.plain import escaped
from worklists_ui.translation import one_of, translator
from worklists_ui.vocabulary import business_status

_KIND, _REASON, _WHICH = "duplicate_kind", "duplicate_reason", "duplicate_which"


def forget() -> None:
    """Forget what was decided."""
    for key in (_KIND, _REASON, _WHICH):
        st.session_state.pop(key, None)


def draw(found: tuple[OpenRequest, ...]) -> Decision | None:
    """Draw the open ones and the choice; gives what was decided, None while nothing is."""
    _ = translator()
    with st.container(border=True, key="start_duplicates"):
        st.warning(
            _("There is an open request for the same patient and the same thing."),
            icon=":material/content_copy:",
        )
        _list(found)
        replaceable = {each.instance_id: _line(each) for each in found if each.cancellable}
        kinds = {"proceed": _("Begin another one beside it")}
        if replaceable:
            kinds["replace"] = _("Begin another one in its place; the open one is withdrawn")
        kind = st.radio(
            _("Go on with the open one, or"),
            list(kinds),
            index=None,
            format_func=kinds.__getitem__,
            key=_KIND,
        )
        if kind is None:
            return None
        return _decided(found, str(kind), replaceable)


def tell(found: tuple[OpenRequest, ...]) -> None:
    """Say what is open of the same process, where nobody knows yet what the new case is for: the case itself looks then."""
    _ = translator()
    with st.container(border=True, key="start_open_cases"):
        told = _("Cases of this process are open for the same patient.")
        st.info(told, icon=":material/content_copy:")
        _list(found)


def _list(found: tuple[OpenRequest, ...]) -> None:
    _ = translator()
    for each in found:
        st.text(_line(each))
        if each.visible:
            link("case", _("Open this one"), ":material/open_in_new:", id=each.instance_id)


def _decided(
    found: tuple[OpenRequest, ...], kind: str, replaceable: dict[str, str]
) -> Decision | None:
    _ = translator()
    replaced = ""
    if kind == "replace":
        replaced = str(
            st.selectbox(
                _("Which one is withdrawn"),
                list(replaceable),
                format_func=replaceable.__getitem__,
                key=_WHICH,
            )
        )
    reason = st.text_input(_("Reason (kept with the case)"), key=_REASON, max_chars=LONGEST_REASON)
    if not reason.strip():
        return None
    keys = tuple(each.business_key for each in found if each.business_key)
    return Decision("replace" if kind == "replace" else "proceed", reason, keys, replaced)


def _line(each: OpenRequest) -> str:
    """Tell an open case in one line."""
    parts = (
        each.business_key,
        process_name(each.definition_id, each.process_id, each.process_id),
        business_status(each.status),
        one_of(each.institution.name, each.institution.name_en),
        times.moment(each.started_at),
    )
    return escaped("  ".join(part for part in parts if part))
