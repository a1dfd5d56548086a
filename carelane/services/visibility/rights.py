"""What an actor may do, asked of the table `carelane.domain.rights`."""

from carelane.domain.rights import BY_RIGHT, CLINICAL, PAGES, Holder, Right, Where, Who
from carelane.services.visibility.actors import Actor

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


def may_open(actor: Actor, page: str) -> bool:
    """Say whether a page is for the actor; what stands on it is decided by the services it asks."""
    needed = PAGES[page]
    return not needed or any(may(actor, right) for right in needed)


def may_look_up_patients(actor: Actor) -> bool:
    """Let clinical staff and who decides about identities search the patient registry; operators may not."""
    return may(actor, Right.LOOK_UP_PATIENTS)


def may_resolve_identities(actor: Actor) -> bool:
    """Let the group's desk and the privacy officer decide about who is who."""
    return may(actor, Right.RESOLVE_IDENTITIES)


def may_arrange_leave(actor: Actor, person_id: str, institution_code: str) -> bool:
    """Let people arrange their own leave, and supervisors that of the staff of their institutions."""
    own = person_id == actor.person_id and institution_code in actor.institutions
    return own or may(actor, Right.ARRANGE_LEAVE, institution_code)
