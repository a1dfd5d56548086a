"""Consents and records: what a patient agreed to, which documents there are, who retrieved what; import of references."""

import streamlit as st

from carelane.domain.rights import Right
from carelane.services.record_files import COLUMNS, read_references, write_references
from carelane.services.visibility import Actor, may
from worklists_ui import problems, registry_import, session
from worklists_ui.consents import access_log, consent_form, consent_table, documents, whose
from worklists_ui.navigation import asked
from worklists_ui.product import product
from worklists_ui.translation import translator


def show(actor: Actor) -> None:
    """Draw the page; the address holds the view, never the patient."""
    _ = translator()
    st.title(_("Consents and records"))
    views = _views(actor)
    given = asked("view")
    chosen = st.segmented_control(
        _("View"),
        list(views),
        default=given if given in views else next(iter(views)),
        format_func=views.__getitem__,
        key="consents_view",
        label_visibility="collapsed",
        required=True,
    )
    st.query_params["view"] = str(chosen)
    with problems.told():
        if chosen == "accesses":
            access_log.draw(actor)
        elif chosen == "import":
            _import(actor)
        else:
            _of_patient(actor, str(chosen))


def _views(actor: Actor) -> dict[str, str]:
    """Name the views that are for the reader."""
    _ = translator()
    views = {
        "consents": (_("Consents"), Right.SEE_CONSENTS),
        "documents": (_("Documents"), Right.RELEASE_RECORDS),
        "accesses": (_("Who saw what"), Right.SEE_RETRIEVALS),
        "import": (_("Import"), Right.INDEX_RECORDS),
    }
    return {name: title for name, (title, right) in views.items() if may(actor, right)} or {
        "consents": _("Consents")
    }


def _of_patient(actor: Actor, view: str) -> None:
    _ = translator()
    empi_id = whose.patient(actor)
    if not empi_id:
        st.info(_("Find a patient first."), icon=":material/person_search:")
    elif view == "documents":
        documents.draw(actor, empi_id)
    else:
        consent_table.draw(actor, empi_id)
        consent_form.draw(actor, empi_id)


def _import(actor: Actor) -> None:
    """Import references of an archive: where documents lie, never what they say."""
    _ = translator()
    st.caption(_("References to documents: where each lies, never what it says."))
    database = product().database
    registry_import.draw(
        "references",
        lambda content: read_references(database, actor, content),
        lambda read, skip: write_references(database, session.signed_in(), read, skip=skip),
        ",".join(COLUMNS),
    )
