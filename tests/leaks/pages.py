"""Every page, and the addresses under which each is tried: as it is, and as a link that names what is not one's own."""

from collections.abc import Callable, Iterator

from carelane.domain.measures import Measure
from tests.leaks.group import Somebody, Target
from worklists_ui.navigation import PageName
from worklists_ui.operations.tabs import TABS
from worklists_ui.screens.figures import VIEWS

Address = dict[str, str]
Addresses = Callable[[Somebody, list[Target]], Iterator[Address]]


def bare(_who: Somebody, _targets: list[Target]) -> Iterator[Address]:
    yield {}


def worklist(who: Somebody, _targets: list[Target]) -> Iterator[Address]:
    yield {"text": "CLIN-"}
    if who.involved:
        yield {}
        yield {"list": "them"}
        yield {"scope": "administered"}


def near(who: Somebody, targets: list[Target]) -> list[Target]:
    """Choose the cases that are tried: all by those who have to do with some, else that of the own place and another."""
    at = [each.place for each in targets].index(who.place) if who.place else 0
    return targets if who.involved else [targets[at], targets[at - 1]]


def of_case(who: Somebody, targets: list[Target]) -> Iterator[Address]:
    yield from ({"id": each.case} for each in near(who, targets))


def of_journey(who: Somebody, targets: list[Target]) -> Iterator[Address]:
    yield {}
    yield from ({"id": each.journey} for each in near(who, targets))


def of_task(who: Somebody, targets: list[Target]) -> Iterator[Address]:
    yield from ({"id": each.task} for each in near(who, targets))


def overdue(who: Somebody, targets: list[Target]) -> Iterator[Address]:
    yield {}
    if who.operates:
        yield {"institution": targets[-1].place}


def operations(who: Somebody, targets: list[Target]) -> Iterator[Address]:
    """Every tab for those who have any; for all others the tabs of one hostile link."""
    if not who.operates:
        yield {"tab": "cases", "id": targets[0].case}
        return
    yield from ({"tab": tab.name} for tab in TABS)
    yield from ({"tab": "cases", "id": each.case} for each in targets)
    yield from ({"tab": "incidents", "text": each.incident} for each in targets)
    yield {"tab": "messages", "view": "all", "text": "TECH-"}


def figures(who: Somebody, targets: list[Target]) -> Iterator[Address]:
    """Every view for those who have figures, of an institution that may be another's."""
    views = VIEWS if who.operates else ("overview",)
    yield from ({"view": view, "institution": targets[-1].place} for view in views)
    yield {"view": "overview", "process": "two_tasks", "cases": Measure.STAY.value}


def jobs(who: Somebody, _targets: list[Target]) -> Iterator[Address]:
    views = ("jobs", "mails", "calendars", "requests") if who.technical else ("mails",)
    yield from ({"view": view} for view in views)


def resources(who: Somebody, targets: list[Target]) -> Iterator[Address]:
    """Every bed for those who have to do with some case; who holds it is of the next institution."""
    shown = targets if who.involved else targets[:1]
    yield from ({"view": "bed", "id": f"bed-{each.place}"} for each in shown)


def consents(who: Somebody, _targets: list[Target]) -> Iterator[Address]:
    views = ("consents", "documents", "accesses", "import") if who.operates else ("accesses",)
    yield from ({"view": view} for view in views)


def patients(_who: Somebody, targets: list[Target]) -> Iterator[Address]:
    yield {"id": "CLIN-REGISTRY"}
    yield {"id": targets[0].clinical, "other": "CLIN-REGISTRY"}


ADDRESSES: dict[PageName, Addresses] = {
    "worklist": worklist,
    "start": bare,
    "notices": bare,
    "leave": bare,
    "overdue": overdue,
    "figures": figures,
    "patients": patients,
    "operations": operations,
    "definitions": bare,
    "system": bare,
    "jobs": jobs,
    "downloads": bare,
    "resources": resources,
    "consents": consents,
    "targets": bare,
    "journey": of_journey,
    "emergency": bare,
    "task": of_task,
    "case": of_case,
    "sign_ins": bare,
}
WITHOUT_CASES = frozenset(
    {
        "start",
        "leave",
        "definitions",
        "system",
        "jobs",
        "sign_ins",
        "consents",
        "targets",
        "patients",
    }
)
"""Pages that show nothing of any case to anybody; on each of the others somebody has to see their own."""
