"""Tells people that something happened: `notify` writes it into the outbox, in the transaction of what happened.

This is the one way by which verbs, the journal and the scheduler tell staff anything::

    notify(session, Event(Topic.MENTION, f"mention:{comment.id}:{person}", task_id=task.id, by=actor.person_id),
           [person], database.now())

``Event.key`` names what happened once for all time (ids, no text): whoever heard of it is not told again, however often
this is called. Each person hears of it as they have chosen (`carelane.domain.notice_preferences`): on the screen, by mail,
after quiet hours; an emergency at once. Only codes, ids, and names of staff and steps go in, **nothing of a patient**; the
reader follows the link. A mail that is written out (a report with a file) goes by
`carelane.services.letters.post`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, select
from sqlmodel import Session, col

from carelane.domain.human_tasks import HumanTask
from carelane.domain.institutions import Institution
from carelane.domain.notice_preferences import NoticePreference, Preferences, preferences
from carelane.domain.notices import Notice, Topic
from carelane.domain.people import Membership, Person
from carelane.domain.process_instances import ProcessInstance
from carelane.services.rows import insert_once


@dataclass(frozen=True, slots=True)
class Event:
    """Something that people are told of.

    ``key`` is the same for all who hear of it. ``instance_id`` or ``task_id`` (the id of a `HumanTask`) say what it is
    about: reference number, step and urgency are looked up there. ``by`` is the person who did it, who is not told.
    ``facts`` are further codes and numbers for the words (`carelane.services.notice_words`); ``said`` among them is what
    somebody typed for the receivers: it stands on the screen and in no mail. Nobody hears before ``due_at``.
    """

    topic: Topic
    key: str
    instance_id: str = ""
    task_id: str = ""
    urgency: str = ""
    by: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Receiver:
    """An active member of staff, and how that one wants to hear of things."""

    person_id: str
    has_mail: bool
    wants: Preferences


def notify(
    where: Session | Connection, event: Event, recipients: Iterable[str], now: datetime
) -> int:
    """Tell each of these people once; gives how many rows (screen and mail) were new.

    Unknown and deactivated people, and whoever did it, are left out. The caller's transaction decides whether it happened.
    """
    connection = _flushed(where)
    people = sorted(set(recipients) - {event.by})
    found = receivers(connection, people)
    if not found:
        return 0
    about = about_case(connection, event)
    written = 0
    for receiver in found:
        for kind, due_at in _channels(receiver, event.topic, about["urgency"], event.due_at or now):
            own = {"kind": kind, "recipient_person": receiver.person_id, "due_at": due_at}
            written += put(connection, f"{event.key}:{kind}:{receiver.person_id}", now, about | own)
    return written


def _flushed(where: Session | Connection) -> Connection:
    """Give the connection, on which what the session was given so far is written: it may be asked for."""
    if isinstance(where, Connection):
        return where
    where.flush()
    return where.connection()


def _channels(
    receiver: Receiver, topic: Topic, urgency: str, moment: datetime
) -> Iterator[tuple[str, datetime]]:
    """Give how and when somebody hears of it."""
    wants = receiver.wants
    if wants.shows(topic, urgency):
        yield "notice", moment
    if receiver.has_mail and wants.mails(topic, urgency):
        yield "mail", wants.mail_at(urgency, moment)


def put(connection: Connection, dedupe_key: str, now: datetime, values: Mapping[str, Any]) -> bool:
    """Write a row of the outbox once; its id, by which a reader's mail program tells two copies, follows from the key."""
    words = {"subject": "", "body": ""}
    digest = sha256(dedupe_key.encode()).hexdigest()[:32]
    row = {**words, **values, "id": digest, "dedupe_key": dedupe_key, "created_at": now}
    return insert_once(connection, Notice, **row)


def was_told(connection: Connection, key: str) -> bool:
    """Say whether anybody has been told of an event."""
    return (
        connection.execute(select(col(Notice.id)).where(col(Notice.event) == key).limit(1)).first()
        is not None
    )


def receivers(connection: Connection, people: Iterable[str]) -> list[Receiver]:
    """Read how these people want to hear of things, in order of their ids."""
    zone = (
        select(col(Institution.time_zone))
        .join(Membership, col(Membership.institution_code) == col(Institution.code))
        .where(col(Membership.person_id) == col(Person.id))
        .order_by(col(Institution.code))
        .limit(1)
        .scalar_subquery()
    )
    columns = (getattr(NoticePreference, name) for name in NoticePreference.model_fields)
    statement = (
        select(col(Person.id).label("who"), col(Person.email), zone.label("zone"), *columns)
        .outerjoin(NoticePreference, col(NoticePreference.person_id) == col(Person.id))
        .where(col(Person.id).in_(list(people)), col(Person.active).is_(True))
        .order_by(col(Person.id))
    )
    return [_receiver(dict(row)) for row in connection.execute(statement).mappings()]


def _receiver(row: Mapping[str, Any]) -> Receiver:
    chosen = None
    if row["person_id"] is not None:
        chosen = NoticePreference(**{name: row[name] for name in NoticePreference.model_fields})
    zone = row["zone"] or Preferences().zone
    return Receiver(row["who"], bool(row["email"]), preferences(chosen, zone))


def about_case(connection: Connection, event: Event) -> dict[str, Any]:
    """Give the columns that say what a notice is about: reference number, step and urgency, and by whom."""
    facts, urgency, case = dict(event.facts), event.urgency, event.instance_id
    if event.task_id:
        task = connection.execute(_task(event.task_id)).first()
        if task is not None:
            case, urgency = task.instance_id, urgency or task.urgency
            facts = {"element": task.element_id, "step": task.name} | facts
    if case:
        row = connection.execute(_case(case)).first()
        if row is not None:
            urgency = urgency or row.urgency
            facts = {"ref": row.business_key, "definition": row.definition_id} | facts
    if event.by:
        facts |= _named(connection, event.by)
    return {
        "topic": event.topic.value,
        "event": event.key,
        "urgency": urgency,
        "instance_id": case,
        "task_id": event.task_id,
        "facts": facts,
    }


def _task(task_id: str) -> Any:
    columns = (HumanTask.instance_id, HumanTask.urgency, HumanTask.element_id, HumanTask.name)
    return select(*map(col, columns)).where(col(HumanTask.id) == task_id)


def _case(instance_id: str) -> Any:
    columns = (
        ProcessInstance.urgency,
        ProcessInstance.business_key,
        ProcessInstance.definition_id,
    )
    return select(*map(col, columns)).where(col(ProcessInstance.id) == instance_id)


def _named(connection: Connection, person_id: str) -> dict[str, str]:
    row = connection.execute(
        select(col(Person.name), col(Person.name_en)).where(col(Person.id) == person_id)
    ).first()
    return {} if row is None else {"by": row.name, "by_en": row.name_en}
