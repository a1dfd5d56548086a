"""Which messages between hospitals an actor may follow, and who may decide about one."""

from sqlalchemy import ColumnElement, or_, true
from sqlmodel import col

from carelane.domain.messages import Message
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.rights import BY_RIGHT, Holder, Right, Where
from carelane.services.visibility.actors import Actor
from carelane.services.visibility.rights import EVERYWHERE, may, places_of


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
