"""Cases that a case calls: which released version, at which institution, with which start payload.

The binding ``latest`` means the version that a new case takes at the institution: the pinned one, else the newest.
Asked by the calling case's workflow before it starts the child; the answer stands in its history. A child works
at the institution of its caller, under the same key, for the same person.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from bpmn.model.starts import begins_plainly
from carelane.domain.calls import CalledProcess, CallRequest, child_instance_id
from carelane.domain.institutions import Institution
from carelane.domain.process_definitions import ProcessDefinition
from carelane.domain.wire import StartProcess
from carelane.services.bundles import load_definition
from carelane.services.current_versions import current_versions
from carelane.services.pool_bindings import only_ones
from carelane.services.start_payloads import start_payload
from carelane.services.transaction import Database


def called_process(database: Database, call: CallRequest) -> CalledProcess:
    """Find the process and make the child's start payload, or say why it cannot be called."""
    with database.reading() as session:
        found = _definition(session, call)
        if isinstance(found, str):
            return CalledProcess(problem=found)
        return CalledProcess(_start(session, found, call, database.now()))


def _definition(session: Session, call: CallRequest) -> Any:
    versions = (
        select(ProcessDefinition)
        .where(col(ProcessDefinition.process_id) == call.process_id)
        .order_by(col(ProcessDefinition.version).desc())
    )
    released: list[Any] = list(session.connection().execute(versions))
    if call.binding == "latest":
        current = current_versions(session.connection(), call.process_id)
        fitting: list[Any] = [row for row in [current.at(call.process_id, call.institution)] if row]
    else:
        fitting = [row for row in released if _fits(session, row, call)]
    if not fitting:
        return _missing(call, released)
    return _usable(session, fitting[0], call)


def _missing(call: CallRequest, released: list[Any]) -> str:
    if not released:
        return f"no process {call.process_id!r} is released"
    return f"no version of {call.process_id!r} fits to the binding {call.binding!r}"


def _fits(session: Session, row: Any, call: CallRequest) -> bool:
    if call.binding == "deployment":
        return bool(row.bundle_sha256 == call.bundle_sha256)
    if call.binding == "versionTag":
        process = load_definition(session, row.bundle_sha256).processes[row.process_id]
        return process.version_tag == call.version_tag
    return False


def _usable(session: Session, row: Any, call: CallRequest) -> Any:
    """Give the version, or the reason why a case of it cannot begin here."""
    process = load_definition(session, row.bundle_sha256).processes[row.process_id]
    if not begins_plainly(process.body):
        return f"the process {call.process_id!r} has no none start event"
    kind = session.connection().execute(
        select(col(Institution.kind)).where(col(Institution.code) == call.institution)
    )
    if row.pool_kind not in {"", kind.scalar()}:
        return f"the process {call.process_id!r} is not for this kind of institution"
    return row


def _start(session: Session, row: Any, call: CallRequest, now: datetime) -> StartProcess:
    own = {row.pool_id: call.institution} if row.pool_id else {}
    pools = {**only_ones(session, row), **call.pools, **own}
    return start_payload(
        session.connection(),
        instance_id=child_instance_id(call.instance_id, call.child_id),
        process_id=row.process_id,
        bundle_sha256=row.bundle_sha256,
        institution=call.institution,
        pools=pools,
        business_key=call.business_key,
        started_at=now,
        started_by=call.started_by,
    )
