"""Writes the turns of a case into the read model: the worklist, the diagram's tokens, the timeline.

Input: a `Turn` from the case's workflow. All its rows go into one transaction, guarded by the turn number,
so that a turn which arrives twice is written once and none is ever skipped.
"""

from datetime import datetime

from sqlalchemy import Connection

from bpmn.engine.wire import load_effect
from carelane.domain.errors import CarelaneError
from carelane.domain.wire import Turn
from carelane.services import messages
from carelane.services.projections.clocks import Clocks
from carelane.services.projections.elements import Elements
from carelane.services.projections.history import History
from carelane.services.projections.human_tasks import HumanTasks
from carelane.services.projections.incidents import Incidents
from carelane.services.projections.instances import Instances, first_row, stored_row
from carelane.services.projections.messages import Key, Messages
from carelane.services.projections.part import Context, Part, Row
from carelane.services.transaction import Database


class TurnMissing(CarelaneError):  # noqa: N818 - named like the rest of the tree
    """A turn of this case is missing in the read model."""

    code = "turn_missing"


def write_turn(database: Database, turn: Turn) -> list[Key]:
    """Write the turn unless it was written before; tell which messages can now be delivered.

    Messages are looked up after the commit: of a sender and a receiver that write at the same moment, at
    least the later one sees both rows.
    """
    with database.transaction() as session:
        keys = _write(session.connection(), turn)
    return messages.deliverable(database, keys) if keys else []


def _write(connection: Connection, turn: Turn) -> list[Key]:
    at = datetime.fromisoformat(turn.at)
    stored = stored_row(connection, turn.instance_id)
    first: Row | None = None
    if stored is None:
        if turn.first is None:
            raise TurnMissing(instance_id=turn.instance_id, turn=turn.turn)
        first = first_row(connection, turn.instance_id, turn.first, at)
    case = stored or first
    assert case is not None
    if turn.turn <= case["turn"]:
        return messages.keys_of(connection, turn.instance_id)
    if turn.turn > case["turn"] + 1:
        raise TurnMissing(instance_id=turn.instance_id, turn=turn.turn)
    context = Context(connection, turn, at, case["institution_code"])
    return _project(context, first, case["urgency"])


def _project(context: Context, first: Row | None, urgency: str) -> list[Key]:
    """Let every part hear every effect in order, then write their rows."""
    instances = Instances(context, first)
    tasks = HumanTasks(context, urgency)
    incidents, inbox = Incidents(context), Messages(context)
    parts: tuple[Part, ...] = (
        Elements(context),
        tasks,
        Clocks(context),
        incidents,
        inbox,
        History(context),
    )
    for effect in map(load_effect, context.turn.effects):
        instances.take(effect)
        tasks.urgency(instances.changes.get("urgency", urgency))
        for part in parts:
            part.take(effect)
    instances.write_first()
    for part in parts:
        part.write()
    if incidents.changed:
        instances.changes["has_incident"] = incidents.any_open()
    instances.write()
    return list(inbox.keys)
