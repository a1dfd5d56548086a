"""How each type of job is run: patience and pauses as data, for our own types and for a hospital's.

The journal's answer carries the settings of the jobs that a turn begins (`carelane.domain.wire.Written`), so
that they stand in the case's history: a replay reads what was in force, and a new setting holds for every job
that begins from then on, in old cases too. What the element says in ``carelane:job`` goes before both.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

JsonObject = dict[str, Any]


@dataclass(frozen=True, slots=True)
class JobSettings:
    """Settings of one job type; times are seconds.

    ``timeout`` ends one attempt. ``retries`` counts attempts in all, where the element does not say; between
    them lie pauses from ``first_pause``, each ``backoff`` times the one before, up to ``longest_pause``.
    ``patience`` is how long a system that is away is waited for after that, 0 for not at all. A worker that is
    silent for ``heartbeat`` counts as dead; 0 where the worker sends none. ``task_queue`` is that of a
    hospital's own worker, empty for ours; a job that no worker there has taken for ``taken_within`` is told to be
    waiting.
    """

    timeout: float = 120.0
    retries: int = 3
    first_pause: float = 1.0
    backoff: float = 2.0
    longest_pause: float = 60.0
    patience: float = 26 * 3600.0
    heartbeat: float = 10.0
    taken_within: float = 300.0
    task_queue: str = ""


HEARTBEAT_OF_OTHERS = 0.0
"""A hospital's worker need not send heartbeats, unless its setting says that it does."""
QUICK = JobSettings(timeout=60.0)
"""A look into or a write to our own registries."""
OWN: Mapping[str, JobSettings] = {
    "empi.match": QUICK,
    "empi.register": QUICK,
    "appointment.misses": QUICK,
    "appointment.same_day": QUICK,
    "capability.status": QUICK,
    "empi.link": QUICK,
    "journey.close": QUICK,
    "journey.open": QUICK,
    "journey.snapshot": QUICK,
    "request.duplicates": QUICK,
    "resource.book": QUICK,
    "resource.commit": QUICK,
    "resource.extend": QUICK,
    "resource.hold": QUICK,
    "resource.match": QUICK,
    "resource.occupy": QUICK,
    "resource.release": QUICK,
    "resource.return": QUICK,
    "resource.status": QUICK,
    "roster.find": QUICK,
    "unit.assign": QUICK,
    "unit.nearest": QUICK,
    "unit.status": QUICK,
    "referral.duplicates": QUICK,
    "destination.rank": QUICK,
    "slot.hold": QUICK,
    "slot.book": QUICK,
    "slot.release": QUICK,
    "bed.hold": QUICK,
    "transfer.request": QUICK,
    "transfer.cancel": QUICK,
    "consent.check": QUICK,
    "consent.record": QUICK,
    "consent.close": QUICK,
    "record.search": QUICK,
    "record.release": QUICK,
    "record.register": QUICK,
    "reminders.suppress": QUICK,
    "notify": QUICK,
}
"""Our own job types: those of `activities.registries`."""


@dataclass(frozen=True, slots=True)
class JobTypes:
    """The settings in force: our own, and over them a hospital's, given as fields of `JobSettings`."""

    given: Mapping[str, JsonObject] = field(default_factory=dict)

    def settings(self, job_type: str) -> JobSettings:
        """Give the settings of a job type; an unknown one has the defaults."""
        known = OWN.get(job_type, JobSettings())
        given = self.given.get(job_type, {})
        if given.get("task_queue"):
            known = replace(known, heartbeat=HEARTBEAT_OF_OTHERS)
        return replace(known, **given)

    def of(self, effects: Iterable[JsonObject]) -> dict[str, JobSettings]:
        """Give the settings of all jobs that these dumped effects begin, by job type."""
        begun = (effect["job_type"] for effect in effects if effect["type"] == "RunJob")
        return {job_type: self.settings(job_type) for job_type in begun}

    @property
    def queues(self) -> dict[str, str]:
        """Name the task queue of every job type that a hospital's worker serves."""
        queues = {name: str(given.get("task_queue", "")) for name, given in self.given.items()}
        return {name: queue for name, queue in queues.items() if queue}
