"""What the database knows for the encryption of Temporal's payloads: to which institution a case belongs."""

from sqlmodel import col, select

from carelane.domain.process_instances import ProcessInstance
from carelane.domain.wire import workflow_id
from carelane.services.transaction import Database

_PREFIX = workflow_id("")


def institution_of(database: Database, case: str) -> str:
    """Give the institution of the case of a workflow id; empty where there is no such case (yet)."""
    mine = col(ProcessInstance.id) == case.removeprefix(_PREFIX)
    with database.reading() as session:
        found = session.exec(select(ProcessInstance.institution_code).where(mine)).first()
    return found or ""
