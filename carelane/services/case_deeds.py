"""What somebody may do with a case as a whole, and why not: from the table of rights and how the case stands.

What may be done with its tasks is said by each task (`carelane.services.human_tasks.get_task`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from carelane.domain.deadlines import Deadline
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.rights import Right
from carelane.services.visibility import Actor, may, may_cancel_case

DeedName = Literal["comment", "cancel", "extend_clock", "operate"]
Reason = Literal["", "not_allowed", "case_ended", "emergency_clock", "no_clock"]
EMERGENCY = "E"


@dataclass(frozen=True, slots=True)
class Deed:
    """Something to do with a case; ``why`` is empty where the actor may do it now, ``right`` is what it needs."""

    name: DeedName
    right: Right
    why: Reason = ""

    @property
    def allowed(self) -> bool:
        """Whether the actor may do it now."""
        return not self.why


def deeds_of(
    actor: Actor, case: ProcessInstance, deadlines: Sequence[Deadline]
) -> tuple[Deed, ...]:
    """List all deeds; the caller has found that the actor may see the case."""
    return tuple(_deeds(actor, case, deadlines))


def _deeds(actor: Actor, case: ProcessInstance, deadlines: Sequence[Deadline]) -> Iterator[Deed]:
    at = case.institution_code
    yield Deed("comment", Right.SEE_CASE)
    yield Deed("cancel", Right.CANCEL_CASE, _cancelling(actor, case))
    extending = may(actor, Right.EXTEND_CLOCK, at)
    clock = _clock(case, deadlines) if extending else "not_allowed"
    yield Deed("extend_clock", Right.EXTEND_CLOCK, clock)
    operating = may(actor, Right.OPERATE_OFFICE, at)
    yield Deed("operate", Right.OPERATE_OFFICE, "" if operating else "not_allowed")


def _cancelling(actor: Actor, case: ProcessInstance) -> Reason:
    if case.state != "active":
        return "case_ended"
    return "" if may_cancel_case(actor, case) else "not_allowed"


def _clock(case: ProcessInstance, deadlines: Sequence[Deadline]) -> Reason:
    if case.state != "active":
        return "case_ended"
    if case.urgency == EMERGENCY:
        return "emergency_clock"
    return "" if any(each.stopped_at is None for each in deadlines) else "no_clock"
