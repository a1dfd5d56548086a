"""Tells whoever gets a human task by somebody else's doing (nominated, delegated, forwarded, handed over), and who is asked for one.

Written in the transaction of the verb. Of many tasks at once a person is told once for each urgency, with how many there are.
"""

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlmodel import Session, col

from carelane.domain.notices import Notice, Topic
from carelane.services.ladder import holders
from carelane.services.notice_events import Event, notify
from carelane.services.task_deeds import Doing

HANDOVER = "handover:"
"""Begins the name of a batch that hands over a whole list."""
_GIVES = {
    "nominate": Topic.TASK_GIVEN,
    "delegate": Topic.TASK_GIVEN,
    "forward": Topic.TASK_FORWARDED,
}


def tell(session: Session, doing: Doing, askers: Sequence[str] = ()) -> None:
    """Tell those who have, or may take, the task from now on; ``askers`` had asked for it."""
    wish, task = doing.wish, doing.task
    if wish.verb == "ask_for" and task.actual_owner:
        _asked(session, doing, [task.actual_owner], {"said": wish.reason})
    if wish.verb == "release" and askers:
        _asked(session, doing, askers, {"free": 1})
    topic = _GIVES.get(wish.verb)
    if topic is None:
        return
    connection = session.connection()
    roles = [(each.institution_code, each.role) for each in wish.owners]
    people = {wish.person} - {""} | set(wish.people) | holders(connection, roles)
    if not wish.batch:
        key = f"{wish.verb}:{task.id}:{task.version}"
        event = Event(topic, key, task_id=task.id, by=doing.actor.person_id)
        notify(session, event, people, doing.now)
        return
    if wish.batch.startswith(HANDOVER):
        topic = Topic.HANDOVER
    key = f"{wish.batch}:{task.urgency}"
    by = doing.actor.person_id
    _one_more(session, key, people)
    notify(
        session,
        Event(topic, key, urgency=task.urgency, by=by, facts={"many": 1}),
        people,
        doing.now,
    )


def _asked(
    session: Session, doing: Doing, people: Sequence[str], facts: dict[str, str | int]
) -> None:
    """Tell whoever has the task that somebody asks for it, or those who asked that it is free."""
    task, by = doing.task, doing.actor.person_id
    key = f"{doing.wish.verb}:{task.id}:{task.version}"
    event = Event(Topic.TASK_ASKED, key, task_id=task.id, by=by, facts=facts)
    notify(session, event, people, doing.now)


def _one_more(session: Session, key: str, people: set[str]) -> None:
    """Count one task more in what was written for the batch to these people; others have none of it."""
    mine = (col(Notice.event) == key, col(Notice.recipient_person).in_(sorted(people)))
    rows = session.connection().execute(
        select(col(Notice.id), col(Notice.facts)).where(*mine).with_for_update()
    )
    for row in rows.all():
        facts = row.facts | {"many": row.facts.get("many", 1) + 1}
        session.connection().execute(
            update(Notice).where(col(Notice.id) == row.id).values(facts=facts)
        )
