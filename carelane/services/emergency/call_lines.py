"""An open emergency call as the desk shows it: the incident, its crews, its casualties, what has to be done next."""

from dataclasses import dataclass
from datetime import datetime

from carelane.domain.travel import Position


@dataclass(frozen=True, slots=True)
class Step:
    """An open task: what has to be done next, until when. Whoever may look at it goes there by its id."""

    task_id: str
    case_id: str
    definition_id: str
    element_id: str
    name: str
    due_at: datetime | None
    visible: bool


@dataclass(frozen=True, slots=True)
class CrewLine:
    """A crew's case: one patient. ``tag`` and ``colour`` are of a mass casualty.

    ``reported`` has the moments of what the crew reported or telephoned, by milestone; ``told`` names those that are known
    by telephone only. ``silent`` while the hospital that was alerted has not answered, which it should by ``answer_due``.
    """

    case_id: str
    business_key: str
    status: str
    tag: str
    colour: str
    category: str
    unit_ids: tuple[str, ...]
    reported: dict[str, datetime]
    told: frozenset[str]
    target_org: str
    eta: datetime | None
    silent: bool
    answer_due: datetime | None
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Tag:
    """A casualty for whom no ambulance is assigned yet."""

    tag: str
    colour: str
    where: str


@dataclass(frozen=True, slots=True)
class CallLine:
    """One incident with its crews. ``response_due`` is None where the category is not known yet; ``reached_at``: somebody is there."""

    case_id: str
    business_key: str
    institution: str
    category: str
    status: str
    address: str
    callback: str
    symptom: str
    called_at: datetime
    position: Position | None
    response_due: datetime | None
    reached_at: datetime | None
    called_again: int
    unit_ids: tuple[str, ...]
    steps: tuple[Step, ...]
    crews: tuple[CrewLine, ...]
    tags: int
    """How many casualties have a tag; none where it is no mass casualty."""
    waiting: tuple[Tag, ...]


@dataclass(frozen=True, slots=True)
class Calls:
    """Open calls, the most urgent category first, in it those that nobody has reached, then the oldest.

    ``left_out``: how many of the least urgent were too many to read.
    """

    lines: tuple[CallLine, ...]
    left_out: int

    @property
    def crews(self) -> tuple[CrewLine, ...]:
        """The crews of all these calls, in the order of the calls."""
        return tuple(crew for line in self.lines for crew in line.crews)
