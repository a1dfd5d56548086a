"""What came of a command about an incident: read from the rows that the case has written since.

A case that accepts "try again" has done nothing yet. The read model tells the rest: the token has left the element
(or waits there for a person), it is held up again, or its job still runs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import tuple_
from sqlmodel import Session, col, select

from carelane.domain.calls import child_instance_id
from carelane.domain.incidents import Incident
from carelane.domain.process_instances import ElementActivation, HistoryEntry, ProcessInstance
from carelane.services.incident_results import Outcome, Patience, Sent, number_of, told
from carelane.services.transaction import Database

_ASKED_FOR = ("RunJob", "StartChild")


def await_outcome(database: Database, sent: Sent, patience: Patience) -> Outcome:
    """Look until the outcome is known or the time is over."""
    deadline = patience.clock() + patience.seconds
    while True:
        found = outcomes(database, [sent]).get(sent.incident_id)
        if found is not None:
            return found
        if patience.clock() >= deadline:
            return told(sent, "still_running")
        patience.rest(patience.pause)


def outcomes(database: Database, pending: Sequence[Sent]) -> dict[str, Outcome]:
    """Look once: the outcomes that are known by now, by incident id."""
    with database.reading() as session:
        seen = _Seen.of(session, pending)
    known = ((sent, seen.outcome(sent)) for sent in pending)
    return {sent.incident_id: outcome for sent, outcome in known if outcome is not None}


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the read model says about some cases at one moment."""

    states: Mapping[str, str]
    live: frozenset[tuple[str, str]]
    open: Sequence[Incident]
    asked: Sequence[HistoryEntry]
    children: frozenset[str]

    @classmethod
    def of(cls, session: Session, pending: Sequence[Sent]) -> "_Seen":
        """Read everything of these cases that an outcome depends on."""
        mine = sorted({sent.instance_id for sent in pending})
        turns = sorted({(sent.instance_id, sent.turn) for sent in pending})
        states = session.exec(
            select(ProcessInstance.id, ProcessInstance.state).where(
                col(ProcessInstance.id).in_(mine)
            )
        )
        live = session.exec(
            select(ElementActivation.instance_id, ElementActivation.activation_id).where(
                col(ElementActivation.instance_id).in_(mine),
                col(ElementActivation.left_at).is_(None),
            )
        )
        incidents = session.exec(
            select(Incident).where(
                col(Incident.instance_id).in_(mine), col(Incident.state) == "open"
            )
        )
        asked = session.exec(
            select(HistoryEntry).where(
                tuple_(col(HistoryEntry.instance_id), col(HistoryEntry.turn)).in_(turns),
                col(HistoryEntry.kind).in_(_ASKED_FOR),
            )
        )
        children = session.exec(
            select(ProcessInstance.id).where(col(ProcessInstance.parent_instance_id).in_(mine))
        )
        return cls(
            dict(states.all()),
            frozenset(live.all()),
            incidents.all(),
            asked.all(),
            frozenset(children.all()),
        )

    def outcome(self, sent: Sent) -> Outcome | None:
        """Say what came of one command; None while nobody can know."""
        later = [
            one
            for one in self.open
            if one.instance_id == sent.instance_id and number_of(one.incident_id) > sent.number
        ]
        if any(one.id == sent.incident_id for one in self.open):
            return None  # the row does not know of the command yet
        again = [one for one in later if self._same_token(one, sent)]
        if again:
            return told(sent, "failed_again", code=again[0].kind, error=again[0].message)
        state = self.states.get(sent.instance_id, "")
        if state == "active" and self._at_it(sent) and self._unanswered(sent):
            return None
        ended = "" if state == "active" else state
        further = tuple(dict.fromkeys(one.element_id for one in later))
        return replace(told(sent, "went_on"), case_state=ended, further=further)

    def _same_token(self, incident: Incident, sent: Sent) -> bool:
        """Whether the incident holds up the same token; old rows know only the element."""
        if not sent.activation_id:
            return incident.element_id == sent.element_id
        return incident.activation_id == sent.activation_id

    def _at_it(self, sent: Sent) -> bool:
        """Whether the token is still at the element."""
        return not sent.activation_id or (sent.instance_id, sent.activation_id) in self.live

    def _unanswered(self, sent: Sent) -> bool:
        """Whether the turn of the command asked for a job or a called case that has not answered yet."""
        asked = [
            line
            for line in self.asked
            if (line.instance_id, line.turn, line.element_id)
            == (sent.instance_id, sent.turn, sent.element_id)
        ]
        called = [line for line in asked if line.kind == "StartChild"]
        begun = [
            child_instance_id(sent.instance_id, str(line.data.get("child_id"))) in self.children
            for line in called
        ]
        return len(asked) > len(called) or (bool(called) and not all(begun))
