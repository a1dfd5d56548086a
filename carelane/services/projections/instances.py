"""The row of the case itself: `process_instances`."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, ClassVar

from sqlalchemy import Connection, Select, bindparam, select
from sqlmodel import col

from bpmn.engine.effects import (
    CaseCompensating,
    CaseMigrated,
    CaseResumed,
    CaseSuspended,
    Ended,
    StatusChanged,
    VariablesChanged,
    VariablesCorrected,
)
from carelane.domain.errors import DefinitionNotFound
from carelane.domain.process_definitions import ProcessDefinition
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.wire import FirstTurn
from carelane.services.patients import summarise
from carelane.services.projections.children import known_case
from carelane.services.projections.part import Context, Part, Row


def first_row(connection: Connection, instance_id: str, first: FirstTurn, at: datetime) -> Row:
    """Make the new case's row; raises `DefinitionNotFound` when its definition was never deployed here."""
    return {
        "id": instance_id,
        "process_id": first.process_id,
        **_version(connection, first.process_id, first.bundle_sha256),
        "institution_code": first.institution,
        "from_institution": first.from_institution or first.institution,
        "business_key": first.business_key,
        "state": "active",
        "business_status": "",
        "urgency": "",
        "patient_ref": "",
        "patient_name": "",
        "patient_pinyin": "",
        "patient_id_suffix": "",
        "started_by": first.started_by,
        "started_at": at,
        "ended_at": None,
        "turn": 0,
        "turn_at": at,
        "variables": {},
        "pools": first.pools,
        "message_id": first.message_id,
        "parent_instance_id": known_case(connection, first.parent_instance_id),
        "parent_element_id": first.parent_element_id,
        "has_incident": False,
        "suspended": False,
        "compensating": False,
    }


def _version(connection: Connection, process_id: str, bundle_sha256: str) -> Row:
    """Give the columns of the version that the bundle is released as."""
    found = connection.execute(
        select(col(ProcessDefinition.id), col(ProcessDefinition.version)).where(
            col(ProcessDefinition.process_id) == process_id,
            col(ProcessDefinition.bundle_sha256) == bundle_sha256,
        )
    ).first()
    if found is None:
        raise DefinitionNotFound(process_id=process_id)
    return {"definition_id": found.id, "version": found.version}


def stored_row(connection: Connection, instance_id: str) -> Row | None:
    """Find what the journal has to know about a case, and lock it (where the database locks rows).

    Rows that refer to the case may still be written meanwhile: else a claim, which writes its task and then a line
    of the history, and a turn, which locks the case and then writes the task, would wait for each other.
    """
    found = connection.execute(_stored(), {"case": instance_id}).mappings().first()
    return None if found is None else dict(found)


@lru_cache(maxsize=1)
def _stored() -> Select[Any]:
    columns = (
        ProcessInstance.id,
        ProcessInstance.institution_code,
        ProcessInstance.definition_id,
        ProcessInstance.business_status,
        ProcessInstance.turn,
        ProcessInstance.turn_at,
        ProcessInstance.urgency,
        ProcessInstance.variables,
        ProcessInstance.process_id,
        ProcessInstance.business_key,
        ProcessInstance.started_by,
    )
    mine = col(ProcessInstance.id) == bindparam("case")
    return select(*(col(column) for column in columns)).where(mine).with_for_update(key_share=True)


class Instances(Part):
    """Collects what changes on the case's row.

    ``stored`` are the variables that it shows so far, ``first`` is the row of a case that begins.
    """

    def __init__(self, context: Context, stored: dict[str, Any], first: Row | None) -> None:
        super().__init__(context)
        self._stored = stored
        self._first = first
        self._variables: dict[str, Any] = {}
        self._removed: list[str] = []
        self.changes: Row = {}

    def _variables_changed(self, effect: VariablesChanged) -> None:
        self._variables.update(effect.variables)
        self._removed = [name for name in self._removed if name not in effect.variables]
        if "patient" in effect.variables:
            self._name_patient(effect.variables)
        urgency = effect.variables.get("urgency")
        if isinstance(urgency, str):
            self.changes["urgency"] = urgency

    def _name_patient(self, variables: dict[str, Any]) -> None:
        patient = summarise(variables)
        self.changes |= {
            "patient_ref": patient.ref,
            "patient_name": patient.name,
            "patient_pinyin": patient.pinyin,
            "patient_id_suffix": patient.id_suffix,
        }

    def _corrected(self, effect: VariablesCorrected) -> None:
        """Forget what an operator has removed from the case itself."""
        if effect.element_id:
            return
        self._removed += effect.removed
        if "patient" in effect.removed:
            self._name_patient({})
        if "urgency" in effect.removed:
            self.changes["urgency"] = ""

    def _status_changed(self, effect: StatusChanged) -> None:
        self.changes["business_status"] = effect.status

    def _ended(self, effect: Ended) -> None:
        ended = {"state": effect.outcome, "ended_at": self.context.at}
        self.changes |= ended | {"suspended": False, "compensating": False}

    def _suspended(self, _effect: CaseSuspended) -> None:
        self.changes["suspended"] = True

    def _resumed(self, _effect: CaseResumed) -> None:
        self.changes["suspended"] = False

    def _compensating(self, _effect: CaseCompensating) -> None:
        self.changes["compensating"] = True

    def _migrated(self, effect: CaseMigrated) -> None:
        connection = self.context.connection
        self.changes |= _version(connection, self._process_id(), effect.bundle_sha256)

    def _process_id(self) -> str:
        if self._first is not None:
            return str(self._first["process_id"])
        mine = col(ProcessInstance.id) == self.context.instance_id
        stored = select(col(ProcessInstance.process_id)).where(mine)
        return str(self.context.connection.execute(stored).scalar())

    takes: ClassVar[Mapping[type[Any], Callable[[Any, Any], None]]] = {
        VariablesChanged: _variables_changed,
        StatusChanged: _status_changed,
        Ended: _ended,
        VariablesCorrected: _corrected,
        CaseSuspended: _suspended,
        CaseResumed: _resumed,
        CaseCompensating: _compensating,
        CaseMigrated: _migrated,
    }

    def write_first(self) -> None:
        """Insert a new case's row, which the other rows of the turn refer to, as the turn leaves it."""
        if self._first is not None:
            self.context.insert(ProcessInstance, [self._first | self._changed()])
            self.changes = {}

    def write(self) -> None:
        """Change the row: turn number, columns, variables."""
        if self._first is None or self.changes:
            row = {"id": self.context.instance_id} | self._changed()
            self.context.update(ProcessInstance, ("id",), [row])

    def _changed(self) -> Row:
        changes = self.changes | {"turn": self.context.turn.turn, "turn_at": self.context.at}
        if self._variables or self._removed:
            kept = self._stored | self._variables
            changes["variables"] = {
                name: value for name, value in kept.items() if name not in self._removed
            }
        return changes
