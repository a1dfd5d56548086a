"""The diagram of one case and where it stands on it, without any value: what all who may see the case are shown."""

from collections import Counter
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import select
from sqlmodel import Session, SQLModel

from bpmn.definition import compile_released
from bpmn.model import FlowNode
from carelane.domain.process_instances import ElementActivation, FlowCount
from carelane.services.bundles import load_bundle

Table = TypeVar("Table", bound=SQLModel)


@dataclass(frozen=True, slots=True)
class CaseDiagram:
    """The file, its elements, and the case's way through them; ``flows`` counts passages by sequence flow."""

    bpmn_xml: str
    nodes: tuple[FlowNode, ...]
    activations: tuple[ElementActivation, ...]
    flows: dict[str, int]

    @property
    def names(self) -> dict[str, str]:
        """All elements of the process by id; an element without a name has its id."""
        return {node.id: node.name or node.id for node in self.nodes}

    @property
    def live(self) -> tuple[ElementActivation, ...]:
        """The activations that hold a token now."""
        return tuple(one for one in self.activations if one.left_at is None)

    @property
    def visits(self) -> dict[str, int]:
        """How often each element was entered."""
        return dict(Counter(one.element_id for one in self.activations))


def diagram_of(
    session: Session, instance_id: str, process_id: str, bundle_sha256: str
) -> CaseDiagram:
    """Give the diagram of a case that the caller has found by the right of who asks."""
    bundle = load_bundle(session, bundle_sha256)
    flows = of_case(session, FlowCount, instance_id, "flow_id")
    return CaseDiagram(
        bundle.bpmn,
        tuple(compile_released(bundle).processes[process_id].nodes()),
        of_case(session, ElementActivation, instance_id, "entered_at"),
        {flow.flow_id: flow.count for flow in flows},
    )


def of_case(
    session: Session, table: type[Table], instance_id: str, order: str
) -> tuple[Table, ...]:
    """Read all rows of one table that belong to the case, in the order of a column."""
    columns = table.__table__.c  # type: ignore[attr-defined]
    statement = select(table).where(columns.instance_id == instance_id).order_by(columns[order])
    return tuple(session.scalars(statement))
