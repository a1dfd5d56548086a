"""Words of business status that released processes define for themselves, with their names and equivalents."""

from sqlmodel import col, select

from bpmn.definition import Bundle, compile_released
from bpmn.model.statuses import StatusDefinition
from carelane.domain.process_definitions import ProcessDefinition, StoredBundle
from carelane.services.transaction import Database

_MARK = "statusDefinition"


def own_words(database: Database) -> dict[str, StatusDefinition]:
    """Give every process's own words by code; where several define one, as the newest release says."""
    found: dict[str, StatusDefinition] = {}
    with database.reading() as session:
        statement = (
            select(StoredBundle.packed)
            .join(
                ProcessDefinition, col(ProcessDefinition.bundle_sha256) == col(StoredBundle.sha256)
            )
            .order_by(col(ProcessDefinition.deployed_at), col(StoredBundle.sha256))
        )
        packed = list(dict.fromkeys(session.exec(statement)))
    for each in packed:
        bundle = Bundle.unpack(each) if each else None
        if bundle is None or _MARK not in bundle.bpmn:
            continue
        for process in compile_released(bundle).processes.values():
            found |= {word.code: word for word in process.statuses if not word.is_standard}
    return found
