"""The durable inbox: messages wait for the cases that wait for them, and go out once, oldest first.

Input: rows that the journal wrote. A message that nobody waits for stays buffered until its time to live
ends; one that its case could not use any more comes back. `carelane.services.correlation` chooses receivers.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, delete, select, union, update
from sqlmodel import col

from carelane.domain.messages import Message, MessageSubscription
from carelane.domain.process_instances import HistoryEntry
from carelane.domain.wire import Turn
from carelane.services.correlation import Parcel, Takers, correlate, receivable
from carelane.services.handover import hand_over
from carelane.services.message_events import note
from carelane.services.message_rows import put_back, sent_ids
from carelane.services.ports import CasePort
from carelane.services.projections.messages import Key
from carelane.services.transaction import Database
from carelane.services.waiting_messages import buffered_keys

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
        return [key for key in buffered_keys(connection, keys) if receivable(connection, key)]


def keys_to_sweep(database: Database) -> list[Key]:
    """List the keys of what is on its way, and of what waits and has somebody to take it, for the scheduler."""
    with database.reading() as session:
        connection = session.connection()
        waiting, on_way = _keys_in(connection, "buffered"), _keys_in(connection, "correlated")
        takers = Takers(connection)
        return list(dict.fromkeys([*on_way, *(key for key in waiting if takers.take(key))]))


def _keys_in(connection: Connection, state: str) -> list[Key]:
    pair = select(col(Message.name), col(Message.correlation_key)).distinct()
    rows = connection.execute(pair.where(col(Message.state) == state))
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


def sweep(database: Database, cases: CasePort) -> tuple[int, int]:
    """Expire what has waited too long, then deliver what is still waiting; gives how many went out, and how many expired."""
    expired = expire(database)
    keys = keys_to_sweep(database)
    return deliver(database, cases, keys) if keys else 0, expired


def _send(cases: CasePort, parcel: Parcel) -> bool:
    """Hand the parcel over; tell whether there was still somebody to take it."""
    case, delivery = parcel.instance_id, parcel.delivery
    return hand_over(cases, parcel.start, lambda: cases.deliver(case, delivery))


def _give_back(database: Database, parcel: Parcel) -> None:
    """Put the message back into the buffer and forget the subscription of the case that is gone."""
    case, message, attempt = parcel.instance_id, parcel.delivery.message_id, parcel.delivery.attempt
    with database.transaction() as session:
        connection = session.connection()
        if put_back(connection, message, case, attempt):
            ref = f"{case}:{attempt}"
            note(connection, message, "ended", database.now(), ref=ref, instance_id=case)
        connection.execute(
            delete(MessageSubscription).where(
                col(MessageSubscription.instance_id) == case,
                col(MessageSubscription.message_id) == message,
            )
        )


def expire(database: Database) -> int:
    """Mark the messages whose time to live is over, and tell their senders; returns how many."""
    now = database.now()
    with database.transaction() as session:
        connection = session.connection()
        expired = connection.execute(
            update(Message)
            .where(col(Message.state) == "buffered", col(Message.expires_at) <= now)
            .values(state="expired")
            .returning(
                col(Message.id),
                col(Message.expires_at),
                col(Message.from_instance_id),
                col(Message.name),
                col(Message.to_institution),
            )
        )
        rows = expired.all()
        for row in rows:
            note(connection, row.id, "expired", now, ref=row.expires_at.isoformat())
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


def forget_unsent(connection: Connection, turns: Sequence[Turn]) -> None:
    """Take back what has not gone out of messages that, by all turns of their case, were never sent.

    What comes back from elsewhere keeps its row: how often it went out, and until when it waits, is not in the turns.
    """
    case, sent = turns[0].instance_id, dict[str, str]()
    for turn in turns:
        sent = sent_ids(case, turn) | sent
    connection.execute(
        delete(Message).where(
            col(Message.from_instance_id) == case,
            col(Message.state) == "buffered",
            col(Message.id).not_in(sent.values()),
        )
    )
