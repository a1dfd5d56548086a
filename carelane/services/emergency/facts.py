"""Reads what emergency cases know of themselves: moments, targets, texts of their variables; bad ones are none.

Its callers have found the cases through `carelane.services.visibility`.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, case

from bpmn.times import parse_duration, parse_instant
from carelane.domain.emergencies import CATEGORIES, MILESTONES
from carelane.domain.sla_catalogue import BY_KEY

Facts = dict[str, Any]


def by_category(category: ColumnElement[str]) -> ColumnElement[int]:
    """Order rows in the database as `carelane.domain.emergencies.rank` does here: what is not triaged yet first."""
    places = {code: place for place, code in enumerate(CATEGORIES)}
    return case(places, value=category, else_=-1)


def moment(value: object) -> datetime | None:
    """Read a moment as forms and expressions write it; anything else is none."""
    if not isinstance(value, str):
        return None
    try:
        return parse_instant(value)
    except ValueError:
        return None


def text(value: object) -> str:
    """Give a text; anything else is empty."""
    return value if isinstance(value, str) else ""


def part(facts: Facts, name: str) -> Facts:
    """Give a group of variables; empty where there is none."""
    found = facts.get(name)
    return found if isinstance(found, dict) else {}


def texts(value: object) -> tuple[str, ...]:
    """Give the texts of a list."""
    return tuple(each for each in value if isinstance(each, str)) if isinstance(value, list) else ()


def due(facts: Facts, key: str, start: datetime) -> datetime:
    """Give when a target of the catalogue is over: as the institution set it when the case began, else the default."""
    target = BY_KEY[key]
    own = part(facts, "targets").get(target.name)
    try:
        return parse_duration(own if isinstance(own, str) else target.default).after(start)
    except ValueError:
        return parse_duration(target.default).after(start)


def reported(facts: Facts) -> dict[str, datetime]:
    """Give what a crew has reported, with the moments when it was so, by the code of the milestone."""
    found = {each.code: moment(facts.get(each.variable)) for each in MILESTONES}
    return {code: at for code, at in found.items() if at is not None}
