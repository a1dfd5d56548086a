"""What the board of overdue cases can be narrowed to: what something late is at now."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlmodel import Session, col

from carelane.domain.process_definitions import ProcessDefinition
from carelane.services.late_holders import NOBODY
from carelane.services.late_work import late_work
from carelane.services.names import Name, people_named
from carelane.services.transaction import Database
from carelane.services.visibility import Actor


@dataclass(frozen=True, slots=True)
class BoardElement:
    """An element that something late waits at: its process, a version that has it, and the name of its clock, if any."""

    process_id: str
    element_id: str
    definition_id: str
    clock: str
    process_name: str


@dataclass(frozen=True, slots=True)
class BoardChoices:
    """What the board can be narrowed to: codes of institutions, elements with their processes, and people."""

    institutions: tuple[str, ...] = ()
    elements: tuple[BoardElement, ...] = ()
    owners: tuple[Name, ...] = ()


def board_choices(database: Database, actor: Actor) -> BoardChoices:
    """Give what the actor's whole board can be narrowed to."""
    with database.reading() as session:
        one, connection = late_work(actor, database.now()).c, session.connection()
        places = select(one.institution).distinct().order_by(one.institution)
        groups = (one.process, one.element)
        elements = (
            select(*groups, func.max(one.definition), func.max(one.name))
            .group_by(*groups)
            .order_by(*groups)
        )
        found = [tuple(map(str, row)) for row in connection.execute(elements)]
        owners = select(one.owner).distinct().where(one.owner != NOBODY)
        people = sorted(connection.execute(owners).scalars())
        processes = _process_names(session, {row[2] for row in found})
        return BoardChoices(
            tuple(connection.execute(places).scalars()),
            tuple(
                BoardElement(process, element, definition, clock, processes[definition])
                for process, element, definition, clock in found
            ),
            tuple(people_named(session, people).values()),
        )


def _process_names(session: Session, definitions: Iterable[str]) -> dict[str, str]:
    """Name the processes of these definitions."""
    one = ProcessDefinition
    wanted = select(col(one.id), col(one.name)).where(col(one.id).in_(sorted(definitions)))
    return {row[0]: row[1] for row in session.connection().execute(wanted)}
