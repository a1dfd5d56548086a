"""A field for files: what is chosen is kept at once, so that a draft and a lost page keep it too.

In the session under the field's key are the ids of the files; the uploader begins anew after each.
"""

from typing import Any

import streamlit as st

from bpmn.forms import Field
from carelane.domain.errors import CarelaneError
from worklists_ui.forms import upload_limits
from worklists_ui.forms.shelf import Shelf, ShelvedFile
from worklists_ui.forms.typed import Typed, form_language
from worklists_ui.plain import escaped
from worklists_ui.translation import translator


def draw(field: Field, typed: Typed, common: dict[str, Any]) -> None:
    """Draw the files that are there, and the uploader while there may be another one."""
    key, disabled, shelf = str(common["key"]), bool(common["disabled"]), typed.shelf
    held: list[str] = st.session_state[key]
    if shelf is None:
        st.caption(common["label"])
        return
    with st.container(key=f"files:{key}", gap="small"):
        if (field.multiple or not held) and not disabled:
            _uploader(field, shelf, common)
        else:
            st.caption(common["label"])
        _listed(shelf, key, held, disabled=disabled)


def draw_readonly(field: Field, typed: Typed, key: str) -> None:
    """Draw the files of a field that is not to be changed."""
    st.caption(escaped(field.label_in(form_language())))
    held: list[str] = st.session_state[key]
    if typed.shelf is None or not held:
        st.markdown("–")
        return
    _listed(typed.shelf, key, held, disabled=True)


def _uploader(field: Field, shelf: Shelf, common: dict[str, Any]) -> None:
    key = str(common["key"])
    widget = f"upload:{key}:{st.session_state.get(_count(key), 0)}"
    st.file_uploader(
        common["label"],
        type=_endings(field.accept),
        accept_multiple_files=field.multiple,
        key=widget,
        help=common["help"],
        max_upload_size=upload_limits.for_browser(shelf),
        on_change=_keep,
        args=(field, shelf, key, widget),
    )
    upload_limits.draw(shelf, field.accept)
    if problem := st.session_state.get(_problem(key)):
        st.error(escaped(str(problem)), icon=":material/error:")


def _endings(accept: str) -> list[str] | None:
    """Give the endings that a browser offers; kinds such as image/* are checked by the server."""
    parts = [part.strip() for part in accept.split(",") if part.strip()]
    return parts if parts and all(part.startswith(".") for part in parts) else None


def _count(key: str) -> str:
    return f"uploads of {key}"


def _problem(key: str) -> str:
    return f"upload problem of {key}"


def _keep(field: Field, shelf: Shelf, key: str, widget: str) -> None:
    """Keep what was uploaded; what is refused is told, the rest stays."""
    from worklists_ui import problems

    st.session_state.pop(_problem(key), None)
    chosen = st.session_state.get(widget)
    uploads = chosen if isinstance(chosen, list) else [chosen] if chosen is not None else []
    held = list(st.session_state.get(key) or [])
    for upload in uploads:
        try:
            kept = shelf.add(upload.name, upload.getvalue())
        except CarelaneError as error:
            st.session_state[_problem(key)] = f"{upload.name}: {problems.message(error)}"
            continue
        held = [*(one for one in held if one != kept), kept] if field.multiple else [kept]
    st.session_state[key] = held
    st.session_state[_count(key)] = st.session_state.get(_count(key), 0) + 1


def _listed(shelf: Shelf, key: str, held: list[str], *, disabled: bool) -> None:
    """List the files with what can be done about each; one that is gone can still be taken out."""
    _ = translator()
    known = {file.id: file for file in shelf.named(held)} if held else {}
    for file_id in held:
        file = known.get(file_id, ShelvedFile(file_id, _("This file is not there any more"), ""))
        with st.container(horizontal=True, vertical_alignment="center"):
            size = f" :small[:gray[{file.size}]]" if file.size else ""
            st.markdown(f":material/description: {escaped(file.name)}{size}", width="content")
            if file_id in known:
                shelf.draw_download(file, f"get:{key}:{file_id}")
            if not disabled:
                st.button(
                    _("Take out"),
                    key=f"out:{key}:{file_id}",
                    type="tertiary",
                    icon=":material/close:",
                    on_click=_take_out,
                    args=(key, file_id),
                )


def _take_out(key: str, file_id: str) -> None:
    """Take a file out of the field; it stays with the case until somebody removes it there."""
    st.session_state[key] = [one for one in st.session_state[key] if one != file_id]
