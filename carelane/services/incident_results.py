"""What is told of a command about an incident: sent, and what came of it; how long one looks for that."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from carelane.domain.incidents import Incident
from carelane.domain.process_instances import ProcessInstance

Result = Literal["went_on", "failed_again", "still_running", "refused", "unavailable", "not_tried"]
_ENDED_BADLY = "error"


@dataclass(frozen=True, slots=True)
class Sent:
    """A command that a case has accepted in its turn ``turn``; ``number`` orders the incidents of a case."""

    incident_id: str
    instance_id: str
    business_key: str
    definition_id: str
    element_id: str
    activation_id: str
    number: int
    turn: int

    @classmethod
    def of(cls, incident: Incident, case: ProcessInstance, turn: int) -> "Sent":
        """Remember what is needed to look for its outcome."""
        return cls(
            incident.id,
            incident.instance_id,
            case.business_key,
            case.definition_id,
            incident.element_id,
            incident.activation_id,
            number_of(incident.incident_id),
            turn,
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it.

    ``went_on``: the token has left the element, or waits there for a person, a message or a called case.
    ``failed_again``: ``code`` is the kind of the new incident and ``error`` its type. ``still_running``: not
    known when the time was over. ``refused``: ``code`` of `carelane.domain.errors`. ``unavailable``: the case did
    not answer; the same command may be sent again. ``not_tried``: the batch ended before it.
    ``case_state`` is the case's, where it has ended; ``further`` the elements at which it has stopped since.
    """

    incident_id: str
    result: Result
    instance_id: str = ""
    business_key: str = ""
    element_id: str = ""
    code: str = ""
    error: str = ""
    case_state: str = ""
    further: tuple[str, ...] = ()
    definition_id: str = ""

    @property
    def succeeded(self) -> bool:
        """Whether the element is done with, and the case has not ended with an error."""
        return self.result == "went_on" and self.case_state != _ENDED_BADLY


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to look (seconds), and how long to rest between two looks."""

    seconds: float = 8.0
    pause: float = 0.2
    rest: Callable[[float], None] = field(default=time.sleep)
    clock: Callable[[], float] = field(default=time.monotonic)


def number_of(incident_id: str) -> int:
    """Give the number in an engine's id such as ``i12``: later ones are greater."""
    digits = incident_id.lstrip("i")
    return int(digits) if digits.isdecimal() else 0


def told(sent: Sent, result: Result, code: str = "", error: str = "") -> Outcome:
    """Make the outcome of a command that was sent."""
    return Outcome(
        sent.incident_id,
        result,
        sent.instance_id,
        sent.business_key,
        sent.element_id,
        code,
        error,
        definition_id=sent.definition_id,
    )
