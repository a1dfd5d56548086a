"""What the figures need of many cases at once: their rows, statuses, tasks, clocks, and how long elements were held.

Of what was typed only codes are read: the reasons of decisions, and what came of asking a patient who did not come.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from bpmn.model import Activity, CatchEvent
from carelane.domain.deadlines import Deadline
from carelane.domain.human_tasks import HumanTask
from carelane.domain.process_definitions import ProcessDefinition
from carelane.domain.process_instances import ElementActivation, HistoryEntry, ProcessInstance
from carelane.domain.stripped_cases import StrippedCase
from carelane.services.bundles import load_definition

REASONS = ("decision_reason", "redirect_reason")
OUTCOMES = ("contact_outcome", "review_outcome")
"""Variables of referrals that say what came of a no-show."""
_LINES = ("StatusChanged", "VariablesChanged")


@dataclass(frozen=True, slots=True)
class StatusLine:
    """A status that a case took (or none), and the codes that were set in the same line."""

    at: datetime
    status: str | None
    reason: str | None
    outcome: str | None


@dataclass(slots=True)
class CaseRows:
    """One case. ``tasks``, ``clocks`` and ``stays`` (left activations of what can wait) come in a fixed order."""

    case: Any
    lines: list[StatusLine] = field(default_factory=list)
    tasks: list[Any] = field(default_factory=list)
    clocks: list[Any] = field(default_factory=list)
    stays: list[Any] = field(default_factory=list)


def rows_of(session: Session, cases: Sequence[str]) -> list[CaseRows]:
    """Read what there is of these cases, in the order of their ids; a case that is gone or stripped gives nothing."""
    found = {row.id: CaseRows(row) for row in session.exec(_cases(cases))}
    _add_lines(session, found)
    for row in session.exec(_tasks(found)):
        found[row.instance_id].tasks.append(row)
    for row in session.exec(_clocks(found)):
        found[row.instance_id].clocks.append(row)
    _add_stays(session, found)
    return list(found.values())


def _cases(cases: Sequence[str]) -> Any:
    columns = (
        ProcessInstance.id,
        ProcessInstance.definition_id,
        ProcessInstance.process_id,
        ProcessInstance.institution_code,
        ProcessInstance.urgency,
        ProcessInstance.state,
        ProcessInstance.message_id,
        ProcessInstance.started_at,
        ProcessInstance.ended_at,
    )
    stripped = select(StrippedCase.instance_id).where(
        col(StrippedCase.instance_id) == col(ProcessInstance.id)
    )
    wanted = (col(ProcessInstance.id).in_(cases), ~stripped.exists())
    return select(*columns).where(*wanted).order_by(col(ProcessInstance.id))  # type: ignore[call-overload]


def _add_lines(session: Session, found: dict[str, CaseRows]) -> None:
    data = col(HistoryEntry.data)
    variables = data["variables"]
    statement: Any = (
        select(
            HistoryEntry.instance_id,
            HistoryEntry.at,
            data["status"].as_string(),
            *(variables[name].as_string() for name in (*REASONS, *OUTCOMES)),
        )
        .where(col(HistoryEntry.instance_id).in_(found), col(HistoryEntry.kind).in_(_LINES))
        .order_by(col(HistoryEntry.turn), col(HistoryEntry.sequence), col(HistoryEntry.id))
    )
    for case, at, status, reason, redirected, contact, review in session.exec(statement):
        line = StatusLine(at, status, redirected or reason, contact or review)
        if any((line.status, line.reason, line.outcome)):
            found[case].lines.append(line)


def _tasks(found: Iterable[str]) -> Any:
    columns = (
        HumanTask.instance_id,
        HumanTask.task_id,
        HumanTask.element_id,
        HumanTask.state,
        HumanTask.created_at,
        HumanTask.claimed_at,
        HumanTask.closed_at,
    )
    wanted = col(HumanTask.instance_id).in_(found)
    order = (col(HumanTask.created_at), col(HumanTask.id))
    return select(*columns).where(wanted).order_by(*order)  # type: ignore[call-overload]


def _clocks(found: Iterable[str]) -> Any:
    wanted = col(Deadline.instance_id).in_(found)
    return select(Deadline).where(wanted).order_by(col(Deadline.start_at), col(Deadline.id))


def _add_stays(session: Session, found: dict[str, CaseRows]) -> None:
    """Add what was left of the elements that can wait: gateways and throwing events hold nobody up."""
    statement = (
        select(ElementActivation)
        .where(
            col(ElementActivation.instance_id).in_(found),
            col(ElementActivation.left_at).is_not(None),
        )
        .order_by(col(ElementActivation.entered_at), col(ElementActivation.activation_id))
    )
    held = session.exec(statement).all()
    wanted = {found[row.instance_id].case.definition_id for row in held}
    can_wait = {definition: waiting_elements(session, definition) for definition in wanted}
    for row in held:
        rows = found[row.instance_id]
        if row.element_id in can_wait[rows.case.definition_id]:
            rows.stays.append(row)


def waiting_elements(session: Session, definition_id: str) -> frozenset[str]:
    """Name the elements of a version at which a case can wait."""
    definition = session.get_one(ProcessDefinition, definition_id)
    compiled = load_definition(session, definition.bundle_sha256)
    nodes = compiled.processes[definition.process_id].nodes()
    return frozenset(node.id for node in nodes if isinstance(node, Activity | CatchEvent))
