"""Failures of a case that wait for a person: `incidents`."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from sqlalchemy import func, select
from sqlmodel import col

from bpmn.engine.effects import CaseMigrated, CloseIncident, RaiseIncident
from carelane.domain.incidents import Incident
from carelane.services.projections.part import Context, Part, Row, moved


class Incidents(Part):
    """Collects incidents that open and close; ``any_open`` tells the case's row afterwards."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._raised: dict[str, Row] = {}
        self._changed: dict[str, Row] = {}

    @property
    def changed(self) -> bool:
        """Whether this turn touches incidents at all."""
        return bool(self._raised or self._changed)

    def _raise(self, effect: RaiseIncident) -> None:
        self._raised[effect.incident_id] = {
            "id": self.context.key(effect.incident_id),
            "instance_id": self.context.instance_id,
            "incident_id": effect.incident_id,
            "element_id": effect.element_id,
            "activation_id": effect.activation_id,
            "kind": effect.kind,
            "message": effect.message,
            "state": "open",
            "attempts": 1 + self._failed_before(effect.activation_id),
            "tries": effect.tries,
            "created_at": self.context.at,
            "resolved_at": None,
            "resolved_by": None,
        }

    def _close(self, effect: CloseIncident) -> None:
        persons = [cause.person for cause in self.context.turn.causes if cause.person]
        closed = {
            "state": "resolved",
            "resolved_at": self.context.at,
            "resolved_by": self.context.person(persons[0]) if persons else None,
        }
        self._row(effect.incident_id).update(closed)

    def _migrated(self, effect: CaseMigrated) -> None:
        for incident_id, element_id in moved(effect, "i").items():
            self._row(incident_id)["element_id"] = element_id
        for incident_id in (each for each in effect.reopened if each[0] == "i"):
            again = {"state": "open", "resolved_at": None, "resolved_by": None}
            self._row(incident_id).update(again)

    def _row(self, incident_id: str) -> Row:
        """Give the row of the incident, as far as this turn changes it."""
        if incident_id in self._raised:
            return self._raised[incident_id]
        return self._changed.setdefault(incident_id, {"id": self.context.key(incident_id)})

    def _failed_before(self, activation_id: str) -> int:
        """Count the earlier incidents of the same token."""
        if not activation_id:
            return 0
        now = [row for row in self._raised.values() if row["activation_id"] == activation_id]
        mine = col(Incident.instance_id) == self.context.instance_id
        same = col(Incident.activation_id) == activation_id
        count = select(func.count()).select_from(Incident).where(mine, same)
        return len(now) + int(self.context.connection.execute(count).scalar_one())

    takes: ClassVar[Mapping[type[Any], Callable[[Any, Any], None]]] = {
        RaiseIncident: _raise,
        CloseIncident: _close,
        CaseMigrated: _migrated,
    }

    def write(self) -> None:
        """Write new and closed incidents."""
        self.context.insert(Incident, list(self._raised.values()))
        for row in self._changed.values():
            self.context.update(Incident, ("id",), [row])

    def any_open(self) -> bool:
        """Whether the case has an open incident now."""
        mine = col(Incident.instance_id) == self.context.instance_id
        count = select(func.count()).where(mine, col(Incident.state) == "open")
        return bool(self.context.connection.execute(count).scalar())
