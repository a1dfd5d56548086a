"""Which institution plays which pool of a diagram."""

from sqlmodel import Session, col, select

from carelane.domain.errors import InvalidPools, NotAllowed
from carelane.domain.institutions import Institution
from carelane.domain.process_definitions import ProcessDefinition
from carelane.services.process_definitions import start_places
from carelane.services.visibility import Actor


def choose_institution(actor: Actor, definition: ProcessDefinition, wanted: str) -> str:
    """Choose where the case starts; the actor must hold the start role there.

    Raises `NotAllowed`, and `InvalidPools` where several are possible or the chosen one is not.
    """
    places = start_places(actor, definition)
    if not places:
        raise NotAllowed
    if not wanted and len(places) == 1:
        return places[0]
    if wanted not in places:
        raise InvalidPools
    return wanted


def bind_pools(
    session: Session, definition: ProcessDefinition, institution: str, wanted: dict[str, str]
) -> dict[str, str]:
    """Bind participants to institutions of the right kind. Raises `InvalidPools`."""
    kinds = _kinds(session)
    chosen = {**wanted, definition.pool_id: institution} if definition.pool_id else wanted
    for participant, code in chosen.items():
        expected = definition.pools.get(participant)
        if expected is None or code not in kinds or expected not in ("", kinds[code]):
            raise InvalidPools(participant=participant)
    return _only_ones(definition, kinds) | chosen


def only_ones(session: Session, definition: ProcessDefinition) -> dict[str, str]:
    """Bind participants of a kind that the group has only once: its desk, its emergency centre."""
    return _only_ones(definition, _kinds(session))


def _kinds(session: Session) -> dict[str, str]:
    rows = session.exec(select(Institution.code, Institution.kind).order_by(col(Institution.code)))
    return dict(rows.all())


def _only_ones(definition: ProcessDefinition, kinds: dict[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for participant, kind in definition.pools.items():
        of_kind = [code for code, its_kind in kinds.items() if its_kind == kind]
        if len(of_kind) == 1:
            found[participant] = of_kind[0]
    return found
