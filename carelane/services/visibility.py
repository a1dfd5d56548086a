"""Who may see what, in one file: every read of cases and tasks passes one of these clauses.

A task is visible to its potential owners (institution and role, or named persons), to whoever has or completed it, to
substitutes of these during leave, to its business administrators, and to supervisors of its case's institution. A case is visible to whoever started it, to everybody who may see one
of its tasks, and to supervisors of its institution. Anything else looks as if it did not exist.

Who may do what is a table, `carelane.domain.rights`; `may` and `places_of` ask it for an actor.

Operators may find any case, but see only what is technical of it (elements, states, ids): `operated_case` stands
before those reads, `visible_case` before everything clinical. To variables a reason is their only door.
"""

from dataclasses import dataclass

from sqlalchemy import (
    ColumnElement,
    SQLColumnExpression,
    and_,
    exists,
    false,
    literal,
    or_,
    select,
    true,
)
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from carelane.domain.attachments import Attachment
from carelane.domain.human_tasks import (
    HumanTask,
    HumanTaskAdministrator,
    HumanTaskOwner,
    HumanTaskPerson,
)
from carelane.domain.measurements import MeasuredDay, Measurement
from carelane.domain.messages import Message
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.rights import (
    BY_RIGHT,
    CLINICAL,
    PAGES,
    Holder,
    Right,
    Where,
    Who,
    operation_right,
)
from carelane.domain.saved_filters import SavedFilter
from carelane.domain.worklist_entries import OwnerGroupDesk, WorklistEntry, desk, person_desk
from carelane.services.many_values import among
from carelane.services.transaction import Reach


@dataclass(frozen=True, slots=True, order=True)
class Membership:
    """A role at an institution."""

    institution_code: str
    role: str

    def __str__(self) -> str:
        """Write it as INSTITUTION/ROLE."""
        return f"{self.institution_code}/{self.role}"


@dataclass(frozen=True, slots=True)
class StandIn:
    """An absent person for whom somebody acts at one institution, with the roles that this person has there."""

    person_id: str
    name: str
    name_en: str
    institution_code: str
    memberships: tuple[Membership, ...]


@dataclass(frozen=True, slots=True)
class Actor:
    """The person on whose behalf something is done, as known at this moment.

    ``supervised_institutions`` are the codes of institutions whose cases the person may watch. ``memberships`` are
    those in force: all of the person's, or the one as which they act (``hat``); ``own_memberships`` are all. What
    is already the person's (reserved tasks, started cases) stays theirs under every hat. ``stands_for`` are the
    absent people whose tasks the person does at this moment.
    """

    person_id: str
    name: str
    name_en: str
    language: str
    memberships: tuple[Membership, ...]
    supervised_institutions: tuple[str, ...] = ()
    hat: Membership | None = None
    own_memberships: tuple[Membership, ...] = ()
    stands_for: tuple[StandIn, ...] = ()

    @property
    def acting_as(self) -> str:
        """Give the hat as stored in lines of histories: INSTITUTION/ROLE, empty where all memberships act."""
        return str(self.hat) if self.hat else ""

    @property
    def roles(self) -> tuple[str, ...]:
        """Give the role codes, each once, sorted."""
        return tuple(sorted({membership.role for membership in self.memberships}))

    @property
    def institutions(self) -> tuple[str, ...]:
        """Give the institutions the person works at, each once, sorted."""
        return tuple(sorted({membership.institution_code for membership in self.memberships}))

    def has_role(self, role: str, institution_code: str | None = None) -> bool:
        """Say whether the person holds the role, at this institution or at any."""
        return any(
            membership.role == role and institution_code in (None, membership.institution_code)
            for membership in self.memberships
        )


EVERYWHERE = None
"""What `places_of` gives for a right that is not bound to institutions."""


def _holds(actor: Actor, holder: Holder) -> bool:
    """Say whether the actor is one of the holders, by their roles; who a case or task names is seen by its clause."""
    match holder.who:
        case Who.SUPERVISORS:
            return bool(actor.supervised_institutions)
        case Who.CLINICAL:
            return not CLINICAL.isdisjoint(actor.roles)
        case Who():
            return False
        case roles:
            return not roles.isdisjoint(actor.roles)


def places_of(actor: Actor, right: Right) -> tuple[str, ...] | None:
    """List the institutions at which the actor has a right, sorted; `EVERYWHERE` where it is not bound to any."""
    found: set[str] = set()
    for holder in BY_RIGHT[right].holders:
        if not _holds(actor, holder):
            continue
        match holder.where, holder.who:
            case Where.EVERYWHERE, _:
                return EVERYWHERE
            case Where.SUPERVISED, _:
                found |= set(actor.supervised_institutions)
            case Where.OWN, frozenset() as roles:
                found |= {one.institution_code for one in actor.memberships if one.role in roles}
    return tuple(sorted(found))


def may(actor: Actor, right: Right, institution_code: str | None = None) -> bool:
    """Say whether the actor has a right, at this institution or at any."""
    places = places_of(actor, right)
    if places is EVERYWHERE:
        return True
    return bool(places) if institution_code is None else institution_code in places


def reach_of(actor: Actor) -> Reach:
    """Say how far the actor's reading may go: what PostgreSQL's row-level security is told."""
    everywhere = (Right.SEE_OPERATED, Right.MANAGE_VERSIONS)
    borrowed = (each for absent in actor.stands_for for each in absent.memberships)
    owning = dict.fromkeys((*actor.memberships, *borrowed))
    return Reach(
        person=actor.person_id,
        owns=tuple((one.institution_code, one.role) for one in owning),
        absent=tuple(dict.fromkeys(each.person_id for each in actor.stands_for)),
        supervises=actor.supervised_institutions,
        everywhere=any(places_of(actor, right) is EVERYWHERE for right in everywhere),
        clinical=may(actor, Right.LOOK_UP_PATIENTS),
    )


def may_open(actor: Actor, page: str) -> bool:
    """Say whether a page is for the actor; what stands on it is decided by the services it asks."""
    needed = PAGES[page]
    return not needed or any(may(actor, right) for right in needed)


def potential_owner(actor: Actor, *, few: bool = False) -> ColumnElement[bool]:
    """Tasks that the actor may claim: owned by one of the actor's roles, by name, or by an absent person's.

    ``few``: the statement knows the tasks by their ids.
    """
    borrowed = (each for absent in actor.stands_for for each in absent.memberships)
    memberships = tuple(dict.fromkeys((*actor.memberships, *borrowed)))
    return or_(
        _at_desks(memberships) if few else _at_roles(HumanTaskOwner, memberships),
        _by_name([actor.person_id]),
        *(
            and_(_by_name([each.person_id]), _at(each.institution_code))
            for each in actor.stands_for
        ),
    )


def _at_roles(
    table: type[HumanTaskOwner] | type[HumanTaskAdministrator],
    memberships: tuple[Membership, ...],
    task_id: SQLColumnExpression[str] | None = None,
) -> ColumnElement[bool]:
    """Tasks of which a table names one of these roles at its institution."""
    if not memberships:
        return false()
    return exists().where(
        col(table.human_task_id) == (col(HumanTask.id) if task_id is None else task_id),
        or_(
            *(
                and_(
                    col(table.role) == role,
                    among(
                        col(table.institution_code),
                        sorted({m.institution_code for m in memberships if m.role == role}),
                    ),
                )
                for role in sorted({membership.role for membership in memberships})
            )
        ),
    )


def _at_desks(memberships: tuple[Membership, ...]) -> ColumnElement[bool]:
    """Say the same as `_at_roles` of few tasks: no index finds them so, but hundreds of roles cost nothing to plan."""
    owner = HumanTaskOwner
    named = col(owner.institution_code) + literal("/") + col(owner.role)
    return exists().where(
        col(owner.human_task_id) == col(HumanTask.id), among(named, [str(m) for m in memberships])
    )


def _by_name(people: list[str]) -> ColumnElement[bool]:
    return exists().where(
        col(HumanTaskPerson.human_task_id) == col(HumanTask.id),
        col(HumanTaskPerson.person_id).in_(people),
    )


def _at(institution_code: str, task: type[HumanTask] = HumanTask) -> ColumnElement[bool]:
    """Tasks of an institution: its roles own them, or nobody's roles do and the case is its own."""
    owner = col(HumanTaskOwner.human_task_id) == col(task.id)
    its_case = aliased(ProcessInstance)
    case = exists().where(
        col(its_case.id) == col(task.instance_id),
        col(its_case.institution_code) == institution_code,
    )
    there = exists().where(owner, col(HumanTaskOwner.institution_code) == institution_code)
    return or_(there, and_(~exists().where(owner), case))


def own_task(actor: Actor, *, few: bool = False) -> ColumnElement[bool]:
    """Tasks that the actor may work on: potential owner, or reserved for the actor or an absent person.

    ``few``: the statement knows the tasks by their ids.
    """
    absent = (
        and_(col(HumanTask.actual_owner) == each.person_id, _at(each.institution_code))
        for each in actor.stands_for
    )
    own = potential_owner(actor, few=few)
    return or_(own, col(HumanTask.actual_owner) == actor.person_id, *absent)


def administered_task(actor: Actor) -> ColumnElement[bool]:
    """Tasks whose owners the actor may decide about. The statement must join `ProcessInstance`."""
    return or_(supervised_case(actor), _at_roles(HumanTaskAdministrator, actor.memberships))


def workable_task(actor: Actor) -> ColumnElement[bool]:
    """Tasks with which the actor may do something. The statement must join `ProcessInstance`."""
    return or_(own_task(actor), administered_task(actor))


def own_entry(
    session: Session, actor: Actor, institution_code: str = "", role: str = ""
) -> ColumnElement[bool]:
    """Find the rows of worklists that stand for the actor's own tasks, as `own_task` says; see `WorklistEntry`.

    With an institution or a role only what that membership owns. The numbers of the owners are looked up first, so
    that the database knows how many rows to expect.
    """
    borrowed = (each for absent in actor.stands_for for each in absent.memberships)
    desks = [
        desk(each.institution_code, each.role)
        for each in dict.fromkeys((*actor.memberships, *borrowed))
        if institution_code in {"", each.institution_code} and role in {"", each.role}
    ]
    if not institution_code and not role:
        desks.append(person_desk(actor.person_id))
    numbers = select(col(OwnerGroupDesk.owner_group)).where(among(col(OwnerGroupDesk.desk), desks))
    groups = sorted(set(session.connection().execute(numbers).scalars()))
    owned = among(col(WorklistEntry.owner_group), groups)
    if institution_code or role:
        return owned
    mine = col(WorklistEntry.actual_owner) == actor.person_id
    return or_(owned, mine, *map(_entry_of_absent, actor.stands_for))


def administered_entry(
    actor: Actor, institution_code: str = "", role: str = ""
) -> ColumnElement[bool]:
    """Find the rows of worklists that stand for tasks whose owners the actor decides about, as `administered_task` says.

    With an institution or a role only what these own.
    """
    entry = WorklistEntry
    named = _at_roles(HumanTaskAdministrator, actor.memberships, col(entry.task_id))
    ours = or_(col(entry.institution_code).in_(actor.supervised_institutions), named)
    if not institution_code and not role:
        return ours
    begin, end = desk(institution_code, role).split(",", 1)
    numbers = select(col(OwnerGroupDesk.owner_group)).where(
        col(OwnerGroupDesk.desk).startswith(
            f"{begin}," if institution_code else "", autoescape=True
        ),
        col(OwnerGroupDesk.desk).endswith(f",{end}" if role else "", autoescape=True),
    )
    return and_(ours, col(entry.owner_group).in_(numbers))


def _entry_of_absent(absent: StandIn) -> ColumnElement[bool]:
    """Find the rows of what an absent person has, or is named for, where somebody stands in."""
    numbers = select(col(OwnerGroupDesk.owner_group)).where(
        col(OwnerGroupDesk.desk) == person_desk(absent.person_id)
    )
    task = aliased(HumanTask)
    there = exists().where(
        col(task.id) == col(WorklistEntry.task_id), _at(absent.institution_code, task)
    )
    has = col(WorklistEntry.actual_owner) == absent.person_id
    return and_(or_(has, col(WorklistEntry.owner_group).in_(numbers)), there)


def shared_filter(actor: Actor) -> ColumnElement[bool]:
    """Named filters of worklists that the actor may use: the actor's own, and those of the actor's teams."""
    teams = (
        and_(
            col(SavedFilter.role) == role,
            among(
                col(SavedFilter.institution_code),
                sorted({m.institution_code for m in actor.memberships if m.role == role}),
            ),
        )
        for role in actor.roles
    )
    return or_(col(SavedFilter.person_id) == actor.person_id, *teams)


def visible_attachment(actor: Actor) -> ColumnElement[bool]:
    """Files of cases that the actor may look at, and those the actor has uploaded for a case about to be started."""
    its_case = exists().where(
        col(ProcessInstance.id) == col(Attachment.instance_id), visible_case(actor)
    )
    waiting = and_(col(Attachment.instance_id) == "", col(Attachment.added_by) == actor.person_id)
    return or_(waiting, its_case)


def may_remove_attachment(
    actor: Actor, attachment: Attachment, case: ProcessInstance | None
) -> bool:
    """Let whoever added a file take it away while its case runs, and supervisors of the case."""
    if case is None:
        return attachment.added_by == actor.person_id
    mine = attachment.added_by == actor.person_id and case.state == "active"
    return mine or case.institution_code in actor.supervised_institutions


def supervised_case(actor: Actor) -> ColumnElement[bool]:
    """Cases of institutions that the actor supervises."""
    return col(ProcessInstance.institution_code).in_(actor.supervised_institutions)


def counted_case(actor: Actor) -> ColumnElement[bool]:
    """Cases that may be counted for the actor; whoever does not supervise them is shown no case and no small group."""
    places = places_of(actor, Right.SEE_FIGURES)
    if places is EVERYWHERE:
        return true()
    return among(col(ProcessInstance.institution_code), places)


def counted(actor: Actor, table: type[Measurement] | type[MeasuredDay]) -> ColumnElement[bool]:
    """Measurements, or their sums, that may be counted for the actor."""
    places = places_of(actor, Right.SEE_FIGURES)
    return true() if places is EVERYWHERE else among(col(table.institution_code), places)


def counts_only(actor: Actor) -> bool:
    """Say whether the actor is shown numbers of everybody, and no case: then small groups are left out."""
    return places_of(actor, Right.SEE_FIGURES) is EVERYWHERE


def measured_here(actor: Actor) -> ColumnElement[bool]:
    """Measurements whose cases the actor supervises and may be led to."""
    return among(col(Measurement.institution_code), actor.supervised_institutions)


def operated_case(actor: Actor) -> ColumnElement[bool]:
    """Cases that the actor may operate: all for operators, supervisors those of their institutions.

    Whoever reads by this clause shows what is technical only.
    """
    places = places_of(actor, Right.SEE_OPERATED)
    if places is EVERYWHERE:
        return true()
    return col(ProcessInstance.institution_code).in_(places)


def visible_task(actor: Actor) -> ColumnElement[bool]:
    """Tasks that the actor may look at. The statement must join `ProcessInstance`."""
    return or_(
        workable_task(actor),
        col(HumanTask.completed_by) == actor.person_id,
    )


def visible_case(actor: Actor) -> ColumnElement[bool]:
    """Cases that the actor may look at."""
    taken_part = exists().where(
        col(HumanTask.instance_id) == col(ProcessInstance.id),
        or_(
            own_task(actor),
            _at_roles(HumanTaskAdministrator, actor.memberships),
            col(HumanTask.completed_by) == actor.person_id,
        ),
    )
    return or_(
        col(ProcessInstance.started_by) == actor.person_id,
        supervised_case(actor),
        taken_part,
    )


def may_operate(actor: Actor) -> bool:
    """Let operators, and supervisors for cases of their own institutions, see what is stuck and mend it."""
    return may(actor, Right.SEE_OPERATED)


def passes_messages_at(actor: Actor) -> tuple[str, ...]:
    """List the own institutions for whose cases the actor may enter messages and signals."""
    holders = BY_RIGHT[Right.PASS_MESSAGES].holders
    roles = {role for one in holders if one.where is Where.OWN for role in _roles(one)}
    places = {each.institution_code for each in actor.memberships if each.role in roles}
    return tuple(sorted(places))


def _roles(holder: Holder) -> frozenset[str]:
    return holder.who if isinstance(holder.who, frozenset) else frozenset()


def operated_message(actor: Actor) -> ColumnElement[bool]:
    """Messages whose way the actor may follow: all for operators, else to or from supervised institutions.

    Whoever reads by this clause shows names, times and institutions, and nothing that a message says.
    """
    places = places_of(actor, Right.FOLLOW_MESSAGES)
    if places is EVERYWHERE:
        return true()
    return or_(col(Message.from_institution).in_(places), col(Message.to_institution).in_(places))


def may_mend_message(actor: Actor, message: Message) -> bool:
    """Let operators, and supervisors of the institution that it was sent to, decide about a message."""
    return may(actor, Right.MEND_MESSAGES, message.to_institution)


def may_receive(actor: Actor, message: Message, case: ProcessInstance) -> bool:
    """Let only operators give a message to a case of an institution that it was not addressed to."""
    if places_of(actor, Right.GIVE_MESSAGES) is EVERYWHERE:
        return True
    same = case.institution_code == message.to_institution
    return same and may(actor, Right.GIVE_MESSAGES, case.institution_code)


def may_look_up_patients(actor: Actor) -> bool:
    """Let clinical staff search the patient registry; group offices and operators may not."""
    return may(actor, Right.LOOK_UP_PATIENTS)


def may_manage_versions(actor: Actor) -> bool:
    """Let operators and process designers choose versions for new cases and move running ones.

    They see of a case what it is called and which elements it is at, and none of its content.
    """
    return may(actor, Right.MANAGE_VERSIONS)


def movable_case(actor: Actor) -> ColumnElement[bool]:
    """Cases that the actor may move to another version."""
    return true() if may_manage_versions(actor) else false()


def may_read_payloads(actor: Actor) -> bool:
    """Let operators look into what Temporal keeps; every look is written down."""
    return may(actor, Right.READ_PAYLOADS)


def may_cancel_case(actor: Actor, case: ProcessInstance) -> bool:
    """Let whoever started a case and its supervisors cancel it while it runs."""
    return case.state == "active" and (
        case.started_by == actor.person_id or may(actor, Right.CANCEL_CASE, case.institution_code)
    )


def may_watch_system(actor: Actor) -> bool:
    """Let operators look at processes, queues and counters: no case, no patient."""
    return may(actor, Right.WATCH_SYSTEM)


def may_perform(actor: Actor, institution_code: str, operation: str) -> bool:
    """Let operators do everything, supervisors of the case's institution what belongs to their office."""
    return may(actor, operation_right(operation), institution_code)


def may_arrange_leave(actor: Actor, person_id: str, institution_code: str) -> bool:
    """Let people arrange their own leave, and supervisors that of the staff of their institutions."""
    own = person_id == actor.person_id and institution_code in actor.institutions
    return own or may(actor, Right.ARRANGE_LEAVE, institution_code)
