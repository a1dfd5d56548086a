"""The compiled definition behind a case: its forms, its diagram, its elements' names."""

from functools import lru_cache

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
    """Read the files of a deployment. Raises `DefinitionNotFound`."""
    stored = session.get(StoredBundle, sha256)
    if stored is None:
        raise DefinitionNotFound
    return _unpacked(stored.packed)


@lru_cache(maxsize=32)
def _unpacked(packed: str) -> Bundle:
    """Unpack a deployment once: it never changes, every run of a page asks for it, and its hash takes long."""
    return Bundle.unpack(packed)


def load_definition(session: Session, sha256: str) -> Definition:
    """Read and compile a deployment; compiling is cached by hash."""
    return compile_released(load_bundle(session, sha256))
