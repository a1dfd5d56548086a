"""One patient of the registry: who it is, by which documents and ids, what was merged, and what was told of them."""

import streamlit as st

from carelane.services import patients
from carelane.services.patient_looks import MergeLine, PatientLook
from worklists_ui import grid_size, patient_header, times
from worklists_ui.patient_words import event, id_type
from worklists_ui.plain import escaped
from worklists_ui.translation import one_of, translator

_MOST_ROWS = 6


def draw(look: PatientLook) -> None:
    """Draw the identity with its documents, merges and events."""
    _ = translator()
    if look.asked != look.patient.empi_id:
        text = _("{old} was merged: this is the identity that stands for it.")
        st.info(escaped(text.format(old=look.asked)), icon=":material/merge:")
    patient_header.draw({"patient": patients.as_variable(look.patient)})
    others = [each for each in look.ids if each != look.patient.empi_id]
    about = [_("Id of the registry: {id}").format(id=look.patient.empi_id)]
    about += [_("Merged ids: {ids}").format(ids=", ".join(others))] if others else []
    st.caption(escaped("   ".join(about)))
    if look.patient.temporary:
        st.badge(_("temporary identity"), color="orange", icon=":material/help:")
    if look.patient.deceased_at is not None:
        died = _("Died on {at}").format(at=times.moment(look.patient.deceased_at))
        st.badge(died, color="gray")
    _documents(look)
    _events(look)


def _documents(look: PatientLook) -> None:
    _ = translator()
    if not look.documents:
        return
    text = st.column_config.TextColumn
    st.dataframe(
        [
            {
                "type": id_type(each.id_type),
                "number": each.id_no,
                "issuer": each.issuer,
                "verified": each.verified,
                "id": each.empi_id,
            }
            for each in look.documents
        ],
        column_config={
            "type": text(_("Document")),
            "number": text(_("Number")),
            "issuer": text(_("Issued by")),
            "verified": st.column_config.CheckboxColumn(_("Verified")),
            "id": text(_("Stands at")),
        },
        hide_index=True,
        row_height=grid_size.ROW_HEIGHT,
        height=grid_size.height(len(look.documents), _MOST_ROWS),
        width="stretch",
        key="patient_documents",
    )


def _events(look: PatientLook) -> None:
    _ = translator()
    if not look.events:
        return
    text = st.column_config.TextColumn
    st.dataframe(
        [
            {
                "what": event(each.name),
                "happened": times.moment(each.happened_at),
                "entered": times.moment(each.entered_at),
                "by": one_of(each.by.name, each.by.name_en) if each.by else "",
                "told": each.told,
            }
            for each in look.events
        ],
        column_config={
            "what": text(_("What happened")),
            "happened": text(_("When")),
            "entered": text(_("Entered")),
            "by": text(_("By")),
            "told": st.column_config.NumberColumn(_("Cases told"), format="%d"),
        },
        hide_index=True,
        row_height=grid_size.ROW_HEIGHT,
        height=grid_size.height(len(look.events), _MOST_ROWS),
        width="stretch",
        key="patient_events",
    )


def merge_line(line: MergeLine) -> str:
    """Say in one line who was merged into whom, when, by whom and why, and whether it still stands."""
    _ = translator()
    by = one_of(line.by.name, line.by.name_en) if line.by else _("a process")
    said = _("{at}: {merged} became {survivor}, by {by}. {reason}").format(
        at=times.moment(line.at),
        merged=line.merged,
        survivor=line.survivor,
        by=by,
        reason=line.reason,
    )
    if line.undone_at is None:
        return said
    return said + _(" Taken apart on {at}: {reason}").format(
        at=times.moment(line.undone_at), reason=line.undone_reason
    )
