"""`carelane:sla`: what a clock measures, when it stands still, and who hears of it when.

The ladder and the reasons for a pause are those of section 1.6 of the clinical specification.
"""

from dataclasses import dataclass
from typing import Final

from bpmn.model.values import Value

EMERGENCY: Final = "E"
"""The urgency whose clocks never stand still and are never extended."""
URGENCY: Final = "urgency"
"""The variable that holds the urgency of a case."""
CALENDARS: Final = ("24x7", "work")
"""Every minute counts, or only the opening hours of the institution."""
PAUSE_REASONS: Final = {
    "patient": "waiting for the patient",
    "info_request": "waiting for an answer to an information request before acceptance",
}
"""The only reasons for which a clock may stand still; no free bed or staff is none."""
TELL: Final = ("owner", "deputy", "head", "duty", "supervision", "phone")
"""Whom a step tells: who has the task, the deputy, the head of department, the hospital's duty officer, medical
supervision; `phone` asks for a call and not only a notice."""
STANDARD: Final = "standard"
"""The word for the ladder that depends on the urgency."""


@dataclass(frozen=True, slots=True)
class Rung:
    """A step of the ladder: at this per cent of its time the clock tells these people."""

    percent: int
    tell: tuple[str, ...]


LADDER: Final = (
    Rung(50, ("owner",)),
    Rung(80, ("owner", "deputy")),
    Rung(100, ("owner", "head")),
    Rung(150, ("duty", "supervision")),
)
LADDER_OF_EMERGENCIES: Final = (
    Rung(50, ("owner", "phone")),
    Rung(100, ("owner", "head", "phone")),
    Rung(150, ("duty", "supervision", "phone")),
)


def usual_tell(percent: int) -> tuple[str, ...]:
    """Give whom the standard ladder tells at a step that is not in it: those of the one below it."""
    below = [rung for rung in LADDER if rung.percent <= percent]
    return below[-1].tell if below else LADDER[0].tell


@dataclass(frozen=True, slots=True)
class Pause:
    """The clock stands still while the element waits, for one of `PAUSE_REASONS`."""

    reason: str
    element: str


@dataclass(frozen=True, slots=True)
class Sla:
    """A clock from `start` (else its beginning) to `due`, or for the length `target` in time of the `calendar`.

    `start` is a moment, or what another clock has left in its `variable`, where this one leaves its own state.
    `decision` is asked by the urgency for the target. It runs only where `when` holds, if that is given. It
    begins with its element, or each time one of `start_after` has completed, and ends with its element or when one
    of `stop_after` has completed. Without `ladder` the standard one counts, by urgency.
    """

    ladder: tuple[Rung, ...] = ()
    start: Value | None = None
    due: Value | None = None
    target: Value | None = None
    when: Value | None = None
    decision: Value | None = None
    calendar: Value | None = None
    name: str = ""
    start_after: tuple[str, ...] = ()
    stop_after: tuple[str, ...] = ()
    pauses: tuple[Pause, ...] = ()
    variable: str = ""

    @property
    def changes(self) -> bool:
        """Whether it is worked out again when the urgency, or a variable of its target, changes."""
        return self.decision is not None or self.target is not None

    def rungs(self, urgency: object) -> tuple[Rung, ...]:
        """Give the steps for a case of this urgency, lowest first."""
        return self.ladder or (LADDER_OF_EMERGENCIES if urgency == EMERGENCY else LADDER)
