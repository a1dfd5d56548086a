"""Links between cases that call each other: `process_instances.parent_instance_id`.

A child's own first turn names its caller. When a caller's rows are written after its child's, as after a
restored backup, the caller's turn makes the link.
"""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from sqlalchemy import Connection, select
from sqlmodel import col

from bpmn.engine.effects import CaseMigrated, StartChild
from carelane.domain.calls import child_instance_id
from carelane.domain.process_instances import ProcessInstance
from carelane.services.projections.part import Context, Part, Row, moved


def known_case(connection: Connection, instance_id: str) -> str | None:
    """Give the id if the read model has the case."""
    if not instance_id:
        return None
    mine = col(ProcessInstance.id) == instance_id
    return connection.execute(select(col(ProcessInstance.id)).where(mine)).scalar()


class Children(Part):
    """Collects the cases that a turn calls."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._called: list[Row] = []

    def _start(self, effect: StartChild) -> None:
        case = self.context.instance_id
        child = child_instance_id(case, effect.child_id)
        link = {"parent_instance_id": case, "parent_element_id": effect.element_id}
        self._called.append({"id": child} | link)

    def _migrated(self, effect: CaseMigrated) -> None:
        case = self.context.instance_id
        for child_id, element_id in moved(effect, "k").items():
            link = {"parent_instance_id": case, "parent_element_id": element_id}
            self._called.append({"id": child_instance_id(case, child_id)} | link)

    takes: ClassVar[Mapping[type[Any], Callable[[Any, Any], None]]] = {
        StartChild: _start,
        CaseMigrated: _migrated,
    }

    def write(self) -> None:
        """Link the children that are there already; the others will say themselves."""
        self.context.update(ProcessInstance, ("id",), self._called)
