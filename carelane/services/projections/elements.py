"""Where the tokens of a case are and which way they came: `element_activations` and `flow_counts`."""

from collections import Counter
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, ClassVar

from sqlalchemy import Insert
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlmodel import col

from bpmn.engine.effects import (
    CaseMigrated,
    ElementActivated,
    ElementCompleted,
    ElementTerminated,
    FlowTaken,
)
from carelane.domain.process_instances import ElementActivation, FlowCount
from carelane.services.projections.part import Context, Part, Row, moved


class Elements(Part):
    """Collects activations and flows; what came and went within the turn is one insert."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._entered: dict[str, Row] = {}
        self._left: dict[str, Row] = {}
        self._flows: Counter[str] = Counter()
        self._moved: dict[str, Row] = {}

    def _activated(self, effect: ElementActivated) -> None:
        self._entered[effect.activation_id] = {
            "instance_id": self.context.instance_id,
            "activation_id": effect.activation_id,
            "element_id": effect.element_id,
            "entered_at": self.context.at,
            "left_at": None,
            "how": "",
        }

    def _completed(self, effect: ElementCompleted) -> None:
        self._leave(effect.activation_id, "completed")

    def _terminated(self, effect: ElementTerminated) -> None:
        self._leave(effect.activation_id, "terminated")

    def _leave(self, activation_id: str, how: str) -> None:
        left = {"left_at": self.context.at, "how": how}
        if activation_id in self._entered:
            self._entered[activation_id].update(left)
        else:
            key = {"instance_id": self.context.instance_id, "activation_id": activation_id}
            self._left[activation_id] = key | left

    def _migrated(self, effect: CaseMigrated) -> None:
        for activation_id, element_id in moved(effect, "a").items():
            if activation_id in self._entered:
                self._entered[activation_id]["element_id"] = element_id
            else:
                key = {"instance_id": self.context.instance_id, "activation_id": activation_id}
                self._moved[activation_id] = key | {"element_id": element_id}

    def _flow(self, effect: FlowTaken) -> None:
        self._flows[effect.flow_id] += 1

    takes: ClassVar[Mapping[type[Any], Callable[[Any, Any], None]]] = {
        ElementActivated: _activated,
        ElementCompleted: _completed,
        ElementTerminated: _terminated,
        FlowTaken: _flow,
        CaseMigrated: _migrated,
    }

    def write(self) -> None:
        """Write activations, departures and counts."""
        key = ("instance_id", "activation_id")
        self.context.insert(ElementActivation, list(self._entered.values()))
        self.context.update(ElementActivation, key, list(self._moved.values()))
        self.context.update(ElementActivation, key, list(self._left.values()))
        if self._flows:
            self._count_flows()

    def _count_flows(self) -> None:
        rows = [
            {"instance_id": self.context.instance_id, "flow_id": flow_id, "count": count}
            for flow_id, count in self._flows.items()
        ]
        connection = self.context.connection
        connection.execute(_add_counts(connection.dialect.name), rows)


@lru_cache(maxsize=2)
def _add_counts(dialect: str) -> Insert:
    statement = (sqlite_insert if dialect == "sqlite" else postgresql_insert)(FlowCount)
    return statement.on_conflict_do_update(
        index_elements=["instance_id", "flow_id"],
        set_={"count": col(FlowCount.count) + statement.excluded["count"]},
    )
