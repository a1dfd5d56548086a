"""Forgetting by rule (`carelane.domain.retention`): drafts, notices, what operators asked for, and what ended cases say of their patients.

Each rule does a bounded number of rows in a transaction, and what it has done it does not find again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, String, cast, delete, exists, func, null, or_, select, update
from sqlmodel import Session, col

from carelane.domain.attachments import Attachment
from carelane.domain.comments import Comment
from carelane.domain.human_tasks import HumanTask
from carelane.domain.messages import Message
from carelane.domain.notices import MailAttachment, Notice
from carelane.domain.process_instances import HistoryEntry, ProcessInstance
from carelane.domain.retention import SAYS_NOTHING, Keeping
from carelane.domain.schedule import JobRequest
from carelane.domain.stripped_cases import StrippedCase
from carelane.services.many_values import among
from carelane.services.transaction import Database

BATCH = 500
_NULL = "null"
"""How JSON writes that there is no draft, where the column is not simply empty."""
_SETTLED = ("delivered", "expired", "discarded")
_NOBODY = {
    "variables": {},
    "patient_ref": "",
    "patient_name": "",
    "patient_pinyin": "",
    "patient_id_suffix": "",
}


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many were forgotten by each rule."""

    drafts: int = 0
    notices: int = 0
    cases: int = 0
    files: int = 0
    unread: int = 0
    requests: int = 0


def apply_rules(database: Database, keeping: Keeping) -> Forgotten:
    """Forget what is older than the rules keep it; the same again finds nothing."""
    now = database.now()
    return Forgotten(
        _all(database, _drafts, now, keeping.drafts),
        _all(database, _notices, now, keeping.notices),
        _all(database, _cases, now, keeping.cases),
        _all(database, _files, now, keeping.cases),
        _all(database, _unread, now, keeping.unread),
        _all(database, _requests, now, keeping.requests),
    )


Rule = Callable[[Session, datetime, datetime], int]


def _all(database: Database, rule: Rule, now: datetime, days: int) -> int:
    """Follow a rule batch by batch; 0 days keep for ever."""
    done, last = 0, BATCH if days else 0
    while last == BATCH:
        with database.transaction() as session:
            last = rule(session, now - timedelta(days=days), now)
        done += last
    return done


def _drafts(session: Session, before: datetime, _now: datetime) -> int:
    """Forget what was typed and never sent, of tasks that are closed."""
    draft = func.coalesce(cast(col(HumanTask.draft), String), _NULL)
    old = (col(HumanTask.closed_at) < before, draft != _NULL)
    tasks = _ids(session, select(col(HumanTask.id)).where(*old).limit(BATCH))
    session.connection().execute(
        update(HumanTask).where(among(col(HumanTask.id), tasks)).values(draft=null())
    )
    return len(tasks)


def _notices(session: Session, before: datetime, _now: datetime) -> int:
    """Delete what was read, sent or given up, mails with their files; what waits stays, however old it is."""
    over = col(Notice.state).in_(("failed", "dropped")) & (col(Notice.created_at) < before)
    done = or_(col(Notice.read_at) < before, col(Notice.sent_at) < before, over)
    notices = _ids(session, select(col(Notice.id)).where(done).limit(BATCH))
    _forget_files(session, notices)
    session.connection().execute(delete(Notice).where(among(col(Notice.id), notices)))
    return len(notices)


def _unread(session: Session, before: datetime, _now: datetime) -> int:
    """Delete what stood on a screen and nobody read; what is still to be sent, such as a message to a patient, stays."""
    old = (col(Notice.kind) == "notice", col(Notice.read_at).is_(None))
    unread = select(col(Notice.id)).where(*old, col(Notice.created_at) < before)
    notices = _ids(session, unread.limit(BATCH))
    session.connection().execute(delete(Notice).where(among(col(Notice.id), notices)))
    return len(notices)


def _requests(session: Session, before: datetime, _now: datetime) -> int:
    """Delete what operators asked the scheduler for and it has begun; what waits stays."""
    done = (col(JobRequest.taken_at).is_not(None), col(JobRequest.asked_at) < before)
    requests = _ids(session, select(col(JobRequest.id)).where(*done).limit(BATCH))
    session.connection().execute(delete(JobRequest).where(among(col(JobRequest.id), requests)))
    return len(requests)


def _forget_files(session: Session, mails: Sequence[str]) -> None:
    files = among(col(MailAttachment.mail_id), mails)
    session.connection().execute(delete(MailAttachment).where(files))


def _cases(session: Session, before: datetime, now: datetime) -> int:
    """Take out of ended cases what they say of their patients, and note that it was done."""
    stripped = select(col(StrippedCase.instance_id)).where(
        col(StrippedCase.instance_id) == col(ProcessInstance.id)
    )
    old = (col(ProcessInstance.ended_at) < before, ~stripped.exists())
    cases = _ids(session, select(col(ProcessInstance.id)).where(*old).limit(BATCH))
    if cases:
        _strip(session, cases)
        session.add_all(StrippedCase(instance_id=case, at=now) for case in cases)
    return len(cases)


def _strip(session: Session, cases: Sequence[str]) -> None:
    execute = session.connection().execute
    execute(update(ProcessInstance).where(among(col(ProcessInstance.id), cases)).values(_NOBODY))
    nothing = {"variables": {}, "draft": null()}
    execute(update(HumanTask).where(among(col(HumanTask.instance_id), cases)).values(nothing))
    says = col(HistoryEntry.kind).not_in(SAYS_NOTHING)
    lines = update(HistoryEntry).where(among(col(HistoryEntry.instance_id), cases), says)
    execute(lines.values(data={}))
    ends = (col(Message.from_instance_id), col(Message.to_instance_id))
    sent = or_(*(among(end, cases) for end in ends))
    settled = col(Message.state).in_(_SETTLED)
    execute(update(Message).where(sent, settled).values(payload={}))
    execute(update(Comment).where(among(col(Comment.instance_id), cases)).values(text=""))
    execute(delete(Notice).where(among(col(Notice.instance_id), cases)))


def _files(session: Session, _before: datetime, now: datetime) -> int:
    """Take away the files, and their names, of cases that forgot their patient; what a running case was given stays.

    What they hold is erased later, as what people remove (`carelane.services.attachment_retention`).
    """
    owner, case = col(Attachment.instance_id), ProcessInstance
    needed = or_(
        exists().where(
            col(Message.from_instance_id) == owner,
            col(case.id) == col(Message.to_instance_id),
            col(case.state) == "active",
        ),
        exists().where(col(case.parent_instance_id) == owner, col(case.state) == "active"),
    )
    there = or_(col(Attachment.removed_at).is_(None), col(Attachment.name) != "")
    stripped = exists().where(col(StrippedCase.instance_id) == owner)
    files = _ids(session, select(col(Attachment.id)).where(there, stripped, ~needed).limit(BATCH))
    gone = {"name": "", "removed_at": func.coalesce(col(Attachment.removed_at), now)}
    session.connection().execute(
        update(Attachment).where(among(col(Attachment.id), files)).values(gone)
    )
    return len(files)


def _ids(session: Session, statement: Select[str]) -> list[str]:
    return list(session.connection().execute(statement).scalars())
