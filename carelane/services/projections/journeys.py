"""What a case means to its patient's journey: `journey_events`, `custody_entries`, and a message to who follows it.

A turn that changes the business status or the variable ``custody``, or ends the case, of a known patient is one event; so is the
turn in which the case gets to know its patient. The first event of a patient without an open journey opens one; until a
case says otherwise, whoever began that case is responsible (首诊负责, first-contact responsibility); where a message began it,
whoever was responsible last, else the desk of the case's institution.
"""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from bpmn.engine.effects import Ended, StatusChanged, VariablesChanged
from carelane.domain.journeys import TRACKING
from carelane.services.journeys.custody import (
    Custody,
    custody_of,
    desk_of,
    hand_over,
    responsible_last,
)
from carelane.services.journeys.ledger import Happening, journey_for, journey_of_case, record
from carelane.services.journeys.telling import follower, tell
from carelane.services.patients import summarise
from carelane.services.projections.part import Context, Part, Row

FACTS = ("service", "reason_code", "eta", "discharged_at", "pending_due")
"""Variables that milestones need (section 12, MilestoneGap): codes and moments, no narrative."""


class Journeys(Part):
    """Collects what the journey has to know of a turn; ``key`` is that of the message, once it is written."""

    def __init__(self, context: Context, case: Mapping[str, Any]) -> None:
        super().__init__(context)
        self._case = case
        self._variables: dict[str, Any] = dict(case["variables"] or {})
        self._status, self._ended = "", ""
        self._custody: Custody | None = None
        self._identified = False
        self.key: tuple[str, str] | None = None

    def _status_changed(self, effect: StatusChanged) -> None:
        self._status = effect.status

    def _variables_changed(self, effect: VariablesChanged) -> None:
        self._variables |= effect.variables
        self._identified |= "patient" in effect.variables
        if "custody" in effect.variables:
            self._custody = custody_of(effect.variables["custody"], self.context.at)

    def _has_ended(self, effect: Ended) -> None:
        self._ended = effect.outcome

    takes: ClassVar[Mapping[type[Any], Callable[[Any, Any], None]]] = {
        StatusChanged: _status_changed,
        VariablesChanged: _variables_changed,
        Ended: _has_ended,
    }

    def write(self) -> None:
        """Write the event and the ledger, and tell who follows the journey."""
        told = self._status or self._ended or self._custody or self._identified
        patient = summarise(self._variables)
        if not told or not patient.ref or self._case["process_id"] == TRACKING:
            return
        connection, happening = self.context.connection, self._happening()
        journey = journey_of_case(connection, happening.instance_id)
        if journey is None:
            episode = happening.process_id
            journey, new = journey_for(connection, patient.ref, episode, happening.at)
            custody = (
                self._custody
                or self._told_before()
                or (self._first_contact(patient.ref) if new else None)
            )
        elif self._status or self._ended or self._custody:
            custody = self._custody
        else:  # the case's patient is known by more than before, which is no event
            return
        if not record(connection, journey, happening):
            return
        self._hand_over(journey, custody)
        to = follower(connection)
        if to:
            who = {"empi_id": patient.ref, "name": patient.name}
            self.key = tell(
                connection,
                journey,
                to,
                happening,
                self._event(happening, custody) | {"patient": who},
            )

    def _happening(self) -> Happening:
        urgency = self._variables.get("urgency")
        return Happening(
            instance_id=self.context.instance_id,
            turn=self.context.turn.turn,
            process_id=self._case["process_id"],
            institution=self.context.institution,
            reference=self._case["business_key"],
            status=self._status or self._case["business_status"],
            ended=self._ended,
            urgency=urgency if isinstance(urgency, str) else "",
            at=self.context.at,
        )

    def _told_before(self) -> Custody | None:
        """Give who has been responsible since before the patient was known, as in an ambulance."""
        return custody_of(self._variables.get("custody"), self.context.at)

    def _first_contact(self, patient_ref: str) -> Custody | None:
        """Give who began the case; where a message did, whoever was responsible last, else the institution's desk."""
        here, at = self.context.institution, self.context.at
        if self._case["started_by"]:
            return Custody(here, "", self._case["started_by"], at)
        return responsible_last(self.context.connection, patient_ref, at) or desk_of(
            self.context.connection, here, at
        )

    def _hand_over(self, journey: str, custody: Custody | None) -> None:
        if custody is None:
            return
        context = self.context
        told: Row = {"instance_id": context.instance_id, "turn": context.turn.turn}
        hand_over(context.connection, journey, custody, told | {"recorded_at": context.at})

    def _event(self, happening: Happening, custody: Custody | None) -> dict[str, Any]:
        """Give what the journey's case is told (README of patient_tracking)."""
        return {
            "instance": happening.instance_id,
            "turn": happening.turn,
            "process": happening.process_id,
            "institution": happening.institution,
            "reference": happening.reference,
            "status": happening.status,
            "ended": bool(happening.ended),
            "urgency": happening.urgency,
            "event_time": happening.at.isoformat(),
            "recorded_time": happening.at.isoformat(),
            "custody": custody.to_json() if custody else None,
            **{name: self._variables.get(name) for name in FACTS},
        }
