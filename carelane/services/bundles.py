"""The compiled definition behind a case: its forms, its diagram, its elements' names."""

from sqlalchemy import Connection, select
from sqlmodel import Session, col

from bpmn.definition import Bundle, Definition, compile_released
from carelane.domain.errors import DefinitionNotFound
from carelane.domain.process_definitions import StoredBundle


def packed_bundle(connection: Connection, sha256: str) -> str:
    """Read a deployment as it travels in a start payload."""
    packed = select(col(StoredBundle.packed)).where(col(StoredBundle.sha256) == sha256)
    return connection.execute(packed).scalar_one()


def load_bundle(session: Session, sha256: str) -> Bundle:
    """Read the files of a deployment."""
    stored = session.get(StoredBundle, sha256)
    if stored is None:
        raise DefinitionNotFound
    return Bundle.unpack(stored.packed)


def load_definition(session: Session, sha256: str) -> Definition:
    """Read and compile a deployment; compiling is cached by hash."""
    return compile_released(load_bundle(session, sha256))
