"""The files of a case: listed, downloaded, added, taken away; the same on the pages Task and Case."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st

from carelane.domain.errors import AttachmentNotFound, CarelaneError
from carelane.domain.file_kinds import BY_MEDIA_TYPE
from carelane.services import accounts, attachment_lists, attachment_readings, attachments
from carelane.services.attachment_lists import AttachmentRow
from carelane.services.attachments import Upload
from worklists_ui import problems, session, times
from worklists_ui.forms import upload_limits
from worklists_ui.forms.shelf import ShelvedFile
from worklists_ui.gate import COOKIE
from worklists_ui.plain import escaped
from worklists_ui.product import product
from worklists_ui.translation import language, translator

_SAID = "files_said"
_KILO = 1024


@dataclass(frozen=True, slots=True)
class CaseShelf:
    """Keeps the files of a form at a task of a case, or of a case about to be started."""

    instance_id: str = ""
    task_id: str = ""

    @property
    def max_megabytes(self) -> int:
        """Say how large a file may be."""
        return product().settings.attachment_max_mb

    @property
    def kinds(self) -> tuple[str, ...]:
        """List the kinds of files that are taken."""
        return product().file_limits.kinds

    def add(self, name: str, content: bytes) -> str:
        """Keep a file for whoever is signed in now, and give its id."""
        wired, upload = product(), Upload(name, content, self.instance_id, self.task_id)
        return attachments.add(
            wired.database, wired.files, wired.file_limits, session.signed_in(), upload
        )

    def named(self, ids: Sequence[str]) -> list[ShelvedFile]:
        """List those of the files that are there."""
        actor = session.signed_in()
        found = attachment_lists.named(product().database, actor, ids, self.instance_id)
        return [ShelvedFile(row.id, row.name, size(row.size)) for row in found.values()]

    def draw_download(self, file: ShelvedFile, key: str) -> None:
        """Draw a button that downloads a file."""
        download(file.id, file.name, self.instance_id, key)


def size(count: int) -> str:
    """Write a number of bytes as people read it."""
    if count < _KILO:
        return f"{count} B"
    if count < _KILO * _KILO:
        return f"{count // _KILO} KB"
    return f"{count / _KILO / _KILO:.1f} MB"


def download(attachment_id: str, name: str, instance_id: str, key: str) -> None:
    """Draw a button that downloads a file; each download is written down."""
    _ = translator()
    token = st.context.cookies.get(COOKIE, "")
    st.download_button(
        _("Download"),
        data=partial(_content, attachment_id, instance_id, token),
        file_name=name,
        key=key,
        icon=":material/download:",
        type="tertiary",
        on_click="ignore",
    )


def _content(attachment_id: str, instance_id: str, token: str) -> bytes:
    """Read a file for whoever this session's cookie stands for at this moment; runs outside of the page."""
    wired = product()
    actor = accounts.actor_of(wired.database, token, wired.session_policy)
    if actor is None:
        raise AttachmentNotFound
    return attachment_readings.open_file(
        wired.database, wired.files, actor, attachment_id, instance_id
    ).content


def draw(instance_id: str, task_id: str = "") -> None:
    """Draw the files of a case, and an uploader; one added here belongs to the task, if one is named."""
    _ = translator()
    try:
        actor = session.signed_in()
        rows = attachment_lists.list_attachments(product().database, actor, instance_id)
    except CarelaneError as error:
        problems.refused(error)
        return
    if not rows:
        st.caption(_("No file so far."))
    for row in rows:
        _row(row, instance_id)
    _add(instance_id, task_id)


def _row(row: AttachmentRow, instance_id: str) -> None:
    """Draw one file."""
    _ = translator()
    kind = BY_MEDIA_TYPE[row.media_type].code.upper()
    told = [kind, size(row.size), row.added_by.shown(language()), times.moment(row.added_at)]
    if not row.of_this_case:
        told.append(_("came with the referral"))
    with st.container(horizontal=True, vertical_alignment="center", key=f"file_{row.id}"):
        facts = escaped(" · ".join(told))
        text = f":material/description: {escaped(row.name)}  \n:small[:gray[{facts}]]"
        st.markdown(text, width="stretch")
        download(row.id, row.name, instance_id, f"get_{row.id}")
        if row.own:
            _remove_button(row)


def _remove_button(row: AttachmentRow) -> None:
    """Ask once more before a file is taken away."""
    _ = translator()
    with st.popover(_("Remove"), icon=":material/delete:", type="tertiary"):
        st.markdown(escaped(_("Take “{name}” away from this case?").format(name=row.name)))
        st.button(
            _("Take it away"),
            key=f"remove_{row.id}",
            type="primary",
            on_click=_remove,
            args=(row.id,),
        )


def _remove(attachment_id: str) -> None:
    try:
        attachments.remove(product().database, session.signed_in(), attachment_id)
    except CarelaneError as error:
        st.session_state[_SAID] = problems.message(error)


def _add(instance_id: str, task_id: str) -> None:
    """Draw the uploader, and why the last file was refused."""
    _ = translator()
    shelf = CaseShelf(instance_id, task_id)
    widget = f"files_{instance_id}_{st.session_state.get('files_count', 0)}"
    st.file_uploader(
        _("Attach files"),
        accept_multiple_files=True,
        key=widget,
        max_upload_size=upload_limits.for_browser(shelf),
        on_change=_keep,
        args=(shelf, widget),
    )
    upload_limits.draw(shelf)
    if said := st.session_state.pop(_SAID, ""):
        st.error(escaped(str(said)), icon=":material/error:")


def _keep(shelf: CaseShelf, widget: str) -> None:
    """Keep what was uploaded, and begin anew."""
    refused = []
    for upload in st.session_state.get(widget) or []:
        try:
            shelf.add(upload.name, upload.getvalue())
        except CarelaneError as error:
            refused.append(f"{upload.name}: {problems.message(error)}")
    st.session_state[_SAID] = "\n".join(refused)
    st.session_state["files_count"] = st.session_state.get("files_count", 0) + 1
