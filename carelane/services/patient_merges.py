"""Two ids of one person become one, and apart again where that was wrong: by people, with a reason, never by itself.

The surviving id answers for the other from then on. Rows that refer to the patient follow, and running cases are told
(`carelane.services.identity_work`). Logs of what was shown to whom stay as they were written.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, SQLModel, col, select

from carelane.domain.errors import (
    IdentityConflict,
    MergeUndone,
    NotAllowed,
    NotFound,
    PatientNotFound,
)
from carelane.domain.patient_merges import IdentityWork, PatientMerge
from carelane.domain.patients import Patient, PatientIdentifier
from carelane.domain.people import Membership
from carelane.domain.resident_ids import RESIDENT_ID
from carelane.services import identity_questions, identity_work
from carelane.services.incidents import checked_reason
from carelane.services.journeys.joining import join_journeys
from carelane.services.notices import Draft, write
from carelane.services.ports import CasePort
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, may_resolve_identities

PRIVACY_OFFICER = "grp_privacy"
FOLLOWING = {
    "consents": "patient_ref",
    "record_references": "empi_id",
    "retrieval_grants": "empi_id",
}
"""Table to the column by which its rows belong to a patient. Holds belong to cases, and follow with them."""


@dataclass(frozen=True, slots=True)
class Merging:
    """Which identity stays, which one it turned out to be too, and why."""

    survivor: str
    merged: str
    reason: str


def merge(
    database: Database, cases: CasePort, actor: Actor, wanted: Merging, command_id: str
) -> str:
    """Merge two identities, once per ``command_id``; gives the merge's id. Cases that are away are told later.

    Raises `ReasonMissing`, `NotAllowed`, `PatientNotFound`, `IdentityConflict`.
    """
    reason = checked_reason(wanted.reason)
    if not may_resolve_identities(actor):
        raise NotAllowed
    with database.transaction() as session:
        identity_work.lock(session)
        if session.get(PatientMerge, command_id) is None:
            row = PatientMerge(
                id=command_id,
                survivor=wanted.survivor,
                merged=wanted.merged,
                reason=reason,
                by_person=actor.person_id,
                acting_as=actor.acting_as,
                at=database.now(),
            )
            join(session, row)
    identity_work.do(database, cases, command_id)
    return command_id


def link(session: Session, temporary: str, real: str, key: str, now: datetime) -> str:
    """Say who a temporary identity is, on behalf of a case; gives the id that stands. Raises `IdentityConflict`.

    A machine contradicts nothing: two verified documents of the state that differ are a person's question.
    """
    identity_work.lock(session)
    first, second = session.get(Patient, temporary), session.get(Patient, real)
    if first is None or second is None or not first.temporary or second.temporary:
        raise IdentityConflict(why="not_temporary")
    if first.merged_into is not None:
        if first.merged_into != real:
            raise IdentityConflict(why="linked_otherwise")
        return real
    if _contradict(session, temporary, real):
        identity_questions.ask(session, "two_ids", temporary, now, other_id=real)
        raise IdentityConflict(why="two_documents")
    row = PatientMerge(id=key, survivor=real, merged=temporary, linked=True, reason="", at=now)
    join(session, row)
    return real


def join(session: Session, row: PatientMerge) -> None:
    """Let one identity stand for the other, with all that refers to it. Raises `PatientNotFound`, `IdentityConflict`."""
    survivor, merged = (session.get(Patient, each) for each in (row.survivor, row.merged))
    if survivor is None or merged is None:
        raise PatientNotFound
    if survivor is merged:
        raise IdentityConflict(why="the_same")
    if survivor.merged_into or merged.merged_into:
        raise IdentityConflict(why="merged_already")
    if survivor.temporary and not merged.temporary:
        raise IdentityConflict(why="temporary_survivor")
    merged.merged_into = survivor.empi_id
    row.moved = _follow(session, row.merged, row.survivor)
    if merged.deceased_at is not None and survivor.deceased_at is None:
        survivor.deceased_at = merged.deceased_at
        row.moved["deceased"] = [survivor.empi_id]
    session.add_all([survivor, merged, row])
    session.flush()
    join_journeys(session.connection(), row.survivor, row.merged, row.at)
    for case in identity_work.open_cases(session, row.merged):
        identity_work.write(
            session, row.id, case, "rekey", row.at, old_id=row.merged, new_id=row.survivor
        )
    identity_questions.close_between(session, row.survivor, row.merged, row.by_person, row.at)


def unmerge(
    database: Database, cases: CasePort, actor: Actor, merge_id: str, reason: str
) -> tuple[str, ...]:
    """Take a merge apart: rows and cases get their own id back, and every affected case is suspended.

    Opens a privacy review: data may have gone to the wrong chart. Gives the affected cases. Raises `ReasonMissing`,
    `NotAllowed`, `NotFound`, `MergeUndone`, `IdentityConflict` (a later merge of the survivor has to go first).
    """
    kept = checked_reason(reason)
    if not may_resolve_identities(actor):
        raise NotAllowed
    with database.transaction() as session:
        identity_work.lock(session)
        row = session.get(PatientMerge, merge_id)
        if row is None:
            raise NotFound
        if row.undone_at is not None:
            raise MergeUndone
        affected = _part(session, row, database.now())
        row.undone_at, row.undone_by, row.undone_reason = (database.now(), actor.person_id, kept)
        session.add(row)
        _ask_for_review(session, row, len(affected), database.now())
    identity_work.do(database, cases, merge_id)
    return affected


def _part(session: Session, row: PatientMerge, now: datetime) -> tuple[str, ...]:
    survivor, merged = (session.get_one(Patient, each) for each in (row.survivor, row.merged))
    if survivor.merged_into or merged.merged_into != row.survivor:
        raise IdentityConflict(why="merged_again")
    affected = identity_work.open_cases(session, row.survivor)
    told = _told(session, row.id)
    for work in told:
        if work.state == "todo":
            work.state, work.done_at = "gone", now
            session.add(work)
    own = {work.instance_id for work in told if work.state == "done"}
    waiting = identity_work.open_cases(session, row.merged)
    for case in affected:
        if case in own:
            identity_work.write(
                session, row.id, case, "rekey", now, old_id=row.survivor, new_id=row.merged
            )
    for case in (*affected, *waiting):
        identity_work.write(session, row.id, case, "suspend", now)
    merged.merged_into = None
    if "deceased" in row.moved:
        survivor.deceased_at = None
    session.add_all([survivor, merged])
    session.flush()
    _follow(session, row.survivor, row.merged, row.moved)
    identity_questions.ask(
        session, "unmerged", row.survivor, now, other_id=row.merged, merge_id=row.id
    )
    return (*affected, *waiting)


def _ask_for_review(session: Session, row: PatientMerge, cases: int, now: datetime) -> None:
    """Tell the privacy officers that something waits for them; a notice is in both languages, as those of processes."""
    body = (
        f"两个身份已拆分，{cases} 个病例挂起待复核，见“患者”页的“待处理”。"
        f" Two identities were taken apart, {cases} cases are suspended: see To resolve on the page Patients."
    )
    officers = session.exec(
        select(Membership.person_id).where(col(Membership.role) == PRIVACY_OFFICER)
    )
    draft = Draft("notice", "隐私复核 Privacy review", body, f"unmerged:{row.id}")
    write(session, draft, sorted(set(officers)), now)


def _told(session: Session, merge_id: str) -> list[IdentityWork]:
    work = IdentityWork
    which = (col(work.merge_id) == merge_id, col(work.kind) == "rekey")
    return list(session.exec(select(work).where(*which)))


def _follow(
    session: Session, old: str, new: str, only: dict[str, Any] | None = None
) -> dict[str, Any]:
    """Give the rows of one identity to another; says which. ``only`` are the rows of an earlier answer."""
    moved: dict[str, Any] = {}
    for name, column in FOLLOWING.items():
        table = SQLModel.metadata.tables[name]
        which = [table.c[column] == old]
        if only is not None:
            which.append(table.c.id.in_(only.get(name, [])))
        statement = update(table).where(*which).values({column: new}).returning(table.c.id)
        ids = [each for (each,) in session.connection().execute(statement)]
        if ids:
            moved[name] = sorted(ids)
    return moved


def _contradict(session: Session, one: str, other: str) -> bool:
    """Whether both have a verified identity card, and not the same."""
    cards = [_cards(session, each) for each in (one, other)]
    return all(cards) and cards[0].isdisjoint(cards[1])


def _cards(session: Session, empi_id: str) -> set[str]:
    """Give the identity cards of somebody; one that came with the patient from another registry counts as verified."""
    row, patient = PatientIdentifier, session.get_one(Patient, empi_id)
    card = (col(row.id_type) == RESIDENT_ID, col(row.verified).is_(True))
    found = set(session.exec(select(row.id_no).where(col(row.empi_id) == empi_id, *card)))
    known = session.exec(select(row.id_no).where(col(row.empi_id) == empi_id)).all()
    if patient.id_type == RESIDENT_ID and patient.id_no and patient.id_no not in known:
        found.add(patient.id_no)
    return found
