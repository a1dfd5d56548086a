"""Words of the emergency desk, as data: categories with their response targets, and what a crew reports on its way.

Categories and clocks: clinical-processes, section 7 (PE02, PE06) and 18; the processes are those of
bpmn/library/prehospital_emergency.
"""

from dataclasses import dataclass
from datetime import datetime

INCIDENT = "prehospital_emergency"
CREW = "prehospital_emergency_crew"
RECEIVING = "prehospital_emergency_hos"

CATEGORIES = ("RED-A", "RED", "ORANGE", "YELLOW", "GREEN")
"""The most urgent first. A call that nobody has triaged yet stands before all of them: it may be any."""

RESPONSE = {
    "RED-A": "pe.resp.cat1.p90",
    "RED": "pe.resp.cat1.p90",
    "ORANGE": "pe.resp.cat2.p90",
    "YELLOW": "pe.resp.cat3.p90",
    "GREEN": "pe.resp.cat4.p90",
}
"""From the call to the crew's arrival, by category; of GREEN to the call-back."""
ACKNOWLEDGE = "pe.prealertAck"
HAND_OVER = "pe.handover"
ROLLING = "PE05_mobile"
"""The crew's task that is due three minutes after it was sent: nobody answers while it is open."""


@dataclass(frozen=True, slots=True)
class Milestone:
    """What a crew reports: the task in which it does so, the variable that keeps when it was, what its unit is then.

    ``says`` is what else its form is told by the very fact.
    """

    code: str
    element_id: str
    variable: str
    unit_state: str
    says: tuple[tuple[str, str], ...] = ()

    def values(self, at: datetime) -> dict[str, str]:
        """Give what the form is told by somebody who knows the moment only."""
        return {**dict(self.says), self.variable: at.isoformat()}


MILESTONES = (
    Milestone("mobile", "PE05_mobile", "mobile_at", "mobile"),
    Milestone("on_scene", "PE06_scene", "on_scene_at", "on_scene"),
    Milestone("departed", "PE10_atmist", "departed_at", "transporting"),
    Milestone("arrived", "PE12_observe", "arrived_at", "at_hospital", (("journey", "arrived"),)),
    Milestone("handed_over", "PE13_handover", "given_at", "clearing"),
)
"""In their order; a crew may leave out to report one."""
MILESTONE = {each.code: each for each in MILESTONES}


def rank(category: str) -> int:
    """Give the place of a category among the others; one that is not known stands first."""
    return CATEGORIES.index(category) if category in CATEGORIES else -1
