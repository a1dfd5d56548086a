"""What the histories tell of a case, as soon as they tell all that people see of it.

A worker writes a turn into the read model before it reports the workflow task that made it (`workflows.journal`):
who sees a row at once asks a history that ends one turn earlier.
"""

from typing import Protocol

from sqlmodel import col, select

from carelane.domain.process_instances import ProcessInstance
from carelane.domain.wire import Turn
from carelane.services.ports import CasePort
from carelane.services.transaction import Database
from tests.durable.site import eventually


class Place(Protocol):
    """Where a case runs."""

    @property
    def database(self) -> Database: ...
    @property
    def cases(self) -> CasePort: ...


def told_turns(place: Place, case: str) -> list[Turn]:
    """Give the turns of the case's histories, at least those that its rows show now."""
    with place.database.reading() as session:
        shown = session.exec(
            select(ProcessInstance.turn).where(col(ProcessInstance.id) == case)
        ).one()

    def told() -> list[Turn]:
        turns = place.cases.turns(case)
        return turns if turns[-1].turn >= shown else []

    found: list[Turn] = eventually(told)
    return found
