"""Who in the simulated group does an open task, and when: in time mostly, late sometimes, and some at night too."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from bpmn.engine.effects import OpenHumanTask
from carelane.demo.staff import Employee
from carelane.services.staff import person_id_of

ZONE = ZoneInfo("Asia/Shanghai")
ROUND_THE_CLOCK = frozenset(
    {
        "ctr_mon",
        "ctr_reader",
        "ems_calltaker",
        "ems_crew",
        "ems_dispatch",
        "grp_desk",
        "hos_bed",
        "hos_duty",
        "hos_ed",
        "hos_or",
        "hos_ward",
    }
)
"""Roles that are on duty at night as well."""
OPENS, CLOSES, WORKDAYS = 8, 17, 5
LATE = 0.06
"""The share of tasks that take several times as long as usual [D]."""
MINUTES = {"E": (1.0, 6.0), "U": (5.0, 60.0), "P": (20.0, 240.0), "R": (20.0, 360.0)}
"""How long a task usually waits, by urgency, from and to [D]."""


class Rota:
    """The group's people by institution and role."""

    def __init__(self, staff: Iterable[Employee], random: Random) -> None:
        self._random = random
        self._people: dict[tuple[str, str], list[str]] = {}
        for one in staff:
            place = one.institution_code, one.role
            self._people.setdefault(place, []).append(person_id_of(one.login))

    def of(self, institution: str, role: str) -> list[str]:
        """List who has a role at an institution."""
        return self._people.get((institution, role), [])

    def places(self, role: str) -> list[str]:
        """List where somebody has a role."""
        return sorted(place for place, held in self._people if held == role)

    def doer(self, task: OpenHumanTask, institution: str) -> tuple[str, str]:
        """Give a person who may do the task, and the role; empty where the group has nobody."""
        if task.assignee:
            return task.assignee, ""
        for owner in task.potential_owners:
            people = self.of(owner.institution or institution, owner.role)
            if people:
                return self._random.choice(people), owner.role
        return "", ""

    def when(
        self,
        now: datetime,
        urgency: str,
        role: str,
        due: datetime | None,
        takes: tuple[float, float] | None = None,
    ) -> datetime:
        """Say when the task is done; ``takes`` are minutes that this one takes whatever the urgency."""
        low, high = takes or MINUTES.get(urgency, MINUTES["R"])
        minutes = self._random.triangular(low, high, low + (high - low) / 4)
        if self._random.random() < LATE:
            minutes *= self._random.uniform(3, 12)
        elif due is not None and due > now:
            minutes = min(
                minutes, (due - now).total_seconds() / 60 * self._random.uniform(0.1, 0.9)
            )
        at = now + timedelta(minutes=minutes)
        if urgency == "E" or role in ROUND_THE_CLOCK:
            return at
        return at_work(at)


def at_work(moment: datetime) -> datetime:
    """Give the moment, or the next one at which a day shift works."""
    here = moment.astimezone(ZONE)
    while here.weekday() >= WORKDAYS or not OPENS <= here.hour < CLOSES:
        tomorrow = here.hour >= CLOSES or here.weekday() >= WORKDAYS
        here = (here + timedelta(days=int(tomorrow))).replace(hour=OPENS, minute=here.minute)
    return here.astimezone(moment.tzinfo)
