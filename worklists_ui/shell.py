"""Around every page: navigation, the person, language and sign-out."""

from collections.abc import Callable

import streamlit as st

from carelane.domain.errors import CarelaneError, DatabaseUnavailable
from carelane.services.visibility import Actor, may_open
from worklists_ui import bell, case_comments, hat, places, problems, session, theme
from worklists_ui.components import frame
from worklists_ui.forms import keep_alive
from worklists_ui.navigation import GROUPS, PAGES, Group, PageName, keep_pages, link
from worklists_ui.plain import escaped
from worklists_ui.screens import (
    case,
    consents,
    definitions,
    downloads,
    emergency,
    figures,
    jobs,
    journey,
    leave,
    notices,
    operations,
    overdue,
    patients,
    resources,
    sign_ins,
    start,
    system,
    targets,
    task,
    worklist,
)
from worklists_ui.translation import LANGUAGES, language, one_of, translator

_SHOW: dict[PageName, Callable[[Actor], None]] = {
    "worklist": worklist.show,
    "start": start.show,
    "notices": notices.show,
    "leave": leave.show,
    "overdue": overdue.show,
    "figures": figures.show,
    "resources": resources.show,
    "patients": patients.show,
    "operations": operations.show,
    "definitions": definitions.show,
    "system": system.show,
    "jobs": jobs.show,
    "downloads": downloads.show,
    "consents": consents.show,
    "targets": targets.show,
    "journey": journey.show,
    "emergency": emergency.show,
    "task": task.show,
    "case": case.show,
    "sign_ins": sign_ins.show,
}
FORMS: frozenset[PageName] = frozenset({"task", "start"})
"""Pages that draw a form and keep what was typed into the others themselves."""


def run() -> None:
    """Draw one page for the person who is signed in."""
    st.set_page_config(page_title="Carelane", page_icon=str(theme.ICON), layout="wide")
    st.html(theme.STYLE)
    st.logo(str(theme.LOGO), size="large")
    try:
        person = session.signed_in()
        chosen = _navigate(person)
        _sidebar(person)
        bell.draw()
    except DatabaseUnavailable:
        problems.database_away()
        return
    chosen.run()


def _navigate(person: Actor) -> "st.Page":
    """Declare the pages this person has; supervisors and operators have more than others."""
    pages = {name: _page(name, person) for name in PAGES}
    keep_pages(pages)
    return st.navigation(_grouped(pages, person), expanded=True)


def _grouped(pages: "dict[PageName, st.Page]", person: Actor) -> "dict[str, list[st.Page]]":
    """Put pages under their headings; a hidden page stands under none, so that no heading is without pages."""
    _ = translator()
    headings: dict[Group, str] = {
        "work": "",
        "registries": _("Registries"),
        "operations": _("Operations and processes"),
    }
    found: dict[str, list[st.Page]] = {heading: [] for heading in headings.values()}
    for name, page in pages.items():
        group = "work" if _hidden(name, person) else GROUPS.get(name, "work")
        found[headings[group]].append(page)
    return {heading: those for heading, those in found.items() if those}


def _page(name: PageName, person: Actor) -> "st.Page":
    """Make the Streamlit page of a name."""
    title, icon = _title(name)
    return st.Page(
        _shown(name, person),
        title=title,
        icon=icon,
        url_path=name,
        default=name == "worklist",
        visibility="hidden" if _hidden(name, person) else "visible",
    )


def _hidden(name: PageName, person: Actor) -> bool:
    """Say whether the navigation leaves a page out: reached by links only, or not for this person."""
    return name in {"task", "case", "sign_ins"} or not may_open(person, name)


def _shown(name: PageName, person: Actor) -> Callable[[], None]:
    """Wrap a page so that what a service refuses becomes a message, never a stack trace."""

    def show() -> None:
        if name not in FORMS:
            keep_alive()
        case_comments.keep_alive()
        try:
            _SHOW[name](person)
        except DatabaseUnavailable:
            problems.database_away()
        except CarelaneError as error:
            st.title(_title(name)[0])
            problems.refused(error)
            hat.offer(error)

    show.__name__ = name
    return show


def _title(name: PageName) -> tuple[str, str]:
    """Give title and icon of a page in the reader's language."""
    _ = translator()
    titles: dict[PageName, tuple[str, str]] = {
        "worklist": (_("My worklist"), ":material/checklist:"),
        "start": (_("Start a process"), ":material/add_circle:"),
        "notices": (_("Notices"), ":material/notifications:"),
        "leave": (_("Leave and substitution"), ":material/supervisor_account:"),
        "overdue": (_("Overdue"), ":material/notification_important:"),
        "figures": (_("Figures"), ":material/monitoring:"),
        "resources": (_("Resources"), ":material/bed:"),
        "patients": (_("Patients"), ":material/badge:"),
        "operations": (_("Operations"), ":material/handyman:"),
        "definitions": (_("Processes"), ":material/schema:"),
        "system": (_("System"), ":material/monitor_heart:"),
        "jobs": (_("Scheduler and mails"), ":material/schedule:"),
        "downloads": (_("Downloads"), ":material/download:"),
        "consents": (_("Consents and records"), ":material/contract:"),
        "targets": (_("Targets"), ":material/rule:"),
        "journey": (_("Patient journeys"), ":material/route:"),
        "emergency": (_("Emergency desk"), ":material/emergency:"),
        "task": (_("Task"), ":material/edit_document:"),
        "case": (_("Case"), ":material/clinical_notes:"),
        "sign_ins": (_("Sign-ins"), ":material/devices:"),
    }
    return titles[name]


def _sidebar(person: Actor) -> None:
    """Draw who is signed in, the language switch and sign-out."""
    _ = translator()
    with st.sidebar.container(key="person"):
        st.text(one_of(person.name, person.name_en))
        st.caption(escaped(places.roles_of(person)))
        hat.draw(person)
        _language_switch(person)
        link("sign_ins", *_title("sign_ins"))
        frame.sign_out_button(language(), _("Sign out"))


def _language_switch(person: Actor) -> None:
    """Draw the switch; a change is kept for the next sign-in too."""
    _ = translator()
    chosen = st.segmented_control(
        _("Language"),
        list(LANGUAGES),
        default=language(),
        format_func=lambda code: LANGUAGES[code],
        key="language_switch",
        label_visibility="collapsed",
        required=True,
    )
    if chosen is not None and chosen != language():
        session.change_language(person, str(chosen))
        st.rerun()
