"""Cases as the pages read them, written without a workflow behind them."""

from datetime import UTC, datetime
from typing import Any

from sqlmodel import Session, col, select

from carelane.domain.process_definitions import ProcessDefinition
from carelane.domain.process_instances import ProcessInstance


def row(session: Session, process: str, place: str, key: str, **known: Any) -> str:
    """A running case of the released process with these variables; gives its id."""
    version = select(ProcessDefinition.id).where(col(ProcessDefinition.process_id) == process)
    case = f"row-{process}-{key}"
    session.add(
        ProcessInstance(
            id=case,
            definition_id=session.exec(version).one(),
            process_id=process,
            version=1,
            institution_code=place,
            business_key=key,
            business_status="accepted",
            started_at=datetime.now(UTC),
            variables=known,
        )
    )
    session.flush()
    return case
