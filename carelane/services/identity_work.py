"""What a merge of identities means for running cases: work written with the merge, done afterwards as often as it takes.

A case is told by an operation under the row's id, so that a worker that died half-way does nothing twice. Cases that
begin later with an id that is gone (a message had been on its way) are found by the sweep.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from carelane.domain.errors import CaseEnded, CaseNotFound, CaseSuspended, Unavailable
from carelane.domain.patient_merges import IdentityWork, PatientMerge
from carelane.domain.patients import Patient
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.wire import Answer, JsonObject, Operate, OperationKind
from carelane.services.identities import present_id
from carelane.services.ports import CasePort
from carelane.services.rows import one_at_a_time
from carelane.services.transaction import Database

MERGED, UNMERGED = "patient_merged", "patient_unmerged"
"""What the history of a case says instead of a person's reason; the pages have words for it."""
MOST_AWAY = 5
"""Cases that may fail to answer before the run stops: Temporal is away then, and the next run goes on."""
_AT_A_TIME = 500
_KINDS: dict[str, OperationKind] = {"rekey": "rekey_patient", "suspend": "suspend"}


@dataclass(frozen=True, slots=True)
class Worked:
    """How many cases were told, how many refused (a person has to look), and how many did not answer."""

    done: int = 0
    refused: int = 0
    away: int = 0

    def __str__(self) -> str:
        return f"{self.done} done, {self.refused} refused, {self.away} did not answer"


def lock(session: Session) -> None:
    """Let one transaction at a time decide about identities: merges are rare, and a circle of them would be a disaster."""
    one_at_a_time(session.connection(), "identities")


def write(  # noqa: PLR0913 - what, in which case, from whom to whom
    session: Session,
    merge_id: str,
    instance_id: str,
    kind: str,
    now: datetime,
    *,
    old_id: str = "",
    new_id: str = "",
) -> None:
    """Write down something to do in a case, after what is to be done there already."""
    place = select(func.count()).where(
        col(IdentityWork.merge_id) == merge_id, col(IdentityWork.instance_id) == instance_id
    )
    session.add(
        IdentityWork(
            id=uuid.uuid4().hex,
            merge_id=merge_id,
            instance_id=instance_id,
            kind=kind,
            old_id=old_id,
            new_id=new_id,
            place=session.exec(place).one(),
            written_at=now,
        )
    )
    session.flush()


def open_cases(session: Session, empi_id: str) -> list[str]:
    """List the running cases that know their patient by this id."""
    case = ProcessInstance
    mine = (col(case.patient_ref) == empi_id, col(case.state) == "active")
    return list(session.exec(select(case.id).where(*mine).order_by(col(case.started_at), case.id)))


def find_late(database: Database) -> int:
    """Write work for running cases whose patient is known by an id that was merged; returns for how many."""
    with database.transaction() as session:
        lock(session)
        case, work = ProcessInstance, IdentityWork
        busy = select(col(work.instance_id)).where(col(work.state).in_(("todo", "refused")))
        statement = (
            select(case.id, case.patient_ref)
            .join(Patient, col(Patient.empi_id) == col(case.patient_ref))
            .where(
                col(case.state) == "active",
                col(Patient.merged_into).is_not(None),
                col(case.id).not_in(busy),
            )
            .limit(_AT_A_TIME)
        )
        found = session.exec(statement).all()
        for case_id, old in found:
            merge = _merge_of(session, old)
            if merge is not None:
                new = present_id(session, old)
                write(session, merge, case_id, "rekey", database.now(), old_id=old, new_id=new)
        return len(found)


def _merge_of(session: Session, merged: str) -> str | None:
    row = PatientMerge
    statement = (
        select(row.id)
        .where(col(row.merged) == merged, col(row.undone_at).is_(None))
        .order_by(col(row.at).desc())
    )
    return session.exec(statement).first()


def do(database: Database, cases: CasePort, merge_id: str = "") -> Worked:
    """Do what is to do, of one merge or of all; safe to repeat, to break off and to run twice at once."""
    done = refused = away = 0
    stuck: set[str] = set()
    for row in _todo(database, merge_id):
        if row.instance_id in stuck:
            continue
        try:
            state, answer = _tell(cases, row)
        except Unavailable:
            away += 1
            stuck.add(row.instance_id)
            if away >= MOST_AWAY:
                break
            continue
        _note(database, row.id, state, answer)
        done += state != "refused"
        refused += state == "refused"
    return Worked(done, refused, away)


def sweep(database: Database, cases: CasePort) -> tuple[int, Worked]:
    """Find the cases that a merge came too late for, then do all that is to do; gives how many were late, and what was done."""
    return find_late(database), do(database, cases)


def _todo(database: Database, merge_id: str) -> Iterable[IdentityWork]:
    work = IdentityWork
    which = [col(work.state) == "todo"]
    which += [col(work.merge_id) == merge_id] if merge_id else []
    order = (col(work.written_at), col(work.instance_id), col(work.place))
    with database.reading() as session:
        return session.exec(select(work).where(*which).order_by(*order).limit(_AT_A_TIME)).all()


def _tell(cases: CasePort, row: IdentityWork) -> tuple[str, str]:
    """Tell the case; give the row's new state and the case's answer."""
    try:
        answer = cases.operate(row.instance_id, _command(row))
    except (CaseEnded, CaseNotFound):
        return "gone", ""
    return _state(row, answer), answer.code


def _command(row: IdentityWork) -> Operate:
    rekeys = row.kind == "rekey"
    arguments: JsonObject = {"old": row.old_id, "new": row.new_id} if rekeys else {}
    reason = MERGED if rekeys else UNMERGED
    return Operate(f"identity/{row.id}", _KINDS[row.kind], "", reason, arguments)


def _state(row: IdentityWork, answer: Answer) -> str:
    if answer.outcome == "done":
        return "done"
    if answer.code == CaseEnded.code:
        return "gone"
    suspended = row.kind == "suspend" and answer.code == CaseSuspended.code
    return "done" if suspended else "refused"


def _note(database: Database, work_id: str, state: str, answer: str) -> None:
    with database.transaction() as session:
        row = session.get_one(IdentityWork, work_id)
        row.state, row.answer, row.done_at = state, answer, database.now()
        session.add(row)
