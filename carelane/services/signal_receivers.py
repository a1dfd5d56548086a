"""Who hears a signal: every other open case that listens, and a new case of each process that it starts.

Where a signal is one of several that begin a case together, it goes to the cases that wait for it, or are being
begun by the others of its set, and begins one only where there is none.

Settled in the transaction that writes the throw: a case listens from the moment its own turn stands in the read
model until the turn that ends its waiting does. A signal is told to the whole group (BPMN 2.0.2, 10.5.1: it is
broadcast), but what it carries stays at the thrower's institution, since patient data crosses a pool's border in
messages only.
"""

from collections.abc import Collection, Mapping
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, select
from sqlmodel import col

from carelane.domain.institutions import Institution
from carelane.domain.process_definitions import ProcessDefinition
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.signals import SignalSubscription
from carelane.services.current_versions import current_versions
from carelane.services.message_sets import awaited_at, begun_at
from carelane.services.rows import next_number

Receiver = dict[str, Any]
"""A row of `signal_deliveries`."""


def receivers(
    connection: Connection, signal: Mapping[str, Any], known: Collection[str] = ()
) -> list[Receiver]:
    """List who has to hear the signal (a row of `signals`), the longest listening first, each numbered.

    ``known`` are cases for which it is settled already.
    """
    starts, beginning = _starts(connection, signal)
    found = {row["instance_id"]: row for row in [*_listeners(connection, signal), *beginning]}
    all_of_them = [row for row in [*found.values(), *starts] if row["instance_id"] not in known]
    at_least = int(signal["created_at"].timestamp() * 1e6)
    for row in sorted(all_of_them, key=lambda one: str(one["instance_id"])):
        row["number"] = next_number(connection, row["instance_id"], "signal", at_least)
    return all_of_them


def _listeners(connection: Connection, signal: Mapping[str, Any]) -> list[Receiver]:
    subscription = SignalSubscription
    statement = (
        select(col(subscription.instance_id), col(ProcessInstance.institution_code))
        .join(ProcessInstance, col(ProcessInstance.id) == col(subscription.instance_id))
        .where(
            col(subscription.signal_name) == signal["name"],
            col(subscription.instance_id) != (signal["from_instance_id"] or ""),
            col(ProcessInstance.state) == "active",
        )
        .order_by(col(subscription.created_at), col(subscription.instance_id))
    )
    cases = {row.instance_id: row.institution_code for row in connection.execute(statement)}
    return [_receiver(signal, case, institution) for case, institution in cases.items()]


def _starts(
    connection: Connection, signal: Mapping[str, Any]
) -> tuple[list[Receiver], list[Receiver]]:
    """List the cases to start (current versions only, where the pool's kind fits), and those being begun already."""
    starts, beginning = [], []
    versions = current_versions(connection)
    for row in versions.everywhere():
        place = _place(connection, signal, row) if signal["name"] in row.signal_starts else ""
        if not place or not versions.is_current(row, place):
            continue
        begun = begun_at(connection, signal["name"], row.id, place)
        beginning += [_receiver(signal, case, place) for case in begun]
        if not begun and not awaited_at(connection, signal["name"], row.id, place):
            starts.append(_receiver(signal, _instance_id(signal, row.process_id), place, row.id))
    return starts, beginning


def _place(connection: Connection, signal: Mapping[str, Any], row: Any) -> str:
    """Say where the process begins: where the thrower's case has bound its pool, else at the thrower's own."""
    bound = thrower_pools(connection, signal["from_instance_id"], row.process_id)
    place = str(bound.get(row.pool_id, signal["from_institution"]))
    kind = connection.execute(
        select(col(Institution.kind)).where(col(Institution.code) == place)
    ).scalar()
    return place if kind is not None and row.pool_kind in {"", kind} else ""


def thrower_pools(connection: Connection, thrower: str | None, process_id: str) -> dict[str, str]:
    """Give the thrower's bindings of pools, if the process is of its own diagram: else they mean nothing."""
    if thrower is None:
        return {}
    case = connection.execute(
        select(col(ProcessInstance.pools), col(ProcessDefinition.bundle_sha256))
        .join(ProcessDefinition, col(ProcessDefinition.id) == col(ProcessInstance.definition_id))
        .where(col(ProcessInstance.id) == thrower)
    ).one()
    together = select(col(ProcessDefinition.id)).where(
        col(ProcessDefinition.bundle_sha256) == case.bundle_sha256,
        col(ProcessDefinition.process_id) == process_id,
    )
    return dict(case.pools) if connection.execute(together).first() is not None else {}


def _instance_id(signal: Mapping[str, Any], process_id: str) -> str:
    """Derive the id of the case that the signal starts: the same on every attempt."""
    return sha256(f"{signal['id']}/{process_id}".encode()).hexdigest()[:32]


def _receiver(
    signal: Mapping[str, Any], case: str, institution: str, definition_id: str | None = None
) -> Receiver:
    return {
        "signal_id": signal["id"],
        "instance_id": case,
        "to_institution": institution,
        "start_definition_id": definition_id,
        "state": "waiting",
        "delivered_at": None,
        "number": 0,
    }
