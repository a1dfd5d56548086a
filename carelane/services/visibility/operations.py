"""What operators, designers and supervisors may do with running cases: they see what is technical only."""

from sqlalchemy import ColumnElement, false, true
from sqlmodel import col

from carelane.domain.process_instances import ProcessInstance
from carelane.domain.rights import Right, operation_right
from carelane.services.visibility.actors import Actor
from carelane.services.visibility.rights import EVERYWHERE, may, places_of


def operated_case(actor: Actor) -> ColumnElement[bool]:
    """Cases that the actor may operate: all for operators, supervisors those of their institutions.

    Whoever reads by this clause shows what is technical only.
    """
    places = places_of(actor, Right.SEE_OPERATED)
    if places is EVERYWHERE:
        return true()
    return col(ProcessInstance.institution_code).in_(places)


def may_operate(actor: Actor) -> bool:
    """Let operators, and supervisors for cases of their own institutions, see what is stuck and mend it."""
    return may(actor, Right.SEE_OPERATED)


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


def may_watch_system(actor: Actor) -> bool:
    """Let operators look at processes, queues and counters: no case, no patient."""
    return may(actor, Right.WATCH_SYSTEM)


def may_perform(actor: Actor, institution_code: str, operation: str) -> bool:
    """Let operators do everything, supervisors of the case's institution what belongs to their office."""
    return may(actor, operation_right(operation), institution_code)
