"""The diagram of one case and where it stands on it, without any value: what all who may see the case are shown."""

from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import func, select
from sqlmodel import Session, SQLModel, col

from bpmn.definition import compile_released
from bpmn.model import FlowNode
from carelane.domain.process_definitions import ProcessDefinition
from carelane.domain.process_instances import ElementActivation, FlowCount, ProcessInstance
from carelane.services.bundles import load_bundle

Table = TypeVar("Table", bound=SQLModel)


@dataclass(frozen=True, slots=True)
class CaseDiagram:
    """The file, its elements, and the case's way through them.

    ``live`` are the activations that hold a token now, ``visits`` says how often each element was entered, ``flows`` how
    often each sequence flow was taken.
    """

    bpmn_xml: str
    nodes: tuple[FlowNode, ...]
    live: tuple[ElementActivation, ...]
    visits: dict[str, int]
    flows: dict[str, int]

    @property
    def names(self) -> dict[str, str]:
        """All elements of the process by id; an element without a name has its id."""
        return {node.id: node.name or node.id for node in self.nodes}


def diagram_of(
    session: Session, instance_id: str, process_id: str, bundle_sha256: str
) -> CaseDiagram:
    """Give the diagram of a case that the caller has found by the right of who asks."""
    bundle = load_bundle(session, bundle_sha256)
    flows = of_case(session, FlowCount, instance_id, "flow_id")
    return CaseDiagram(
        bundle.bpmn,
        tuple(compile_released(bundle).processes[process_id].nodes()),
        _live(session, instance_id),
        _visits(session, instance_id),
        {flow.flow_id: flow.count for flow in flows},
    )


def nodes_of(session: Session, case: ProcessInstance) -> tuple[FlowNode, ...]:
    """Give the elements of a case's process; the caller has found the case by the right of who asks."""
    definition = session.get_one(ProcessDefinition, case.definition_id)
    bundle = load_bundle(session, definition.bundle_sha256)
    return tuple(compile_released(bundle).processes[case.process_id].nodes())


def _live(session: Session, instance_id: str) -> tuple[ElementActivation, ...]:
    row = ElementActivation
    here = (col(row.instance_id) == instance_id, col(row.left_at).is_(None))
    statement = select(row).where(*here).order_by(col(row.entered_at), col(row.activation_id))
    return tuple(session.scalars(statement))


def _visits(session: Session, instance_id: str) -> dict[str, int]:
    """Count in the database: a case of loops has been at some elements thousands of times."""
    row = ElementActivation
    statement = (
        select(col(row.element_id), func.count())
        .where(col(row.instance_id) == instance_id)
        .group_by(col(row.element_id))
        .order_by(func.min(col(row.entered_at)), col(row.element_id))
    )
    return dict(session.connection().execute(statement).all())


def of_case(
    session: Session, table: type[Table], instance_id: str, order: str
) -> tuple[Table, ...]:
    """Read all rows of one table that belong to the case, in the order of a column."""
    columns = table.__table__.c  # type: ignore[attr-defined]
    statement = select(table).where(columns.instance_id == instance_id).order_by(columns[order])
    return tuple(session.scalars(statement))
