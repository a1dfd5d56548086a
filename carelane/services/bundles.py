"""The compiled definition behind a case: its forms, its diagram, its elements' names."""

from sqlmodel import Session

from bpmn.definition import Bundle, Definition, compile_released
from carelane.domain.errors import DefinitionNotFound
from carelane.domain.process_definitions import StoredBundle


def load_bundle(session: Session, sha256: str) -> Bundle:
    """Read the files of a deployment."""
    stored = session.get(StoredBundle, sha256)
    if stored is None:
        raise DefinitionNotFound
    return Bundle.unpack(stored.packed)


def load_definition(session: Session, sha256: str) -> Definition:
    """Read and compile a deployment; compiling is cached by hash."""
    return compile_released(load_bundle(session, sha256))
