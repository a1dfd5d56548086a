"""Writes the turns of a case into the read model: the worklist, the diagram's tokens, the timeline.

Input: a `Turn` from the case's workflow. All its rows go into one transaction, guarded by the turn number
and its moment. It is written before Temporal knows of it: when a worker dies in between, the next
worker may make another turn of the same number (an event more in it). That is seen here by the moment, and
answered with ``diverged``, upon which `carelane.services.rebuild` writes the case's rows anew.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from bpmn.engine.effects import StatusChanged
from bpmn.engine.wire import load_effect
from carelane.domain.wire import Turn, Written
from carelane.services import messages, signals, worklist_entries
from carelane.services.projections.children import Children
from carelane.services.projections.clocks import Clocks
from carelane.services.projections.elements import Elements
from carelane.services.projections.history import History
from carelane.services.projections.human_tasks import HumanTasks
from carelane.services.projections.incidents import Incidents
from carelane.services.projections.instances import Instances, first_row, stored_row
from carelane.services.projections.jobs import Jobs
from carelane.services.projections.journeys import Journeys
from carelane.services.projections.messages import Key, Messages
from carelane.services.projections.notices import Notices
from carelane.services.projections.part import Context, Part, Row
from carelane.services.projections.signals import Signals
from carelane.services.projections.statuses import Statuses
from carelane.services.transaction import Database

SHOWN_ON_WORKLISTS = {"urgency", "business_status", "patient_name", "definition_id"}
"""Columns of a case that its tasks are found by."""


def write_turn(database: Database, turn: Turn) -> Written:
    """Write the turn unless it was written before; tell which messages and signals can now be delivered.

    Messages are looked up after the commit: of a sender and a receiver that write at the same moment, at
    least the later one sees both rows.
    """
    with database.transaction() as session:
        keys = _write(session.connection(), turn)
    if keys is None:
        return Written(diverged=True)
    return Written(
        deliverable=messages.deliverable(database, keys) if keys else [],
        signals=signals.untold(database, turn),
    )


def _write(connection: Connection, turn: Turn) -> list[Key] | None:
    """Write the turn if it is the next one; None if it does not fit to what is there."""
    at = datetime.fromisoformat(turn.at)
    stored = stored_row(connection, turn.instance_id)
    if stored is None:
        return _begin(connection, turn, at)
    if turn.turn == stored["turn"] + 1:
        return project(connection, turn, stored)
    if (turn.turn, at) == (stored["turn"], stored["turn_at"]):
        return messages.keys_of(connection, turn.instance_id)
    return None


def _begin(connection: Connection, turn: Turn, at: datetime) -> list[Key] | None:
    if turn.first is None:
        return None
    first = first_row(connection, turn.instance_id, turn.first, at)
    return project(connection, turn, first, first=first)


def project(  # noqa: PLR0913 - the turn, its case, and how it is told
    connection: Connection,
    turn: Turn,
    case: Mapping[str, Any],
    *,
    first: Row | None = None,
    again: bool = False,
    restored: bool = False,
    lines: bool = True,
) -> list[Key]:
    """Let every part hear every effect in order, then write their rows.

    ``case`` gives institution, version, status, urgency and variables so far; ``first`` is the row to insert for a case that begins.
    ``again``: the turn is told once more; ``restored``: its rows may have been lost; without ``lines`` its lines of history are there already.
    """
    at, urgency = datetime.fromisoformat(turn.at), case["urgency"]
    context = Context(connection, turn, at, case["institution_code"], again, restored)
    instances = Instances(context, case["variables"] or {}, first)
    tasks, incidents, inbox = HumanTasks(context, urgency), Incidents(context), Messages(context)
    notices, statuses = Notices(context), Statuses(connection, turn.instance_id, dict(case))
    history, journeys = History(context), Journeys(context, case)
    parts: tuple[Part, ...] = (
        Elements(context),
        tasks,
        Clocks(context),
        incidents,
        inbox,
        Children(context),
        Jobs(context),
        Signals(context),
        journeys,
        *([history] if lines else []),
    )
    for effect in map(load_effect, turn.effects):
        if isinstance(effect, StatusChanged) and statuses.refused(effect.status):
            history.refuse_status(effect, statuses.stands)
            continue
        instances.take(effect)
        tasks.urgency(instances.changes.get("urgency", urgency))
        for part in (*parts, notices):
            part.take(effect)
    instances.write_first()
    for part in parts:
        part.write()
    if incidents.changed:
        instances.changes["has_incident"] = incidents.any_open()
    shown = instances.changes.keys() & SHOWN_ON_WORKLISTS
    instances.write()
    notices.write()
    if tasks.changed or shown:
        worklist_entries.follow(connection, turn.instance_id)
    return [*inbox.keys, *([journeys.key] if journeys.key else [])]
