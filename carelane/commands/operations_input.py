"""What `carelane operations` reads from its arguments: filters, cases, incidents."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from carelane.commands.console import fail

if TYPE_CHECKING:
    from carelane.services.incident_filters import IncidentFilter
    from carelane.services.incidents import Resolution
    from carelane.services.transaction import Database
    from carelane.services.visibility import Actor

NAMES = {
    "process": "process",
    "version": "version",
    "element": "element",
    "institution": "institution",
    "kind": "kind",
    "error": "error",
    "minutes": "at_least",
    "case": "text",
}
"""Names that ``--where`` takes, and the fields of the filter."""
NUMBERS = frozenset({"version", "minutes"})


def filter_of(where: Sequence[str] | None, page: int = 1) -> "IncidentFilter":
    """Read ``--where NAME=VALUE``, or end with what is wrong."""
    from carelane.services.incident_filters import IncidentFilter

    wanted: dict[str, Any] = {}
    for one in where or ():
        name, sign, value = one.partition("=")
        if name not in NAMES or not sign or not value:
            fail(f"--where {one}: write NAME=VALUE with one of {', '.join(NAMES)}", 2)
        if name in NUMBERS and not value.isdecimal():
            fail(f"--where {one}: {name} is a whole number", 2)
        wanted[NAMES[name]] = int(value) if name in NUMBERS else value
    return IncidentFilter(**wanted, page=page)


def chosen_incidents(  # noqa: PLR0913 - who, and which
    database: "Database",
    actor: "Actor",
    ids: Sequence[str],
    where: Sequence[str] | None,
    batch_id: str,
    *,
    every: bool,
) -> tuple[str, ...]:
    """Give the incidents that are meant: named ones, or with ``--all`` those that match."""
    from carelane.services.incident_batches import begun_before
    from carelane.services.incident_lists import matching

    if bool(ids) == every:
        fail("name incidents, or say --all (narrowed by --where)", 2)
    if ids and where:
        fail("--where goes with --all", 2)
    found = tuple(ids) or matching(database, actor, replace(filter_of(where), page=1))
    return begun_before(database, actor, batch_id, found) if every else found


def resolution(reason: str, variables: dict[str, Any], *, skip: bool) -> "Resolution":
    """Say what is to be done with the incidents."""
    from carelane.services.incidents import Resolution

    if skip and variables:
        fail("--set changes variables for a retry; a skipped step does not read them", 2)
    return Resolution(reason, "skip" if skip else "retry", variables)


def instance_of(database: "Database", actor: "Actor", case: str) -> str:
    """Find a case by its id or its whole business key, or end."""
    from carelane.services.operated_lists import OperatedFilter, find_cases

    found = find_cases(database, actor, OperatedFilter(text=case)).rows
    same = [row for row in found if case in {row.id, row.business_key}]
    if len(same) > 1:
        fail(f"{len(same)} cases have the business key {case}: name one by its id")
    if not same:
        fail(f"there is no case {case}, or it is not yours to operate")
    return same[0].id
