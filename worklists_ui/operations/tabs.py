"""The tabs of the page Operations in their order: a new tab is a file of this folder and a line here."""

from collections.abc import Callable
from dataclasses import dataclass

from carelane.services.visibility import Actor, may_manage_versions, may_operate
from worklists_ui.operations import cases, incidents, messages, versions, waiting


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: its name in the address, its title in the reader's language, who has it, what draws it."""

    name: str
    title: Callable[[], str]
    show: Callable[[Actor], None]
    may: Callable[[Actor], bool] = may_operate


TABS = (
    Tab("incidents", incidents.title, incidents.show),
    Tab("waiting", waiting.title, waiting.show),
    Tab("messages", messages.title, messages.show),
    Tab("cases", cases.title, cases.show),
    Tab("versions", versions.title, versions.show, may_manage_versions),
)


def tabs_of(actor: Actor) -> tuple[Tab, ...]:
    """List the tabs that this person has."""
    return tuple(tab for tab in TABS if tab.may(actor))
