"""The durable inbox: messages wait for the cases that wait for them, and go out once, oldest first.

Input: rows that the journal wrote. A message that nobody waits for stays buffered until its time to live
ends; one that its case could not use any more comes back. `carelane.services.correlation` chooses receivers.
"""

from collections.abc import Iterable

from sqlalchemy import Connection, delete, select, tuple_, union, update
from sqlmodel import col

from carelane.domain.errors import CaseEnded, CaseNotFound
from carelane.domain.messages import Message, MessageSubscription
from carelane.domain.process_instances import HistoryEntry
from carelane.services.correlation import Parcel, correlate, receivable
from carelane.services.ports import CasePort
from carelane.services.projections.messages import Key
from carelane.services.transaction import Database

_PASSES = 3


def keys_of(connection: Connection, instance_id: str) -> list[Key]:
    """List the keys of everything that the case sent and that still waits, or that it waits for."""
    sent = select(col(Message.name), col(Message.correlation_key)).where(
        col(Message.from_instance_id) == instance_id, col(Message.state) == "buffered"
    )
    awaited = select(
        col(MessageSubscription.message_name), col(MessageSubscription.correlation_key)
    ).where(col(MessageSubscription.instance_id) == instance_id)
    return [(name, key) for name, key in connection.execute(union(sent, awaited))]


def deliverable(database: Database, keys: Iterable[Key]) -> list[Key]:
    """Tell which of the keys have a message and somebody to give it to."""
    with database.reading() as session:
        connection = session.connection()
        return [key for key in _buffered(connection, keys) if receivable(connection, key)]


def _buffered(connection: Connection, keys: Iterable[Key]) -> list[Key]:
    pair = (col(Message.name), col(Message.correlation_key))
    waiting = select(*pair).where(col(Message.state) == "buffered", tuple_(*pair).in_(list(keys)))
    return [(name, key) for name, key in connection.execute(waiting.distinct())]


def buffered_keys(database: Database) -> list[Key]:
    """List the keys of every message that waits, for the scheduler's sweep."""
    with database.reading() as session:
        pair = select(col(Message.name), col(Message.correlation_key)).distinct()
        rows = session.connection().execute(
            pair.where(col(Message.state).in_(("buffered", "correlated")))
        )
        return [(name, key) for name, key in rows]


def deliver(database: Database, cases: CasePort, keys: Iterable[Key]) -> int:
    """Give the messages under these keys to the cases that wait for them, or start cases with them.

    Safe to repeat and to run twice at once: receivers are chosen in a transaction, and a case takes
    the same delivery once. Returns how many went out.
    """
    wanted, sent = list(keys), 0
    for _ in range(_PASSES):
        parcels = correlate(database, wanted)
        refused = [parcel for parcel in parcels if not _send(cases, parcel)]
        sent += len(parcels) - len(refused)
        for parcel in refused:
            _give_back(database, parcel)
        if not refused:
            break
    return sent


def _send(cases: CasePort, parcel: Parcel) -> bool:
    """Hand the parcel over; tell whether there was still somebody to take it."""
    if parcel.start is not None:
        cases.start(parcel.start, wait=False)
        return True
    try:
        cases.deliver(parcel.instance_id, parcel.delivery)
    except (CaseEnded, CaseNotFound):
        return False
    return True


def _give_back(database: Database, parcel: Parcel) -> None:
    """Put the message back into the buffer and forget the subscription of the case that is gone."""
    message_id = parcel.delivery.message_id
    with database.transaction() as session:
        connection = session.connection()
        connection.execute(
            update(Message)
            .where(col(Message.id) == message_id, col(Message.state) == "correlated")
            .values(state="buffered", to_instance_id=None)
        )
        connection.execute(
            delete(MessageSubscription).where(
                col(MessageSubscription.instance_id) == parcel.instance_id,
                col(MessageSubscription.message_id) == message_id,
            )
        )


def expire(database: Database) -> int:
    """Mark the messages whose time to live is over, and tell their senders; returns how many."""
    now = database.now()
    with database.transaction() as session:
        expired = session.connection().execute(
            update(Message)
            .where(col(Message.state) == "buffered", col(Message.expires_at) <= now)
            .values(state="expired")
            .returning(
                col(Message.from_instance_id), col(Message.name), col(Message.to_institution)
            )
        )
        rows = expired.all()
        session.add_all(
            HistoryEntry(
                instance_id=row.from_instance_id,
                at=now,
                kind="MessageExpired",
                institution_code=row.to_institution,
                data={"message_name": row.name},
            )
            for row in rows
            if row.from_instance_id is not None
        )
        return len(rows)
