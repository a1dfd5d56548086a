"""One line of a case's timeline as pages show it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from carelane.services.names import Name, Names


@dataclass(frozen=True, slots=True)
class Hat:
    """As which of their memberships a person acted."""

    role: str
    institution: Name


def hat_of(acting_as: str, names: Names) -> Hat | None:
    """Read a membership as rows write it (INSTITUTION/ROLE); none for an empty one."""
    place, _sep, role = acting_as.partition("/")
    return Hat(role, names.institution(place)) if role else None


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """Something happened: when, at which element, by whom; ``hat`` where they acted as one of several memberships.

    ``kind`` as in `carelane.domain.timeline_kinds`. ``person`` acted for the absent ``on_behalf_of``, if there is one;
    ``people`` are those whom ``data`` names: ``from``, ``to``, ``people``; of a comment, those it mentions.
    """

    at: datetime
    kind: str
    element_id: str
    task_id: str
    person: Name | None
    institution: Name
    data: dict[str, Any]
    hat: Hat | None = None
    on_behalf_of: Name | None = None
    people: dict[str, Name] = field(default_factory=dict)
