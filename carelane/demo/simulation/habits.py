"""How people of the simulated group come to what they write: a habit is a small rule, named by form and key.

Numbers are ours [D]: a group in which most goes the plain way, some is declined, asked back, late, missed or full.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

FIRST_OPTION = 0.85
"""How often the first option of a choice without a habit is taken: forms name the plain way first."""
MOSTLY_YES = 0.9
"""How often a question with yes and no is answered yes, where no habit says otherwise."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is asked what: the case as the form knows it, the moment, who writes, and somebody from the registry of patients."""

    random: Random
    case: Mapping[str, Any]
    now: datetime
    me: str
    somebody: Mapping[str, Any]

    def known(self, *path: str) -> Any:
        """Give what the case has under a path; None where it has nothing."""
        found: Any = self.case
        for key in path:
            found = found.get(key) if isinstance(found, Mapping) else None
        return found


Habit = Callable[[Asked], Any]
"""Gives a field's value; None leaves it empty."""


def often(**shares: float) -> Habit:
    """Choose among words by their shares."""
    words, weights = list(shares), list(shares.values())
    return lambda asked: asked.random.choices(words, weights)[0]


def always(value: Any) -> Habit:
    """Give this; None leaves the field empty."""
    return lambda _asked: value


def chance(share: float) -> Habit:
    """Say yes that often."""
    return lambda asked: asked.random.random() < share


YES: Habit = chance(1)
NO: Habit = chance(0)


def between(low: float, high: float, digits: int = 0) -> Habit:
    """Give a number of a range."""

    def number(asked: Asked) -> float | int:
        value = asked.random.uniform(low, high)
        return round(value, digits) if digits else round(value)

    return number


def later(**parts: float) -> Habit:
    """Give a moment that much later than now, to the minute; earlier with negative parts."""
    return lambda asked: (
        (asked.now + timedelta(**parts)).replace(second=0, microsecond=0).isoformat()
    )


def said(*path: str, otherwise: Any = None) -> Habit:
    """Repeat what the case knows under a path."""

    def repeat(asked: Asked) -> Any:
        found = asked.known(*path)
        return otherwise if found is None else found

    return repeat


def of_somebody(key: str) -> Habit:
    """Give what the papers of somebody in the registry say."""
    return lambda asked: asked.somebody.get(key)


@dataclass(frozen=True, slots=True)
class Ways:
    """The habits of one process: values by ``form.key`` or ``key``, forms done seldom, and minutes that forms take.

    ``seldom`` is the share of a form's tasks that anybody does at all: such as calling off what nobody calls off mostly.
    """

    values: Mapping[str, Habit] = field(default_factory=dict)
    seldom: Mapping[str, float] = field(default_factory=dict)
    takes: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    def __or__(self, other: "Ways") -> "Ways":
        """Give both; what the other says goes before."""
        return Ways(
            {**self.values, **other.values},
            {**self.seldom, **other.seldom},
            {**self.takes, **other.takes},
        )

    def of(self, form: str, key: str) -> Habit | None:
        """Give the habit for a field, if there is one."""
        return self.values.get(f"{form}.{key}") or self.values.get(key)
